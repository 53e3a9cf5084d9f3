import type { CheckResult, ClaimResult, Explanation, FaultResult, Loop, Trace } from "../engine/result.js";
import type { Source } from "../source.js";
import { avoidedError, avoidedIn, noReturnLines } from "./choices.js";
import { type Asked, claimLines, claimName } from "./claims.js";
import { bindingsText } from "./datum.js";
import { excerpt, marginOf, placeText } from "./excerpt.js";
import { failingText, placeOfParts } from "./failing.js";
import { findingLines } from "./findings.js";
import { inductionLines } from "./induction.js";
import { fairnessLines, whenText } from "./loop.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { type Shape, traceLines } from "./trace.js";
import { verdictLines } from "./verdict.js";
import { waitLines } from "./waits.js";
import { type Told, whereLines, whyLines } from "./why.js";
import { afterSteps, counted, listed } from "./words.js";

/*
 * The report of a run. The behaviours come first and the verdict last, where a terminal leaves the reader.
 */

export interface ReportOptions extends Asked, Shape {
  readonly style: Style;
  /** The text of the spec, for places and excerpts. */
  readonly source: Source | undefined;
  /** Show how `reachable` claims are reached, not only that they are. */
  readonly witnesses: boolean;
  /** Findings count as failures, and so the verdict says. */
  readonly strict: boolean;
  /** The point of no return was asked for. */
  readonly why?: boolean | undefined;
}

