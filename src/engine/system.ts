import type { Span } from "../source.js";
import type { Datum } from "./datum.js";

/*
 * THE WAIST: what a search needs of a spec, and all that it knows. An engine gives a `System`; search/ explores it.
 * States are opaque: found by `hash`, told apart by `equals` alone.
 */

/** An error of the spec met while evaluating: a counterexample like any other. */
export interface Fault {
  /** What went wrong, in one sentence. */
  readonly message: string;
  readonly kind: FaultKind;
  /** The expression or statement. */
  readonly span: Span;
  /** Sub-expressions of the offending one with their values. */
  readonly parts: readonly { readonly text: string; readonly value: Datum }[];
}

export type FaultKind =
  | "range" // a value outside its declared type
  | "overflow" // arithmetic left ±2^53
  | "key" // a key outside a function's domain, an index outside a sequence
  | "empty" // head, tail, last, min, max of nothing
  | "division" // div or mod by zero or less
  | "none" // `none` used as a value
  | "the" // not exactly one
  | "match" // a `let` whose pattern does not match
  | "function" // a function that does not cover its keys
  | "assert"
  | "limit"; // a set too large to enumerate

/** Thrown inside an engine; never crosses its boundary. */
export class EvaluationFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
    this.name = "EvaluationFault";
  }
}

/** An error that evaluating a predicate met in a state, by number, or along the step from there to the next one. */
export class FaultAt extends Error {
  constructor(
    readonly fault: Fault,
    readonly state: number,
    readonly next: number | undefined = undefined,
  ) {
    super(fault.message);
    this.name = "FaultAt";
  }
}

/** A predicate's value in a state, or why it has none. */
export type Truth = boolean | Fault;

/** What receives the successors of one state, in their fixed order. */
export interface StepVisitor<S> {
  /**
   * A step that ran to its end. `transition` is an index into `System.transitions`. `changes`: does it lead to another state,
   * where states stand for others? Return false to stop the enumeration.
   */
  step(next: S, transition: number, changes?: boolean): boolean;
  /** A way through that met an error. It counts among the ways, so that `ordinal`s stay stable. Return false to stop. */
  fault(fault: Fault, transition: number): boolean;
}

/** A step as counters see it: an action, a label of a process, losing from a channel. */
export interface Transition {
  readonly kind: "action" | "label" | "lose";
  /** `Read`, `P.Li3`, `lose road` */
  readonly name: string;
  readonly span: Span;
}

export interface System<S> {
  readonly transitions: readonly Transition[];
  readonly invariants: number;
  readonly reachables: number;
  readonly constraints: number;
  /** Initial states in their fixed order, repetitions included; ways through `init` that met an error. */
  initial(visitor: { state(state: S): boolean; fault(fault: Fault): boolean }): void;
  successors(state: S, visitor: StepVisitor<S>): void;
  hash(state: S): number;
  equals(left: S, right: S): boolean;
  /** Each by its index, 0 ≤ index < the number above. */
  invariant(index: number, state: S): Truth;
  reachable(index: number, state: S): Truth;
  constraint(index: number, state: S): Truth;
  /** Is it all right that no step is possible here? (`done when`, or all processes at `done`.) */
  mayEnd(state: S): Truth;
}
