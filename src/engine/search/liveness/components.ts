import { type Pieces, PLACES } from "./pieces.js";

/*
 * Strongly connected components: Tarjan ("Depth-first search and linear graph algorithms", SIAM J. Computing 1(2), 1972), in the
 * form that needs least memory: Pearce ("A space-efficient algorithm for finding strongly connected components", Information
 * Processing Letters 116(1), 2016, algorithm PEA_FIND_SCC2), with a stack of its own instead of recursion, so that the depth of
 * the graph does not matter.
 *
 * The rank of a place is 0 until it is visited; then, as long as its component is not known, the least visit that was seen to
 * be reached from it; then the number of the component, which is greater than every visit. Components are numbered downwards.
 * A place outside the part that is looked at has such a rank, too: what is greater than every visit is neither followed nor
 * taken note of.
 */

/** A graph whose edges are worked out when they are asked for; an edge may lead nowhere (-1). */
export interface Edges {
  readonly size: number;
  edges(place: number): number;
  target(place: number, edge: number): number;
  /** Does an edge lead from the place to itself? */
  hasLoop(place: number): boolean;
}

/** The rank of a place that was never looked at: greater than every number of a component. */
const OUTSIDE = 2 ** 32 - 1;

/** Receives the places of a component, to be used before the visit ends, and its number. */
export type Visit = (component: Uint32Array, number: number) => void;

export class Components {
  readonly #graph: Edges;
  readonly #rank: Uint32Array;
  /** From the root of the walk to where it is: places; the edge of each that is followed; has nothing earlier been seen from there? */
  readonly #path: Uint32Array;
  readonly #edge: Uint32Array;
  readonly #isRoot: Uint8Array;
  /** Left, but of a component that is not known yet. */
  readonly #open: Uint32Array;
  #depth = 0;
  #opened = 0;
  #visits = 1;
  #number = OUTSIDE;

  /** @throws RangeError when there is no memory for it */
  constructor(graph: Edges) {
    const { size } = graph;
    this.#graph = graph;
    this.#rank = new Uint32Array(size).fill(OUTSIDE);
    this.#path = new Uint32Array(size);
    this.#edge = new Uint32Array(size);
    this.#isRoot = new Uint8Array(size);
    this.#open = new Uint32Array(size);
  }

  /** Calls `visit` with each component of the part that these places span (undefined: all of the graph) in which there is an edge. */
  *each(places: Uint32Array | undefined, visit: Visit): Pieces<void> {
    const ranks = this.#rank;
    const count = places?.length ?? ranks.length;
    if (places === undefined) ranks.fill(0);
    else for (const place of places) ranks[place] = 0;
    for (let at = 0; at < count; at++) {
      const place = places === undefined ? at : (places[at] ?? 0);
      if (ranks[place] !== 0) continue;
      this.#enter(place);
      while (this.#walk(visit)) yield;
    }
  }

  /** Is the place in the component of this number? As long as its part is not looked at again. */
  isIn(place: number, number: number): boolean {
    return this.#rank[place] === number;
  }

  #enter(place: number): void {
    this.#rank[place] = this.#visits++;
    this.#isRoot[this.#depth] = 1;
    this.#edge[this.#depth] = 0;
    this.#path[this.#depth++] = place;
  }

  /** Goes on with a walk, for some visits. False at its end. */
  #walk(visit: Visit): boolean {
    for (let left = PLACES; this.#depth > 0; ) {
      const place = this.#path[this.#depth - 1] ?? 0;
      const target = this.#unvisited(place);
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
  #unvisited(place: number): number {
    const graph = this.#graph;
    const ranks = this.#rank;
    const edges = graph.edges(place);
    let least = ranks[place] ?? 0;
    let found = -1;
    let edge = this.#edge[this.#depth - 1] ?? 0;
    for (; edge < edges; edge++) {
      const target = graph.target(place, edge);
      if (target < 0) continue;
      const rank = ranks[target] ?? 0;
      if (rank === 0) {
        found = target;
        break;
      }
      if (rank < least) least = rank;
    }
    // Afterwards this edge is looked at again, to see what is reached from there.
    this.#edge[this.#depth - 1] = edge;
    if (least < (ranks[place] ?? 0)) {
      ranks[place] = least;
      this.#isRoot[this.#depth - 1] = 0;
    }
    return found;
  }

  #leave(place: number, visit: Visit): void {
    const [ranks, open] = [this.#rank, this.#open];
    this.#depth -= 1;
    if (this.#isRoot[this.#depth] === 0) {
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
