import type { CheckResult, ClaimResult, InductionResult } from "../engine/result.js";
import type { Source } from "../source.js";
import { claimName } from "./claims.js";
import { typeCorrectText } from "./induction.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { claimBlock, faultLines, headingLines } from "./text.js";
import type { Shape } from "./trace.js";
import { afterSteps, counted, grouped } from "./words.js";

/* The report of `everystep induct`: base case, inductive step, what follows. */

export interface InductionReportOptions extends Shape {
  readonly style: Style;
  readonly source: Source | undefined;
}

export function inductionText(result: CheckResult, claim: ClaimResult, options: InductionReportOptions): string {
  const { style } = options;
  const blocks = [
    [...headingLines(result, style), `Is ${style.strong(claimName(claim))} inductive?`],
    ...result.faults.map((fault) => faultLines(fault, options)),
    baseLines(result, claim, style),
    ...(claim.induction === undefined ? [] : [stepLines(claim, claim.induction, style)]),
    ...(claim.status === "fails" ? [claimBlock(claim, options)] : []),
    [conclusion(result, claim, style)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function baseLines({ counts }: CheckResult, claim: ClaimResult, style: Style): string[] {
  const title = style.strong("Base case");
  const initial = counts.initial === 1 ? "the initial state" : `each of the ${grouped(counts.initial)} initial states`;
  if (claim.status === "fails" && claim.trace !== undefined && claim.trace.arbitrary !== true) {
    if (claim.trace.states.length === 1)
      return [title, `  ${style.bad("✗")} ${claimName(claim)} is false in an initial state`];
  } else if (claim.induction === undefined) return [];
  return [title, `  ${style.good("✓")} ${claimName(claim)} is true in ${initial}`];
}

function stepLines(claim: ClaimResult, induction: InductionResult, style: Style): string[] {
  const name = claimName(claim);
  const { typeCorrect, satisfying, steps, sampled, complete } = induction;
  const broken = claim.status === "fails";
  const so = complete && !broken ? "" : " so far";
  const all =
    sampled === undefined
      ? `${typeCorrectText(typeCorrect)}; ${name} is true in ${grouped(satisfying)} of them${so}`
      : `${typeCorrectText(typeCorrect)}; ${counted(sampled.count, "sample")} drawn with seed ${sampled.seed}, ${name} is true in ${grouped(satisfying)}`;
  const leads = `${counted(steps, "step")} ${steps === 1 ? "leads" : "lead"} out of ${satisfying === 1 ? "it" : "these"}`;
  const outcome = broken
    ? `${style.bad("✗")} one of them does not keep it`
    : sampled === undefined && complete
      ? `${style.good("✓")} each of them leads to a state in which ${name} is true`
      : `${style.caution("?")} each of them leads to a state in which ${name} is true`;
  return [style.strong("Inductive step"), `  ${all}`, `  ${leads}${so}`, `  ${outcome}`];
}

function conclusion({ counts, exact }: CheckResult, claim: ClaimResult, style: Style): string {
  const name = claimName(claim);
  const visited = exact ? `true in all ${counted(counts.states, "reachable state")}` : "not refuted";
  switch (claim.status) {
    case "holds":
    case "holds within": {
      const within = claim.within.length === 0 ? "" : ` within ${claim.within.map(printable).join(" and ")}`;
      const so = "true at first and kept by every step, so it is true in every reachable state";
      return `${style.good(style.strong(`Inductive${within}`))}: ${name} is ${so}.`;
    }
    case "fails":
      if (claim.trace?.arbitrary)
        return `${style.bad("Not inductive")}: ${name} is ${visited}, but not kept by every step.`;
      return `${style.bad("No invariant")}: ${name} fails ${afterSteps(claim.trace?.states.length ?? 1)}.`;
    case "undecided":
    case "not checked yet":
    case "not selected":
      return `${style.caution(style.strong("Incomplete"))}: ${printable(claim.reason ?? "it was not decided")}.`;
  }
}
