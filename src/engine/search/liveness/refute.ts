import type { Formula, Formulas } from "../../formula.js";
import { Components } from "./components.js";
import { fairComponents, takenBy } from "./fair.js";
import { bitsOf, enabledIn, type FairGroups } from "./fairness.js";
import type { Graph } from "./graph.js";
import { happeningOf, mayHappen } from "./happening.js";
import { type Lasso, lassoIn, truthsAlong } from "./lasso.js";
import { isPersistent, persistenceOf } from "./persistence.js";
import type { Pieces } from "./pieces.js";
import { Product, type Truths } from "./product.js";
import { automatonOf } from "./tableau.js";

/**
 * A fair behaviour of the graph of which the formula is false, or undefined when there is none. What is found is looked at
 * once more by the definitions of truth and fairness, which know nothing of automata.
 */
export function* refute(
  formula: Formula,
  formulas: Formulas,
  graph: Graph,
  fair: FairGroups,
  truths: Truths,
): Pieces<Lasso | undefined> {
  const negation = formulas.not(formulas.settled(formula, true));
  const bits = bitsOf(graph, fair);
  const persistence = persistenceOf(negation, formulas);
  if (persistence !== undefined && !(yield* isPersistent(persistence, formulas, graph, bits, truths))) return undefined;
  const happening = happeningOf(negation, formulas);
  if (happening !== undefined && !(yield* mayHappen(happening, formulas, graph, bits, truths))) return undefined;
  const automaton = automatonOf(negation, formulas);
  const product = new Product(graph, bits, automaton, truths);
  yield* product.grow();
  const components = yield* fairComponents(product, bits, automaton);
  if (components.length === 0) return undefined;
  const settled = formulas.settled(formula, true);
  const refutes = (each: Lasso): boolean => truthsAlong(each, settled, formulas, truths)[0] === false;
  const lasso = yield* lassoIn(components, { product, graph, fair, automaton }, refutes);
  if (!refutes(lasso) || !isFair(lasso, graph, fair)) throw new Error("internal error: a lasso that refutes nothing");
  return lasso;
}

/** Is the formula true of every behaviour of any graph, if predicates are what they like? Then its negation has no run. */
export function isValid(formula: Formula, formulas: Formulas): boolean {
  const { nodes, initial, acceptance } = automatonOf(formulas.not(formulas.settled(formula, true)), formulas);
  const edges = {
    size: nodes.length,
    edges: (node: number): number => nodes[node]?.next.length ?? 0,
    target: (node: number, edge: number): number => nodes[node]?.next[edge] ?? -1,
    hasLoop: (node: number): boolean => nodes[node]?.next.includes(node) === true,
  };
  const reached = new Set(initial);
  for (const node of reached) for (const next of nodes[node]?.next ?? []) reached.add(next);
  let runs = false;
  const work = new Components(edges).each(Uint32Array.from(reached), (component) => {
    runs ||= acceptance.every((set) => component.some((node) => set[node] === true));
  });
  while (!work.next().done);
  return !runs;
}

/** Of a group, why a loop is fair to it: it takes a step there; or in some state (a position) none of its steps is possible. */
export type Treatment =
  | { readonly kind: "taken" }
  | { readonly kind: "impossible"; readonly position: number }
  | { readonly kind: "never possible" }
  | { readonly kind: "unfair" };

export function treatment(group: number, lasso: Lasso, graph: Graph, fair: FairGroups): Treatment {
  const loop = lasso.states.map((_, at) => at).slice(lasso.start);
  if (loop.some((at) => takenBy(lasso.steps[at] ?? -1, graph, fair).includes(group))) return { kind: "taken" };
  const impossible = loop.filter((at) => !enabledIn(lasso.states[at] ?? 0, graph, fair).has(group));
  if (impossible.length === loop.length) return { kind: "never possible" };
  const [position] = impossible;
  if (position === undefined || fair.groups[group]?.strength === "strong") return { kind: "unfair" };
  return { kind: "impossible", position };
}

export function isFair(lasso: Lasso, graph: Graph, fair: FairGroups): boolean {
  return fair.groups.every((_, group) => treatment(group, lasso, graph, fair).kind !== "unfair");
}
