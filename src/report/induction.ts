import type { ClaimResult } from "../engine/result.js";
import { claimName } from "./claims.js";
import { printable } from "./printable.js";

/** Of a counterexample to induction: whether its first state is reachable, and what that means. */
export function reachableLines(claim: ClaimResult): string[] {
  const { trace, induction } = claim;
  if (induction === undefined || trace?.arbitrary !== true) return [];
  const name = claimName(claim);
  const met = induction.error === undefined ? [] : [`The step meets an error: ${printable(induction.error.message)}.`];
  if (induction.reachable === undefined) {
    return ["", ...met, "Whether state 1 is reachable is not known, since not every reachable state was visited."];
  }
  return [
    "",
    ...met,
    `State 1 is not reachable: ${name} is true in every reachable state, but that does not follow from ${name} alone.`,
    "A stronger invariant would say what is true in all reachable states and false in state 1.",
  ];
}
