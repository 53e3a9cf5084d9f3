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
    claim.induction === undefined ? reachableStepLines(claim, style) : stepLines(claim, claim.induction, style),
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
  const { typeCorrect, satisfying, steps, sampled, complete, error } = induction;
  const all = typeCorrectText(typeCorrect);
  const drawn = sampled && `${counted(sampled.count, "sample")} of them drawn with seed ${sampled.seed}`;
  const out = `${counted(steps, "step")} ${steps === 1 ? "leads" : "lead"} out of ${satisfying === 1 ? "it" : "these"}`;
  const title = style.strong("Inductive step");
  if (claim.status === "fails") {
    const breaking =
      error === undefined
        ? `the last of these steps leads to a state in which ${name} is false`
        : "one more step out of the last of them meets an error";
    return [
      title,
      `  ${all}, ${drawn === undefined ? "" : `${drawn}, and `}looked at until a step breaks ${name}`,
      `  ${name} is true in ${grouped(satisfying)} of those looked at; ${out}`,
      `  ${style.bad("✗")} ${breaking}`,
    ];
  }
  const so = complete ? "" : " so far";
  const sign = sampled === undefined && complete ? style.good("✓") : style.caution("?");
  return [
    title,
    `  ${all}; ${drawn === undefined ? "" : `${drawn}; `}${name} is true in ${grouped(satisfying)} of ${drawn === undefined ? "them" : "these"}${so}`,
    `  ${out}${so}`,
    `  ${sign} each of them leads to a state in which ${name} is true`,
  ];
}

/** Where the behaviour that refutes it begins in an initial state, its last step is the one that is looked for. */
function reachableStepLines(claim: ClaimResult, style: Style): string[] {
  const { status, trace, induction } = claim;
  if (status !== "fails" || trace === undefined || induction !== undefined || trace.states.length < 2) return [];
  const last = trace.states.length;
  const to = `leads to state ${last}, in which ${claimName(claim)} is false`;
  return [
    style.strong("Inductive step"),
    `  ${style.bad("✗")} the step out of state ${last - 1}, which is reachable, ${to}`,
  ];
}

function conclusion({ counts, exact }: CheckResult, claim: ClaimResult, style: Style): string {
  const name = claimName(claim);
  const inside = counts.outside === 0 ? "" : " inside the constraints";
  const visited = exact ? `true in all ${counted(counts.states, "reachable state")}${inside}` : "not refuted";
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
      return `${style.bad("Not an invariant")}: ${name} fails ${afterSteps(claim.trace?.states.length ?? 1)}.`;
    case "undecided":
    case "not checked yet":
    case "not selected":
      if (claim.induction?.sampled !== undefined && claim.induction.complete)
        return `${style.caution(style.strong("Sampled"))}: no step out of a sample breaks ${name}, which is no proof.`;
      return `${style.caution(style.strong("Incomplete"))}: ${printable(claim.reason ?? "it was not decided")}.`;
  }
}
