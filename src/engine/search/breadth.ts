import type { Fault, StepVisitor, System } from "../system.js";
import { type PathState, pathTo } from "./path.js";
import { NOWHERE, Store } from "./store.js";
import { Verdicts } from "./verdicts.js";

/*
 * Breadth-first search. A state gets its number when it is found, and states are expanded in the order of their numbers:
 * the numbers are the queue, and a level (the states of equal distance from the initial ones) is an interval of them.
 * Therefore the first path by which a state is found is one of its shortest, the first state that breaks a claim is one
 * of the nearest, and all of it is the same on every run, as far as the system enumerates in a fixed order.
 *
 * A state is judged once, when it is found: invariants and reachables first, then constraints. One that is outside a
 * constraint stays in the store, so that it is judged and counted once, but is not among `states` and is not expanded.
 *
 * Expanding enumerates the ways out of a state. A way that ran to its end is a step, whether or not it leads to a new
 * state; one that met an error is a violation and leads nowhere. A state inside without any way out is deadlocked
 * unless it may end; one whose ways all met an error is not: the error is its violation, and the only one.
 *
 * A violation ends the search at once unless `persist` is set; then everything is visited, and each claim has the first
 * place that decided it. A limit ends it too: then a state may have been expanded in part, and is among `unexplored`.
 */

export interface BreadthOptions {
  /** Go on after a violation. */
  readonly persist: boolean;
  /** The greatest number of states; finding one more ends the search. */
  readonly maxStates?: number | undefined;
  /** States on the longest path that is followed: those at this depth are judged and not expanded. */
  readonly maxDepth?: number | undefined;
  /** Asked now and then, also in the middle of a state; true ends the search. */
  readonly stop?: (() => boolean) | undefined;
}

/** Why a search ended: everything visited; a violation; a limit; told to stop; no memory left. */
export type End = "exhausted" | "violation" | "max-states" | "max-depth" | "stopped" | "memory" | "disk";

const WAYS_BETWEEN_QUESTIONS = 1024;

export class BreadthFirst<S> {
  readonly store: Store<S>;
  readonly verdicts: Verdicts<S, number>;
  /** Distinct states inside the constraints. */
  states = 0;
  /** Distinct initial states inside the constraints. */
  initial = 0;
  steps = 0;
  /** States on the longest of the shortest paths. */
  depth = 0;
  /** Distinct states outside a constraint. */
  outside = 0;
  /** For each transition, the steps taken; and those of them that led to another state. */
  readonly taken: Float64Array;
  readonly changed: Float64Array;
  /** Undefined while there is something to do. */
  end: End | undefined;

  readonly #system: System<S>;
  readonly #options: BreadthOptions;
  /** States expanded to the last way. */
  #expanded = 0;
  /** The next number to expand, the first number of the next level, and the level's distance (1: initial states). */
  #next = 0;
  #levelEnd = 0;
  #level = 0;
  #untilQuestion = WAYS_BETWEEN_QUESTIONS;
  readonly #expansion: Expansion<S>;

  constructor(system: System<S>, options: BreadthOptions) {
    this.#system = system;
    this.#options = options;
    this.store = new Store(system);
    this.verdicts = new Verdicts(system);
    this.taken = new Float64Array(system.transitions.length);
    this.changed = new Float64Array(system.transitions.length);
    this.#expansion = new Expansion(this);
  }

  /** States inside that are found and not expanded, or not to the last way. */
  get unexplored(): number {
    return this.states - this.#expanded;
  }

  /** The behaviour by which the state of this number was found. */
  path(number: number): readonly PathState<S>[] {
    return pathTo(this.store, number);
  }

