import type { Literal } from "../../formula.js";
import type { Places } from "./fair.js";
import type { GroupBits } from "./fairness.js";
import { type Graph, Numbers } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";
import type { Automaton } from "./tableau.js";

/** The truth of atomic predicates: of a state, of a step (by its number in the graph) that leads from a state to another. */
export interface Truths {
  ofState(atom: number, state: number): boolean;
  /** For each state 0 where the predicate is false, 1 where it is true, and where only `ofState` tells something else; if there is such a table. */
  tableOf?(atom: number): Uint8Array;
  ofStep(atom: number, step: number, from: number, to: number): boolean;
}

/** The edge to a place where no step is taken any more. */
export const STOPPING = -1;

/**
 * The product of graph and automaton, reachable part: what can happen together with what makes the formula true. A place
 * is a state, a node of the automaton whose literals the state satisfies, and whether the behaviour has stopped there for
 * ever, which it may only where fairness does not push it on. Places are numbered as a breadth-first search finds them.
 * Edges are not stored: edge number e of a place is worked out again. It is there once it has grown.
 */
export class Product implements Places {
  readonly #graph: Graph;
  readonly #automaton: Automaton;
  readonly #truths: Truths;
  readonly #bits: GroupBits;
  readonly #states = new Numbers();
  /** Twice the node, plus one where the behaviour has stopped. */
  readonly #nodes = new Numbers();
  readonly #parents = new Numbers();
  readonly #distances = new Numbers();
  /** Place number plus one by state and node, where it goes on, and where it has stopped; 0: none. */
  readonly #moving: Uint32Array;
  #stopped: Uint32Array = new Uint32Array();

  constructor(graph: Graph, bits: GroupBits, automaton: Automaton, truths: Truths) {
    this.#graph = graph;
    this.#automaton = automaton;
    this.#truths = truths;
    this.#bits = bits;
    this.#moving = new Uint32Array(graph.states * automaton.nodes.length);
    for (const state of graph.initial) for (const node of automaton.initial) this.#find(state, node, false, -1);
  }

  *grow(): Pieces<void> {
    for (let place = 0; place < this.size; place++) {
      const edges = this.edges(place);
      for (let edge = 0; edge < edges; edge++) this.#follow(place, edge, true);
      if (place % PLACES === 0) yield;
    }
  }

  get size(): number {
    return this.#states.length;
  }

  state(place: number): number {
    return this.#states.at(place);
  }

  node(place: number): number {
    return this.#nodes.at(place) >> 1;
  }

  hasStopped(place: number): boolean {
    return (this.#nodes.at(place) & 1) === 1;
  }

  /** The place from which it was found first; undefined for the first ones. */
  parent(place: number): number | undefined {
    const parent = this.#parents.at(place);
    return parent === 0 ? undefined : parent - 1;
  }

  /** The first place with the state where the behaviour goes on. */
  firstWith(state: number): number | undefined {
    const places = this.#automaton.nodes.flatMap((_, node) => this.#known(state, node, false));
    const found = places.filter((place) => place >= 0);
    return found.length === 0 ? undefined : Math.min(...found);
  }

  /** Steps from an initial state to where it was found first. */
  distance(place: number): number {
    return this.#distances.at(place);
  }

  /** So many states has a behaviour at least that ends there, again and again: where it stops one, else two. */
  leastStates(place: number): number {
    return this.distance(place) + (this.hasStopped(place) ? 1 : 2);
  }

  /** How many numbers of edges there are; some of them may lead nowhere. */
  edges(place: number): number {
    const next = this.#automaton.nodes[this.node(place)]?.next.length ?? 0;
    const state = this.state(place);
    const steps = this.hasStopped(place) ? 0 : this.#stepsOf(state);
    return (steps + (this.#bits.mayStop(state) ? 1 : 0)) * next;
  }

  /** Only where no step is taken an edge leads back. */
  hasLoop(place: number): boolean {
    if (!this.hasStopped(place)) return false;
    const edges = this.edges(place);
    for (let edge = 0; edge < edges; edge++) if (this.target(place, edge) === place) return true;
    return false;
  }

  /** The place where the edge leads, or -1. */
  target(place: number, edge: number): number {
    return this.#follow(place, edge, false);
  }

  /** The step of the graph that the edge takes, or `STOPPING`. */
  step(place: number, edge: number): number {
    const next = this.#automaton.nodes[this.node(place)]?.next.length ?? 1;
    const at = Math.floor(edge / next);
    const state = this.state(place);
    if (this.hasStopped(place) || at >= this.#stepsOf(state)) return STOPPING;
    return (this.#graph.offsets[state] ?? 0) + at;
  }

  #stepsOf(state: number): number {
    return (this.#graph.offsets[state + 1] ?? 0) - (this.#graph.offsets[state] ?? 0);
  }

  #follow(place: number, edge: number, adding: boolean): number {
    const node = this.#automaton.nodes[this.node(place)];
    if (node === undefined) return -1;
    const to = node.next[edge % node.next.length] ?? 0;
    const from = this.state(place);
    const step = this.step(place, edge);
    const state = step === STOPPING ? from : (this.#graph.targets[step] ?? 0);
    const stopped = step === STOPPING;
    if (this.#graph.isOpen(state) || !this.#allows(node.steps, step, from, state)) return -1;
    return adding ? this.#find(state, to, stopped, place) : this.#known(state, to, stopped);
  }

  #allows(literals: readonly Literal[], step: number, from: number, to: number): boolean {
    return literals.every(({ atom, negated, rest }) => {
      if (step === STOPPING) return rest ?? this.#truths.ofStep(atom, step, from, to) !== negated;
      return this.#truths.ofStep(atom, step, from, to) !== negated;
    });
  }

  #known(state: number, node: number, stopped: boolean): number {
    const key = state * this.#automaton.nodes.length + node;
    return ((stopped ? this.#stopped : this.#moving)[key] ?? 0) - 1;
  }

  #find(state: number, node: number, stopped: boolean, parent: number): number {
    const known = this.#known(state, node, stopped);
    if (known >= 0 || !this.#isAllowed(state, node)) return known;
    const place = this.size;
    this.#states.push(state);
    this.#nodes.push(2 * node + (stopped ? 1 : 0));
    this.#parents.push(parent + 1);
    this.#distances.push(parent < 0 ? 0 : this.#distances.at(parent) + (stopped ? 0 : 1));
    const key = state * this.#automaton.nodes.length + node;
    if (stopped && this.#stopped.length === 0) this.#stopped = new Uint32Array(this.#moving.length);
    (stopped ? this.#stopped : this.#moving)[key] = place + 1;
    return place;
  }

  #isAllowed(state: number, node: number): boolean {
    if (this.#graph.isOpen(state)) return false;
    const literals = this.#automaton.nodes[node]?.states ?? [];
    return literals.every(({ atom, negated }) => this.#truths.ofState(atom, state) !== negated);
  }
}
