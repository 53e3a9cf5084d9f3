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

/** Where a way leads, undefined if to an error; and of the ways from there, by number, those that are remembered. */
interface Gone<S> {
  readonly state: S | undefined;
  ways: Map<number, Gone<S>> | undefined;
}

/** So many of the first ways out of one state are remembered, and so many in all; then all are forgotten. */
const MOST_WAYS = 1 << 16;
const MOST_GONE = 1 << 17;

/** Behaviours, given by the ways that they take; what several have in common is gone once, as far as it is remembered. */
export class Replay<S> {
  readonly #system: System<S>;
  /** Before the first state. */
  #start: Gone<S> = { state: undefined, ways: undefined };
  #remembered = 0;

  constructor(system: System<S>) {
    this.#system = system;
  }

  /**
   * The behaviour that takes these ways, each by its number among all ways of its state (the first: among the initial ones),
   * errors included.
   */
  path(ordinals: readonly number[]): PathState<S>[] {
    if (this.#remembered > MOST_GONE) {
      this.#start = { state: undefined, ways: undefined };
      this.#remembered = 0;
    }
    const path: PathState<S>[] = [];
    let at = this.#start;
    for (const ordinal of ordinals) {
      const next = at.ways?.get(ordinal) ?? this.#go(at, ordinal);
      if (next?.state === undefined) throw new Error(`internal error: way ${ordinal} leads nowhere`);
      path.push({ state: next.state, ordinal });
      at = next;
    }
    return path;
  }

  /** Twice as many ways as were asked for are gone, so that whoever asks for one after another does not begin each time. */
  #go(from: Gone<S>, ordinal: number): Gone<S> | undefined {
    const ways = from.ways ?? new Map<number, Gone<S>>();
    from.ways = ways;
    const end = Math.max(ordinal + 1, Math.min(2 * (ordinal + 1), MOST_WAYS));
    let at = 0;
    const met = (state: S | undefined): boolean => {
      if ((at < MOST_WAYS || at === ordinal) && !ways.has(at)) {
        ways.set(at, { state, ways: undefined });
        this.#remembered += 1;
      }
      at += 1;
      return at < end;
    };
    const fault = (): boolean => met(undefined);
    if (from === this.#start) this.#system.initial({ state: met, fault });
    else if (from.state !== undefined) this.#system.successors(from.state, { step: met, fault });
    return ways.get(ordinal);
  }
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
