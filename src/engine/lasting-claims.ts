import type { Claim } from "../model/ir.js";
import type { Behaviours, SeenChange, SeenPart } from "./behaviours.js";
import { claimOf, type Outcome } from "./claims.js";
import type { Engine } from "./engine.js";
import type { Delivered, Explored, JudgedSteps, SeenSteps } from "./explored.js";
import { idleFairness } from "./idle-fairness.js";
import type { InductOptions } from "./inductive.js";
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
import { type Taken, Taking } from "./taken.js";
import { judgeProperty } from "./temporal.js";
import { faultIn, traceOf } from "./trace.js";
import type { Work } from "./turns.js";

/** What became of claims (by their indices into `Model.claims`), and errors that were met in evaluating them. */
export interface Judged<S = unknown> {
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Of the step invariants that fail: the behaviour whose last step breaks it. */
  readonly broken: ReadonlyMap<number, readonly PathState<S>[]>;
  readonly faults: readonly FaultResult[];
  readonly findings: readonly Finding[];
  /** What evaluating step invariants counted, when it was not the engine's. */
  readonly counters?: JudgedSteps["counters"] | undefined;
  /** Claims for which all was explored once more. */
  readonly explored?: readonly number[];
  /** What ended it early: it was told to stop, or there was no memory. */
  readonly cut: "stopped" | "memory" | undefined;
}

export interface LastingOptions {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  readonly stop?: (() => boolean) | undefined;
  /** Look at the inductive step of every invariant. */
  readonly induct?: InductOptions | undefined;
}

