import type { Model } from "../model/ir.js";
import { claimResult } from "./claims.js";
import { headOf } from "./conclude.js";
import type { Engine, MakeEngine } from "./engine.js";
import { interpret } from "./interpret/system.js";
import type { ClaimResult, FaultResult, SimulationResult } from "./result.js";
import { Random } from "./search/random.js";
import { placeOf } from "./search/verdicts.js";
import { type Ending, type Walked, walk } from "./search/walk.js";
import { evaluated, selectClaims } from "./selection.js";
import { faultResult, traceOf } from "./trace.js";
import { inTurns } from "./turns.js";

export interface SimulateOptions {
  /** Determines all choices; of it the lowest 32 bits count. Default 1. */
  readonly seed?: number | undefined;
  /** Behaviours. Default 100. */
  readonly runs?: number | undefined;
  /** Steps of each at most. Default 100. */
  readonly steps?: number | undefined;
  /** As for `check`; only invariants are looked at, and deadlock. */
  readonly claims?: readonly string[] | undefined;
  /** Aborting ends it after the present behaviour. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Random behaviours of a model, each to its first violation. What they meet depends on the seed alone.
 *
 * @throws RangeError when `options.claims` names a claim that the spec does not have
 */
export function simulate(model: Model, options: SimulateOptions = {}): Promise<SimulationResult> {
  return simulateWith(interpret, model, options);
}

/** The same with any engine. */
export async function simulateWith<S>(
  make: MakeEngine<S>,
  model: Model,
  { seed = 1, runs = 100, steps = 100, claims, signal }: SimulateOptions,
): Promise<SimulationResult> {
  const selected = evaluated(model, selectClaims(model, claims));
  const engine = make(
    model,
    selected.filter((index) => model.claims[index]?.kind !== "reachable"),
  );
  const simulation = new Simulation(engine, { random: new Random(seed), runs, steps, signal });
  await inTurns(simulation, () => {});
  return { ...headOf(engine), seed, ...simulation.result() };
}

interface Course {
  readonly random: Random;
  readonly runs: number;
  readonly steps: number;
  readonly signal: AbortSignal | undefined;
}

/** Runs, one after another, and of each violation the first. */
class Simulation<S> {
  readonly #engine: Engine<S>;
  readonly #course: Course;
  #runs = 0;
  #steps = 0;
  readonly #endings: Record<Ending, number> = { length: 0, deadlock: 0, done: 0, constraint: 0, violation: 0 };
  /** By place in `Model.claims`; deadlock is -1. */
  readonly #violated = new Map<number, ClaimResult>();
  readonly #faults = new Map<string, FaultResult>();
  #last: Walked<S> | undefined;

  constructor(engine: Engine<S>, course: Course) {
    this.#engine = engine;
    this.#course = course;
  }

  advance(pieces: number): boolean {
    const { runs, random, steps, signal } = this.#course;
    for (let left = pieces; left > 0 && this.#runs < runs && !signal?.aborted; left--) {
      this.#runs += 1;
      this.#take(walk(this.#engine.system, random, steps));
    }
    return this.#runs < runs && !signal?.aborted;
  }

  result(): Omit<SimulationResult, "spec" | "file" | "model" | "constants" | "seed"> {
    const failed = this.#violated.size + this.#faults.size > 0;
    return {
      runs: this.#runs,
      steps: this.#steps,
      endings: this.#endings,
      status: failed ? "fails" : "no violation found",
      claims: [...this.#violated].sort(([left], [right]) => left - right).map(([, result]) => result),
      faults: [...this.#faults.values()],
      sample: this.#last === undefined ? undefined : traceOf(this.#engine, this.#last.path),
    };
  }

  #take(walked: Walked<S>): void {
    const { path, ending, verdicts } = walked;
    this.#last = walked;
    this.#endings[ending] += 1;
    this.#steps += Math.max(0, path.length - 1);
    if (verdicts.deadlock !== undefined) this.#violation(-1, walked);
    for (const [index, violation] of verdicts.violations.entries()) {
      const claim = this.#engine.invariants[index];
      if (violation !== undefined && claim !== undefined) this.#violation(claim, walked);
    }
    for (const found of verdicts.faults) {
      const place = placeOf(found.fault);
      if (!this.#faults.has(place)) this.#faults.set(place, faultResult(this.#engine, found, path));
    }
  }

  #violation(claim: number, { path }: Walked<S>): void {
    const last = path.at(-1);
    if (this.#violated.has(claim) || last === undefined) return;
    const declared = this.#engine.model.claims[claim];
    const why = declared === undefined ? undefined : this.#engine.explain(claim, last.state);
    const found = { status: "fails", trace: traceOf(this.#engine, path), why } as const;
    this.#violated.set(claim, claimResult(declared ?? "deadlock", found));
  }
}
