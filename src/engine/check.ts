import type { Model } from "../model/ir.js";
import type { Keeper, Restored, Snapshot } from "./checkpoint.js";
import { judgeChoices, NO_CHOICES } from "./choices.js";
import { conclude } from "./conclude.js";
import type { Engine, MakeEngine } from "./engine.js";
import type { Explored } from "./explored.js";
import { generate } from "./generate/code/generate.js";
import type { Bounds } from "./generate/queue/budget.js";
import { NO_NUMBER } from "./generate/search/search.js";
import type { Threads } from "./generate/search/team.js";
import { Unsupported } from "./generate/unsupported.js";
import type { InductOptions } from "./inductive.js";
import { programOf } from "./interpret/program.js";
import type { State } from "./interpret/state.js";
import { interpret } from "./interpret/system.js";
import { judgeLasting } from "./lasting.js";
import { Packed } from "./packed.js";
import { asksForGraph } from "./packed-graph.js";
import { type Profile, profileOf } from "./profile.js";
import { reductionOf } from "./reduction.js";
import type { CheckResult, Cut, EngineUsed } from "./result.js";
import { BreadthFirst, type BreadthOptions, type End } from "./search/breadth.js";
import { evaluated, selectClaims } from "./selection.js";
import { inTurns } from "./turns.js";

