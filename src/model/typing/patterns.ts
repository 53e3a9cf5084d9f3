import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import {
  fieldCount,
  mayNotMatch,
  noneNotPossible,
  patternMismatch,
  typeNotKnown,
  unknownField,
} from "../errors/types.js";
import type { VariantSymbol } from "../symbols.js";
import type { Type } from "../types.js";
import { checkExhaustive, type Match, missingCases } from "./exhaustive.js";
import type { Inference } from "./inference.js";
import { BOOL, BROKEN, INT } from "./unify.js";

/** Gives the names in a pattern their types; the pattern takes apart a value of `type`. */
export function inferPattern(t: Inference, pattern: ast.Pattern, type: Type): void {
  t.patternType.set(pattern, type);
  switch (pattern.kind) {
    case "wildcard":
      return;
    case "name": {
      const symbol = t.symbol(pattern);
      if (symbol?.kind === "variant") inferVariantPattern(t, pattern, symbol, [], type);
      else if (symbol?.kind === "binding") t.bindingType.set(symbol, type);
      return;
    }
    case "none": {
      const pruned = t.types.prune(type);
      if (pruned.kind === "unknown") t.types.unify(pruned, { kind: "option", of: t.fresh() });
      else if (pruned.kind !== "option") {
        t.report(noneNotPossible(pattern.span, `the value is ${t.words.value(pruned)}, which is never \`none\``));
      }
      return;
    }
    case "bool":
      requirePattern(t, pattern, BOOL, "`true` or `false`", type);
      return;
    case "int":
      requirePattern(t, pattern, INT, "an int", type);
      return;
    case "variant": {
      const symbol = t.symbol(pattern.name);
      if (symbol?.kind === "variant") inferVariantPattern(t, pattern, symbol, pattern.arguments, type);
      else for (const argument of pattern.arguments) inferPattern(t, argument, BROKEN);
      return;
    }
    case "tuple":
      inferTuplePattern(t, pattern, type);
      return;
    case "record":
      inferRecordPattern(t, pattern, type);
      return;
  }
}

/**
 * The patterns of a `match`: below `none` the value is one of T, no longer of `T?`. When all fit the subject, they must
 * take every value of it.
 */
export function inferArms(t: Inference, match: Match, subject: Type): void {
  const before = t.diagnostics.length;
  let left = subject;
  for (const { pattern } of match.arms) {
    inferPattern(t, pattern, left);
    if (pattern.kind === "none") left = t.types.present(left);
  }
  if (t.diagnostics.length === before) checkExhaustive(t, match, subject);
}

/** Reports a pattern that cannot match values of `actual`; `words` tells what it is for. */
function requirePattern(t: Inference, pattern: ast.Pattern, expected: Type, words: string, actual: Type): boolean {
  if (t.types.unify(expected, actual)) return true;
  t.report(patternMismatch(pattern.span, words, t.words.value(actual)));
  return false;
}

function inferVariantPattern(
  t: Inference,
  pattern: ast.Pattern,
  symbol: VariantSymbol,
  given: readonly ast.Pattern[],
  type: Type,
): void {
  const named = t.namedType.get(symbol.type) ?? BROKEN;
  requirePattern(t, pattern, named, t.words.value(named), type);
  const fields = symbol.declaration.fields;
  if (given.length !== fields.length) {
    const names = fields.map((field) => field.name.text);
    t.report(fieldCount(pattern.span, symbol, names, given.length));
  }
  const types = t.variantFields.get(symbol.declaration) ?? [];
  given.forEach((argument, i) => {
    inferPattern(t, argument, types[i] ?? BROKEN);
  });
}

function inferTuplePattern(t: Inference, pattern: Extract<ast.Pattern, { kind: "tuple" }>, type: Type): void {
  const present = t.types.present(type);
  if (present.kind === "tuple" && present.items.length !== pattern.items.length) {
    t.report(patternMismatch(pattern.span, `a tuple of ${pattern.items.length}`, t.words.value(type)));
    for (const item of pattern.items) inferPattern(t, item, BROKEN);
    return;
  }
  const items = present.kind === "tuple" ? present.items : pattern.items.map(() => t.fresh());
  if (present.kind !== "tuple") requirePattern(t, pattern, { kind: "tuple", items }, "a tuple", type);
  pattern.items.forEach((item, i) => {
    inferPattern(t, item, items[i] ?? t.fresh());
  });
}

function inferRecordPattern(t: Inference, pattern: Extract<ast.Pattern, { kind: "record" }>, type: Type): void {
  const present = t.types.present(type);
  t.patternType.set(pattern, present);
  if (present.kind === "unknown") {
    if (present !== BROKEN)
      t.report(typeNotKnown(pattern, "this record", "give the type of the value: a record `{f: T}`"));
  } else if (present.kind !== "record") {
    t.report(patternMismatch(pattern.span, "a record", t.words.value(type)));
  }
  for (const { name, pattern: inner } of pattern.fields) {
    const field = present.kind === "record" ? present.fields.find((each) => each.name === name.text) : undefined;
    if (field === undefined && present.kind === "record") {
      const names = present.fields.map((each) => each.name);
      t.report(unknownField(name, t.words.value(type), suggest(name.text, names)));
    }
    inferPattern(t, inner, field?.type ?? BROKEN);
  }
}

/** Binders, parameters and folds take patterns that match every value. */
export function requireAlwaysMatches(t: Inference, pattern: ast.Pattern, type: Type, where: string): void {
  if (pattern.kind === "wildcard" || (pattern.kind === "name" && t.symbol(pattern)?.kind !== "variant")) return;
  t.final.push(() => {
    const missing = missingCases(t, [pattern], type)[0];
    if (missing !== undefined) t.report(mayNotMatch(pattern.span, where, missing));
  });
}
