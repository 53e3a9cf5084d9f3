import type { Claim } from "../model/ir.js";
import type { Behaviours } from "./behaviours.js";
import { claimOf, cutting, type Outcome, stands } from "./claims.js";
import type { Engine } from "./engine.js";
import { isExhaustion } from "./exhaustion.js";
import type { Delivered, Explored, JudgedSteps } from "./explored.js";
import { idleFairness } from "./idle-fairness.js";
import { type InductOptions, judgeInductive } from "./inductive.js";
import { InterpretedPredicates } from "./predicates.js";
import { RefinementCheck } from "./refining.js";
import type { FaultResult, Finding } from "./result.js";
import { Exploration, type MetStep } from "./search/liveness/explore.js";
import type { GrowingGraph } from "./search/liveness/graph.js";
import type { Pieces } from "./search/liveness/pieces.js";
import { nearestWithout } from "./search/liveness/possible.js";
import type { PathState } from "./search/path.js";
import { whyUnchecked } from "./selection.js";
import type { Fault } from "./system.js";
import { judgeProperty } from "./temporal.js";
import { faultIn, traceOf } from "./trace.js";
import { inTurns, type Work } from "./turns.js";

/*
 * Claims about steps and behaviours. They are judged after the search for what single states tell, on the graph of the
 * reachable states with the steps of each and who takes them: as the search delivers it, or else explored once more by the
 * engine that defines the language.
 */

/** Is it such a claim? */
export function isLasting({ kind }: Claim): boolean {
  return kind === "step invariant" || kind === "always possible" || kind === "property" || kind === "refines";
}

/** What became of claims (by their indices into `Model.claims`), and errors that were met in evaluating them. */
export interface Judged<S = unknown> {
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Of the step invariants that fail: the behaviour whose last step breaks it. */
  readonly broken: ReadonlyMap<number, readonly PathState<S>[]>;
  readonly faults: readonly FaultResult[];
  readonly findings: readonly Finding[];
  /** What evaluating step invariants counted, when it was not the engine's. */
  readonly counters?: JudgedSteps["counters"] | undefined;
  /** What ended it early: it was told to stop, or there was no memory. */
  readonly cut: "stopped" | "memory" | undefined;
}

const NOTHING = { outcomes: new Map(), broken: new Map(), faults: [], findings: [], cut: undefined };

export interface LastingOptions {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  readonly stop?: (() => boolean) | undefined;
  /** Look at the inductive step of every invariant. */
  readonly induct?: InductOptions | undefined;
}

/**
 * Judges those of the selected claims that single states do not decide. A search that ended at a violation or was stopped
 * decides none of them. `progress` is told now and then how many states are waiting.
 */
export async function judgeLasting<S>(
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  options: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  const graph = await judgeOnGraph(engine, search, selected, options, progress);
  return graph.cut !== undefined ? graph : inductive(graph, engine, search, selected, options, progress);
}

/** The same with the inductive steps of invariants: of those that claim it, and of all when that was asked for. */
async function inductive<S>(
  judged: Judged<S>,
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  { induct, stop }: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  const outcomes = new Map(judged.outcomes);
  const faults = [...judged.faults];
  let cut: Judged["cut"];
  for (const [index, { kind }] of engine.model.claims.entries()) {
    const asked = kind === "inductive invariant" || (kind === "invariant" && induct !== undefined);
    if (!asked || cut !== undefined || !selected.includes(index)) continue;
    if (!isExplored(search) || !stands(index, engine, search)) continue;
    const found = await judgeInductive(index, engine, search, { induct, stop }, () => progress(0));
    outcomes.set(index, found.outcome);
    if (found.fault !== undefined) faults.push(found.fault);
    if (found.stopped) cut = "stopped";
  }
  return { ...judged, outcomes, faults, cut };
}

/** Has a search gone to its end, or as far as it was to go, and found a state inside the constraints? */
function isExplored<S>({ end, states }: Explored<S>): boolean {
  return (end === "exhausted" || end === "max-states" || end === "max-depth") && states > 0;
}

async function judgeOnGraph<S>(
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  options: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  const claims = engine.model.claims.flatMap((claim, index) =>
    isLasting(claim) && selected.includes(index) ? [index] : [],
  );
  if (claims.length === 0 || !isExplored(search)) return NOTHING;
  const behaviours = engine.behaviours();
  const lasting = new Lasting(engine, behaviours, claims, options, search);
  await inTurns(lasting, () => progress(lasting.unexplored));
  let { cut } = lasting;
  lasting.meetSteps((state) => search.path(state));
  if (cut === undefined) {
    cut = await whatEnds(lasting.judge(cutting(engine.model, search)), options.stop, () => progress(0));
  }
  if (cut === "memory") lasting.leave("there is not enough memory for the graph that it is decided on");
  return { ...lasting.judged, cut };
}

