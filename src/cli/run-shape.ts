import type { Datum } from "../engine/datum.js";
import type {
  CheckResult,
  Choices,
  ClaimResult,
  Counts,
  Cut,
  EngineUsed,
  Explanation,
  Failing,
  FailingOf,
  FaultResult,
  Finding,
  InductionResult,
  Loop,
  LoopFairness,
  MessageEvent,
  StateChoices,
  SymmetryUsed,
  Trace,
  TraceState,
  TraceStep,
  TraceVariable,
  Wait,
  WaitingWay,
} from "../engine/result.js";
import type { Fault } from "../engine/system.js";
import type { Span } from "../source.js";
import {
  amount,
  count,
  either,
  type Guard,
  integer,
  listOf,
  object,
  oneOf,
  optional,
  pairOf,
  text,
  truth,
} from "./shape.js";

/* The shape of a saved result, as engine/result.ts has it. */

type Composite = Exclude<Datum, boolean | number | null>;

const composite: Guard<Composite> = (value, trail): value is Composite =>
  typeof value === "object" && value !== null && Object.values(forms).some((form) => form(value, trail));

const datum: Guard<Datum> = (value, trail): value is Datum =>
  value === null || truth(value, trail) || integer(value, trail) || composite(value, trail);

const data = listOf(datum);

const forms = {
  variant: object<{ readonly variant: string; readonly arguments?: readonly Datum[] }>({
    variant: text,
    arguments: optional(data),
  }),
  record: object<{ readonly record: readonly (readonly [string, Datum])[] }>({ record: listOf(pairOf(text, datum)) }),
  tuple: object<{ readonly tuple: readonly Datum[] }>({ tuple: data }),
  set: object<{ readonly set: readonly Datum[] }>({ set: data }),
  seq: object<{ readonly seq: readonly Datum[] }>({ seq: data }),
  function: object<{ readonly function: readonly (readonly [Datum, Datum])[] }>({
    function: listOf(pairOf(datum, datum)),
  }),
};

const span = object<Span>({ start: count, end: count });
const named = object<{ readonly name: string; readonly value: Datum }>({ name: text, value: datum });
const part = object<{ readonly text: string; readonly value: Datum }>({ text, value: datum });

const message = object<MessageEvent>({
  kind: oneOf("send", "receive", "lose"),
  channel: text,
  key: optional(datum),
  message: datum,
});

const step = object<TraceStep>({
  kind: oneOf("action", "label", "lose"),
  name: text,
  arguments: data,
  from: optional(text),
  to: optional(text),
  says: optional(text),
  doc: optional(text),
  bindings: listOf(named),
  messages: listOf(message),
});

const show = object<TraceState["shows"][number]>({
  name: text,
  value: either(
    datum,
    either(object<{ readonly said: string }>({ said: text }), object<{ readonly fault: string }>({ fault: text })),
  ),
});

const variable = object<TraceVariable>({
  name: text,
  role: oneOf("variable", "channel", "pc", "local"),
  process: optional(text),
});

const seen = object<NonNullable<TraceState["seen"]>>({ name: text, step });
const state = object<TraceState>({ step: optional(step), values: data, shows: listOf(show), seen: optional(seen) });

const loop = object<Loop>({
  start: count,
  back: optional(step),
  seen: optional(seen),
  fairness: listOf(
    object<LoopFairness>({
      strength: oneOf("weak", "strong"),
      name: text,
      treatment: oneOf("taken", "impossible", "never possible"),
      state: optional(count),
    }),
  ),
});

const anyTrace = object<Trace>({
  states: listOf(state),
  arbitrary: optional(truth),
  loop: optional(loop),
  variables: listOf(variable),
});

/** A value for each variable in every state, and a loop that begins at one of them. */
const trace: Guard<Trace> = (value, trail): value is Trace =>
  anyTrace(value, trail) &&
  value.states.every(({ values }) => values.length === value.variables.length) &&
  (value.loop === undefined || value.loop.start < value.states.length);

const fault = object<Fault>({
  message: text,
  kind: oneOf("range", "overflow", "key", "empty", "division", "none", "the", "match", "function", "assert", "limit"),
  span,
  parts: listOf(part),
});

/** What may be said of every failing. */
const common = { bindings: optional(listOf(named)), again: optional(truth) };

/** What is said of one formula in one place. */
const OF_ONE = [
  "false",
  "false of step",
  "never true",
  "never true of step",
  "false again",
  "false again of step",
  "true",
  "true of step",
  "true from here",
  "false from here",
] as const;

const failing: Guard<Failing> = either(
  either(
    object<FailingOf<"leads to nothing", "state" | "left" | "right">>({
      kind: oneOf("leads to nothing"),
      state: count,
      left: text,
      right: text,
      ...common,
    }),
    object<FailingOf<"not until", "from" | "state" | "left" | "right">>({
      kind: oneOf("not until"),
      from: count,
      state: count,
      left: text,
      right: text,
      ...common,
    }),
  ),
  either(
    either(
      object<FailingOf<(typeof OF_ONE)[number], "state" | "text">>({
        kind: oneOf(...OF_ONE),
        state: count,
        text,
        ...common,
      }),
      object<FailingOf<"not before" | "not before of step", "from" | "state" | "text">>({
        kind: oneOf("not before", "not before of step"),
        from: count,
        state: count,
        text,
        ...common,
      }),
    ),
    either(
      object<FailingOf<"no more" | "no more of step", "text">>({
        kind: oneOf("no more", "no more of step"),
        text,
        ...common,
      }),
      object<FailingOf<"and so on", "count">>({ kind: oneOf("and so on"), count, ...common }),
    ),
  ),
);

