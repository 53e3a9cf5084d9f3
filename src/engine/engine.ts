import type { Model } from "../model/ir.js";
import type { Behaviours } from "./behaviours.js";
import type { Datum } from "./datum.js";
import type { Explanation, TraceState, TraceStep, TraceVariable, Wait } from "./result.js";
import type { System } from "./system.js";

/**
 * A model brought to life for some of its claims: what a search needs (`system`), and what is needed to tell a person
 * about the states that it found. `S` is opaque to everybody else.
 */
export interface Engine<S> {
  readonly model: Model;
  readonly system: System<S>;
  /** Which claim `System.invariant(index)` evaluates: indices into `Model.claims`. Inductive invariants are among them. */
  readonly invariants: readonly number[];
  /** The same for `System.reachable`. */
  readonly reachables: readonly number[];
  /** Values of `Model.constants`, in their order. */
  readonly constants: readonly Datum[];
  readonly variables: readonly TraceVariable[];
  /** One for each of `variables`. */
  values(state: S): readonly Datum[];
  /** The `show` declarations in a state. */
  shows(state: S): TraceState["shows"];
  /** The way through number `ordinal` of those that `System.successors` enumerates, told; as far as it got when it met an error. */
  detail(state: S, ordinal: number): TraceStep;
  /** Why a claim (an index into `Model.claims`, of kind invariant or reachable) has the value that it has in a state. */
  explain(claim: number, state: S): Explanation;
  /** What those wait for who could take steps, in a state in which nobody can. */
  waits(state: S): readonly Wait[];
  /** What leaves no initial state, where there is none. */
  noStart(): readonly Wait[];
  /** What claims about steps and behaviours need. */
  behaviours(): Behaviours<S>;
  /** What is known of exchanging the values of symmetric types; undefined: the states hold none, or one of each alone. */
  symmetry(): Symmetry<S> | undefined;
  /** What evaluation counted since the engine was made. */
  readonly counters: Counters;
}

export interface Symmetry<S> {
  /** The names of the types. */
  readonly types: readonly string[];
  /** The number of permutations: so many states may be like each other. */
  readonly permutations: number;
  /** Why states that permutations take to each other are not alike, in a clause; undefined: they are. */
  readonly obstacle: string | undefined;
  /** See `Explored.untold`. */
  readonly untold: ReadonlySet<number>;
  /** The state that stands for all that permutations take it to: the same for each of these. */
  representative(state: S): S;
}

export interface Counters {
  /**
   * For each of `System.transitions`: not zero when it was ever tried (a member of the process was at the label, the action
   * had parameter values, the mailbox a message), whether or not a step came of it. The reference engine counts how often.
   */
  readonly tried: ArrayLike<number>;
  /** For each of `Model.sites`: not zero when the implication or quantifier was ever evaluated. */
  readonly evaluated: ArrayLike<number>;
  /** For each of `Model.sites`: not zero when the left side was ever true, or the quantifier met an element. */
  readonly witnessed: ArrayLike<number>;
}

/** `claims`: indices into `Model.claims` of those to evaluate; only invariants, inductive ones and reachables. */
export type MakeEngine<S> = (model: Model, claims: readonly number[]) => Engine<S>;
