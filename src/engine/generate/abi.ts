/*
 * What generated code and the search that runs it know of each other. The generated module imports `env.memory`, and
 *
 *   emit(state, transition) → stop    a way ran to its end with the packed state at this address; -1: a way of `initial`
 *   fault(transition, place) → stop   a way met an error
 *   verdict(kind, index, truth, number)
 *
 * and exports
 *
 *   initial()                 tells all ways to an initial state
 *   expand(state)             all ways out of the state at this address, in the order of the reference engine
 *   judge(state, number) → inside     evaluates what is undecided of invariants and reachables, then the constraints
 *   mayEnd(state) → truth
 *
 * `stop` not zero means: return at once. The search may then ask for the ways of the same state again, and leaves out those
 * that it has. `verdict` is called only where there is something to tell: an invariant that is not true, a reachable that is
 * not false, a constraint that is not true. A truth is 0 false, 1 true, or 2 + the place of an error; errors at different
 * spans have different places.
 */

/** What `verdict` speaks of, by its first argument. */
export const judged = ["invariant", "reachable", "constraint"] as const;

/** Truths; from `FAULT` on, an error at the place that is the rest. */
export const FALSE = 0;
export const TRUE = 1;
export const FAULT = 2;

/** A compiled spec. */
export interface Generated {
  /** The module. */
  readonly code: Uint8Array<ArrayBuffer>;
  /** 32-bit words of a packed state. */
  readonly words: number;
  readonly transitions: number;
  readonly invariants: number;
  readonly reachables: number;
  readonly sites: number;
  /** The first address after the module's own memory, which begins where it was told to. */
  readonly end: number;
  /** Addresses of 32-bit counters: see `Counters` of an engine. */
  readonly tried: number;
  readonly evaluated: number;
  readonly witnessed: number;
  /** The address of a byte for each invariant, then each reachable: zero once it is decided. */
  readonly undecided: number;
}
