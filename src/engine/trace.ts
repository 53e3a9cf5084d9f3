import type { Engine } from "./engine.js";
import type { Trace, TraceState, TraceStep } from "./result.js";
import type { PathState } from "./search/path.js";
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

/** A step as the place of an error: `Read(John)`, `P(2) at Li3`, `lose road[John]`. */
export function placeOf(step: TraceStep): string {
  const list = step.arguments.map(datumText).join(", ");
  switch (step.kind) {
    case "action":
      return list === "" ? step.name : `${step.name}(${list})`;
    case "label":
      return `${list === "" ? step.name : `${step.name}(${list})`} at ${step.from}`;
    case "lose":
      return list === "" ? `lose ${step.name}` : `lose ${step.name}[${list}]`;
  }
}
