import type { Block, Expr, Model } from "../../../src/model/ir.js";
import {
  altered,
  become,
  constant,
  empty,
  everyStatement,
  literal,
  type Mutant,
  mutant,
  not,
  withoutFirst,
} from "./places.js";

/* Broken engines that take the wrong steps, or say the wrong thing of states. */

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
    "with one e always",
    everyStatement("let", ({ value }) => constant(value)),
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
    "of one m always",
    everyStatement("send", ({ message }) => constant(message)),
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

export const STEP_MUTANTS: readonly Mutant[] = [...statements, ...declarations];
