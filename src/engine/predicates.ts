import type { Behaviours, Property } from "./behaviours.js";
import type { StateGraph } from "./search/liveness/graph.js";
import type { Truths } from "./search/liveness/product.js";
import { FaultAt, type Truth } from "./system.js";

/** What is true in the states of a graph, and along its steps. */
export interface Predicates<S> {
  /** Of the atomic predicates of a property, an index into `Model.claims`. They throw `FaultAt`. */
  truths(claim: number, property: Property<S>): Truths;
  /** What an `always possible` says of a state. */
  holdsIn(claim: number, state: number): Truth;
}

/** As the engine evaluates them that defines the language. */
export class InterpretedPredicates<S> implements Predicates<S> {
  readonly #behaviours: Behaviours<S>;
  readonly #graph: StateGraph<S>;

  constructor(behaviours: Behaviours<S>, graph: StateGraph<S>) {
    this.#behaviours = behaviours;
    this.#graph = graph;
  }

  truths(_claim: number, property: Property<S>): Truths {
    return new KnownTruths(property, this.#graph);
  }

  holdsIn(claim: number, state: number): Truth {
    return this.#behaviours.holdsIn(claim, this.#graph.state(state));
  }
}

/** Evaluates each atomic predicate once in a state or along a step. */
class KnownTruths<S> implements Truths {
  readonly #property: Property<S>;
  readonly #graph: StateGraph<S>;
  /** By atom, for each state or step: 0 not known yet, 1 false, 2 true. */
  readonly #states = new Map<number, Uint8Array>();
  readonly #steps = new Map<number, Uint8Array>();

  constructor(property: Property<S>, graph: StateGraph<S>) {
    this.#property = property;
    this.#graph = graph;
  }

  ofState(atom: number, state: number): boolean {
    const known = this.#known(this.#states, atom, this.#graph.states);
    if (known[state] === 0) known[state] = this.#evaluate(atom, state, undefined) ? 2 : 1;
    return known[state] === 2;
  }

  ofStep(atom: number, step: number, from: number, to: number): boolean {
    if (step < 0) return this.#evaluate(atom, from, to);
    const known = this.#known(this.#steps, atom, this.#graph.targets.length);
    if (known[step] === 0) known[step] = this.#evaluate(atom, from, to) ? 2 : 1;
    return known[step] === 2;
  }

  #known(tables: Map<number, Uint8Array>, atom: number, size: number): Uint8Array {
    const known = tables.get(atom) ?? new Uint8Array(size);
    tables.set(atom, known);
    return known;
  }

  #evaluate(atom: number, from: number, to: number | undefined): boolean {
    return evaluated(this.#property, this.#graph, atom, from, to);
  }
}

/** The truth of an atomic predicate of a state, or of a step when there is a state after it. Throws `FaultAt`. */
export function evaluated<S>(
  property: Property<S>,
  graph: StateGraph<S>,
  atom: number,
  from: number,
  to: number | undefined,
): boolean {
  const after = to === undefined ? undefined : graph.state(to);
  const truth = property.truth(atom, graph.state(from), after);
  if (typeof truth !== "boolean") throw new FaultAt(truth, from, to);
  return truth;
}
