import type { System } from "../system.js";
import type { PathState } from "./path.js";
import type { Random } from "./random.js";
import { Verdicts } from "./verdicts.js";

/** Why a random behaviour ended: it is long enough; no step is possible, and that is wrong or all right; and so on. */
export type Ending = "length" | "deadlock" | "done" | "constraint" | "violation";

export interface Walked<S> {
  /** From an initial state on; empty when there is none. */
  readonly path: readonly PathState<S>[];
  readonly ending: Ending;
  /** What this behaviour decided, always in its last state. */
  readonly verdicts: Verdicts<S, "last">;
}

/**
 * A random behaviour of at most `length` steps. It starts in one of the initial states and takes one of the possible
 * steps again and again, each way with the same probability. It ends at the first state that breaks an invariant, from
 * which some way meets an error, which is outside a constraint (judged before) or in which no step is possible.
 * Reachables are not looked for.
 */
export function walk<S>(system: System<S>, random: Random, length: number): Walked<S> {
  const verdicts = new Verdicts<S, "last">(system);
  const path: PathState<S>[] = [];
  let ways = initialStates(system, verdicts);
  for (;;) {
    if (verdicts.failed) return { path, ending: "violation", verdicts };
    const chosen = ways.length === 0 ? undefined : ways[random.below(ways.length)];
    if (chosen === undefined) return { path, ending: endedIn(path.at(-1), verdicts), verdicts };
    path.push(chosen);
    const ending = judged(chosen.state, verdicts);
    if (ending !== undefined) return { path, ending, verdicts };
    ways = waysFrom(chosen.state, system, verdicts);
    if (path.length > length && ways.length > 0 && !verdicts.failed) return { path, ending: "length", verdicts };
  }
}

function judged<S>(state: S, verdicts: Verdicts<S, "last">): Ending | undefined {
  verdicts.invariants(state, "last");
  const inside = verdicts.inside(state, "last");
  if (verdicts.failed) return "violation";
  return inside ? undefined : "constraint";
}

function endedIn<S>(last: PathState<S> | undefined, verdicts: Verdicts<S, "last">): Ending {
  if (last === undefined || verdicts.stuck(last.state, "last")) return "done";
  return verdicts.deadlock === undefined ? "violation" : "deadlock";
}

function initialStates<S>(system: System<S>, verdicts: Verdicts<S, "last">): PathState<S>[] {
  const found: PathState<S>[] = [];
  let ordinal = 0;
  system.initial({
    state: (state) => found.push({ state, ordinal: ordinal++ }) > 0,
    fault: (fault) => {
      ordinal += 1;
      verdicts.fault(fault, { kind: "init" }, undefined);
      return true;
    },
  });
  return found;
}

function waysFrom<S>(state: S, system: System<S>, verdicts: Verdicts<S, "last">): PathState<S>[] {
  const found: PathState<S>[] = [];
  let ordinal = 0;
  system.successors(state, {
    step: (next) => found.push({ state: next, ordinal: ordinal++ }) > 0,
    fault: (fault, transition) => {
      verdicts.fault(fault, { kind: "step", transition, ordinal: ordinal++ }, "last");
      return true;
    },
  });
  return found;
}
