import type { Formula, Formulas, Literal } from "../../formula.js";
import { type FairComponent, takenBy } from "./fair.js";
import { enabledIn, type FairGroups } from "./fairness.js";
import type { Graph } from "./graph.js";
import type { Product, Truths } from "./product.js";
import type { Automaton } from "./tableau.js";

/** A behaviour that never ends: states from an initial one on, of which those from `start` come again and again. */
export interface Lasso {
  readonly states: readonly number[];
  /** The step out of each state, by number; of the last one back to `start`. Below 0: it stays there for ever. */
  readonly steps: readonly number[];
  readonly start: number;
}

/** Places of the product, each with the edge by which it is left. */
type Walk = { readonly place: number; readonly edge: number }[];

/** A fair accepted run through a component: the shortest way there, then round through all that it has to meet. */
export function lassoIn(
  component: FairComponent,
  product: Product,
  graph: Graph,
  fair: FairGroups,
  automaton: Automaton,
): Lasso {
  const loop = loopIn(component, product, graph, fair, automaton);
  const prefix = wayTo(component.entry, product);
  const moves = [...prefix, ...loop].map(({ place, edge }) => ({
    state: product.state(place),
    step: product.step(place, edge),
  }));
  return shortened(moves, prefix.length);
}

type Move = { readonly state: number; readonly step: number };

/** The same behaviour said as briefly as it can be: it stops where it stops, and the loop begins and repeats early. */
function shortened(moves: readonly Move[], loopAt: number): Lasso {
  const stop = moves.findIndex(({ step }) => step < 0);
  if (stop >= 0) return lassoOf(moves.slice(0, stop + 1), stop);
  const prefix = moves.slice(0, loopAt);
  let loop = withoutRepetition(moves.slice(loopAt));
  for (let last = prefix.at(-1); last !== undefined; last = prefix.at(-1)) {
    const end = loop.at(-1);
    if (end === undefined || end.state !== last.state || end.step !== last.step) break;
    prefix.pop();
    loop = [end, ...loop.slice(0, -1)];
  }
  return lassoOf([...prefix, ...loop], prefix.length);
}

function withoutRepetition(loop: readonly Move[]): readonly Move[] {
  for (let length = 1; length < loop.length; length++) {
    const repeats =
      loop.length % length === 0 &&
      loop.every(({ state, step }, at) => state === loop[at % length]?.state && step === loop[at % length]?.step);
    if (repeats) return loop.slice(0, length);
  }
  return loop;
}

function lassoOf(moves: readonly Move[], start: number): Lasso {
  return { states: moves.map(({ state }) => state), steps: moves.map(({ step }) => step), start };
}

function wayTo(entry: number, product: Product): Walk {
  const places = [entry];
  for (let at = product.parent(entry); at !== undefined; at = product.parent(at)) places.unshift(at);
  return places.slice(0, -1).map((place, index) => ({ place, edge: edgeTo(place, places[index + 1] ?? -1, product) }));
}

