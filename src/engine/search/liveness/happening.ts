import type { Formula, Formulas } from "../../formula.js";
import { FaultAt } from "../../system.js";
import type { GroupBits } from "./fairness.js";
import type { Graph } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";
import { STOPPING, type Truths } from "./product.js";

/*
 * `always p`, where p speaks of single states and single steps, is refuted where something happens: by one step, or by stopping in
 * one state. Whether it does happen anywhere can be seen by a look at each; where it does not, nobody need walk through the
 * product with an automaton.
 */

/** What happens in the behaviours of which a formula is true, if that is all that it says: a formula without temporal operators. */
export function happeningOf(formula: Formula, formulas: Formulas): Formula | undefined {
  const node = formulas.node(formula);
  if (node.kind !== "until" || node.left !== formulas.true) return undefined;
  return isOfOneStep(node.right, formulas) ? node.right : undefined;
}

function isOfOneStep(formula: Formula, formulas: Formulas): boolean {
  const node = formulas.node(formula);
  switch (node.kind) {
    case "true":
    case "false":
    case "literal":
      return true;
    case "and":
    case "or":
      return isOfOneStep(node.left, formulas) && isOfOneStep(node.right, formulas);
    case "until":
    case "release":
      return false;
  }
}

/** Where in a graph: a step from a state to another, or `STOPPING` in it. */
interface Moment {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** May it happen anywhere? An error leaves that open, as it may be that nobody comes to meet it. */
export function* mayHappen(
  happening: Formula,
  formulas: Formulas,
  graph: Graph,
  bits: GroupBits,
  truths: Truths,
): Pieces<boolean> {
  const { states, offsets, targets } = graph;
  const happens = (moment: Moment): boolean => isTrueThen(happening, moment, formulas, truths);
  const happensFrom = (from: number): boolean => {
    const end = offsets[from + 1] ?? 0;
    for (let step = offsets[from] ?? 0; step < end; step++) {
      const to = targets[step] ?? 0;
      if (!graph.isOpen(to) && happens({ step, from, to })) return true;
    }
    return bits.mayStop(from) && happens({ step: STOPPING, from, to: from });
  };
  try {
    for (let state = 0; state < states; state++) {
      if (!graph.isOpen(state) && happensFrom(state)) return true;
      if (state % PLACES === 0) yield;
    }
  } catch (error) {
    if (error instanceof FaultAt) return true;
    throw error;
  }
  return false;
}

/** All parts are evaluated, so that none is left out in which somebody else would meet an error. */
function isTrueThen(formula: Formula, moment: Moment, formulas: Formulas, truths: Truths): boolean {
  const node = formulas.node(formula);
  switch (node.kind) {
    case "true":
    case "false":
      return node.kind === "true";
    case "literal": {
      const { about, atom, negated, rest } = node;
      const { step, from, to } = moment;
      if (about === "state") return truths.ofState(atom, from) !== negated;
      if (step === STOPPING && rest !== undefined) return rest;
      return truths.ofStep(atom, step, from, to) !== negated;
    }
    case "and":
    case "or": {
      const left = isTrueThen(node.left, moment, formulas, truths);
      const right = isTrueThen(node.right, moment, formulas, truths);
      return node.kind === "and" ? left && right : left || right;
    }
    case "until":
    case "release":
      throw new Error("internal error: a formula of more than a step");
  }
}
