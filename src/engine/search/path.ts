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
