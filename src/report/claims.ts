import type { CheckResult, ClaimResult } from "../engine/result.js";
import { whenText } from "./loop.js";
import { padded, printable, width } from "./printable.js";
import type { Style } from "./style.js";
import { afterSteps, counted, listed } from "./words.js";

/** What a reader of the list of claims has said already. */
export interface Asked {
  /** Claims that the chosen model expects to fail. */
  readonly expectedToFail: ReadonlySet<string>;
  /** `--claim` chose the claims, not the model. */
  readonly byName: boolean;
}

/** The claim that every specification makes. */
const deadlock = "no deadlock";

/** The name under which a report speaks of a claim. */
export function claimName(claim: ClaimResult): string {
  return claim.kind === "deadlock" ? deadlock : printable(claim.name);
}

/** Every claim by name and what became of it, a line each; where some were asked for, the others are counted. */
export function claimLines(result: CheckResult, asked: Asked, style: Style): string[] {
  const told = asked.byName ? result.claims.filter(({ status }) => status !== "not selected") : result.claims;
  const column = Math.max(0, ...told.map((claim) => width(claimName(claim))));
  const lines = told.map((claim) => {
    const outcome = outcomeText(claim, result.model, asked);
    return `  ${mark(claim, style)} ${padded(claimName(claim), column)}   ${outcome}`;
  });
  const others = result.claims.length - told.length;
  return others === 0 ? lines : [...lines, style.faint(`  – ${counted(others, "claim")} not asked for`)];
}

/** One sign a claim, so that a column of them is read at a glance. */
function mark({ status }: ClaimResult, style: Style): string {
  switch (status) {
    case "holds":
      return style.good("✓");
    case "holds within":
      return style.caution("✓");
    case "fails":
      return style.bad("✗");
    case "undecided":
    case "not checked yet":
      return style.caution("?");
    case "not selected":
      return style.faint("–");
  }
}

function outcomeText(claim: ClaimResult, model: string | undefined, asked: Asked): string {
  switch (claim.status) {
    case "holds":
      if (claim.induction !== undefined) return "holds, and every step keeps it";
      return claim.kind === "reachable" ? reached(claim) : "holds";
    case "holds within":
      return `holds within ${listed(claim.within.map(printable))}`;
    case "fails":
      return failure(claim) + expectation(claim, model, asked);
    case "undecided":
      return claim.reason === undefined ? "undecided" : `undecided: ${printable(claim.reason)}`;
    case "not checked yet":
      return claim.reason === undefined ? "not checked yet" : `not checked yet: ${printable(claim.reason)}`;
    case "not selected":
      return `not checked: ${asked.byName || model === undefined ? "not asked for" : `model ${printable(model)} does not name it`}`;
  }
}

function reached({ trace }: ClaimResult): string {
  return trace === undefined ? "reached" : `reached ${afterSteps(trace.states.length)}`;
}

function failure({ kind, trace, within, induction }: ClaimResult): string {
  if (trace?.arbitrary)
    return induction?.reachable === false ? "is not inductive, but true in every reachable state" : "is not inductive";
  if (trace !== undefined) return `fails ${whenText(trace)}`;
  if (kind !== "reachable") return "fails";
  const where = within.length === 0 ? "" : ` within ${listed(within.map(printable))}`;
  return `fails: no reachable state${where} satisfies it`;
}

function expectation({ name }: ClaimResult, model: string | undefined, { expectedToFail }: Asked): string {
  return model !== undefined && expectedToFail.has(name) ? `, as model ${printable(model)} expects` : "";
}
