import { type FairComponent, takenBy } from "./fair.js";
import { enabledIn, type FairGroups } from "./fairness.js";
import type { Graph } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";
import type { Product } from "./product.js";
import type { Automaton } from "./tableau.js";

/*
 * Rounds through a fair component: closed walks that meet all that makes a run fair and accepted. To find a shortest one is
 * as hard as the travelling salesman's problem, so a round that is not the shortest way back goes on to the nearest of what it
 * has not met yet, until nothing is missing, and back by the shortest way. From which place it begins makes most of the difference: those on the best round
 * so far are tried first, then all, the nearest to an initial state first, as long as prefix and round together can still be
 * shorter than the best ones, and as long as that takes no more than a certain effort.
 */

/** Places of the product, each with the edge by which it is left. */
export type Walk = { readonly place: number; readonly edge: number }[];

/** What there is to go round in. */
export interface Ground {
  readonly product: Product;
  readonly graph: Graph;
  readonly fair: FairGroups;
  readonly automaton: Automaton;
}

/** A way from an initial state to a place, and round from there and back; `states`: how many a person reads. */
export interface Round {
  readonly start: number;
  readonly walk: Walk;
  readonly states: number;
}

/** Edges that are looked at for a shorter round than the first. */
const MOST_EDGES = 1 << 24;

/** The round with which a behaviour is shortest, as far as it was found out. `components`: see `fairComponents`; at least one. */
export function* shortestRound([first, ...others]: readonly FairComponent[], ground: Ground): Pieces<Round> {
  if (first === undefined) throw new Error("internal error: no component to go round in");
  const walk = roundFrom(first.entry, first.places, ground, undefined);
  if (walk === undefined) throw new Error("internal error: a component in which something is missing");
  const shorter = new Shorter(begun(walk, ground.product), ground);
  for (const component of [first, ...others]) yield* shorter.lookIn(component);
  return shorter.best;
}

/** A closed walk, begun in that of its places to which the way is shortest. */
function begun(walk: Walk, product: Product): Round {
  const distances = walk.map(({ place }) => product.distance(place));
  const before = Math.min(...distances);
  const at = distances.indexOf(before);
  const start = walk[at]?.place ?? -1;
  return { start, walk: [...walk.slice(at), ...walk.slice(0, at)], states: before + walk.length };
}

/** Where both are as many states to read, the shorter loop is the better one. */
function isShorter(one: Round, other: Round): boolean {
  return one.states < other.states || (one.states === other.states && one.walk.length < other.walk.length);
}

/** Looks for shorter rounds than the best one. */
class Shorter {
  best: Round;
  readonly #ground: Ground;
  readonly #effort = { left: MOST_EDGES };
  /** From where it was tried. */
  readonly #tried = new Set<number>();

  constructor(best: Round, ground: Ground) {
    this.best = best;
    this.#ground = ground;
  }