export function checkText(result: CheckResult, options: ReportOptions): string {
  const { style } = options;
  const blocks = [
    headingLines(result, style),
    ...result.faults.map((fault) => faultLines(fault, options)),
    ...result.claims.filter((claim) => isTold(claim, options)).map((claim) => claimBlock(claim, options)),
    section("Findings", findingLines(result, options.source, style), style),
    section("Claims", claimLines(result, options, style), style),
    [...verdictLines(result, style), ...strictLines(result, options), ...untoldLines(result, options)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function strictLines({ status, findings, counts }: CheckResult, { strict, style }: ReportOptions): string[] {
  if (!strict || status === "fails") return [];
  const counting = findings.filter(({ kind }) => kind !== "cut off by a constraint").length;
  if (counting > 0)
    return [
      `${style.bad("Strict")}: ${counted(counting, "finding")} ${counting === 1 ? "counts" : "count"} as a failure.`,
    ];
  return counts.outside === 0 ? [] : [`${style.caution("Strict")}: a pass within a constraint counts as incomplete.`];
}

/** What fails without a point of no return. */
function untoldLines({ claims }: CheckResult, { why, style }: ReportOptions): string[] {
  if (!why) return [];
  const names = claims.flatMap((claim) =>
    claim.status === "fails" && claim.trace !== undefined && claim.choices === undefined ? [claimName(claim)] : [],
  );
  if (names.length === 0) return [];
  const kinds = "invariants, step invariants, deadlock and errors";
  return [style.faint(`The point of no return is told of ${kinds} alone, not of ${listed(names, "or")}.`)];
}

/** `DijkstraMutex, model two with N = 2` */
export function headingLines(
  { spec, model, constants }: Pick<CheckResult, "spec" | "model" | "constants">,
  style: Style,
): string[] {
  const chosen = model === undefined ? "" : `, model ${printable(model)}`;
  const values = constants.length === 0 ? "" : ` with ${bindingsText(constants)}`;
  return [style.strong(printable(spec)) + chosen + values];
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.strong(title), ...lines];
}

function isTold({ status, kind, trace }: ClaimResult, { witnesses }: ReportOptions): boolean {
  if (trace === undefined) return false;
  return status === "fails" || (witnesses && kind === "reachable");
}

/** A claim with the behaviour that refutes it (or reaches it), and why. */
export function claimBlock(claim: ClaimResult, options: Pick<ReportOptions, "style" | "full" | "lanes">): string[] {
  const { style } = options;
  const name = claimName(claim);
  if (claim.trace === undefined) return [];
  const states = claim.trace.states.length;
  const doc = claim.doc === undefined ? [] : claim.doc.split("\n").map((line) => style.faint(`  ${printable(line)}`));
  const { loop } = claim.trace;
  const where = whereText(claim, states);
  const why = claim.why && whyLines(name, claim.why, where, style, loop && temporal(claim.why, claim.trace, loop));
  const reason = why === undefined ? reasonLines(claim, style) : ["", ...why];
  const stuck = claim.why === undefined && claim.kind === "deadlock" ? ["", deadlockText(claim, states, style)] : [];
  const marked = markText(claim, claim.trace);
  const fair = claim.trace.loop === undefined ? [] : fairnessLines(claim.trace.loop, style);
  const { choices } = claim;
  const told = traceLines(claim.trace, { ...options, marked, choices }, claim.induction?.error?.step);
  const after = choices === undefined ? [] : noReturnLines(choices, states, avoidedIn(claim), style);
  const reached = inductionLines(claim, style);
  return [
    titleText(claim, claim.trace, style),
    ...doc,
    "",
    ...told,
    ...reason,
    ...fair,
    ...stuck,
    ...waitLines(claim.waits ?? [], style),
    ...after,
    ...reached,
  ];
}

/** What there is to say of a temporal claim. */
function temporal(why: Explanation, trace: Trace, loop: Loop): Told {
  const failing = (why.failing ?? []).map((each) => failingText(each, trace, loop));
  return { failing, place: placeOfParts(why, trace, loop) };
}

function reasonLines({ kind, reason }: ClaimResult, style: Style): string[] {
  return kind === "refines" && reason !== undefined ? ["", `${style.strong("Why:")} ${printable(reason)}`] : [];
}

/** What is said beside the last step. */
function markText(claim: ClaimResult, trace: Trace): string | undefined {
  const name = claimName(claim);
  if (claim.kind === "refines" && trace.loop === undefined) return `this is no step of ${name}`;
  return claim.kind === "step invariant" || trace.arbitrary ? `this step breaks ${name}` : undefined;
}

function titleText(claim: ClaimResult, trace: Trace, style: Style): string {
  const name = claimName(claim);
  if (claim.status !== "fails") return `${style.good(`${name} is reached`)} ${afterSteps(trace.states.length)}:`;
  if (trace.arbitrary) return `${style.bad(`${name} is not inductive`)}:`;
  return `${style.bad(claim.kind === "deadlock" ? "Deadlock" : `${name} fails`)} ${whenText(trace)}:`;
}

/** Where a claim has the value that the report explains, in a behaviour of so many states. */
function whereText({ kind, status }: ClaimResult, states: number): string {
  if (kind === "property") return "of this behaviour";
  if (kind === "step invariant") return `of the step from state ${states - 1} to state ${states}`;
  if (kind === "always possible" && status === "fails") return `in state ${states}, and in all that can follow`;
  return `in state ${states}`;
}

function deadlockText({ waits = [] }: ClaimResult, states: number, style: Style): string {
  const end = waits.length === 0 ? "" : ":";
  return `${style.strong("Why:")} in state ${states} no step is possible, and the spec does not say that it may end there${end}`;
}

/** An error of the spec: the behaviour that led there, the place, and the values of its parts. */
export function faultLines(
  { fault, during, step, trace, choices }: FaultResult,
  options: Pick<ReportOptions, "style" | "full" | "lanes" | "source">,
): string[] {
  const { style, source } = options;
  const states = trace.states.length;
  const told = traceLines(trace, { ...options, choices }, step);
  const lines = [
    `${style.bad("An error of the spec")} in ${printable(during)}${states === 0 ? "" : `, ${afterSteps(states)}`}:`,
    "",
    ...told,
    ...(told.length > 0 ? [""] : []),
    `${style.strong("Why:")} ${printable(fault.message)}`,
  ];
  if (source !== undefined) {
    const margin = Math.max(4, marginOf(source, fault.span));
    lines.push(`${" ".repeat(margin)}${style.place("-->")} ${placeText(source, fault.span.start)}`);
    lines.push(...excerpt(source, fault.span, { style, margin, mark: "^", paint: style.bad }));
  }
  const steps = step === undefined ? states : states + 1;
  const after = choices === undefined ? [] : noReturnLines(choices, steps, avoidedError, style);
  return [...lines, ...whereLines(fault, style), ...after];
}
