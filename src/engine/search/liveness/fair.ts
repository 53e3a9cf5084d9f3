import { Components } from "./components.js";
import { enabledIn, type FairGroups } from "./fairness.js";
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

/** A component with a fair accepted run, and what its loop has to meet. */
export interface FairComponent {
  readonly places: ReadonlySet<number>;
  /** The one nearest to an initial state. */
  readonly entry: number;
}

/**
 * The component that promises the shortest run, or undefined when there is no such run: the nearest one, and one that stops
 * before one that goes round, which takes a state more at least.
 */
export function* fairComponent(
  product: Product,
  graph: Graph,
  fair: FairGroups,
  automaton: Automaton,
): Pieces<FairComponent | undefined> {
  const components = new Components(product);
  const regions: Iterable<number>[] = [everyPlace(product)];
  let best: FairComponent | undefined;
  for (let region = 1; regions.length > 0; region++) {
    const places = regions.pop() ?? [];
    const smaller: number[][] = [];
    yield* components.each(places, region, (component) => {
      const entry = component.reduce((least, place) => Math.min(least, place), product.size);
      if (best !== undefined && isShorter(best.entry, entry, product)) return;
      const inside = new Set(component);
      const judged = judge(inside, product, graph, fair, automaton);
      if (judged === "fair") best = { places: inside, entry };
      else if (judged !== "none") smaller.push(judged);
    });
    regions.push(...smaller);
  }
  return best;
}

/** Is a run that ends at the first place told before one that ends at the second? */
function isShorter(first: number, second: number, product: Product): boolean {
  const rank = (place: number): number => 2 * product.distance(place) + (product.hasStopped(place) ? 0 : 3);
  return rank(first) < rank(second) || (rank(first) === rank(second) && first < second);
}

function* everyPlace({ size }: Product): Iterable<number> {
  for (let place = 0; place < size; place++) yield place;
}

/** Has it such a run, has no part of it one, or may one be among these places? */
function judge(
  inside: ReadonlySet<number>,
  product: Product,
  graph: Graph,
  fair: FairGroups,
  automaton: Automaton,
): "fair" | "none" | number[] {
  if (!hasEdge(inside, product)) return "none";
  const accepted = automaton.acceptance.every((set) => some(inside, (place) => set[product.node(place)] === true));
  if (!accepted) return "none";
  const { taken, enabled } = groupsIn(inside, product, graph, fair);
  const starved = (group: number): boolean => (enabled[group] ?? 0) > 0 && !taken.has(group);
  const groups = fair.groups.map((_, group) => group);
  const weak = groups.filter((group) => fair.groups[group]?.strength === "weak");
  if (weak.some((group) => starved(group) && enabled[group] === inside.size)) return "none";
  const strong = new Set(groups.filter((group) => fair.groups[group]?.strength === "strong" && starved(group)));
  if (strong.size === 0) return "fair";
  return [...inside].filter((place) => {
    if (product.hasStopped(place)) return true;
    return !some(enabledIn(product.state(place), graph, fair), (group) => strong.has(group));
  });
}

function hasEdge(inside: ReadonlySet<number>, product: Product): boolean {
  if (inside.size > 1) return true;
  return some(inside, (place) => {
    const edges = product.edges(place);
    for (let edge = 0; edge < edges; edge++) if (product.target(place, edge) === place) return true;
    return false;
  });
}

/** Of each group in how many places some step is possible; and which take a step inside. */
function groupsIn(inside: ReadonlySet<number>, product: Product, graph: Graph, fair: FairGroups) {
  const enabled: number[] = fair.groups.map(() => 0);
  const taken = new Set<number>();
  for (const place of inside) {
    for (const group of enabledIn(product.state(place), graph, fair)) enabled[group] = (enabled[group] ?? 0) + 1;
    if (taken.size === fair.groups.length || product.hasStopped(place)) continue;
    const edges = product.edges(place);
    for (let edge = 0; edge < edges; edge++) {
      if (!inside.has(product.target(place, edge))) continue;
      for (const group of takenBy(product.step(place, edge), graph, fair)) taken.add(group);
    }
  }
  return { enabled, taken };
}

/** The groups that a step (by number; below 0: none) is one of. */
export function takenBy(step: number, graph: Graph, fair: FairGroups): readonly number[] {
  return step < 0 ? [] : fair.groupsOf(graph.actors[step] ?? 0);
}

function some<T>(items: Iterable<T>, predicate: (item: T) => boolean): boolean {
  for (const item of items) if (predicate(item)) return true;
  return false;
}