  *lookIn({ places, entry }: FairComponent): Pieces<void> {
    const { product } = this.#ground;
    const nearest = product.distance(entry);
    yield* this.#lookAlong(places, nearest);
    for (let start = entry; start < product.size && this.#effort.left > 0; start++) {
      if (product.leastStates(start) > this.best.states) return;
      if (start % PLACES === 0) yield;
      if (!places.has(start)) continue;
      if (this.#isShorterFrom(start, places, nearest)) yield* this.#lookAlong(places, nearest);
      yield;
    }
  }

  /** From the places of the best round, as long as one is better. */
  *#lookAlong(places: FairComponent["places"], nearest: number): Pieces<void> {
    let { walk } = this.best;
    for (let at = 0; at < walk.length && this.#effort.left > 0; at++) {
      yield;
      const start = walk[at]?.place ?? -1;
      if (!places.has(start) || !this.#isShorterFrom(start, places, nearest)) continue;
      walk = this.best.walk;
      at = -1;
    }
  }

  /** `nearest`: how far from an initial state a round through these places is at least. */
  #isShorterFrom(start: number, places: FairComponent["places"], nearest: number): boolean {
    if (this.#tried.has(start)) return false;
    this.#tried.add(start);
    const limits = { most: this.best.states - nearest - 1, effort: this.#effort };
    const walk = limits.most < 1 ? undefined : roundFrom(start, places, this.#ground, limits);
    const round = walk && begun(walk, this.#ground.product);
    if (round === undefined || !isShorter(round, this.best)) return false;
    this.best = round;
    return true;
  }
}

/** Edges that a walk may have, and that may be looked at to find it. */
interface Limits {
  readonly most: number;
  readonly effort: { left: number };
}

/** What a loop still has to meet: acceptance sets and fair groups, by number. */
class Missing {
  readonly #sets: Set<number>;
  readonly #weak: Set<number>;
  readonly #strong = new Set<number>();
  readonly #taken = new Set<number>();
  readonly #acceptance: Automaton["acceptance"];
  readonly #product: Product;
  readonly #graph: Graph;
  readonly #fair: FairGroups;

  constructor({ product, graph, fair, automaton: { acceptance } }: Ground) {
    this.#product = product;
    this.#graph = graph;
    this.#fair = fair;
    this.#acceptance = acceptance;
    this.#sets = new Set(acceptance.keys());
    const weak = fair.groups.flatMap(({ strength }, group) => (strength === "weak" ? [group] : []));
    this.#weak = new Set(weak);
  }

  get nothing(): boolean {
    return this.#sets.size + this.#weak.size + this.#strong.size === 0;
  }

  /** Is something met by being there, whatever edge is taken next? */
  isMetIn(place: number): boolean {
    const node = this.#product.node(place);
    for (const set of this.#sets) if (this.#acceptance[set]?.[node] === true) return true;
    if (this.#weak.size === 0) return false;
    const enabled = this.#enabledAt(place);
    for (const group of this.#weak) if (!enabled.has(group)) return true;
    return false;
  }

  /** Is something met by taking the edge? */
  isMetBy(place: number, edge: number): boolean {
    if (this.#weak.size + this.#strong.size === 0) return false;
    return this.#takenBy(place, edge).some((group) => this.#weak.has(group) || this.#strong.has(group));
  }

  /** The loop goes through the place. A strong group that is enabled there is missing until it moves. */
  meet(place: number): void {
    const node = this.#product.node(place);
    const enabled = this.#enabledAt(place);
    for (const set of this.#sets) if (this.#acceptance[set]?.[node] === true) this.#sets.delete(set);
    for (const group of this.#weak) if (!enabled.has(group)) this.#weak.delete(group);
    for (const group of enabled) {
      if (this.#fair.groups[group]?.strength === "strong" && !this.#taken.has(group)) this.#strong.add(group);
    }
  }

  /** The loop takes the edge. */
  take(place: number, edge: number): void {
    for (const group of this.#takenBy(place, edge)) {
      this.#taken.add(group);
      this.#weak.delete(group);
      this.#strong.delete(group);
    }
  }

  #enabledAt(place: number): ReadonlySet<number> {
    return enabledIn(this.#product.state(place), this.#graph, this.#fair);
  }

  #takenBy(place: number, edge: number): readonly number[] {
    return takenBy(this.#product.step(place, edge), this.#graph, this.#fair);
  }
}

/** The shortest way round from a place, if it meets everything; else one that meets one thing after another. Undefined: none that keeps within the limits was found. */
function roundFrom(
  start: number,
  places: FairComponent["places"],
  ground: Ground,
  limits: Limits | undefined,
): Walk | undefined {
  const { product } = ground;
  const home: Goal = { isThere: () => false, isAlong: (place, edge) => product.target(place, edge) === start };
  const straight = nearest(start, places, product, home, limits);
  if (straight === undefined || missingAfter(straight, ground).nothing) return straight;
  const missing = new Missing(ground);
  const next: Goal = {
    isThere: (place) => missing.isMetIn(place),
    isAlong: (place, edge) => missing.isMetBy(place, edge),
  };
  missing.meet(start);
  const round: Walk = [];
  let at = start;
  while (!missing.nothing || at !== start || round.length === 0) {
    const most = (limits?.most ?? Number.POSITIVE_INFINITY) - round.length;
    const walk = nearest(at, places, product, missing.nothing ? home : next, limits && { ...limits, most });
    if (walk === undefined) return undefined;
    for (const { place, edge } of walk) {
      at = product.target(place, edge);
      missing.take(place, edge);
      missing.meet(at);
    }
    round.push(...walk);
  }
  return round;
}

/** What is missing when the loop has gone this way. */
function missingAfter(walk: Walk, ground: Ground): Missing {
  const missing = new Missing(ground);
  for (const { place } of walk) missing.meet(place);
  for (const { place, edge } of walk) missing.take(place, edge);
  return missing;
}

/** Where a walk may end: in a place that it comes to, or with an edge. */
interface Goal {
  isThere(place: number): boolean;
  isAlong(place: number, edge: number): boolean;
}

interface Found {
  readonly before: number;
  readonly edge: number;
  /** Edges from where the walk began. */
  readonly length: number;
}

/** The shortest walk from a place through a component to a goal, of one edge at least; undefined: none that keeps within the limits. */
function nearest(
  from: number,
  places: FairComponent["places"],
  product: Product,
  goal: Goal,
  limits: Limits | undefined,
): Walk | undefined {
  const found = new Map<number, Found | undefined>([[from, undefined]]);
  for (const [place, way] of found) {
    if (way !== undefined && goal.isThere(place)) return walkTo(place, found);
    const length = (way?.length ?? 0) + 1;
    if (limits !== undefined && (length > limits.most || limits.effort.left < 0)) return undefined;
    const edges = product.edges(place);
    if (limits !== undefined) limits.effort.left -= edges;
    for (let edge = 0; edge < edges; edge++) {
      const target = product.target(place, edge);
      if (!places.has(target)) continue;
      if (goal.isAlong(place, edge)) return [...walkTo(place, found), { place, edge }];
      if (!found.has(target)) found.set(target, { before: place, edge, length });
    }
  }
  throw new Error("internal error: a component in which something is missing");
}

function walkTo(place: number, found: ReadonlyMap<number, Found | undefined>): Walk {
  const walk: Walk = [];
  for (let at = found.get(place); at !== undefined; at = found.get(at.before)) {
    walk.push({ place: at.before, edge: at.edge });
  }
  return walk.reverse();
}
