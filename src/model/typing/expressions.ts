import type * as ast from "../../syntax/ast.js";
import { differentParts, neverNone, notFinite } from "../errors/types.js";
import type { Type } from "../types.js";
import { inferField, inferIndex, inferWith } from "./access.js";
import { inferBuiltin } from "./builtins.js";
import { inferDefinitionUse, inferEnabled, inferPlace, inferVariant, localType } from "./calls.js";
import { inferFilter, inferFunction, inferMap, inferQuantifier, inferSeq, inferSet, inferThe } from "./collections.js";
import { whyInfinite } from "./finite.js";
import { inferFold } from "./folds.js";
import type { Inference } from "./inference.js";
import { inferBinary, inferUnary } from "./operators.js";
import { inferArms, inferPattern } from "./patterns.js";
import { inferRecord } from "./records.js";
import { constantType } from "./spec.js";
import { BOOL, BROKEN, INT, mailboxes, optional, setOf } from "./unify.js";
import { writtenType } from "./written.js";

/**
 * The natural type of an expression. `hint` is the type that its place expects, known before: it settles the keys of a
 * function literal and the types of empty collections, and it is where parts are told to be wrong; whether the whole fits
 * is for `check` to say.
 */
export function infer(t: Inference, e: ast.Expr, hint?: Type): Type {
  const type = inferKind(t, e, hint);
  t.typeOf.set(e, type);
  return type;
}

/** The natural type of an expression that must be of type `expected`; `but` words why: "`+` adds ints". */
export function check(t: Inference, e: ast.Expr, expected: Type, but: string): Type {
  const before = t.diagnostics.length;
  const actual = infer(t, e, expected);
  if (e.kind === "none" && !mayBeNone(t, expected)) {
    t.reportMismatch(e, actual, expected, but);
    return expected;
  }
  if (t.types.unify(actual, expected)) return actual;
  // A part of it was told to be wrong already.
  if (t.diagnostics.length === before) t.reportMismatch(e, actual, expected, but);
  return expected;
}

function mayBeNone(t: Inference, expected: Type): boolean {
  const { kind } = t.types.prune(expected);
  return kind === "option" || kind === "unknown";
}

function inferKind(t: Inference, e: ast.Expr, hint: Type | undefined): Type {
  switch (e.kind) {
    case "int":
      return INT;
    case "bool":
      return BOOL;
    case "none":
      return optional(t.fresh());
    case "name":
      return inferName(t, e);
    case "call":
      return inferCall(t, e, hint);
    case "enabled":
      return inferEnabled(t, e);
    case "index":
      return inferIndex(t, e);
    case "field":
      return inferField(t, e);
    case "prime":
      return infer(t, e.operand, hint);
    case "unary":
      return inferUnary(t, e);
    case "binary":
      return inferBinary(t, e, hint);
    case "at":
      return inferPlace(t, e);
    case "with":
      return inferWith(t, e, hint);
    case "quantifier":
      return inferQuantifier(t, e);
    case "the":
      return inferThe(t, e);
    case "let": {
      const value = infer(t, e.value);
      inferPattern(t, e.pattern, value);
      return infer(t, e.body, hint);
    }
    case "if":
      return inferIf(t, e, hint);
    case "fold":
      return inferFold(t, e, hint);
    case "filter":
      return inferFilter(t, e);
    case "map":
      return inferMap(t, e, hint);
    case "set":
      return inferSet(t, e, hint);
    case "function":
      return inferFunction(t, e, hint);
    case "seq":
      return inferSeq(t, e, hint);
    case "record":
      return inferRecord(t, e, hint);
    case "tuple":
      return inferTuple(t, e, hint);
    case "match":
      return inferMatch(t, e, hint);
    case "typeSet":
      return inferTypeSet(t, e, writtenType(t, e.type));
    case "paren":
      return infer(t, e.inner, hint);
  }
}

function inferName(t: Inference, e: ast.ExprNode<"name">): Type {
  const symbol = t.symbol(e);
  switch (symbol?.kind) {
    case "const":
      return constantType(t, symbol.declaration);
    case "type":
      return inferTypeSet(t, e, t.namedType.get(symbol.declaration) ?? BROKEN);
    case "variant":
      return inferVariant(t, symbol, []);
    case "variable":
      return t.declaredType.get(symbol.declaration) ?? BROKEN;
    case "local":
      return localType(t, symbol);
    case "channel": {
      const channel = t.channelType.get(symbol);
      return channel === undefined ? BROKEN : mailboxes(channel);
    }
    case "definition":
      return inferDefinitionUse(t, e, symbol, []);
    case "binding":
      return t.bindingType.get(symbol) ?? BROKEN;
    default:
      return BROKEN;
  }
}

function inferCall(t: Inference, e: ast.ExprNode<"call">, hint: Type | undefined): Type {
  const symbol = t.symbol(e.callee);
  switch (symbol?.kind) {
    case "definition":
      return inferDefinitionUse(t, e, symbol, e.arguments);
    case "variant":
      return inferVariant(t, symbol, e.arguments);
    case "builtin":
      return inferBuiltin(t, e, symbol.name, hint);
    default:
      for (const argument of e.arguments) infer(t, argument);
      return BROKEN;
  }
}

/** A type as the set of its values: a finite one. */
function inferTypeSet(t: Inference, e: ast.Expr, of: Type): Type {
  t.final.push(() => {
    const reason = whyInfinite(t, of);
    if (reason !== undefined) {
      t.report(notFinite(e.span, "the set of all values", `\`${t.words.text(of)}\``, reason));
    }
  });
  return setOf(of);
}

function inferIf(t: Inference, e: ast.ExprNode<"if">, hint: Type | undefined): Type {
  check(t, e.condition, BOOL, "the condition of an `if` is true or false");
  return inferAlternatives(t, [e.then, e.else], "the two values of an `if`", hint);
}

/** Expressions one of which gives the value: their types have a join. */
export function inferAlternatives(
  t: Inference,
  parts: readonly ast.Expr[],
  what: string,
  hint: Type | undefined,
): Type {
  let joined: Type | undefined;
  let first: ast.Expr | undefined;
  for (const part of parts) {
    const type = infer(t, part, hint ?? joined);
    const both = joined === undefined ? type : t.types.join(joined, type);
    if (both === undefined && joined !== undefined && first !== undefined) {
      t.report(differentParts(part.span, what, t.words.value(joined), t.words.value(type), first.span));
    }
    joined = both ?? joined;
    first ??= part;
  }
  return joined ?? t.fresh();
}

function inferTuple(t: Inference, e: ast.ExprNode<"tuple">, hint: Type | undefined): Type {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  const items = e.items.map((item, i) => infer(t, item, expected?.kind === "tuple" ? expected.items[i] : undefined));
  return { kind: "tuple", items };
}

function inferMatch(t: Inference, e: ast.ExprNode<"match">, hint: Type | undefined): Type {
  const subject = infer(t, e.subject);
  inferArms(t, e, subject);
  return inferAlternatives(
    t,
    e.arms.map((arm) => arm.body),
    "the values of a `match`",
    hint,
  );
}

/** Reports `x == none` where x is never `none`. */
export function checkComparedToNone(t: Inference, value: ast.Expr, type: Type, other: ast.Expr): void {
  if (other.kind !== "none") return;
  const pruned = t.types.prune(type);
  if (pruned.kind !== "option" && pruned.kind !== "unknown") {
    t.report(neverNone(other.span, value, t.words.value(pruned)));
  }
}