  /** Expands up to so many more states (initial states are found by the first call). Returns false at the end. */
  advance(count: number): boolean {
    if (this.#level === 0) this.#begin();
    for (let left = count; left > 0 && this.end === undefined; left--) {
      if (this.#next === this.#levelEnd && !this.#enterLevel()) break;
      const id = this.#next++;
      if (!this.store.isOutside(id)) this.#expand(id);
    }
    if (this.end === undefined && this.#options.stop?.()) this.end = "stopped";
    return this.end === undefined;
  }

  /** A way to a state was found: from a state, or from nowhere. Returns its number, or undefined when the search ended. */
  find(state: S, predecessor: number, ordinal: number): number | undefined {
    const known = this.store.size;
    const id = this.store.add(state, predecessor, ordinal);
    if (id === known) this.#judge(state, id, predecessor);
    this.#askWhetherToStop();
    return this.end === undefined ? id : undefined;
  }

  /** An error was met. Returns false when the search ended. */
  met(fault: Fault, predecessor: number, ordinal: number, transition: number): boolean {
    if (predecessor === NOWHERE) this.verdicts.fault(fault, { kind: "init" }, undefined);
    else this.verdicts.fault(fault, { kind: "step", transition, ordinal }, predecessor);
    this.#endIfFailed();
    this.#askWhetherToStop();
    return this.end === undefined;
  }

  #begin(): void {
    this.#level = 1;
    let ordinal = 0;
    this.#system.initial({
      state: (state) => this.find(state, NOWHERE, ordinal++) !== undefined,
      fault: (fault) => this.met(fault, NOWHERE, ordinal++, 0),
    });
    this.initial = this.states;
    this.#levelEnd = this.store.size;
    if (this.#atDepthLimit()) this.end ??= "max-depth";
  }

  #enterLevel(): boolean {
    this.#levelEnd = this.store.size;
    this.#level += 1;
    if (this.#next === this.#levelEnd) this.end = "exhausted";
    else if (this.#atDepthLimit()) this.end = "max-depth";
    return this.end === undefined;
  }

  #atDepthLimit(): boolean {
    const { maxDepth } = this.#options;
    return maxDepth !== undefined && this.#level >= maxDepth && this.unexplored > 0;
  }

  #judge(state: S, id: number, predecessor: number): void {
    if (this.states === this.#options.maxStates) {
      this.end = "max-states";
      return;
    }
    this.verdicts.invariants(state, id);
    this.verdicts.reachables(state, id);
    if (this.verdicts.inside(state, id)) {
      this.states += 1;
      this.depth = predecessor === NOWHERE ? 1 : this.#level + 1;
    } else {
      this.outside += 1;
      this.store.putOutside(id);
    }
    this.#endIfFailed();
  }

  #expand(id: number): void {
    const state = this.store.state(id);
    const expansion = this.#expansion.of(id);
    this.#system.successors(state, expansion);
    if (this.end !== undefined) return;
    if (expansion.ways === 0) this.verdicts.stuck(state, id);
    this.#expanded += 1;
    this.#endIfFailed();
  }

  #endIfFailed(): void {
    if (this.verdicts.failed && !this.#options.persist) this.end ??= "violation";
  }

  #askWhetherToStop(): void {
    this.#untilQuestion -= 1;
    if (this.#untilQuestion > 0) return;
    this.#untilQuestion = WAYS_BETWEEN_QUESTIONS;
    if (this.#options.stop?.()) this.end ??= "stopped";
  }
}

/** Receives the ways out of one state after another. */
class Expansion<S> implements StepVisitor<S> {
  readonly #search: BreadthFirst<S>;
  #from = NOWHERE;
  /** Ways met so far, errors included. */
  ways = 0;

  constructor(search: BreadthFirst<S>) {
    this.#search = search;
  }

  of(from: number): this {
    this.#from = from;
    this.ways = 0;
    return this;
  }

  step(next: S, transition: number, changes?: boolean): boolean {
    const search = this.#search;
    search.steps += 1;
    search.taken[transition] = (search.taken[transition] ?? 0) + 1;
    const to = search.find(next, this.#from, this.ways++);
    if (changes ?? to !== this.#from) search.changed[transition] = (search.changed[transition] ?? 0) + 1;
    return to !== undefined;
  }

  fault(fault: Fault, transition: number): boolean {
    return this.#search.met(fault, this.#from, this.ways++, transition);
  }
}