/** Does the work in turns; tells what ended it early. */
async function whatEnds(
  work: Pieces<void>,
  stop: (() => boolean) | undefined,
  between: () => void,
): Promise<Judged["cut"]> {
  let stopped = false;
  const advance = (pieces: number): boolean => {
    for (let left = pieces; left > 0; left--) if (work.next().done) return false;
    stopped = stop?.() === true;
    return !stopped;
  };
  try {
    await inTurns({ advance }, between);
  } catch (error) {
    if (!isExhaustion(error)) throw error;
    return "memory";
  }
  return stopped ? "stopped" : undefined;
}

/** `claims`: indices of those to judge. */
class Lasting<S> implements Work {
  /** Some of the claims the search may judge itself, for some it may deliver the graph; for the others that is explored. */
  readonly #steps: JudgedSteps | undefined;
  readonly #delivered: Delivered<S> | undefined;
  readonly #explored: Delivered<S> | undefined;
  readonly #engine: Engine<S>;
  readonly #behaviours: Behaviours<S>;
  readonly #claims: readonly number[];
  /** Step invariants that are not decided yet. */
  readonly #open: Set<number>;
  readonly #refinements = new Map<number, RefinementCheck<S>>();
  readonly #outcomes = new Map<number, Outcome>();
  readonly #broken = new Map<number, readonly PathState<S>[]>();
  readonly #faults: FaultResult[] = [];
  readonly #findings: Finding[] = [];

