import type { Arithmetic, Builtin, Comparison, Expr } from "../../../src/model/ir.js";
import { STEP_MUTANTS } from "./mutants-of-steps.js";
import { altered, become, empty, everyExpr, type Mutant, mutant, not, withoutFirst } from "./places.js";

/*
 * Deliberately broken engines, at least one for each construct: the model that code is generated from is changed, and the
 * one that the reference engine takes is not. The comparison has to find each of them.
 */

const arithmetic = (from: Arithmetic, to: Arithmetic): Mutant =>
  mutant(
    from,
    `as ${to}`,
    everyExpr("arithmetic", (e) => e.operator === from && become(e, { operator: to })),
  );
const comparison = (from: Comparison, to: Comparison): Mutant =>
  mutant(
    from,
    `as ${to}`,
    everyExpr("compare", (e) => e.operator === from && become(e, { operator: to })),
  );
const builtin = (from: Builtin, to: Builtin): Mutant =>
  mutant(
    from,
    `as ${to}`,
    everyExpr("builtin", (e) => e.name === from && become(e, { name: to })),
  );
/** The value of the first argument instead. */
const identity = (name: Builtin): Mutant =>
  mutant(
    name,
    "as what it is of",
    everyExpr("builtin", (e) => e.name === name && becomes(e, e.arguments[0])),
  );
const renamed = (from: "and" | "or" | "iff" | "union" | "intersect", to: string): Mutant =>
  mutant(
    from,
    `as ${to}`,
    everyExpr(from, (e) => become(e, { kind: to })),
  );
const becomes = (e: Expr, other: Expr | undefined): boolean => other !== undefined && become(e, { ...other });
/** Its value is another one, where it is a truth value or a number. */
const another = (kind: Expr["kind"], when: (e: Expr) => boolean = () => true): Mutant =>
  mutant(
    kind,
    "with another value",
    everyExpr(kind, (e) => when(e) && altered(e)),
  );

const operators: readonly Mutant[] = [
  mutant(
    "e'",
    "as before the step",
    everyExpr("prime", (e) => becomes(e, e.operand)),
  ),
  ...[arithmetic("+", "-"), arithmetic("-", "+"), arithmetic("*", "+"), arithmetic("div", "mod")],
  ...[arithmetic("mod", "div"), comparison("<", "<="), comparison("<=", "<"), comparison(">", ">=")],
  comparison(">=", ">"),
  mutant(
    "unary -",
    "as its operand",
    everyExpr("negate", (e) => becomes(e, e.operand)),
  ),
  mutant(
    "==, !=",
    "exchanged",
    everyExpr("equal", (e) => become(e, { negated: !e.negated })),
  ),
  mutant(
    "in, not in",
    "exchanged",
    everyExpr("member", (e) => become(e, { negated: !e.negated })),
  ),
  mutant(
    "subset of",
    "the other way round",
    everyExpr("subset", (e) => become(e, { left: e.right, right: e.left })),
  ),
  ...[renamed("and", "or"), renamed("or", "and"), renamed("union", "intersect"), renamed("intersect", "union")],
  mutant(
    "=>",
    "as `and`",
    everyExpr("implies", (e) => become(e, { kind: "and" })),
  ),
  mutant(
    "=>",
    "not counted",
    everyExpr("implies", (e) => e.site !== undefined && become(e, { site: undefined })),
  ),
  mutant(
    "<=>",
    "as =>",
    everyExpr("iff", (e) => become(e, { kind: "implies", site: undefined })),
  ),
  mutant(
    "not",
    "as its operand",
    everyExpr("not", (e) => becomes(e, e.operand)),
  ),
  mutant(
    "\\",
    "as union",
    everyExpr("difference", (e) => become(e, { kind: "union" })),
  ),
  mutant(
    "++",
    "the other way round",
    everyExpr("concat", (e) => become(e, { left: e.right, right: e.left })),
  ),
  mutant(
    "a..b",
    "without a",
    everyExpr("interval", ({ low }) => altered(low)),
  ),
];

const builtins: readonly Mutant[] = [
  ...[builtin("min", "max"), builtin("max", "min"), builtin("least", "greatest"), builtin("greatest", "least")],
  ...[builtin("sum", "size"), builtin("head", "last"), builtin("last", "head"), identity("tail"), identity("append")],
  mutant(
    "size",
    "one more",
    everyExpr("builtin", (e) => e.name === "size" && altered(e)),
  ),
  mutant(
    "len",
    "one more",
    everyExpr("builtin", (e) => e.name === "len" && altered(e)),
  ),
  mutant(
    "range",
    "as the empty set",
    everyExpr("builtin", (e) => e.name === "range" && empty(e)),
  ),
  mutant(
    "domain",
    "as the empty set",
    everyExpr("builtin", (e) => e.name === "domain" && empty(e)),
  ),
  mutant(
    "powerset",
    "as the empty set",
    everyExpr("builtin", (e) => e.name === "powerset" && empty(e)),
  ),
];

