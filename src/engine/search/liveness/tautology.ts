import type { Formula, Formulas } from "../../formula.js";
import { isValid } from "./refute.js";

/*
 * Is a formula true whatever its predicates are? Where it speaks of one state or step, all their values are tried; else its
 * negation is made into an automaton, which may become large: what is too large for that is not known to be true.
 */

/** Predicates in a formula, at most. */
const MOST_PREDICATES = 8;

/** Parts of a formula with temporal operators that are alternatives, at most: each may double the automaton. */
const MOST_ALTERNATIVES = 12;

export function isTautology(formula: Formula, formulas: Formulas): boolean {
  const parts = partsOf(formula, formulas);
  const nodes = parts.map((part) => formulas.node(part));
  const predicates = [...new Set(nodes.flatMap((node) => (node.kind === "literal" ? [node.atom] : [])))];
  if (predicates.length > MOST_PREDICATES) return false;
  if (!nodes.some(({ kind }) => kind === "until" || kind === "release"))
    return isTrueOfAll(formula, parts, predicates, formulas);
  const alternatives = nodes.filter(({ kind }) => kind !== "literal" && kind !== "true" && kind !== "false");
  return alternatives.length <= MOST_ALTERNATIVES && isValid(formula, formulas);
}

/** The formula and all that it is made of, parts before what is made of them. */
function partsOf(formula: Formula, formulas: Formulas): readonly Formula[] {
  const reached = new Set([formula]);
  for (const part of reached) {
    const node = formulas.node(part);
    if ("left" in node) reached.add(node.left).add(node.right);
  }
  // A formula is made after its parts, and has a greater number.
  return [...reached].sort((one, other) => one - other);
}

/** With all values of the predicates, where a step is taken and where none is any more. */
function isTrueOfAll(
  formula: Formula,
  parts: readonly Formula[],
  predicates: readonly number[],
  formulas: Formulas,
): boolean {
  for (let values = 0; values < 2 ** predicates.length; values++) {
    for (const resting of [false, true]) {
      const truth = new Map<Formula, boolean>();
      const of = (part: Formula): boolean => truth.get(part) === true;
      for (const part of parts) {
        const node = formulas.node(part);
        switch (node.kind) {
          case "true":
          case "false":
            truth.set(part, node.kind === "true");
            break;
          case "literal": {
            const value = ((values >>> predicates.indexOf(node.atom)) & 1) === 1;
            const rests = resting && node.about === "step";
            truth.set(part, rests ? node.rest !== false : value !== node.negated);
            break;
          }
          case "and":
            truth.set(part, of(node.left) && of(node.right));
            break;
          case "or":
            truth.set(part, of(node.left) || of(node.right));
            break;
          default:
            throw new Error("internal error: a temporal operator among predicates");
        }
      }
      if (!of(formula)) return false;
    }
  }
  return true;
}
