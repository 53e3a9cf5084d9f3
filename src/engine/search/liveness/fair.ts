import { Components, type Edges } from "./components.js";
import type { FairGroups, GroupBits } from "./fairness.js";
import type { Graph } from "./graph.js";
import type { Pieces } from "./pieces.js";
import type { Product } from "./product.js";
import type { Automaton } from "./tableau.js";

/*
 * Is there a fair run of the product that its automaton accepts? Emerson and Lei ("Modalities for model checking", Science
 * of Computer Programming 8, 1987): such a run ends in a strongly connected component, and visits some part of it again and
 * again. Of a component each acceptance set must have a place; each weakly fair group a place where none of its steps is
 * possible, or an edge that takes one: no smaller component has what the whole has not. A strongly fair group of which
 * steps are possible in some places and which takes none inside is fair only where those places are not met: they are
 * taken away, and what is left falls into components again.
 */

/** Places in which something goes on: each in a state of a graph, each edge by a step of it. */
export interface Places extends Edges {
  state(place: number): number;
  /** The number of the step; below 0: no step is taken any more. */
  step(place: number, edge: number): number;
}

/** What a run is to be besides a way through places. */
export interface Demands {
  readonly bits: GroupBits;
  /** Sets of places, of each of which a run has to meet one again and again. */
  readonly acceptance: readonly ((place: number) => boolean)[];
}

/** A component with a fair accepted run, and what its loop has to meet. */
export interface FairComponent {
  readonly places: { has(place: number): boolean };
  /** The one nearest to an initial state. */
  readonly entry: number;
}

/** So many components are told: of the others few could be better, and each takes memory. */
const MOST_COMPONENTS = 16;

interface Candidate {
  readonly component: Uint32Array;
  readonly entry: number;
  /** So many states has a run at least that ends there. */
  readonly states: number;
}

/**
 * The components that promise the shortest runs, the best first; none when there is no such run. One in which a run stops
 * promises no more than it keeps, so nothing is told after it.
 */
export function* fairComponents(
  product: Product,
  bits: GroupBits,
  automaton: Automaton,
): Pieces<readonly FairComponent[]> {
  let best: Candidate[] = [];
  const acceptance = automaton.acceptance.map((set) => (place: number) => set[product.node(place)] === true);
  const candidate = (component: Uint32Array): Candidate => {
    const entry = component.reduce((least, place) => Math.min(least, place));
    return { component, entry, states: product.leastStates(entry) };
  };
  yield* eachFair(
    product,
    undefined,
    { bits, acceptance },
    {
      skips: (component) => {
        const last = best.at(-1);
        if (last === undefined) return false;
        const isFull = best.length === MOST_COMPONENTS || product.hasStopped(last.entry);
        return isFull && order(last, candidate(component)) < 0;
      },
      found: (component) => {
        best = [...best, candidate(component.slice())].sort(order);
        const stopped = best.findIndex(({ entry }) => product.hasStopped(entry));
        best.length = Math.min(best.length, MOST_COMPONENTS, stopped < 0 ? best.length : stopped + 1);
      },
    },
  );
  const marks = new Uint8Array(best.length === 0 ? 0 : product.size);
  for (const [at, { component }] of best.entries()) for (const place of component) marks[place] = at + 1;
  return best.map(({ entry }, at) => ({ entry, places: { has: (place) => marks[place] === at + 1 } }));
}

function order(one: Candidate, other: Candidate): number {
  return one.states - other.states || one.entry - other.entry;
}

/** Who hears of components; they are to be used before the call ends. */
export interface Hearer {
  /** Is it not worth looking at? */
  skips(component: Uint32Array): boolean;
  found(component: Uint32Array): void;
}

/** Tells of the components, of the part that `among` spans (undefined: all of it), which have a run that is as demanded. */
export function* eachFair(
  places: Places,
  among: Uint32Array | undefined,
  demands: Demands,
  { skips, found }: Hearer,
): Pieces<void> {
  const components = new Components(places);
  const parts = [among];
  while (parts.length > 0) {
    const smaller: Uint32Array[] = [];
    yield* components.each(parts.pop(), (component, number) => {
      if (skips(component)) return;
      const judged = judge(component, (place) => components.isIn(place, number), places, demands);
      if (judged === "fair") found(component);
      else if (judged !== "none") smaller.push(judged);
    });
    parts.push(...smaller);
  }
}

/** Has it such a run, has no part of it one, or may one be among these places? */
function judge(
  component: Uint32Array,
  isInside: (place: number) => boolean,
  places: Places,
  { bits, acceptance }: Demands,
): "fair" | "none" | Uint32Array {
  if (!acceptance.every((accepts) => component.some(accepts))) return "none";
  const { taken, ever, always } = groupsIn(component, isInside, places, bits);
  const starved = (among: Uint32Array, enabled: Uint32Array): Uint32Array =>
    among.map((word, at) => word & (enabled[at] ?? 0) & ~(taken[at] ?? 0));
  if (!isEmpty(starved(bits.weak, always))) return "none";
  const strong = starved(bits.strong, ever);
  if (isEmpty(strong)) return "fair";
  return component.filter((place) => {
    const state = places.state(place);
    return strong.every((word, at) => (word & bits.enabledIn(state, at)) === 0);
  });
}

function isEmpty(bits: Uint32Array): boolean {
  return bits.every((word) => word === 0);
}

/** The groups that take a step inside; of which one is possible in some place, or in every one. */
function groupsIn(component: Uint32Array, isInside: (place: number) => boolean, places: Places, bits: GroupBits) {
  const [taken, ever, always] = [bits.none(), bits.none(), bits.none()];
  for (let word = 0; word < bits.words; word++) {
    let [inside, some, all] = [0, 0, -1];
    for (const place of component) {
      const enabled = bits.enabledIn(places.state(place), word);
      some |= enabled;
      all &= enabled;
      // What takes no step is not looked for: nothing of it is enabled here.
      if ((enabled & ~inside) === 0) continue;
      const edges = places.edges(place);
      for (let edge = 0; edge < edges; edge++) {
        const step = places.step(place, edge);
        if (step >= 0 && isInside(places.target(place, edge))) inside |= bits.takenBy(step, word);
      }
    }
    [taken[word], ever[word], always[word]] = [inside, some, all];
  }
  return { taken, ever, always };
}

/** The groups that a step (by number; below 0: none) is one of. */
export function takenBy(step: number, graph: Graph, fair: FairGroups): readonly number[] {
  return step < 0 ? [] : fair.groupsOf(graph.actors[step] ?? 0);
}
