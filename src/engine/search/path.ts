import type { Fault, System } from "../system.js";
import { NOWHERE, type Store } from "./store.js";

/** A state of a behaviour, and which way out of the state before (or of the initial states) led to it. */
export interface PathState<S> {
  readonly state: S;
  readonly ordinal: number;
}

/** The shortest behaviour that the search found to a state, from an initial state on. */
export function pathTo<S>(store: Store<S>, id: number): PathState<S>[] {
  const path: PathState<S>[] = [];
  for (let at = id; at !== NOWHERE; at = store.predecessor(at)) {
    path.push({ state: store.state(at), ordinal: store.ordinal(at) });
  }
  return path.reverse();
}

/**
 * The behaviour that takes these ways, each by its number among all ways of its state (the first: among the initial ones),
 * errors included.
 */
export function replay<S>(system: System<S>, ordinals: readonly number[]): PathState<S>[] {
  const path: PathState<S>[] = [];
  for (const ordinal of ordinals) {
    const taken = way(system, path.at(-1)?.state, ordinal);
    if (taken === undefined || !("state" in taken)) throw new Error(`internal error: way ${ordinal} leads nowhere`);
    path.push({ state: taken.state, ordinal });
  }
  return path;
}

/** Where the way of this number leads, or the error on it; of a state, or (undefined) of the initial ones. */
export function way<S>(
  system: System<S>,
  from: S | undefined,
  ordinal: number,
): { readonly state: S } | { readonly fault: Fault } | undefined {
  let left = ordinal;
  let found: { readonly state: S } | { readonly fault: Fault } | undefined;
  const met = (result: { readonly state: S } | { readonly fault: Fault }): boolean => {
    if (left-- === 0) found = result;
    return found === undefined;
  };
  const state = (reached: S): boolean => met({ state: reached });
  const fault = (error: Fault): boolean => met({ fault: error });
  if (from === undefined) system.initial({ state, fault });
  else system.successors(from, { step: state, fault });
  return found;
}