  constructor(
    engine: Engine<S>,
    behaviours: Behaviours<S>,
    claims: readonly number[],
    options: LastingOptions,
    search: Explored<S>,
  ) {
    this.#engine = engine;
    this.#behaviours = behaviours;
    this.#claims = claims;
    this.#steps = search.judgeSteps?.(claims, options.stop);
    const left = claims.filter((claim) => this.#steps?.claims.includes(claim) !== true);
    this.#open = new Set(left.filter((claim) => this.#kind(claim) === "step invariant"));
    for (const claim of claims) {
      const refining = this.#kind(claim) === "refines" ? this.#behaviours.refining(claim) : undefined;
      if (refining !== undefined) this.#refinements.set(claim, new RefinementCheck(claim, engine, refining));
    }
    this.#delivered = search.deliver?.(left, behaviours, options.stop);
    const others = left.filter((claim) => this.#delivered?.claims.includes(claim) !== true);
    this.#explored = others.length === 0 ? undefined : this.#explore(others, options);
  }

  #explore(claims: readonly number[], options: LastingOptions): Delivered<S> {
    const met = (step: MetStep<S>): void => this.#judgeStep(step, graph);
    const graph: Exploration<S> = new Exploration(
      this.#engine.system,
      (state, visit) => this.#behaviours.steps(state, visit),
      this.#open.size + this.#refinements.size === 0 ? options : { ...options, met },
    );
    return { claims, graph, predicates: new InterpretedPredicates(this.#behaviours, graph) };
  }

  get #graphs(): readonly GrowingGraph<S>[] {
    return [this.#delivered, this.#explored].flatMap((each) => (each === undefined ? [] : [each.graph]));
  }

  /** What is done one after another. */
  get #works(): readonly (GrowingGraph<S> | JudgedSteps)[] {
    return [...(this.#steps === undefined ? [] : [this.#steps]), ...this.#graphs];
  }

  get cut(): Judged["cut"] {
    return this.#works.find(({ cut }) => cut !== undefined)?.cut;
  }

  get unexplored(): number {
    return Math.max(...this.#works.map(({ unexplored }) => unexplored));
  }

  advance(pieces: number): boolean {
    for (const work of this.#works) {
      if (work.advance(pieces)) return true;
      if (work.cut !== undefined) return false;
    }
    return false;
  }

  /** Takes the steps that break step invariants, as the search has found them. */
  meetSteps(path: (state: number) => readonly PathState<S>[]): void {
    for (const { claim, from, way } of this.#steps?.broken ?? []) {
      const there = path(from);
      const before = there.at(-1)?.state;
      if (before === undefined) throw new Error(`internal error: no way to state ${from}`);
      let left = way;
      let met = false;
      this.#behaviours.steps(before, (after, ordinal) => {
        if (left-- > 0) return true;
        met = this.#judgeAlong(claim, before, after, () => [...there, { state: after, ordinal }]);
        return false;
      });
      if (!met) throw new Error("internal error: a step invariant that only generated code finds broken");
    }
  }

  /** What a claim is judged on. */
  #of(claim: number): Delivered<S> {
    const found = [this.#delivered, this.#explored].find((each) => each?.claims.includes(claim));
    if (found === undefined) throw new Error("internal error: a claim without a graph");
    return found;
  }

  /** After all was explored. `within`: the constraints that cut something off. */
  *judge(within: readonly string[]): Pieces<void> {
    for (const [claim, each] of this.#refinements) {
      const { graph } = this.#of(claim);
      for (const number of graph.initial) each.begin(number, graph.path(number));
    }
    for (const claim of this.#claims) {
      if (!this.#outcomes.has(claim)) this.#outcomes.set(claim, yield* this.#judge(claim, within));
    }
    const temporal = this.#claims.find((claim) => ["property", "refines"].includes(this.#kind(claim) ?? ""));
    const graph = temporal === undefined ? undefined : this.#of(temporal).graph;
    if (graph?.complete)
      this.#findings.push(...idleFairness(this.#behaviours.fairness, graph, this.#engine.model.source));
  }

  /** What is not decided stays so. */
  leave(reason: string): void {
    for (const claim of this.#claims) {
      if (!this.#outcomes.has(claim)) this.#outcomes.set(claim, { status: "undecided", reason });
    }
  }

  get judged(): Omit<Judged<S>, "cut"> {
    const counters = this.#steps?.counters;
    return { outcomes: this.#outcomes, broken: this.#broken, faults: this.#faults, findings: this.#findings, counters };
  }

  #kind(claim: number): Claim["kind"] | undefined {
    return this.#engine.model.claims[claim]?.kind;
  }

  *#judge(claim: number, within: readonly string[]): Pieces<Outcome> {
    switch (this.#kind(claim)) {
      case "always possible":
        return this.#possible(claim) ?? this.#passed(within);
      case "refines":
        return yield* this.#refines(claim, within);
      case "property":
        return (yield* this.#property(claim)) ?? this.#lasts(within);
      default:
        return this.#passed(within);
    }
  }

  *#refines(claim: number, within: readonly string[]): Pieces<Outcome> {
    const check = this.#refinements.get(claim);
    if (check === undefined) return { status: "not checked yet", reason: whyUnchecked("refines") };
    if (check.fault !== undefined) return this.#fault(claim, check.fault.fault, check.fault.path);
    if (check.found !== undefined) return check.found;
    if (!check.isFair) return this.#passed(within);
    return (yield* check.fairly(this.#of(claim).graph, this.#behaviours.fairness)) ?? this.#lasts(within);
  }

  *#property(claim: number): Pieces<Outcome | undefined> {
    const { graph, predicates } = this.#of(claim);
    const found = yield* judgeProperty(claim, this.#engine, this.#behaviours, graph, predicates);
    if ("status" in found) return found;
    if ("findings" in found) {
      if (graph.complete) this.#findings.push(...found.findings);
      return undefined;
    }
    return this.#fault(claim, found.fault, graph.path(found.state));
  }

  /** What was cut off might go on for ever otherwise. */
  #lasts(within: readonly string[]): Outcome {
    const passed = this.#passed(within);
    if (passed.status !== "holds within") return passed;
    const names = within.join(" and ");
    return { status: "undecided", reason: `nothing inside ${names} refutes it, but behaviours go on outside` };
  }

  #passed(within: readonly string[]): Outcome {
    if (!this.#isComplete) return { status: "undecided", reason: "not every state was visited" };
    return within.length === 0 ? { status: "holds" } : { status: "holds within", within };
  }

  get #isComplete(): boolean {
    return this.#graphs.every(({ complete }) => complete);
  }

  #judgeStep(step: MetStep<S>, graph: GrowingGraph<S>): void {
    const { before, after, from, ordinal } = step;
    for (const check of this.#refinements.values()) {
      check.step(step, () => [...graph.path(from), { state: after, ordinal }]);
    }
    for (const claim of this.#open) {
      const path = (): readonly PathState<S>[] => [...graph.path(from), { state: after, ordinal }];
      if (this.#judgeAlong(claim, before, after, path)) this.#open.delete(claim);
    }
  }

  /** Is a step invariant decided by a step, with the behaviour that it ends? */
  #judgeAlong(claim: number, before: S, after: S, behaviour: () => readonly PathState<S>[]): boolean {
    const truth = this.#behaviours.stepInvariant(claim, before, after);
    if (truth === true) return false;
    const path = behaviour();
    if (truth !== false) this.#fault(claim, truth, path);
    else {
      const why = this.#behaviours.explain(claim, before, after);
      this.#outcomes.set(claim, { status: "fails", trace: traceOf(this.#engine, path), why });
      this.#broken.set(claim, path);
    }
    return true;
  }

  #possible(claim: number): Outcome | undefined {
    let fault: { readonly fault: Fault; readonly state: number } | undefined;
    const { graph, predicates } = this.#of(claim);
    const found = nearestWithout(graph, (number) => {
      const truth = predicates.holdsIn(claim, number);
      if (typeof truth !== "boolean") fault ??= { fault: truth, state: number };
      return truth === true;
    });
    if (fault !== undefined) return this.#fault(claim, fault.fault, graph.path(fault.state));
    if (found === undefined) return undefined;
    if (found.reach === "open") {
      const through = graph.complete ? "states outside the constraints" : "states that were not visited";
      return { status: "undecided", reason: `from some states it is possible through ${through}, if at all` };
    }
    const why = this.#behaviours.explain(claim, graph.state(found.state), undefined);
    return { status: "fails", trace: traceOf(this.#engine, graph.path(found.state)), why };
  }

  #fault(claim: number, fault: Fault, path: readonly PathState<S>[]): Outcome {
    const { kind, name } = claimOf(claim, this.#engine.model);
    this.#faults.push(faultIn(this.#engine, fault, `${kind} ${name}`, path));
    const outcome: Outcome = { status: "undecided", reason: "evaluating it met an error of the spec" };
    this.#outcomes.set(claim, outcome);
    return outcome;
  }
}
