import type { ClaimResult } from "../engine/result.js";
import { claimName } from "./claims.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { counted } from "./words.js";

/** `1,728 type-correct states`, `about 3.1e+21 type-correct states`, `endlessly many type-correct states` */
export function typeCorrectText(count: number | undefined): string {
  if (count === undefined) return "endlessly many type-correct states";
  if (count <= Number.MAX_SAFE_INTEGER) return counted(count, "type-correct state");
  return `about ${count.toExponential(1)} type-correct states`;
}

/** Of a counterexample to induction: an error that its step met; whether its first state is reachable, and what that means. */
export function inductionLines(claim: ClaimResult, style: Style): string[] {
  const { trace, induction } = claim;
  if (induction === undefined || trace?.arbitrary !== true) return [];
  const name = claimName(claim);
  const { error, reachable } = induction;
  const met =
    error === undefined ? [] : ["", `${style.strong("Why:")} the step meets an error: ${printable(error.message)}`];
  if (reachable === undefined)
    return [...met, "", "Whether state 1 is reachable is not known, since not every reachable state was visited."];
  const because =
    error === undefined
      ? `state 2 would be, too, and ${name} is true in every reachable state`
      : "the search would have met the error";
  return [
    ...met,
    "",
    `State 1 is not reachable: if it were, ${because}.`,
    `So ${name} is an invariant, but does not say enough to follow from itself. A stronger one would also say`,
    "something that is true in all reachable states and false in state 1.",
  ];
}
