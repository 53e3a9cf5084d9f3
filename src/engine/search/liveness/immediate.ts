import type { Formula, FormulaNode, Formulas } from "../../formula.js";
import type { Graph } from "./graph.js";
import type { Truths } from "./product.js";

/** Does a formula say that something comes about in the end: is there an `until` in it? */
export function asksForMore(formula: Formula, formulas: Formulas): boolean {
  const node = formulas.node(formula);
  if (node.kind === "until") return true;
  return "left" in node && (asksForMore(node.left, formulas) || asksForMore(node.right, formulas));
}

/**
 * Is the formula true in that whatever it says comes about in the end is there at once, whenever it is asked for? Then it is
 * true of all behaviours, also of those in which no step is taken any more. Where it depends on the steps it is not.
 */
export function isImmediate(formula: Formula, formulas: Formulas, graph: Graph, truths: Truths): boolean {
  const immediate = new Immediate(formulas, graph, truths);
  return graph.initial.every((state) => immediate.in(formula, state));
}

class Immediate {
  readonly #formulas: Formulas;
  readonly #graph: Graph;
  readonly #truths: Truths;
  /** For formulas that were asked for in all states: whether they are true in all. */
  readonly #everywhere = new Map<Formula, boolean>();

  constructor(formulas: Formulas, graph: Graph, truths: Truths) {
    this.#formulas = formulas;
    this.#graph = graph;
    this.#truths = truths;
  }

  /** Is it true of every behaviour from the state on, in that what `until` waits for is true at once? */
  in(formula: Formula, state: number): boolean {
    const node: FormulaNode = this.#formulas.node(formula);
    switch (node.kind) {
      case "true":
        return true;
      case "false":
        return false;
      case "literal":
        return node.about === "state" && this.#truths.ofState(node.atom, state) !== node.negated;
      case "and":
        return this.in(node.left, state) && this.in(node.right, state);
      case "or":
        return this.in(node.left, state) || this.in(node.right, state);
      case "until":
        return this.in(node.right, state);
      case "release":
        return this.#isEverywhere(node.right);
    }
  }

  #isEverywhere(formula: Formula): boolean {
    const known = this.#everywhere.get(formula);
    if (known !== undefined) return known;
    let everywhere = true;
    for (let state = 0; everywhere && state < this.#graph.states; state++) everywhere = this.in(formula, state);
    this.#everywhere.set(formula, everywhere);
    return everywhere;
  }
}
