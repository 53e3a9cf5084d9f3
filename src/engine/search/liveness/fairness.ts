import type { Graph } from "./graph.js";

/** Fairness as the algorithms see it: groups of actors, by number. */
export interface FairGroups {
  readonly groups: readonly { readonly strength: "weak" | "strong" }[];
  /** The groups that the steps of an actor belong to. */
  groupsOf(actor: number): readonly number[];
}

/** The groups of which a step is possible in the state: one that changes something. */
export function enabledIn(state: number, graph: Graph, fair: FairGroups): Set<number> {
  const enabled = new Set<number>();
  const end = graph.offsets[state + 1] ?? 0;
  for (let step = graph.offsets[state] ?? 0; step < end; step++) {
    for (const group of fair.groupsOf(graph.actors[step] ?? 0)) enabled.add(group);
  }
  return enabled;
}

/** Groups in a word. */
const BITS = 32;

/**
 * Sets of fair groups as bits, in so many words as there must be, at least one; of each state, the groups of which a step is
 * possible there: one that changes something.
 */
export class GroupBits {
  readonly words: number;
  readonly weak: Uint32Array;
  readonly strong: Uint32Array;
  readonly #graph: Graph;
  readonly #actors: ArrayLike<number>;
  /** By actor: `words` words each. */
  readonly #takenBy: Uint32Array;
  /** Is an actor, by number, in one of them? */
  readonly #isFair: Uint8Array;
  /** By state, `words` words each, once somebody has asked for many: before, the steps are looked at each time. */
  #enabled: Uint32Array | undefined;
  #asked = 0;

  constructor(graph: Graph, fair: FairGroups) {
    const words = Math.max(1, Math.ceil(fair.groups.length / BITS));
    this.words = words;
    this.#graph = graph;
    this.#actors = graph.actors;
    this.weak = this.#of(fair.groups.flatMap(({ strength }, group) => (strength === "weak" ? [group] : [])));
    this.strong = this.#of(fair.groups.flatMap(({ strength }, group) => (strength === "strong" ? [group] : [])));
    const most = greatest(this.#actors, graph.offsets[graph.states] ?? 0);
    this.#takenBy = new Uint32Array((most + 1) * words);
    for (let actor = 0; actor <= most; actor++) this.#takenBy.set(this.#of(fair.groupsOf(actor)), actor * words);
    this.#isFair = Uint8Array.from({ length: most + 1 }, (_, actor) => (fair.groupsOf(actor).length > 0 ? 1 : 0));
  }

  /** None of them. */
  none(): Uint32Array {
    return new Uint32Array(this.words);
  }

  /**
   * A word of those of which a step is possible in a state.
   *
   * @throws RangeError when there is no memory to know it of all states
   */
  enabledIn(state: number, word: number): number {
    if (this.#enabled !== undefined) return this.#enabled[state * this.words + word] ?? 0;
    this.#asked += 1;
    if (this.#asked > this.#graph.states >> 3) this.#enabled = this.#inAll();
    return this.#possibleIn(state, word);
  }

  /** A word of those that a step belongs to. */
  takenBy(step: number, word: number): number {
    return this.#takenBy[(this.#actors[step] ?? 0) * this.words + word] ?? 0;
  }

  /** Does fairness let a behaviour stop in the state for ever? */
  mayStop(state: number): boolean {
    const { offsets } = this.#graph;
    const [actors, isFair] = [this.#actors, this.#isFair];
    const end = offsets[state + 1] ?? 0;
    for (let step = offsets[state] ?? 0; step < end; step++) if (isFair[actors[step] ?? 0] !== 0) return false;
    return !this.#graph.isOpen(state);
  }

  #of(groups: readonly number[]): Uint32Array {
    const bits = this.none();
    for (const group of groups) {
      const word = Math.floor(group / BITS);
      bits[word] = (bits[word] ?? 0) | (1 << (group % BITS));
    }
    return bits;
  }

  #possibleIn(state: number, word: number): number {
    const { offsets } = this.#graph;
    const end = offsets[state + 1] ?? 0;
    let groups = 0;
    for (let step = offsets[state] ?? 0; step < end; step++) groups |= this.takenBy(step, word);
    return groups;
  }

  #inAll(): Uint32Array {
    const { states } = this.#graph;
    const enabled = new Uint32Array(states * this.words);
    for (let state = 0, at = 0; state < states; state++) {
      for (let word = 0; word < this.words; word++) enabled[at++] = this.#possibleIn(state, word);
    }
    return enabled;
  }
}

/** No number is greater. */
function greatest(numbers: ArrayLike<number>, count: number): number {
  if (numbers instanceof Uint8Array) return 255;
  let most = 0;
  for (let at = 0; at < count; at++) {
    const number = numbers[at] ?? 0;
    if (number > most) most = number;
  }
  return most;
}

const bitsOfGraphs = new WeakMap<Graph, { readonly fair: FairGroups; readonly bits: GroupBits }>();

/** The bits of a graph that does not change any more. */
export function bitsOf(graph: Graph, fair: FairGroups): GroupBits {
  const known = bitsOfGraphs.get(graph);
  if (known?.fair === fair) return known.bits;
  const bits = new GroupBits(graph, fair);
  bitsOfGraphs.set(graph, { fair, bits });
  return bits;
}
