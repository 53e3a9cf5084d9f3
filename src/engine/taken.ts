import type { Behaviours } from "./behaviours.js";
import type { PathState } from "./search/path.js";

/** A step, taken. */
export interface Taken<S> {
  readonly before: S;
  readonly after: S;
  /** The behaviour that it ends. */
  readonly path: readonly PathState<S>[];
}

/** Takes the step at a place among the ways that run to their end, out of the last state of a behaviour. */
export function taken<S>(there: readonly PathState<S>[], way: number, behaviours: Behaviours<S>): Taken<S> {
  const before = there.at(-1)?.state;
  if (before === undefined) throw new Error("internal error: a behaviour of no states");
  let left = way;
  let found: Taken<S> | undefined;
  behaviours.steps(before, (after, ordinal) => {
    if (left-- > 0) return true;
    found = { before, after, path: [...there, { state: after, ordinal }] };
    return false;
  });
  if (found === undefined) throw new Error("internal error: a way that only generated code goes");
  return found;
}
