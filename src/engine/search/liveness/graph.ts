import type { System } from "../../system.js";
import type { PathState } from "../path.js";

/**
 * The reachable states by number and the steps that change something, as claims about behaviours see them; whoever
 * evaluates the spec delivers it. States are numbered as a breadth-first search finds them, nearest first.
 */
export interface Graph {
  readonly states: number;
  /** Of the distinct initial states. */
  readonly initial: readonly number[];
  /** The steps of state s are those from `offsets[s]` to `offsets[s + 1] - 1`, in their fixed order, none back to s. */
  readonly offsets: ArrayLike<number>;
  /** For each step the state that it leads to. */
  readonly targets: ArrayLike<number>;
  /** For each step a number for who takes it. */
  readonly actors: ArrayLike<number>;
  /** Are steps of the state missing here, because it lies outside a constraint or beyond a limit? */
  isOpen(state: number): boolean;
}

/** A graph that can tell what its states are. */
export interface StateGraph<S> extends Graph {
  /** Is every reachable state inside the constraints there with all its steps? */
  readonly complete: boolean;
  state(number: number): S;
  /** The behaviour by which the state was found: one of the shortest that lead there. */
  path(number: number): readonly PathState<S>[];
  /** Which of the ways out of a state is this step of the graph? */
  ordinalOf(from: number, step: number): number;
}

/** A graph that comes about bit by bit. */
export interface GrowingGraph<S> extends StateGraph<S> {
  /** Takes up to so many pieces more. Returns false at the end. */
  advance(pieces: number): boolean;
  /** States whose steps are not known yet. */
  readonly unexplored: number;
  /** What ended it early. */
  readonly cut: "stopped" | "memory" | undefined;
}

/** All ways out of a state that run to their end, each with its number among all ways and with who takes it; until `visit` returns false. */
export type EachStep<S> = (state: S, visit: (next: S, ordinal: number, actor: number) => boolean) => void;

/** The number of the way from a state to another that this actor takes. */
export function ordinalOfStep<S>(
  system: Pick<System<S>, "equals">,
  steps: EachStep<S>,
  from: S,
  to: S,
  actor: number,
): number {
  let found = -1;
  steps(from, (after, ordinal, by) => {
    if (by === actor && system.equals(after, to)) found = ordinal;
    return found < 0;
  });
  if (found < 0) throw new Error("internal error: a step that is none");
  return found;
}

/** Numbers in 0..2^32-1, as many as memory holds. */
export class Numbers {
  #items = new Uint32Array(1 << 10);
  length = 0;

  push(item: number): void {
    if (this.length === this.#items.length) {
      const wider = new Uint32Array(2 * this.#items.length);
      wider.set(this.#items);
      this.#items = wider;
    }
    this.#items[this.length++] = item;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  /** What was pushed so far. */
  get all(): Uint32Array {
    return this.#items.subarray(0, this.length);
  }
}

/** The steps of a graph the other way round: into each state, from which states. */
export function predecessors({ states, offsets, targets }: Graph): Pick<Graph, "offsets" | "targets"> {
  const into = new Uint32Array(states + 1);
  const steps = offsets[states] ?? 0;
  for (let step = 0; step < steps; step++) {
    const to = (targets[step] ?? 0) + 1;
    into[to] = (into[to] ?? 0) + 1;
  }
  for (let state = 0; state < states; state++) into[state + 1] = (into[state + 1] ?? 0) + (into[state] ?? 0);
  const next = into.slice();
  const from = new Uint32Array(steps);
  for (let state = 0; state < states; state++) {
    const end = offsets[state + 1] ?? 0;
    for (let step = offsets[state] ?? 0; step < end; step++) {
      const to = targets[step] ?? 0;
      const place = next[to] ?? 0;
      next[to] = place + 1;
      from[place] = state;
    }
  }
  return { offsets: into, targets: from };
}
