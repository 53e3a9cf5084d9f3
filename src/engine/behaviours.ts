import type { Explanation } from "./result.js";
import type { Truth } from "./system.js";

/**
 * What claims about steps and behaviours need of a spec, beside what a search needs of it. `S` is opaque. Claims are
 * named by their indices into `Model.claims`.
 */
export interface Behaviours<S> {
  /**
   * The steps out of a state, each with the number of its way among all ways of the state (those that met an error
   * included) and with who takes it. Stops where `visit` returns false.
   */
  steps(state: S, visit: (next: S, ordinal: number, actor: number) => boolean): void;
  readonly fairness: Fairness;
  /** A step invariant of a step, from one state to the next. */
  stepInvariant(claim: number, before: S, after: S): Truth;
  /** What an `always possible` says of one state. */
  possible(claim: number, state: S): Truth;
  /** Why a claim has the value that it has: of a state, or of a step when there is one after it. */
  explain(claim: number, before: S, after: S | undefined): Explanation;
}

/**
 * Who is treated fairly. An actor is an action with its arguments, or a member of a process; the numbers of actors are
 * given as they are met, and those whom no fairness concerns share one.
 */
export interface Fairness {
  /** Grows as actors are met. */
  readonly groups: readonly FairGroup[];
  /** The groups (indices) that the steps of an actor belong to. */
  groupsOf(actor: number): readonly number[];
}

export interface FairGroup {
  readonly strength: "weak" | "strong";
  /** `P(2)`, `Read(John)`, `Send(1, _) or Retry(1)` */
  readonly name: string;
}
