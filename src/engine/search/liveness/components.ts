import { type Pieces, PLACES } from "./pieces.js";

/*
 * Strongly connected components: Tarjan ("Depth-first search and linear graph algorithms", SIAM J. Computing 1(2), 1972),
 * with a stack of its own instead of recursion, so that the depth of the graph does not matter.
 */

/** A graph whose edges are worked out when they are asked for; an edge may lead nowhere (-1). */
export interface Edges {
  readonly size: number;
  edges(place: number): number;
  target(place: number, edge: number): number;
}

export class Components {
  readonly #graph: Edges;
  /** Edges are followed inside a region only. */
  readonly #region: Int32Array;
  /** In the order of the visits, from 1; 0: not visited yet. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #isOpen: Uint8Array;
  /** The next edge to follow. */
  readonly #edge: Uint32Array;
  #visits = 0;

  constructor(graph: Edges) {
    this.#graph = graph;
    this.#region = new Int32Array(graph.size);
    this.#order = new Int32Array(graph.size);
    this.#low = new Int32Array(graph.size);
    this.#isOpen = new Uint8Array(graph.size);
    this.#edge = new Uint32Array(graph.size);
  }

  /** Calls `visit` with the places of each component of the part that these places span. */
  *each(places: Iterable<number>, region: number, visit: (component: readonly number[]) => void): Pieces<void> {
    const all = [...places];
    for (const place of all) {
      this.#region[place] = region;
      this.#order[place] = 0;
    }
    for (const place of all) if (this.#order[place] === 0) yield* this.#from(place, region, visit);
  }

  *#from(root: number, region: number, visit: (component: readonly number[]) => void): Pieces<void> {
    const path = [root];
    const open: number[] = [];
    this.#enter(root, open);
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      const target = this.#nextIn(place, region);
      if (target === undefined) {
        path.pop();
        this.#leave(place, path.at(-1), open, visit);
      } else if (this.#order[target] === 0) {
        path.push(target);
        this.#enter(target, open);
        if (this.#visits % PLACES === 0) yield;
      } else if (this.#isOpen[target] === 1) this.#lower(place, this.#order[target] ?? 0);
    }
  }

  #enter(place: number, open: number[]): void {
    this.#visits += 1;
    this.#order[place] = this.#visits;
    this.#low[place] = this.#visits;
    this.#edge[place] = 0;
    this.#isOpen[place] = 1;
    open.push(place);
  }

  /** The next target of the place inside the region; undefined when all were followed. */
  #nextIn(place: number, region: number): number | undefined {
    const edges = this.#graph.edges(place);
    for (let edge = this.#edge[place] ?? 0; edge < edges; edge++) {
      const target = this.#graph.target(place, edge);
      if (target < 0 || this.#region[target] !== region) continue;
      this.#edge[place] = edge + 1;
      return target;
    }
    this.#edge[place] = edges;
    return undefined;
  }

  #leave(
    place: number,
    above: number | undefined,
    open: number[],
    visit: (component: readonly number[]) => void,
  ): void {
    const low = this.#low[place] ?? 0;
    if (above !== undefined) this.#lower(above, low);
    if (low !== this.#order[place]) return;
    const component = open.splice(open.lastIndexOf(place));
    for (const each of component) this.#isOpen[each] = 0;
    visit(component);
  }

  #lower(place: number, low: number): void {
    this.#low[place] = Math.min(this.#low[place] ?? 0, low);
  }
}
