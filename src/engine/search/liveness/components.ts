import { type Pieces, PLACES } from "./pieces.js";

/*
 * Strongly connected components: Tarjan ("Depth-first search and linear graph algorithms", SIAM J. Computing 1(2), 1972), in the
 * form that needs least memory: Pearce ("A space-efficient algorithm for finding strongly connected components", Information
 * Processing Letters 116(1), 2016, algorithm PEA_FIND_SCC2), with a stack of its own instead of recursion, so that the depth of
 * the graph does not matter.
 *
 * The rank of a place is 0 until it is visited; then, as long as its component is not known, the least visit that was seen to
 * be reached from it; then the number of the component, which is greater than every visit. Components are numbered downwards.
 */

/** A graph whose edges are worked out when they are asked for; an edge may lead nowhere (-1). */
export interface Edges {
  readonly size: number;
  edges(place: number): number;
  target(place: number, edge: number): number;
  /** Does an edge lead from the place to itself? */
  hasLoop(place: number): boolean;
}

/** Greater than every number of a component. */
const FIRST = 2 ** 32 - 1;

/** Receives the places of a component, to be used before the visit ends, and its number. */
export type Visit = (component: Uint32Array, number: number) => void;

export class Components {
  readonly #graph: Edges;
  /** Edges are followed inside a region only. */
  readonly #region: Uint32Array;
  readonly #rank: Uint32Array;
  /** Has nothing earlier been seen from here? */
  readonly #isRoot: Uint8Array;
  /** The edge that is followed. */
  readonly #edge: Uint32Array;
  /** From the root of the walk to where it is. */
  readonly #path: Uint32Array;
  /** Left, but of a component that is not known yet. */
  readonly #open: Uint32Array;
  #depth = 0;
  #opened = 0;
  #visits = 1;
  #number = FIRST;

  /** @throws RangeError when there is no memory for it */
  constructor(graph: Edges) {
    const { size } = graph;
    this.#graph = graph;
    this.#region = new Uint32Array(size);
    this.#rank = new Uint32Array(size);
    this.#isRoot = new Uint8Array(size);
    this.#edge = new Uint32Array(size);
    this.#path = new Uint32Array(size);
    this.#open = new Uint32Array(size);
  }

  /**
   * Calls `visit` with each component of the part that these places span (undefined: all of the graph) in which there is an edge.
   *
   * @param region a number for it, from 1 on, which no earlier part had
   */
  *each(places: Uint32Array | undefined, region: number, visit: Visit): Pieces<void> {
    const count = places?.length ?? this.#graph.size;
    for (let at = 0; at < count; at++) {
      const place = places === undefined ? at : (places[at] ?? 0);
      this.#region[place] = region;
      this.#rank[place] = 0;
    }
    for (let at = 0; at < count; at++) {
      const place = places === undefined ? at : (places[at] ?? 0);
      if (this.#rank[place] !== 0) continue;
      this.#enter(place);
      while (this.#walk(region, visit)) yield;
    }
  }

  /** Is the place in the component of this number? As long as its region is not looked at again. */
  isIn(place: number, number: number): boolean {
    return this.#rank[place] === number;
  }

  #enter(place: number): void {
    this.#rank[place] = this.#visits++;
    this.#edge[place] = 0;
    this.#isRoot[place] = 1;
    this.#path[this.#depth++] = place;
  }

  /** Goes on with a walk, for some visits. False at its end. */
  #walk(region: number, visit: Visit): boolean {
    for (let left = PLACES; this.#depth > 0; ) {
      const place = this.#path[this.#depth - 1] ?? 0;
      const target = this.#unvisited(place, region);
      if (target < 0) this.#leave(place, visit);
      else {
        this.#enter(target);
        left -= 1;
        if (left === 0) return true;
      }
    }
    return false;
  }

  /** The next place that an edge leads to and that was not visited, or -1. What else is seen on the way is taken note of. */
  #unvisited(place: number, region: number): number {
    const graph = this.#graph;
    const [ranks, regions] = [this.#rank, this.#region];
    const edges = graph.edges(place);
    let least = ranks[place] ?? 0;
    let found = -1;
    let edge = this.#edge[place] ?? 0;
    for (; edge < edges; edge++) {
      const target = graph.target(place, edge);
      if (target < 0 || regions[target] !== region) continue;
      const rank = ranks[target] ?? 0;
      if (rank === 0) {
        found = target;
        break;
      }
      if (rank < least) least = rank;
    }
    // Afterwards this edge is looked at again, to see what is reached from there.
    this.#edge[place] = edge;
    if (least < (ranks[place] ?? 0)) {
      ranks[place] = least;
      this.#isRoot[place] = 0;
    }
    return found;
  }

  #leave(place: number, visit: Visit): void {
    const [ranks, open] = [this.#rank, this.#open];
    this.#depth -= 1;
    if (this.#isRoot[place] === 0) {
      open[this.#opened++] = place;
      return;
    }
    const own = ranks[place] ?? 0;
    this.#number -= 1;
    if (this.#opened === 0 || own > (ranks[open[this.#opened - 1] ?? 0] ?? 0)) {
      this.#leaveAlone(place, visit);
      return;
    }
    let first = this.#opened;
    for (; first > 0 && own <= (ranks[open[first - 1] ?? 0] ?? 0); first--) ranks[open[first - 1] ?? 0] = this.#number;
    ranks[place] = this.#number;
    open[this.#opened] = place;
    const component = open.subarray(first, this.#opened + 1);
    this.#visits -= component.length;
    this.#opened = first;
    visit(component, this.#number);
  }

  /** A component of one place. */
  #leaveAlone(place: number, visit: Visit): void {
    this.#rank[place] = this.#number;
    this.#visits -= 1;
    if (!this.#graph.hasLoop(place)) return;
    this.#open[this.#opened] = place;
    visit(this.#open.subarray(this.#opened, this.#opened + 1), this.#number);
  }
}