/** `claims`: indices of those to judge. */
export class LastingClaims<S> implements Work {
  /** Some of the claims the search may judge itself, for some it may deliver the graph; for the others that is explored. */
  readonly #search: Explored<S>;
  readonly #steps: JudgedSteps | undefined;
  /** Of refinements: what the search sees. */
  readonly #seen = new Map<number, SeenSteps>();
  readonly #delivered: Delivered<S> | undefined;
  readonly #explored: Delivered<S> | undefined;
  readonly #engine: Engine<S>;
  readonly #behaviours: Behaviours<S>;
  readonly #taking: Taking<S>;
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
    this.#taking = new Taking((state) => search.path(state), engine.behaviours());
    this.#claims = claims;
    this.#search = search;
    this.#steps = search.judgeSteps?.(claims, options.stop);
    const left = claims.filter((claim) => this.#steps?.claims.includes(claim) !== true);
    this.#open = new Set(left.filter((claim) => this.#kind(claim) === "step invariant"));
    for (const claim of claims) {
      const refining = this.#kind(claim) === "refines" ? this.#behaviours.refining(claim) : undefined;
      if (refining === undefined) continue;
      const check = new RefinementCheck(claim, engine, refining);
      this.#refinements.set(claim, check);
      const seen = this.#see(check, refining.parts, options);
      if (seen !== undefined) this.#seen.set(claim, seen);
    }
    const onGraph = left.filter((claim) => !this.#seen.has(claim) || this.#asksForFairness(claim));
    const unseen = (claim: number): boolean => this.#refinements.has(claim) && !this.#seen.has(claim);
    const deliverable = onGraph.filter((claim) => !unseen(claim));
    this.#delivered = search.deliver?.(deliverable, behaviours, options.stop);
    // States of another graph than the search's may have other numbers: then all is seen on that graph.
    for (const claim of [...this.#seen.keys()]) {
      if (this.#asksForFairness(claim) && this.#delivered?.claims.includes(claim) !== true) this.#seen.delete(claim);
    }
    const others = onGraph.filter((claim) => this.#delivered?.claims.includes(claim) !== true);
    this.#explored = others.length === 0 ? undefined : this.#explore(others, options);
  }

  #explore(claims: readonly number[], options: LastingOptions): Delivered<S> {
    const met = (step: MetStep<S>): void => this.#judgeStep(step, graph);
    const graph: Exploration<S> = new Exploration(
      this.#engine.system,
      (state, visit) => this.#behaviours.steps(state, visit),
      this.#open.size + this.#refinements.size === this.#seen.size ? options : { ...options, met },
    );
    return { claims, graph, predicates: new InterpretedPredicates(this.#behaviours, graph) };
  }

  get #graphs(): readonly GrowingGraph<S>[] {
    return [this.#delivered, this.#explored].flatMap((each) => (each === undefined ? [] : [each.graph]));
  }

  /** What is done one after another. */
  get #works(): readonly (GrowingGraph<S> | JudgedSteps | SeenSteps)[] {
    return [...(this.#steps === undefined ? [] : [this.#steps]), ...this.#seen.values(), ...this.#graphs];
  }

  get cut(): Judged["cut"] {
    return this.#works.find(({ cut }) => cut !== undefined)?.cut;
  }

  get unexplored(): number {
    return Math.max(0, ...this.#works.map(({ unexplored }) => unexplored));
  }

  advance(pieces: number): boolean {
    for (const work of this.#works) {
      if (work.advance(pieces)) return true;
      if (work.cut !== undefined) return false;
    }
    return false;
  }

  /** Takes the steps that break step invariants, as the search has found them. */
  meetSteps(): void {
    for (const { claim, from, way } of this.#steps?.broken ?? []) {
      const { before, after, path } = this.#taking.take(from, way);
      if (this.#judgeAlong(claim, before, after, () => path)) continue;
      throw new Error("internal error: a step invariant that only generated code finds broken");
    }
  }

  /** Has the steps looked at by which what is seen of a refined spec changes. */
  #see(check: RefinementCheck<S>, parts: readonly SeenPart[], { stop }: LastingOptions): SeenSteps | undefined {
    const met = ({ from, way, before, after }: SeenChange): boolean => {
      let step: Taken<S> | undefined;
      const take = (): Taken<S> => {
        step ??= this.#taking.take(from, way);
        return step;
      };
      const seen = { from: before, to: after, before: () => take().before, after: () => take().after };
      check.step(seen, () => take().path);
      return !check.isDecided;
    };
    return this.#search.seeSteps?.(parts, met, stop);
  }

  /** Does a refinement that is seen along the steps of the search need their graph, too, for what is said of fairness? */
  #asksForFairness(claim: number): boolean {
    const { actions, processes, fairness } = this.#engine.model;
    const isFair = fairness.length > 0 || [...actions, ...processes].some((each) => each.fairness !== "none");
    return isFair || this.#refinements.get(claim)?.isFair === true;
  }

  #judgedOn(claim: number): Delivered<S> | undefined {
    return [this.#delivered, this.#explored].find((each) => each?.claims.includes(claim));
  }

  /** A key for what a refinement sees in a state. */
  #keyOf(claim: number, state: number): number {
    return this.#seen.get(claim)?.keyOf(state) ?? state + 1;
  }

  #path(claim: number, state: number): readonly PathState<S>[] {
    return this.#seen.has(claim) ? this.#search.path(state) : this.#of(claim).graph.path(state);
  }

  /** The graph that a claim is judged on. */
  #of(claim: number): Delivered<S> {
    const found = this.#judgedOn(claim);
    if (found === undefined) throw new Error("internal error: a claim without a graph");
    return found;
  }

  /** After all was explored. `within`: the constraints that cut something off. */
  *judge(within: readonly string[]): Pieces<void> {
    for (const [claim, each] of this.#refinements) {
      const initial = this.#seen.get(claim)?.initial ?? this.#of(claim).graph.initial.length;
      for (let number = 0; number < initial; number++)
        each.begin(this.#keyOf(claim, number), () => this.#path(claim, number));
    }
    for (const claim of this.#claims) {
      if (!this.#outcomes.has(claim)) this.#outcomes.set(claim, yield* this.#judge(claim, within));
    }
    const isTemporal = (claim: number): boolean => ["property", "refines"].includes(this.#kind(claim) ?? "");
    const temporal = this.#claims.find((claim) => isTemporal(claim) && this.#judgedOn(claim) !== undefined);
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
    return {
      outcomes: this.#outcomes,
      broken: this.#broken,
      faults: this.#faults,
      findings: this.#findings,
      counters,
      explored: this.#explored?.claims ?? [],
    };
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
    const { graph } = this.#of(claim);
    const keyOf = (state: number): number => this.#keyOf(claim, state);
    return (yield* check.fairly(graph, this.#behaviours.fairness, keyOf)) ?? this.#lasts(within);
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
    return this.#steps?.complete !== false && this.#graphs.every(({ complete }) => complete);
  }

  #judgeStep(step: MetStep<S>, graph: GrowingGraph<S>): void {
    const { before, after, from, to, ordinal } = step;
    for (const [claim, check] of this.#refinements) {
      if (this.#seen.has(claim)) continue;
      const seen = { from: from + 1, to: to + 1, before: () => before, after: () => after };
      check.step(seen, () => [...graph.path(from), { state: after, ordinal }]);
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
