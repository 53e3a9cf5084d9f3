import type { Behaviours } from "./behaviours.js";
import type { PathState } from "./search/path.js";

/** A step, taken. */
export interface Taken<S> {
  readonly before: S;
  readonly after: S;
  /** The behaviour that it ends. */
  readonly path: readonly PathState<S>[];
}

/** All ways out of one state that run to their end. */
interface From<S> {
  readonly state: number;
  readonly there: readonly PathState<S>[];
  readonly before: S;
  readonly steps: readonly PathState<S>[];
}

/** Takes steps of a search. Who asks for several out of one state, one after another, has its ways gone once. */
export class Taking<S> {
  readonly #path: (state: number) => readonly PathState<S>[];
  readonly #behaviours: Behaviours<S>;
  #latest: From<S> | undefined;

  /**
   * @param path the behaviour that leads to a state, by number
   * @param behaviours nobody else's: who takes steps is numbered as they are met
   */
  constructor(path: (state: number) => readonly PathState<S>[], behaviours: Behaviours<S>) {
    this.#path = path;
    this.#behaviours = behaviours;
  }

  /** The step at a place among the ways out of a state that run to their end. */
  take(from: number, way: number): Taken<S> {
    const latest = this.#latest?.state === from ? this.#latest : this.#waysOf(from);
    this.#latest = latest;
    const { there, before, steps } = latest;
    const step = steps[way];
    if (step === undefined) throw new Error("internal error: a way that only generated code goes");
    return { before, after: step.state, path: [...there, step] };
  }

  #waysOf(state: number): From<S> {
    const there = this.#path(state);
    const before = there.at(-1)?.state;
    if (before === undefined) throw new Error(`internal error: no way to state ${state}`);
    const steps: PathState<S>[] = [];
    this.#behaviours.steps(before, (after, ordinal) => steps.push({ state: after, ordinal }) > 0);
    return { state, there, before, steps };
  }
}
