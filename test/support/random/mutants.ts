import type { Arithmetic, Block, Builtin, Comparison, Expr, Model } from "../../../src/model/ir.js";
import { altered, become, type Change, everyExpr, everyStatement } from "./places.js";

/*
 * Deliberately broken engines, at least one for each construct: the model that code is generated from is changed, and the
 * one that the reference engine takes is not. The comparison has to find each of them.
 */

export interface Mutant {
  readonly construct: string;
  readonly broken: string;
  readonly change: Change;
}

const mutant = (construct: string, broken: string, change: Change): Mutant => ({ construct, broken, change });

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
const literal = (e: Expr, value: boolean): Expr => ({ kind: "literal", value, type: { kind: "bool" }, span: e.span });
const not = (operand: Expr): Expr => ({ kind: "not", operand, type: { kind: "bool" }, span: operand.span });
const empty = (e: Expr): true => become(e, { kind: "set", elements: [] });

const operators: readonly Mutant[] = [
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

/** Only where the last arm takes what the first one took. */
function withoutFirst(
  node: Expr | (object & { readonly kind: "match"; readonly span: Expr["span"] }),
  arms: readonly { readonly pattern: { readonly kind: string } }[],
): boolean {
  const last = arms.at(-1)?.pattern.kind;
  if (arms.length < 2 || (last !== "wildcard" && last !== "binding")) return false;
  Object.assign(node, { arms: arms.slice(1) });
  return true;
}

const statements: readonly Mutant[] = [
  mutant(
    "x := e",
    "left out",
    everyStatement("assign", (s) => skipped(s, s.value)),
  ),
  mutant(
    "x := e",
    "with another e",
    everyStatement("assign", ({ value }) => altered(value)),
  ),
  mutant(
    "m[k] := e",
    "with another k",
    everyStatement("assign", ({ path }) => {
      const keys = path.flatMap((access) =>
        access.kind === "key" ? [access.key] : access.kind === "element" ? [access.index] : [],
      );
      return keys.map(altered).includes(true);
    }),
  ),
  mutant(
    "when p",
    "left out",
    everyStatement("when", (s) => become(s, { condition: literal(s.condition, true) })),
  ),
  mutant(
    "assert p",
    "left out",
    everyStatement("assert", (s) => skipped(s, s.condition)),
  ),
  mutant(
    "let x = e",
    "with another e",
    everyStatement("let", ({ value }) => altered(value)),
  ),
  mutant(
    "if",
    "with its branches exchanged",
    everyStatement("if", (s) => become(s, { then: s.else, else: s.then })),
  ),
  mutant(
    "either",
    "without its last branch",
    everyStatement("either", (s) => become(s, { branches: s.branches.slice(0, 1) })),
  ),
  mutant(
    "either",
    "from the last to the first",
    everyStatement("either", (s) => become(s, { branches: s.branches.toReversed() })),
  ),
  mutant(
    "pick x in S",
    "as for x in S",
    everyStatement("pick", (s) => become(s, { kind: "for" })),
  ),
  mutant(
    "for x in S",
    "as pick x in S",
    everyStatement("for", (s) => become(s, { kind: "pick" })),
  ),
  mutant(
    "match {}",
    "without its first arm",
    everyStatement("match", (s) => withoutFirst(s, s.arms)),
  ),
  mutant(
    "send m to c[k]",
    "left out",
    everyStatement("send", (s) => skipped(s, s.message)),
  ),
  mutant(
    "send m to c[k]",
    "of another m",
    everyStatement("send", ({ message }) => altered(message)),
  ),
  mutant(
    "receive p from c[k]",
    "of any message",
    everyStatement("receive", (s) => {
      const names = s.pattern.kind === "variant" && s.pattern.arguments.some(({ kind }) => kind === "binding");
      return !names && s.pattern.kind === "variant" && become(s, { pattern: { kind: "wildcard" } });
    }),
  ),
  mutant(
    "goto L",
    "to the first label",
    everyStatement("goto", (s) => s.label !== 0 && become(s, { label: 0 })),
  ),
];

function skipped(statement: Parameters<typeof become>[0], of: Expr): boolean {
  return become(statement, { kind: "when", condition: literal(of, true) });
}

/** What is said of the parts of a model, not in its blocks. */
const declarations: readonly Mutant[] = [
  mutant("invariant", "the contrary", ({ claims }) =>
    claims
      .filter(({ kind }) => kind === "invariant")
      .map(contrary)
      .includes(true),
  ),
  mutant("reachable", "the contrary", ({ claims }) =>
    claims
      .filter(({ kind }) => kind === "reachable")
      .map(contrary)
      .includes(true),
  ),
  mutant("constraint", "the contrary", ({ constraints }) => constraints.map(contrary).includes(true)),
  mutant(
    "done when",
    "the contrary",
    (model) => model.done !== undefined && become(model.done, not({ ...model.done })),
  ),
  mutant("channel", "fifo or not", (model) => flipped(model, "fifo")),
  mutant("channel", "duplicating or not", (model) => flipped(model, "duplicating")),
  mutant("max n", "one more", ({ channels }) =>
    channels.map((each) => each.max !== undefined && changed(each, { max: each.max + 1 })).includes(true),
  ),
  mutant("lossy", "loses nothing", (model) => losing(model, [])),
  mutant("lossy", "never loses", (model) => losing(model, [{ kind: "when", condition: never, span: nowhere }])),
  mutant("steps", "from the last to the first", (model) => {
    const { steppers } = model;
    return steppers.length > 1 && changed(model, { steppers: steppers.toReversed() });
  }),
  mutant("= any", "the first value alone", firstAlone),
  mutant("var x: T = e", "with another e", (model) =>
    model.initialisations.map(({ initial }) => initial.kind === "value" && altered(initial.value)).includes(true),
  ),
  mutant("in S", "in an empty S", (model) =>
    model.initialisations.map(({ initial }) => initial.kind === "in" && empty(initial.set)).includes(true),
  ),
];

function changed(target: object, by: object): true {
  Object.assign(target, by);
  return true;
}

function contrary(claim: { readonly predicate: Expr | undefined }): boolean {
  return claim.predicate !== undefined && changed(claim, { predicate: not(claim.predicate) });
}

function flipped({ channels }: Model, what: "fifo" | "duplicating"): boolean {
  return channels.map((each) => changed(each, { [what]: !each[what] })).includes(true);
}

const nowhere = { start: 0, end: 1 };
const never: Expr = { kind: "literal", value: false, type: { kind: "bool" }, span: nowhere };

/** An action with this body takes the place of losing. */
function losing(model: Model, body: Block): boolean {
  const { steppers, actions } = model;
  if (!steppers.some(({ kind }) => kind === "lose")) return false;
  const action = {
    name: "lose",
    doc: undefined,
    fairness: "none",
    parameters: [],
    body,
    says: undefined,
    span: nowhere,
  };
  const other = steppers.map((each) => (each.kind === "lose" ? { kind: "action", action: actions.length } : each));
  return changed(model, { steppers: other, actions: [...actions, action] });
}

function firstAlone({ variables, initialisations }: Model): boolean {
  const only = initialisations.map(
    ({ slot, initial }) =>
      initial.kind === "any" &&
      variables[slot]?.type.kind === "bool" &&
      changed(initial, { kind: "value", value: never }),
  );
  return only.includes(true);
}

export const MUTANTS: readonly Mutant[] = [...operators, ...builtins, ...expressions, ...statements, ...declarations];
