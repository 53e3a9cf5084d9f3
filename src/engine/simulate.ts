import type { Model } from "../model/ir.js";
import { claimResult, stuck } from "./claims.js";
import { headOf } from "./conclude.js";
import type { Engine, MakeEngine } from "./engine.js";
import { generate } from "./generate/code/generate.js";
import { Walker, type Wandered } from "./generate/random/walker.js";
import { Unsupported } from "./generate/unsupported.js";
import { programOf } from "./interpret/program.js";
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
  /** As for `check`: what takes the behaviours. They are the same with both. */
  readonly engine?: "reference" | "generated" | undefined;
  /** Aborting ends it after the present behaviour. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Random behaviours of a model, each to its first violation. What they meet depends on the seed alone.
 *
 * @throws RangeError when `options.claims` names a claim that the spec does not have
 * @throws Unsupported when `options.engine` is `generated` and does not take the spec
 */
export function simulate(model: Model, options: SimulateOptions = {}): Promise<SimulationResult> {
  return simulateWith(
    interpret,
    model,
    options,
    options.engine === "reference" ? () => undefined : byGenerated(options),
  );
}

/** Makes what takes behaviours in the place of an engine for some claims, if there is any. */
type MakeWalker = (model: Model, claims: readonly number[]) => Walker | undefined;

function byGenerated({ engine }: SimulateOptions): MakeWalker {
  return (model, claims) => {
    try {
      return new Walker(generate(programOf(model), claims));
    } catch (error) {
      if (engine === "generated" || !(error instanceof Unsupported || error instanceof RangeError)) throw error;
      return undefined;
    }
  };
}

/** The same with any engine. */
export async function simulateWith<S>(
  make: MakeEngine<S>,
  model: Model,
  { seed = 1, runs = 100, steps = 100, claims, signal }: SimulateOptions,
  makeWalker: MakeWalker = () => undefined,
): Promise<SimulationResult> {
  const selected = evaluated(model, selectClaims(model, claims));
  const judged = selected.filter((index) => model.claims[index]?.kind !== "reachable");
  const engine = make(model, judged);
  const course = { random: new Random(seed), runs, steps, signal };
  const simulation = new Simulation(engine, course, () => makeWalker(model, judged));
  await inTurns(simulation, () => {});
  return { ...headOf(engine), seed, ...simulation.result() };
}

interface Course {
  random: Random;
  readonly runs: number;
  readonly steps: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs, one after another, and of each violation the first. A walker takes them, if there is one; what it met for the first
 * time, and the last run, the engine finds out by taking the same run.
 */
class Simulation<S> {
  readonly #engine: Engine<S>;
  readonly #course: Course;
  readonly #makeWalker: () => Walker | undefined;
  #walker: Walker | undefined;
  /** What walkers have told of. */
  readonly #told = new Set<string>();
  #runs = 0;
  #steps = 0;
  readonly #endings: Record<Ending, number> = { length: 0, deadlock: 0, done: 0, constraint: 0, violation: 0 };
  /** By place in `Model.claims`; deadlock is -1. */
  readonly #violated = new Map<number, ClaimResult>();
  readonly #faults = new Map<string, FaultResult>();
  /** The seed from which the last run went. */
  #last: number | undefined;

  constructor(engine: Engine<S>, course: Course, makeWalker: () => Walker | undefined) {
    this.#engine = engine;
    this.#course = course;
    this.#makeWalker = makeWalker;
    this.#walker = makeWalker();
  }

  advance(pieces: number): boolean {
    const { runs, signal } = this.#course;
    for (let left = pieces; left > 0 && this.#runs < runs && !signal?.aborted; left--) {
      this.#runs += 1;
      this.#run();
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
      sample: this.#last === undefined ? undefined : traceOf(this.#engine, this.#walk(this.#last).path),
    };
  }

  #run(): void {
    const { random } = this.#course;
    const { seed } = random;
    this.#last = seed;
    const wandered = this.#wander();
    if (wandered === undefined) {
      this.#take(walk(this.#engine.system, random, this.#course.steps));
      return;
    }
    const { ending, steps, told } = wandered;
    if (told.every((each) => this.#told.has(each))) {
      this.#endings[ending] += 1;
      this.#steps += steps;
      return;
    }
    for (const each of told) this.#told.add(each);
    const walked = this.#walk(seed);
    if (walked.ending !== ending || stepsOf(walked) !== steps) {
      throw new Error(
        `internal error: a run to ${ending} after ${steps} steps that the reference engine does not take`,
      );
    }
    this.#take(walked);
  }

  /** The walker's next run; undefined when there is none, or memory or stack did not suffice: nothing was chosen then. */
  #wander(): Wandered | undefined {
    const { random, steps } = this.#course;
    const trial = new Random(random.seed);
    try {
      const wandered = this.#walker?.walk(trial, steps);
      if (wandered !== undefined) this.#course.random = trial;
      return wandered;
    } catch (error) {
      if (this.#walker?.isFull !== true && !(error instanceof RangeError)) throw error;
      this.#walker = this.#makeWalker();
      return undefined;
    }
  }

  /** The engine's run from a seed. */
  #walk(seed: number): Walked<S> {
    return walk(this.#engine.system, new Random(seed), this.#course.steps);
  }

  #take(walked: Walked<S>): void {
    const { path, ending, verdicts } = walked;
    this.#endings[ending] += 1;
    this.#steps += stepsOf(walked);
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
    const shown =
      declared === undefined
        ? stuck(this.#engine, path)
        : { trace: traceOf(this.#engine, path), why: this.#engine.explain(claim, last.state) };
    this.#violated.set(claim, claimResult(declared ?? "deadlock", { status: "fails", ...shown }));
  }
}

function stepsOf<S>({ path }: Walked<S>): number {
  return Math.max(0, path.length - 1);
}
