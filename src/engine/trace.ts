import type { Engine } from "./engine.js";
import type { FaultResult, Trace, TraceState, TraceStep } from "./result.js";
import type { PathState } from "./search/path.js";
import type { During, FoundFault } from "./search/verdicts.js";
import type { Fault } from "./system.js";
import { datumText } from "./text.js";

/** A path told as a person reads it: each step is run once more, and says what it did. */
export function traceOf<S>(engine: Engine<S>, path: readonly PathState<S>[]): Trace {
  const states = path.map(({ state, ordinal }, index): TraceState => {
    const before = path[index - 1];
    return {
      step: before === undefined ? undefined : engine.detail(before.state, ordinal),
      values: engine.values(state),
      shows: engine.shows(state),
    };
  });
  return { states, variables: engine.variables };
}

/** An error of the spec, with the path to the state in which it was met. */
export function faultResult<S>(
  engine: Engine<S>,
  { fault, during }: Pick<FoundFault<unknown>, "fault" | "during">,
  path: readonly PathState<S>[],
): FaultResult {
  const last = path.at(-1);
  const step = during.kind === "step" && last !== undefined ? engine.detail(last.state, during.ordinal) : undefined;
  return { fault, during: placeOf(engine, during, step), step, trace: traceOf(engine, path) };
}

/** An error that something else met; `arbitrary`: the path begins in no initial state. */
export function faultIn<S>(
  engine: Engine<S>,
  fault: Fault,
  during: string,
  path: readonly PathState<S>[],
  arbitrary = false,
): FaultResult {
  const trace = traceOf(engine, path);
  return { fault, during, step: undefined, trace: arbitrary ? { ...trace, arbitrary } : trace };
}

function placeOf<S>({ model, invariants, reachables }: Engine<S>, during: During, step: TraceStep | undefined): string {
  switch (during.kind) {
    case "init":
      return "the initial values";
    case "step":
      return step === undefined ? "a step" : stepPlace(step);
    case "invariant":
      return `invariant ${model.claims[invariants[during.index] ?? -1]?.name}`;
    case "reachable":
      return `reachable ${model.claims[reachables[during.index] ?? -1]?.name}`;
    case "constraint":
      return `constraint ${model.constraints[during.index]?.name}`;
    case "end":
      return "done when";
  }
}

/** `Read(John)`, `P(2) at Li3`, `lose road[John]` */
function stepPlace(step: TraceStep): string {
  return step.kind === "label" ? `${takerOf(step)} at ${step.from}` : takerOf(step);
}

/** `Read(John)`, `P(2): Li3 → Li4`, `lose road[John]` */
export function stepName(step: TraceStep): string {
  return step.kind === "label" ? `${takerOf(step)}: ${step.from} → ${step.to}` : takerOf(step);
}

function takerOf({ kind, name, arguments: values }: TraceStep): string {
  const list = values.map(datumText).join(", ");
  if (kind === "lose") return list === "" ? `lose ${name}` : `lose ${name}[${list}]`;
  return list === "" ? name : `${name}(${list})`;
}
