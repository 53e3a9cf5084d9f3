import type { ChosenModel, Expectation } from "../model/ir.js";
import type { Span } from "../source.js";
import { ASKED } from "./reduction.js";
import type { CheckResult, ClaimResult, Trace } from "./result.js";

/** What became of one expectation, or of one that every model has without writing it. */
export interface ExpectationOutcome {
  /** As a model would write it: `fails Together in 7 steps`. */
  readonly text: string;
  /** Undefined for what was not written. */
  readonly span: Span | undefined;
  readonly passed: boolean;
  /** What came out instead, in one sentence without a full stop; undefined when it passed. */
  readonly message: string | undefined;
}

/**
 * Holds a result against what the model expects of it. The search must have gone on after violations (`continue`). A
 * deadlock that is not expected and every error of the spec are outcomes of their own, which failed.
 */
export function compareExpectations(result: CheckResult, model: ChosenModel): readonly ExpectationOutcome[] {
  const written = model.expectations.map((expected) =>
    outcome(textOf(expected), expected.span, judged(expected, result)),
  );
  return [...written, ...unwritten(result, model)];
}

function outcome(text: string, span: Span | undefined, message: string | undefined): ExpectationOutcome {
  return { text, span, passed: message === undefined, message };
}

function textOf(expected: Expectation): string {
  switch (expected.kind) {
    case "holds":
      return `holds ${expected.claim}${expected.within.length === 0 ? "" : ` within ${expected.within.join(" and ")}`}`;
    case "fails":
      return `fails ${expected.claim}${expected.steps === undefined ? "" : ` in ${stepsText(expected.steps)}`}`;
    case "deadlock":
      return "deadlock";
    case "states":
    case "steps":
    case "depth":
      return `${expected.kind} ${expected.count}`;
  }
}

/** What is wrong with an expectation, if anything. */
function judged(expected: Expectation, result: CheckResult): string | undefined {
  switch (expected.kind) {
    case "holds":
      return held(expected.within, claimNamed(expected.claim, result));
    case "fails":
      return failed(expected.steps, claimNamed(expected.claim, result));
    case "deadlock":
      return failed(undefined, deadlockIn(result));
    case "states":
    case "steps":
    case "depth":
      return counted(expected.kind, expected.count, result);
  }
}

/** A claim of the spec, which may well be called `deadlock`. */
function claimNamed(name: string, { claims }: CheckResult): ClaimResult | undefined {
  return claims.find((claim) => claim.kind !== "deadlock" && claim.name === name);
}

function deadlockIn({ claims }: CheckResult): ClaimResult | undefined {
  return claims.find((claim) => claim.kind === "deadlock");
}

function held(within: readonly string[], claim: ClaimResult | undefined): string | undefined {
  if (claim?.status === "holds") return undefined;
  if (claim?.status !== "holds within") return cameOut(claim);
  if (within.length > 0 && claim.within.every((name) => within.includes(name))) return undefined;
  const names = claim.within.join(" and ");
  return `it holds within ${names} only: say \`holds ${claim.name} within ${names}\``;
}

function failed(steps: number | undefined, claim: ClaimResult | undefined): string | undefined {
  if (claim?.status !== "fails") return cameOut(claim);
  if (steps === undefined) return undefined;
  if (claim.trace === undefined) return "no state satisfies it, so there is no number of steps";
  return lengthOf(claim.trace) === steps ? undefined : cameOut(claim);
}

function counted(
  what: "states" | "steps" | "depth",
  count: number,
  { counts, exact, symmetry }: CheckResult,
): string | undefined {
  // What a model expects is counted up to symmetry wherever that is possible.
  if (symmetry?.unreduced === ASKED) return undefined;
  if (!exact) return `the search was cut off; so far: ${counts[what]}`;
  if (counts[what] === count) return undefined;
  return what === "depth" ? `it is ${counts.depth}` : `there are ${counts[what]}`;
}

/** What became of a claim, as a sentence about it. */
function cameOut(claim: ClaimResult | undefined): string {
  if (claim === undefined) return "the spec has no such claim";
  const because = claim.reason === undefined ? "" : `: ${claim.reason}`;
  switch (claim.status) {
    case "holds":
      return claim.kind === "deadlock" ? "no state is deadlocked" : "it holds";
    case "holds within": {
      const inside = `within ${claim.within.join(" and ")}`;
      return claim.kind === "deadlock" ? `no state ${inside} is deadlocked` : `it holds ${inside}`;
    }
    case "fails":
      return claim.trace === undefined
        ? "no reachable state satisfies it"
        : `it fails in ${stepsText(lengthOf(claim.trace))}`;
    case "undecided":
      return `it is undecided${because}`;
    case "not checked yet":
      return `it is not checked yet${because}`;
    case "not selected":
      return "it was not checked";
  }
}

/** Steps of a behaviour; of one that goes round, once round. */
function lengthOf({ states, loop }: Trace): number {
  return states.length - (loop?.back === undefined ? 1 : 0);
}

function stepsText(count: number): string {
  return `${count} ${count === 1 ? "step" : "steps"}`;
}

/** What no model needs to write: no error of the spec, and no deadlock unless it says so. */
function unwritten(result: CheckResult, { expectations }: ChosenModel): ExpectationOutcome[] {
  const errors = result.faults.map(({ fault, during }) =>
    outcome("no error of the spec", undefined, `${during}: ${fault.message}`),
  );
  const deadlock = deadlockIn(result);
  const expected = expectations.some(({ kind }) => kind === "deadlock");
  if (expected || deadlock === undefined || deadlock.status === "holds" || deadlock.status === "holds within") {
    return errors;
  }
  const hint = deadlock.status === "fails" ? ": say `deadlock` if that is meant" : "";
  return [...errors, outcome("no deadlock", undefined, `${cameOut(deadlock)}${hint}`)];
}
