import type { Formula, Formulas, Literal } from "../../formula.js";
import type { FairComponent } from "./fair.js";
import type { Pieces } from "./pieces.js";
import type { Product, Truths } from "./product.js";
import { type Ground, shortestRound, type Walk } from "./round.js";

/** A behaviour that never ends: states from an initial one on, of which those from `start` come again and again. */
export interface Lasso {
  readonly states: readonly number[];
  /** The step out of each state, by number; of the last one back to `start`. Below 0: it stays there for ever. */
  readonly steps: readonly number[];
  readonly start: number;
}

/**
 * A fair accepted run through one of the components: the shortest way to where it goes round through all that it has to meet.
 * `refutes`: of such a run and another one with the same loop, does the other one do as well?
 */
export function* lassoIn(
  components: readonly FairComponent[],
  ground: Ground,
  refutes: (lasso: Lasso) => boolean,
): Pieces<Lasso> {
  const { product } = ground;
  const { start, walk } = yield* shortestRound(components, ground);
  const prefix = wayTo(start, product);
  return begunEarly(shortened(along([...prefix, ...walk], product), prefix.length), product, refutes);
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

/** The same loop, begun in that of its states with which all is shortest and which the shortest way there is enough for. */
function begunEarly(lasso: Lasso, product: Product, refutes: (lasso: Lasso) => boolean): Lasso {
  const loop = movesOf(lasso).slice(lasso.start);
  const others = loop.flatMap(({ state }, at) => {
    const place = product.firstWith(state);
    if (place === undefined || product.distance(place) >= lasso.start) return [];
    const prefix = along(wayTo(place, product), product);
    return [shortened([...prefix, ...loop.slice(at), ...loop.slice(0, at)], prefix.length)];
  });
  const shorter = others.filter(({ states }) => states.length < lasso.states.length);
  return shorter.sort((one, other) => one.states.length - other.states.length).find(refutes) ?? lasso;
}

function movesOf({ states, steps }: Lasso): readonly Move[] {
  return states.map((state, at) => ({ state, step: steps[at] ?? -1 }));
}

function along(walk: Walk, product: Product): readonly Move[] {
  return walk.map(({ place, edge }) => ({ state: product.state(place), step: product.step(place, edge) }));
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