const explanation = object<Explanation>({
  text,
  value: truth,
  bindings: listOf(named),
  parts: listOf(part),
  partsOf: optional(object<NonNullable<Explanation["partsOf"]>>({ state: count, step: truth })),
  failing: optional(listOf(failing)),
});

const induction = object<InductionResult>({
  initial: count,
  typeCorrect: optional(amount),
  satisfying: count,
  steps: count,
  sampled: optional(object<NonNullable<InductionResult["sampled"]>>({ count, seed: count })),
  complete: truth,
  reachable: optional(truth),
  error: optional(object<NonNullable<InductionResult["error"]>>({ message: text, step })),
});

const avoidable = oneOf("yes", "open", "no", "unknown");

const choices = object<Choices>({
  pointOfNoReturn: optional(count),
  states: listOf(
    object<StateChoices>({
      avoidable,
      others: listOf(object<StateChoices["others"][number]>({ step, avoidable, values: optional(data) })),
      untold: count,
    }),
  ),
  initial: optional(object<NonNullable<Choices["initial"]>>({ states: count, avoidable: count, open: count })),
});

const wait = object<Wait>({
  kind: oneOf("action", "label", "start"),
  name: text,
  from: optional(text),
  reason: oneOf("false", "full", "no message", "empty"),
  line: count,
  text,
  ways: listOf(object<WaitingWay>({ arguments: data, bindings: listOf(named), parts: listOf(part) })),
  untold: count,
});

const claim = object<ClaimResult>({
  kind: oneOf(
    "deadlock",
    "invariant",
    "inductive invariant",
    "step invariant",
    "property",
    "reachable",
    "always possible",
    "refines",
  ),
  name: text,
  doc: optional(text),
  span: optional(span),
  status: oneOf("holds", "holds within", "fails", "undecided", "not checked yet", "not selected"),
  within: listOf(text),
  reason: optional(text),
  trace: optional(trace),
  why: optional(explanation),
  induction: optional(induction),
  choices: optional(choices),
  waits: optional(listOf(wait)),
});

const cuts: Guard<Cut> = either(
  either(
    object<{ readonly kind: "max-states" | "max-depth"; readonly limit: number }>({
      kind: oneOf("max-states", "max-depth"),
      limit: count,
    }),
    object<Extract<Cut, { kind: "time" }>>({ kind: oneOf("time"), seconds: amount }),
  ),
  either(
    either(
      object<Extract<Cut, { kind: "memory" }>>({
        kind: oneOf("memory"),
        limit: optional(amount),
        disk: optional(truth),
      }),
      object<Extract<Cut, { kind: "disk" }>>({ kind: oneOf("disk"), reason: text }),
    ),
    object<Extract<Cut, { kind: "interrupted" }>>({ kind: oneOf("interrupted") }),
  ),
);

const findings: Guard<Finding> = either(
  either(
    object<{
      readonly kind: "step never taken" | "label never reached" | "step changes nothing";
      readonly name: string;
      readonly span: Span;
    }>({
      kind: oneOf("step never taken", "label never reached", "step changes nothing"),
      name: text,
      span,
    }),
    object<{
      readonly kind:
        | "left side never true"
        | "leads from nowhere"
        | "true of every behaviour"
        | "needs no step"
        | "always over an empty set";
      readonly claim: string;
      readonly text: string;
      readonly span: Span;
    }>({
      kind: oneOf(
        "left side never true",
        "leads from nowhere",
        "true of every behaviour",
        "needs no step",
        "always over an empty set",
      ),
      claim: text,
      text,
      span,
    }),
  ),
  either(
    object<Extract<Finding, { kind: "no claim depends on" }>>({
      kind: oneOf("no claim depends on"),
      what: oneOf("variable", "channel", "constant"),
      name: text,
      span,
    }),
    either(
      object<Extract<Finding, { kind: "fair to nothing" }>>({ kind: oneOf("fair to nothing"), name: text, span }),
      object<Extract<Finding, { kind: "cut off by a constraint" }>>({
        kind: oneOf("cut off by a constraint"),
        name: text,
        outside: count,
        span,
      }),
    ),
  ),
);

/** Is this a result that a `check` could have given? */
export const checkResult: Guard<CheckResult> = object<CheckResult>({
  spec: text,
  file: text,
  model: optional(text),
  constants: listOf(named),
  status: oneOf("holds", "fails", "incomplete"),
  exact: truth,
  counts: object<Counts>({ states: count, initial: count, steps: count, depth: count, outside: count }),
  cut: optional(cuts),
  unexplored: count,
  seconds: amount,
  noStart: optional(listOf(wait)),
  claims: listOf(claim),
  faults: listOf(object<FaultResult>({ fault, during: text, step: optional(step), trace, choices: optional(choices) })),
  findings: listOf(findings),
  constraints: listOf(
    object<CheckResult["constraints"][number]>({ name: text, outside: count, example: optional(trace) }),
  ),
  engine: object<EngineUsed>({
    name: oneOf("generated", "reference"),
    refused: optional(text),
    interpreted: optional(listOf(text)),
  }),
  spilled: count,
  symmetry: optional(object<SymmetryUsed>({ types: listOf(text), permutations: count, unreduced: optional(text) })),
});