const expressions: readonly Mutant[] = [
  ...(["literal", "constant", "variable", "binding", "call", "apply", "element", "field", "match"] as const).map(
    (kind) => another(kind),
  ),
  mutant("V", "as another variant", everyExpr("variant", otherVariant)),
  mutant(
    "V(a, b)",
    "with another field",
    everyExpr("variant", (e) => e.arguments.map(altered).includes(true)),
  ),
  mutant(
    "{f: e}",
    "with another field",
    everyExpr("record", (e) => e.fields.map(altered).includes(true)),
  ),
  mutant(
    "(a, b)",
    "with another item",
    everyExpr("tuple", (e) => e.items.map(altered).includes(true)),
  ),
  mutant(
    "{a, b}",
    "without the last",
    everyExpr("set", (e) => dropLast(e, e.elements)),
  ),
  mutant(
    "[a, b, c]",
    "without the last",
    everyExpr("seq", (e) => dropLast(e, e.elements)),
  ),
  mutant("a type as a set", "as the empty set", everyExpr("domain", empty)),
  mutant(
    "r with {f: e}",
    "as r",
    everyExpr("withField", (e) => becomes(e, e.target)),
  ),
  mutant(
    "m with {[k]: v}",
    "as m",
    everyExpr("withKey", (e) => becomes(e, e.target)),
  ),
  mutant(
    "s with {[i]: v}",
    "as s",
    everyExpr("withElement", (e) => becomes(e, e.target)),
  ),
  mutant(
    "if then else",
    "exchanged",
    everyExpr("if", (e) => become(e, { then: e.else, else: e.then })),
  ),
  mutant(
    "let x = e: e2",
    "with another e",
    everyExpr("let", ({ value }) => altered(value)),
  ),
  mutant(
    "match",
    "without its first arm",
    everyExpr("match", (e) => withoutFirst(e, e.arms)),
  ),
  mutant(
    "forall",
    "as exists",
    everyExpr("quantifier", (e) => is(e, "forall") && become(e, { quantifier: "exists" })),
  ),
  mutant(
    "exists",
    "as forall",
    everyExpr("quantifier", (e) => is(e, "exists") && become(e, { quantifier: "forall" })),
  ),
  mutant(
    "quantifiers",
    "not counted",
    everyExpr("quantifier", (e) => e.site !== undefined && become(e, { site: undefined })),
  ),
  mutant(
    "the x in S: p",
    "where not p",
    everyExpr("the", (e) => become(e, { body: not(e.body) })),
  ),
  mutant(
    "{x in S: p}",
    "where not p",
    everyExpr("filter", (e) => become(e, { predicate: not(e.predicate) })),
  ),
  mutant("{e for x in S}", "as the empty set", everyExpr("map", empty)),
  mutant(
    "[x in S: e]",
    "with another e",
    everyExpr("function", ({ body }) => altered(body)),
  ),
  mutant(
    "fold",
    "as its first value",
    everyExpr("fold", (e) => becomes(e, e.initial)),
  ),
  mutant(
    "P(i) at L",
    "at another label",
    everyExpr("at", (e) => become(e, { labels: e.labels.map((at) => (at + 1) % 2) })),
  ),
  another("at"),
  another("enabled"),
  mutant(
    "a range",
    "not checked",
    everyExpr("check", (e) => e.type.kind === "range" && becomes(e, e.operand)),
  ),
];

function is(e: Expr & { readonly kind: "quantifier" }, word: "forall" | "exists"): boolean {
  return e.quantifier === word;
}

function otherVariant(e: Expr & { readonly kind: "variant" }): boolean {
  const { type, variant } = e;
  if (type.kind !== "variants" || e.arguments.length > 0) return false;
  const other = type.variants.findIndex(({ fields }, at) => at !== variant && fields.length === 0);
  return other >= 0 && become(e, { variant: other });
}

function dropLast(e: Expr, elements: readonly Expr[]): boolean {
  return elements.length > 0 && become(e, { elements: elements.slice(0, -1) });
}

export const MUTANTS: readonly Mutant[] = [...operators, ...builtins, ...expressions, ...STEP_MUTANTS];
