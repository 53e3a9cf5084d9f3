import type { Behaviours, Induction } from "./behaviours.js";
import { claimOf, cutting, type Outcome } from "./claims.js";
import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";
import type { FaultResult, InductionResult } from "./result.js";
import { Random } from "./search/random.js";
import { faultIn, traceOf } from "./trace.js";
import { inTurns } from "./turns.js";

/*
 * The inductive step of invariants, after a search has found nothing against them: initial states, which it judged, are the
 * base case.
 */

export interface InductOptions {
  /** Put so many states together at random; default: all type-correct ones, and some where they have no end. */
  readonly samples?: number | undefined;
  /** Of these samples; of it the lowest 32 bits count. Default 1. */
  readonly seed?: number | undefined;
  /** Called before the first type-correct state is put together, and about twenty times a second. */
  readonly onProgress?: ((progress: InductionProgress) => void) | undefined;
}

/** How far an inductive step is. */
export interface InductionProgress {
  /** How many states the types admit; undefined: there is no end of them. */
  readonly typeCorrect: number | undefined;
  /** So many are drawn at random instead. */
  readonly samples: number | undefined;
  /** How many of them satisfy the invariant, and the steps out of these, so far. */
  readonly satisfying: number;
  readonly steps: number;
}

/** Choices that a check makes for one claim; `induct` makes all. */
const MOST_CHOICES = 5_000_000;
const SAMPLES = 10_000;

export interface InductiveOptions {
  /** What was asked for besides: `everystep induct`. */
  readonly induct?: InductOptions | undefined;
  readonly stop?: (() => boolean) | undefined;
}

export interface InductiveOutcome {
  readonly outcome: Outcome;
  readonly fault: FaultResult | undefined;
  readonly stopped: boolean;
}

/** What becomes of the inductive step of a claim (an index into `Model.claims`) that the search found nothing against. */
export async function judgeInductive<S>(
  claim: number,
  engine: Engine<S>,
  search: Explored<S>,
  { induct, stop }: InductiveOptions,
  turn: () => void,
): Promise<InductiveOutcome> {
  const behaviours = engine.behaviours();
  const seed = induct?.seed ?? 1;
  const random = new Random(seed);
  const sampling = (count: number) =>
    behaviours.induction(claim, { samples: { count, below: (n) => random.below(n) } });
  const whole = behaviours.induction(claim, {});
  const samples = induct?.samples ?? (whole.possible ? undefined : SAMPLES);
  const induction = samples === undefined ? whole : sampling(samples);
  const typeCorrect = Number.isFinite(whole.typeCorrect) ? whole.typeCorrect : undefined;
  const progress = (): void => {
    const { satisfying, steps } = induction;
    induct?.onProgress?.({ typeCorrect, samples, satisfying, steps });
    turn();
  };
  progress();
  const ended = await run(induction, induct === undefined ? MOST_CHOICES : Number.POSITIVE_INFINITY, stop, progress);
  const told: InductionResult = {
    initial: search.initial,
    typeCorrect,
    satisfying: induction.satisfying,
    steps: induction.steps,
    sampled: samples === undefined ? undefined : { count: samples, seed },
    complete: ended === "complete",
    reachable: search.end === "exhausted" && cutting(engine.model, search).length === 0 ? false : undefined,
    error: undefined,
  };
  const stopped = ended === "stopped";
  const { fault } = induction;
  if (fault !== undefined) {
    const outcome: Outcome = { status: "undecided", reason: "evaluating it met an error of the spec", induction: told };
    const path = [{ state: fault.state, ordinal: 0 }];
    const { kind, name } = claimOf(claim, engine.model);
    return { outcome, fault: faultIn(engine, fault.fault, `${kind} ${name}`, path, true), stopped };
  }
  const broken = brokenStep(claim, engine, behaviours, induction, told);
  return { outcome: broken ?? kept(engine, search, told, ended), fault: undefined, stopped };
}

type Ended = "complete" | "limit" | "stopped" | "found";

async function run<S>(
  induction: Induction<S>,
  most: number,
  stop: (() => boolean) | undefined,
  turn: () => void,
): Promise<Ended> {
  let left = most;
  let stopped = false;
  let goesOn = true;
  const advance = (pieces: number): boolean => {
    goesOn = induction.advance(pieces);
    left -= pieces;
    stopped = stop?.() === true;
    return goesOn && !stopped && left > 0;
  };
  await inTurns({ advance }, turn);
  if (!goesOn) return induction.found === undefined ? "complete" : "found";
  return stopped ? "stopped" : "limit";
}

/** The step that does not keep the invariant, as a behaviour of its two states. */
function brokenStep<S>(
  claim: number,
  engine: Engine<S>,
  behaviours: Behaviours<S>,
  { found }: Induction<S>,
  told: InductionResult,
): Outcome | undefined {
  if (found === undefined) return undefined;
  const { before, after, ordinal, fault } = found;
  const first = { state: before, ordinal: 0 };
  if (after === undefined) {
    const error = { message: fault?.message ?? "", step: engine.detail(before, ordinal) };
    return { status: "fails", trace: { ...traceOf(engine, [first]), arbitrary: true }, induction: { ...told, error } };
  }
  const trace = { ...traceOf(engine, [first, { state: after, ordinal }]), arbitrary: true };
  return { status: "fails", trace, why: behaviours.explain(claim, after, undefined), induction: told };
}

/** Nothing was found against it. */
function kept<S>(engine: Engine<S>, search: Explored<S>, induction: InductionResult, ended: Ended): Outcome {
  if (ended === "complete" && induction.sampled === undefined) {
    const within = cutting(engine.model, search);
    return within.length === 0 ? { status: "holds", induction } : { status: "holds within", within, induction };
  }
  return { status: "undecided", reason: openReason(induction, ended), induction };
}

function openReason({ sampled, typeCorrect }: InductionResult, ended: Ended): string {
  if (ended === "stopped") return "not every type-correct state was visited";
  if (sampled !== undefined) {
    const some = typeCorrect === undefined ? "there is no end of type-correct states: " : "";
    return `${some}no step out of those sampled with seed ${sampled.seed} breaks it`;
  }
  return `of ${typeCorrect ?? "endless"} type-correct states only some were visited: \`everystep induct\` visits all`;
}
