import type { Claim, Model } from "../model/ir.js";
import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";
import type { Judged } from "./lasting-claims.js";
import type { ClaimResult } from "./result.js";
import type { PathState } from "./search/path.js";
import { traceOf } from "./trace.js";

/** What a search found out about a claim. */
export type Outcome = Pick<ClaimResult, "status"> &
  Partial<Pick<ClaimResult, "within" | "reason" | "trace" | "why" | "induction" | "waits">>;

export function claimResult(claim: Claim | "deadlock", found: Outcome): ClaimResult {
  const about =
    claim === "deadlock"
      ? { kind: claim, name: claim, doc: undefined, span: undefined }
      : { kind: claim.kind, name: claim.name, doc: claim.doc, span: claim.span };
  return { ...about, within: [], reason: undefined, trace: undefined, why: undefined, ...found };
}

/** Every claim of the model, after a search that has ended: deadlock first, then in the order of declaration. */
export function claimResults<S>(
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  { outcomes }: Judged,
): readonly ClaimResult[] {
  const { model } = engine;
  const claims = model.claims.map((claim, index) => {
    if (!selected.includes(index)) return claimResult(claim, { status: "not selected" });
    return claimResult(claim, outcomes.get(index) ?? judged(claim, index, engine, search));
  });
  return [claimResult("deadlock", deadlock(engine, search)), ...claims];
}

function deadlock<S>(engine: Engine<S>, search: Explored<S>): Outcome {
  const found = search.verdicts.deadlock;
  if (found !== undefined) return { status: "fails", ...stuck(engine, search.path(found)) };
  return passed(engine.model, search, search.verdicts.isUnevaluable("deadlock"));
}

/** A behaviour that ends in a state in which nobody can take a step, and what they wait for. */
export function stuck<S>(engine: Engine<S>, path: readonly PathState<S>[]): Pick<Outcome, "trace" | "waits"> {
  const last = path.at(-1);
  return { trace: traceOf(engine, path), waits: last === undefined ? [] : engine.waits(last.state) };
}

function judged<S>(claim: Claim, index: number, engine: Engine<S>, search: Explored<S>): Outcome {
  switch (claim.kind) {
    case "invariant":
      return invariant(index, engine, search);
    case "inductive invariant":
      return invariant(index, engine, search);
    case "reachable":
      return reachable(index, engine, search);
    case "step invariant":
    case "property":
    case "always possible":
    case "refines":
      return unjudged(engine.model, search);
  }
}

function invariant<S>(claim: number, engine: Engine<S>, search: Explored<S>): Outcome {
  const index = engine.invariants.indexOf(claim);
  const found = search.verdicts.violations[index];
  if (found !== undefined) return { status: "fails", ...shown(claim, found, engine, search) };
  return passed(engine.model, search, search.verdicts.isUnevaluable({ kind: "invariant", index }));
}

/** Did the search find nothing against an invariant, whether or not it went to its end? */
export function stands<S>(claim: number, engine: Engine<S>, { verdicts }: Explored<S>): boolean {
  const index = engine.invariants.indexOf(claim);
  return verdicts.violations[index] === undefined && !verdicts.isUnevaluable({ kind: "invariant", index });
}

export function claimOf(index: number, model: Model): Claim {
  const claim = model.claims[index];
  if (claim === undefined) throw new Error(`internal error: no claim ${index}`);
  return claim;
}

/** A claim about steps or behaviours to which nobody came: the search failed or was stopped, before or after its end. */
function unjudged<S>(model: Model, search: Explored<S>): Outcome {
  const { status, reason = "the check was stopped before it was decided" } = passed(model, search, false);
  return status === "undecided" ? { status, reason } : { status: "undecided", reason };
}

function reachable<S>(claim: number, engine: Engine<S>, search: Explored<S>): Outcome {
  const index = engine.reachables.indexOf(claim);
  const found = search.verdicts.witnesses[index];
  if (found !== undefined) return { status: "holds", ...shown(claim, found, engine, search) };
  const nowhere = passed(engine.model, search, search.verdicts.isUnevaluable({ kind: "reachable", index }));
  return nowhere.status === "undecided" ? nowhere : { ...nowhere, status: "fails" };
}

function shown<S>(claim: number, id: number, engine: Engine<S>, search: Explored<S>) {
  const path = search.path(id);
  const last = path.at(-1);
  return {
    trace: traceOf(engine, path),
    why: last === undefined ? undefined : engine.explain(claim, last.state),
  };
}

/** A claim against which nothing was found. */
function passed<S>(model: Model, search: Explored<S>, unevaluable: boolean): Outcome {
  if (unevaluable) return { status: "undecided", reason: "evaluating it met an error of the spec" };
  if (search.end === "violation") return { status: "undecided", reason: "the search stopped at the first violation" };
  if (search.end !== "exhausted") return { status: "undecided", reason: "not every state was visited" };
  const nowhere = whyNowhere(model, search);
  if (nowhere !== undefined) return { status: "undecided", reason: nowhere };
  const within = cutting(model, search);
  return within.length === 0 ? { status: "holds" } : { status: "holds within", within };
}

/** Why a search says nothing of what it did not find false: it began nowhere. Undefined when there is an initial state inside the constraints. */
export function whyNowhere<S>(model: Model, search: Explored<S>): string | undefined {
  if (search.states > 0) return undefined;
  const within = cutting(model, search);
  return `there is no initial state${within.length === 0 ? "" : ` inside ${within.join(" and ")}`}`;
}

/** The constraints that cut something off, by name. */
export function cutting<S>(model: Model, { verdicts }: Explored<S>): readonly string[] {
  return model.constraints.flatMap(({ name }, index) =>
    (verdicts.constraints[index]?.outside ?? 0) > 0 ? [name] : [],
  );
}
