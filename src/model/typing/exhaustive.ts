import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { armNeverTaken, notHandled } from "../errors/types.js";
import type { Type } from "../types.js";
import type { Inference } from "./inference.js";
import { BROKEN } from "./unify.js";

/*
 * Which values no arm of a `match` takes: Maranget, "Warnings for pattern matching", JFP 17(3), 2007. Patterns are rows
 * of a matrix whose columns are parts of the value. The first column is split by constructor: for each, the rows that
 * can match it stay, with the constructor's parts as new columns. A value that no row matches is found as a row of
 * constructors, and is printed as a pattern.
 */

/** A shape of the values of a type: `true`, `none`, a variant, the tuple, the record. */
interface Constructor {
  readonly name: string;
  readonly parts: readonly Type[];
  readonly write: (parts: readonly string[]) => string;
}

type Row = readonly (ast.Pattern | undefined)[];

/** A `match` of either kind. */
export interface Match {
  readonly span: Span;
  readonly subject: ast.Expr;
  readonly arms: readonly { readonly pattern: ast.Pattern }[];
}

/** When all types are known: every value has its arm, and every arm a value. */
export function checkExhaustive(t: Inference, match: Match, subject: Type): void {
  t.final.push(() => {
    if (t.types.present(subject) === BROKEN) return;
    const patterns = match.arms.map((arm) => arm.pattern);
    patterns.forEach((pattern, i) => {
      if (
        i > 0 &&
        !isUseful(
          t,
          patterns.slice(0, i).map((p) => [p]),
          [pattern],
          [subject],
        )
      ) {
        t.report(armNeverTaken(pattern.span));
      }
    });
    const missing = missingCases(t, patterns, subject);
    const head = { start: match.span.start, end: match.subject.span.end };
    if (missing.length > 0) t.report(notHandled(head, missing));
  });
}

/** Values that no pattern matches, written as patterns; one for each constructor at most. */
export function missingCases(t: Inference, patterns: readonly ast.Pattern[], type: Type): readonly string[] {
  return uncovered(
    t,
    patterns.map((pattern) => [pattern]),
    [type],
  ).map((row) => row.join(", "));
}

/** Rows of values that no row of patterns matches; they differ in their first column. */
function uncovered(t: Inference, rows: readonly Row[], types: readonly Type[]): readonly (readonly string[])[] {
  const [first, ...others] = types;
  if (first === undefined) return rows.length === 0 ? [[]] : [];
  const constructors = constructorsOf(t, first, rows);
  const used = rows.some((row) => !isWild(t, row[0]));
  if (constructors === undefined || !used) {
    const rest = uncovered(t, withoutFirst(t, rows), others)[0];
    return rest === undefined ? [] : [["_", ...rest]];
  }
  return constructors.flatMap((shape) => {
    const { parts, write } = shape;
    const below = uncovered(t, specialise(t, rows, shape), [...parts, ...others])[0];
    return below === undefined ? [] : [[write(below.slice(0, parts.length)), ...below.slice(parts.length)]];
  });
}

/** Does some value match `row` and none of `rows`? */
function isUseful(t: Inference, rows: readonly Row[], row: Row, types: readonly Type[]): boolean {
  const [first, ...others] = types;
  if (first === undefined) return rows.length === 0;
  const constructors = constructorsOf(t, first, [...rows, row]) ?? integersIn(t, [...rows, row]);
  const chosen = isWild(t, row[0]) ? constructors : constructors.filter((c) => matches(row[0], c));
  const split = rows.some((other) => !isWild(t, other[0])) || !isWild(t, row[0]);
  if (!split) return isUseful(t, withoutFirst(t, rows), row.slice(1), others);
  return chosen.some((c) => {
    const narrowed = specialise(t, [row], c)[0];
    return narrowed !== undefined && isUseful(t, specialise(t, rows, c), narrowed, [...c.parts, ...others]);
  });
}

