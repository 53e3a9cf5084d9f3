import type { Datum } from "../engine/datum.js";
import type { Trace, TraceState, TraceStep } from "../engine/result.js";
import { type Change, type ChangeLine, changeLines, changes } from "./changes.js";
import { sameDatum } from "./datum.js";
import { messagesExplain } from "./messages.js";
import { type Place, placesOf } from "./state.js";
import { stepText } from "./step.js";

type Before = Pick<TraceState, "values">;
type After = Pick<TraceState, "values" | "step">;

/** What changed and is not told by the step's own line or its messages. */
export function difference(trace: Trace, before: Before, after: After): ChangeLine[] {
  return trace.variables.flatMap((variable, slot) => {
    const old = placesOf(variable, before.values[slot] ?? null, trace);
    const present = placesOf(variable, after.values[slot] ?? null, trace);
    const found = old.flatMap((place, at): Change[] => {
      const value = present[at]?.value ?? null;
      if (isTold(place, value, after.step)) return [];
      if (place.kind === "value") return changes(place.path, place.value, value);
      return sameDatum(place.value, value) ? [] : [{ path: place.path, before: place.value, after: value }];
    });
    return changeLines(found);
  });
}

/** Is this place's change told by the line of the step or by its messages? */
function isTold(place: Place, after: Datum, step: TraceStep | undefined): boolean {
  if (step === undefined) return false;
  if (place.kind === "pc") return step.kind === "label" && stepText(step).startsWith(`${place.path}: `);
  return place.kind === "mailbox" && messagesExplain(place, after, step);
}