function edgeTo(place: number, target: number, product: Product): number {
  const edges = product.edges(place);
  for (let edge = 0; edge < edges; edge++) if (product.target(place, edge) === target) return edge;
  throw new Error("internal error: a place that is not reached from where it was found");
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

  constructor(product: Product, graph: Graph, fair: FairGroups, { acceptance }: Automaton) {
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

  /** Does the place, left by this edge, meet something? */
  isMetBy(place: number, edge: number): boolean {
    const { node, enabled, taken } = this.#seen(place, edge);
    for (const set of this.#sets) if (this.#acceptance[set]?.[node] === true) return true;
    for (const group of this.#weak) if (!enabled.has(group) || taken.includes(group)) return true;
    return taken.some((group) => this.#strong.has(group));
  }

  /** The loop goes through the place and leaves it by this edge. A strong group that is enabled there is missing until it moves. */
  meet(place: number, edge: number): void {
    const { node, enabled, taken } = this.#seen(place, edge);
    for (const set of this.#sets) if (this.#acceptance[set]?.[node] === true) this.#sets.delete(set);
    for (const group of this.#weak) if (!enabled.has(group)) this.#weak.delete(group);
    for (const group of taken) {
      this.#taken.add(group);
      this.#weak.delete(group);
      this.#strong.delete(group);
    }
    for (const group of enabled) {
      if (this.#fair.groups[group]?.strength === "strong" && !this.#taken.has(group)) this.#strong.add(group);
    }
  }

  #seen(place: number, edge: number) {
    return {
      node: this.#product.node(place),
      enabled: enabledIn(this.#product.state(place), this.#graph, this.#fair),
      taken: takenBy(this.#product.step(place, edge), this.#graph, this.#fair),
    };
  }
}

function loopIn(
  { places, entry }: FairComponent,
  product: Product,
  graph: Graph,
  fair: FairGroups,
  automaton: Automaton,
): Walk {
  const missing = new Missing(product, graph, fair, automaton);
  const loop: Walk = [];
  const go = (walk: Walk): void => {
    for (const move of walk) missing.meet(move.place, move.edge);
    loop.push(...walk);
  };
  let at = entry;
  do {
    while (!missing.nothing) {
      const walk = nearest(at, places, product, (place, edge) => missing.isMetBy(place, edge));
      go(walk);
      const last = walk.at(-1);
      at = last === undefined ? at : product.target(last.place, last.edge);
    }
    if (at !== entry || loop.length === 0) {
      go(nearest(at, places, product, (place, edge) => product.target(place, edge) === entry));
      at = entry;
    }
  } while (!missing.nothing);
  return loop;
}

/** The shortest walk from a place through a component whose last edge is a goal. */
function nearest(
  from: number,
  places: FairComponent["places"],
  product: Product,
  isGoal: (place: number, edge: number) => boolean,
): Walk {
  const found = new Map<number, { readonly before: number; readonly edge: number } | undefined>([[from, undefined]]);
  for (const place of found.keys()) {
    const edges = product.edges(place);
    for (let edge = 0; edge < edges; edge++) {
      const target = product.target(place, edge);
      if (!places.has(target)) continue;
      if (isGoal(place, edge)) return [...walkTo(place, found), { place, edge }];
      if (!found.has(target)) found.set(target, { before: place, edge });
    }
  }
  throw new Error("internal error: a component in which something is missing");
}

function walkTo(
  place: number,
  found: ReadonlyMap<number, { readonly before: number; readonly edge: number } | undefined>,
): Walk {
  const walk: Walk = [];
  for (let at = found.get(place); at !== undefined; at = found.get(at.before)) {
    walk.push({ place: at.before, edge: at.edge });
  }
  return walk.reverse();
}

/** For each position of the lasso whether the formula is true from there on: the definition of its meaning. */
export function truthsAlong(lasso: Lasso, formula: Formula, formulas: Formulas, truths: Truths): readonly boolean[] {
  const node = formulas.node(formula);
  const positions = lasso.states.map((_, at) => at);
  const along = (part: Formula): readonly boolean[] => truthsAlong(lasso, part, formulas, truths);
  switch (node.kind) {
    case "true":
    case "false":
      return positions.map(() => node.kind === "true");
    case "literal":
      return positions.map((at) => literalAt(node, at, lasso, truths));
    case "and":
    case "or": {
      const [left, right] = [along(node.left), along(node.right)];
      const both = node.kind === "and";
      return positions.map((at) =>
        both ? left[at] === true && right[at] === true : left[at] === true || right[at] === true,
      );
    }
    case "until":
    case "release": {
      const [left, right] = [along(node.left), along(node.right)];
      const until = node.kind === "until";
      // Least fixed point for `until`, greatest for `release`; going back twice round the loop reaches it.
      const result = positions.map(() => !until);
      for (let round = 0; round < 2; round++) {
        for (const at of positions.toReversed()) {
          const next = result[at === positions.length - 1 ? lasso.start : at + 1] === true;
          const [l, r] = [left[at] === true, right[at] === true];
          result[at] = until ? r || (l && next) : r && (l || next);
        }
      }
      return result;
    }
  }
}

function literalAt({ about, atom, negated, rest }: Literal, at: number, lasso: Lasso, truths: Truths): boolean {
  const from = lasso.states[at] ?? 0;
  if (about === "state") return truths.ofState(atom, from) !== negated;
  const step = lasso.steps[at] ?? -1;
  if (step < 0 && rest !== undefined) return rest;
  const to = lasso.states[at === lasso.states.length - 1 ? lasso.start : at + 1] ?? 0;
  return truths.ofStep(atom, step, from, to) !== negated;
}