/** Rows with a wildcard in front, without it: what matches a value that no constructor in the rows builds. */
function withoutFirst(t: Inference, rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => isWild(t, row[0])).map((row) => row.slice(1));
}

function specialise(t: Inference, rows: readonly Row[], shape: Constructor): readonly Row[] {
  return rows
    .filter((row) => isWild(t, row[0]) || matches(row[0], shape))
    .map((row) => [...partsOfPattern(t, row[0], shape), ...row.slice(1)]);
}

function isWild(t: Inference, pattern: ast.Pattern | undefined): boolean {
  if (pattern === undefined || pattern.kind === "wildcard") return true;
  return pattern.kind === "name" && t.symbol(pattern)?.kind !== "variant";
}

function matches(pattern: ast.Pattern | undefined, shape: Constructor): boolean {
  return pattern !== undefined && constructorName(pattern) === shape.name;
}

function constructorName(pattern: ast.Pattern): string {
  switch (pattern.kind) {
    case "name":
      return pattern.text;
    case "variant":
      return pattern.name.text;
    case "bool":
    case "int":
      return String(pattern.value);
    default:
      return pattern.kind;
  }
}

function partsOfPattern(t: Inference, pattern: ast.Pattern | undefined, shape: Constructor): Row {
  if (pattern === undefined || isWild(t, pattern)) return shape.parts.map(() => undefined);
  switch (pattern.kind) {
    case "variant":
      return shape.parts.map((_, i) => pattern.arguments[i]);
    case "tuple":
      return shape.parts.map((_, i) => pattern.items[i]);
    case "record": {
      const type = t.patternType.get(pattern);
      const names = type?.kind === "record" ? type.fields.map((field) => field.name) : [];
      return names.map((name) => pattern.fields.find((field) => field.name.text === name)?.pattern);
    }
    default:
      return shape.parts.map(() => undefined);
  }
}

/**
 * All constructors of a type; undefined where there is no end of them, or they are not known. Of an optional int: `none`
 * and the integers that stand in the first column of `rows`.
 */
function constructorsOf(t: Inference, type: Type, rows: readonly Row[]): readonly Constructor[] | undefined {
  const pruned = t.types.prune(type);
  switch (pruned.kind) {
    case "bool":
      return [constant("false"), constant("true")];
    case "option": {
      const of = constructorsOf(t, pruned.of, rows) ?? integersIn(t, rows);
      return [constant("none"), ...of.filter((shape) => shape.name !== "none")];
    }
    case "variants":
      return variantConstructors(t, pruned);
    case "tuple":
      return [{ name: "tuple", parts: pruned.items, write: (parts) => `(${parts.join(", ")})` }];
    case "record": {
      const write = (parts: readonly string[]) =>
        `{${pruned.fields.map((field, i) => `${field.name}: ${parts[i] ?? "_"}`).join(", ")}}`;
      return [{ name: "record", parts: pruned.fields.map((field) => field.type), write }];
    }
    default:
      return undefined;
  }
}

function constant(name: string): Constructor {
  return { name, parts: [], write: () => name };
}

function variantConstructors(t: Inference, type: Extract<Type, { kind: "variants" }>): readonly Constructor[] {
  const { definition } = type.declaration;
  if (definition.kind !== "variantsType") return [];
  return definition.variants.map((variant) => ({
    name: variant.name.text,
    parts: t.variantFields.get(variant) ?? [],
    write: (parts) => (parts.length === 0 ? variant.name.text : `${variant.name.text}(${parts.join(", ")})`),
  }));
}

/** The integers that stand in the first column, and one that does not. */
function integersIn(t: Inference, rows: readonly Row[]): readonly Constructor[] {
  const names = rows.flatMap(([first]) => (first === undefined || isWild(t, first) ? [] : [constructorName(first)]));
  return [...[...new Set(names)].map(constant), { name: "another", parts: [], write: () => "_" }];
}