/** The bounds of memory are of the generated engine. */
export interface CheckOptions extends Bounds {
  /** Names of the claims to check; default: those that the chosen model names, else all. Deadlock is always checked. */
  readonly claims?: readonly string[] | undefined;
  /** Go on after the first violation, so that every claim has its verdict and the counts are exact. */
  readonly continue?: boolean | undefined;
  /**
   * What evaluates the spec: code generated for it, or the reference engine, which defines the language and is many times
   * slower. Default: `generated`, and `reference` for a spec that it does not take: `CheckResult.engine` tells.
   */
  readonly engine?: "reference" | "generated" | undefined;
  /** How many share the work of the generated engine, each in a thread of its own: 1 by default. */
  readonly workers?: number | undefined;
  /** Starts the threads of all workers but the first; without it that one works alone. */
  readonly threads?: Threads | undefined;
  /** Keeps snapshots of the search by the generated engine, the only one that can be gone on with. */
  readonly keeper?: Keeper | undefined;
  /** A snapshot of a search for the same model, claims and limits: to go on from. */
  readonly from?: Restored | undefined;
  /** Find out, for what fails, from where on it could no longer be avoided, and what else was possible on the way. */
  readonly why?: boolean | undefined;
  /** Visit one state for all that differ by a permutation of symmetric values alone, where that tells as much: by default. */
  readonly symmetry?: boolean | undefined;
  /** Look at the inductive step of every invariant that is checked, and at all of it however long that takes. */
  readonly induct?: InductOptions | undefined;
  readonly maxStates?: number | undefined;
  /** Counted in states, as `Counts.depth` is. */
  readonly maxDepth?: number | undefined;
  /** The time after which the search is cut off. */
  readonly seconds?: number | undefined;
  /** Aborting cuts the search off: the result has what is known by then. The reason `"memory"` says that memory ran out. */
  readonly signal?: AbortSignal | undefined;
  /** Asks where time goes, and hears of it at the end; the generated engine then measures each step, and takes a little longer. */
  readonly onProfile?: ((profile: Profile) => void) | undefined;
  /** Called about twenty times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How far a search is. */
export interface Progress {
  readonly states: number;
  readonly steps: number;
  readonly depth: number;
  /** States found and not yet expanded. */
  readonly queue: number;
  readonly seconds: number;
}

/**
 * Visits every reachable state of a model, nearest first, and tells what became of its claims.
 *
 * @throws RangeError when `options.claims` names a claim that the spec does not have
 * @throws Unsupported when `options.engine` is `generated` and does not take the spec
 */
export function check(model: Model, options: CheckOptions = {}): Promise<CheckResult> {
  return checkWith(interpret, model, options, options.engine === "reference" ? byReference : byGenerated(options));
}

/** The search by generated code; by the reference engine where that does not take the spec and nobody insists. */
function byGenerated(options: CheckOptions): Begin<State> {
  const { memory, resident, disk, from, threads } = options;
  const workers = threads === undefined ? 1 : options.workers;
  const insisted = options.engine === "generated" || options.keeper !== undefined || from !== undefined;
  return (engine, limits, claims, reduces) => {
    try {
      const profiled = options.onProfile !== undefined;
      const generated = generate(programOf(engine.model), claims, { profiled, reduces });
      const keeping = asksForGraph(engine.model, selectClaims(engine.model, options.claims));
      const bounds = { memory, resident, disk };
      const search = new Packed(engine, generated, { ...limits, ...bounds, from, workers, threads, keeping });
      return { search, engine: { name: "generated", refused: undefined } };
    } catch (error) {
      if (insisted || !(error instanceof Unsupported)) throw error;
      const { search } = byReference(engine, limits);
      return { search, engine: { name: "reference", refused: error.construct } };
    }
  };
}

/** The search by an engine's own `System`. */
function byReference<S>({ system }: Engine<S>, limits: BreadthOptions): Begun<S> {
  return { search: new BreadthFirst(system, limits), engine: { name: "reference", refused: undefined } };
}

/** A search for what a claim says: `advance` does a number of pieces of it, and returns false at the end. */
export interface Search<S> extends Explored<S> {
  advance(pieces: number): boolean;
  /** What it holds between two pieces; undefined when there is nothing to go on with. */
  snapshot?(): Snapshot | undefined;
}

export interface Begun<S> {
  readonly search: Search<S>;
  readonly engine: EngineUsed;
}

/** Begins a search; `claims`: those that the engine was made for; `reduces`: states stand for their orbits. */
export type Begin<S> = (
  engine: Engine<S>,
  options: BreadthOptions,
  claims: readonly number[],
  reduces: boolean,
) => Begun<S>;

/** The same with any engine and any search. */
export async function checkWith<S>(
  make: MakeEngine<S>,
  model: Model,
  options: CheckOptions,
  begin: Begin<S> = byReference,
): Promise<CheckResult> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const taken = (): number => (options.from?.seconds ?? 0) + elapsed();
  const selected = selectClaims(model, options.claims);
  const claims = evaluated(model, selected);
  const engine = make(model, claims);
  const limits: BreadthOptions = {
    persist: options.continue ?? false,
    maxStates: options.maxStates,
    maxDepth: options.maxDepth,
    stop: () => options.signal?.aborted === true || elapsed() >= (options.seconds ?? Number.POSITIVE_INFINITY),
  };
  const reduction = reductionOf(engine, selected, options);
  const { search, engine: used } = begin(reduction.engine, limits, claims, reduction.reduces);
  const prepared = elapsed();
  const progress = (queue: number): void => {
    const { states, steps, depth } = search;
    options.onProgress?.({ states, steps, depth, queue, seconds: taken() });
  };
  const keep = (): void => {
    const snapshot = search.snapshot?.();
    if (snapshot !== undefined) options.keeper?.keep(snapshot, taken());
  };
  await inTurns(search, () => {
    progress(search.unexplored);
    if (options.keeper?.due()) keep();
  });
  const searched = elapsed();
  if (search.end === "stopped") keep();
  const told = reduction.told(search);
  const judged = await judgeLasting(engine, told, selected, { ...limits, induct: options.induct }, progress);
  const cut = cutOf(judged.cut ?? search.end, options, {
    states: search.states,
    failure: judged.failure ?? search.failure,
  });
  const choices = options.why
    ? await judgeChoices(make(model, claims), told, judged.broken, () => limits.stop?.() === true)
    : NO_CHOICES;
  const lapped = elapsed();
  const about = { selected, judged, cut, engine: used, symmetry: reduction.used, choices };
  const result = conclude(engine, told, { ...about, seconds: taken() });
  const laps = { prepared, searched, judged: lapped, concluded: elapsed() };
  options.onProfile?.(profileOf(engine, search, { engine: used.name, ...laps }));
  return result;
}

function cutOf(
  end: End | undefined,
  options: CheckOptions,
  { states, failure = "" }: Pick<Explored<never>, "states" | "failure">,
): Cut | undefined {
  const { maxStates, maxDepth, seconds, signal, memory, disk } = options;
  switch (end) {
    case "max-states":
      return { kind: end, limit: maxStates ?? 0 };
    case "max-depth":
      return { kind: end, limit: maxDepth ?? 0 };
    case "stopped":
      if (signal?.aborted) return { kind: signal.reason === "memory" ? "memory" : "interrupted" };
      return seconds === undefined ? { kind: "interrupted" } : { kind: "time", seconds };
    case "memory":
      if (failure === NO_NUMBER) return { kind: "max-states", limit: states };
      return { kind: end, limit: memory, disk: disk !== undefined };
    case "disk":
      return { kind: end, reason: failure };
    case "exhausted":
    case "violation":
    case undefined:
      return undefined;
  }
}
