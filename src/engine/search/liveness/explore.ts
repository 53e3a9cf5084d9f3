import type { System } from "../../system.js";
import { type PathState, pathTo } from "../path.js";
import { NOWHERE, Store } from "../store.js";
import { type EachStep, type GrowingGraph, Numbers, ordinalOfStep } from "./graph.js";

/** A step as it is met: between which states, the number of the first, and of the way among all ways out of it. */
export interface MetStep<S> {
  readonly before: S;
  readonly after: S;
  readonly from: number;
  readonly to: number;
  readonly ordinal: number;
}

export interface ExploreOptions<S> {
  /** As for a search; a limit leaves states open. */
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  /** Asked now and then; true ends it. */
  readonly stop?: (() => boolean) | undefined;
  /** Told every step, also one that changes nothing. */
  readonly met?: ((step: MetStep<S>) => void) | undefined;
}

const STATES_BETWEEN_QUESTIONS = 64;

/**
 * The graph of all reachable states, found breadth first. Ways that meet an error are no steps. A state outside a
 * constraint is in the graph, and open.
 */
export class Exploration<S> implements GrowingGraph<S> {
  complete = false;
  cut: "stopped" | undefined;
  readonly initial: number[] = [];
  /** Of the steps of every state; those that are open have none. There when all is explored, like `targets` and `actors`. */
  offsets: Uint32Array = new Uint32Array();
  targets: Uint32Array = new Uint32Array();
  actors: Uint32Array = new Uint32Array();
  readonly #system: System<S>;
  readonly #steps: EachStep<S>;
  readonly #options: ExploreOptions<S>;
  readonly #store: Store<S>;
  readonly #offsets = new Numbers();
  readonly #targets = new Numbers();
  readonly #actors = new Numbers();
  /** The number of the first state of the next level, and how many levels are begun. */
  #levelEnd = 0;
  #level = 0;
  /** States whose steps are known, or that are outside. */
  #expanded = 0;
  #outside = 0;
  #ended = false;

  constructor(system: System<S>, steps: EachStep<S>, options: ExploreOptions<S>) {
    this.#system = system;
    this.#steps = steps;
    this.#options = options;
    this.#store = new Store(system);
  }

  get states(): number {
    return this.#store.size;
  }

  /** States outside a constraint. */
  get outside(): number {
    return this.#outside;
  }

  get unexplored(): number {
    return this.states - this.#expanded;
  }

  isOpen(state: number): boolean {
    return state >= this.#expanded || this.#store.isOutside(state);
  }

  state(number: number): S {
    return this.#store.state(number);
  }

  path(number: number): readonly PathState<S>[] {
    return pathTo(this.#store, number);
  }

  ordinalOf(from: number, step: number): number {
    const to = this.state(this.#targets.at(step));
    return ordinalOfStep(this.#system, this.#steps, this.state(from), to, this.#actors.at(step));
  }

  /** Expands up to so many more states. Returns false at the end. */
  advance(count: number): boolean {
    if (this.#level === 0) this.#begin();
    for (let left = count; left > 0 && !this.#ended; left--) {
      if (this.#expanded === this.#levelEnd) this.#enterLevel();
      if (this.#ended) break;
      this.#expand(this.#expanded);
      if (this.#expanded % STATES_BETWEEN_QUESTIONS === 0 && this.#options.stop?.()) {
        this.cut = "stopped";
        this.#end(false);
      }
    }
    return !this.#ended;
  }

  #begin(): void {
    this.#offsets.push(0);
    let ordinal = 0;
    this.#system.initial({
      state: (state) => {
        const known = this.states;
        const number = this.#find(state, NOWHERE, ordinal++);
        if (number === known) this.initial.push(number);
        return true;
      },
      fault: () => {
        ordinal += 1;
        return true;
      },
    });
    this.#levelEnd = 0;
  }

  #enterLevel(): void {
    this.#levelEnd = this.states;
    this.#level += 1;
    if (this.#expanded === this.#levelEnd) this.#end(true);
    else if (this.#level >= (this.#options.maxDepth ?? Number.POSITIVE_INFINITY) && this.#hasInside()) this.#end(false);
  }

  /** Is there a state in the level that would be expanded? */
  #hasInside(): boolean {
    for (let state = this.#expanded; state < this.#levelEnd; state++) if (!this.#store.isOutside(state)) return true;
    return false;
  }

  #end(complete: boolean): void {
    this.#ended = true;
    this.complete = complete;
    for (let state = this.#expanded; state < this.states; state++) this.#offsets.push(this.#targets.length);
    this.offsets = this.#offsets.all;
    this.targets = this.#targets.all;
    this.actors = this.#actors.all;
  }

  #find(state: S, predecessor: number, ordinal: number): number {
    const known = this.states;
    const number = this.#store.add(state, predecessor, ordinal);
    if (number === known && !this.#isInside(state)) {
      this.#store.putOutside(number);
      this.#outside += 1;
    }
    return number;
  }

  #isInside(state: S): boolean {
    for (let index = 0; index < this.#system.constraints; index++) {
      if (this.#system.constraint(index, state) !== true) return false;
    }
    return true;
  }

  #expand(from: number): void {
    const before = this.state(from);
    if (!this.#store.isOutside(from)) {
      this.#steps(before, (after, ordinal, actor) => {
        const to = this.#find(after, from, ordinal);
        this.#options.met?.({ before, after, from, to, ordinal });
        if (to !== from && !this.#isKnown(from, to, actor)) {
          this.#targets.push(to);
          this.#actors.push(actor);
        }
        return true;
      });
    }
    this.#expanded += 1;
    this.#offsets.push(this.#targets.length);
    if (this.states - this.#outside > (this.#options.maxStates ?? Number.POSITIVE_INFINITY)) this.#end(false);
  }

  /** Has the state such a step already? */
  #isKnown(from: number, to: number, actor: number): boolean {
    for (let step = this.#offsets.at(from); step < this.#targets.length; step++) {
      if (this.#targets.at(step) === to && this.#actors.at(step) === actor) return true;
    }
    return false;
  }
}
