import type { Claim } from "../model/ir.js";
import type { Behaviours, SeenChange } from "./behaviours.js";
import { claimOf, type Outcome, whyNowhere } from "./claims.js";
import type { Engine } from "./engine.js";
import type { Explored, JudgedSteps } from "./explored.js";
import { idleFairness } from "./idle-fairness.js";
import type { InductOptions } from "./inductive.js";
import { type GroundOptions, type Hearers, LastingGrounds } from "./lasting-grounds.js";
import { RefinementCheck } from "./refining.js";
import type { FaultResult, Finding } from "./result.js";
import type { MetStep } from "./search/liveness/explore.js";
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
  /** What ended it early: it was told to stop, there was no memory, or the disk did not give back what the search had put there. */
  readonly cut: "stopped" | "memory" | "disk" | undefined;
  /** Of the disk: the system's word for it. */
  readonly failure?: string | undefined;
}

export interface LastingOptions extends GroundOptions {
  /** Look at the inductive step of every invariant. */
  readonly induct?: InductOptions | undefined;
}

/** `claims`: indices of those to judge. */
export class LastingClaims<S> implements Work {
  readonly #engine: Engine<S>;
  readonly #behaviours: Behaviours<S>;
  readonly #taking: Taking<S>;
  readonly #claims: readonly number[];
  readonly #refinements = new Map<number, RefinementCheck<S>>();
  readonly #grounds: LastingGrounds<S>;
  /** Step invariants that are not decided yet, of those that the search does not judge. */
  readonly #open: Set<number>;
  readonly #outcomes = new Map<number, Outcome>();
  readonly #broken = new Map<number, readonly PathState<S>[]>();
  readonly #faults: FaultResult[] = [];
  readonly #findings: Finding[] = [];
  readonly #nowhere: string | undefined;

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
    this.#nowhere = whyNowhere(engine.model, search);
    for (const claim of claims) {
      const refining = this.#kind(claim) === "refines" ? behaviours.refining(claim) : undefined;
      if (refining !== undefined) this.#refinements.set(claim, new RefinementCheck(claim, engine, refining));
    }
    const hearers: Hearers<S> = {
      step: (step, graph) => this.#judgeStep(step, graph),
      change: (refinement, change) => this.#judgeChange(refinement, change),
    };
    this.#grounds = new LastingGrounds(engine, behaviours, search, claims, this.#refinements, hearers, options);
    const judged = this.#grounds.steps?.claims ?? [];
    this.#open = new Set(claims.filter((claim) => this.#kind(claim) === "step invariant" && !judged.includes(claim)));
  }

  get cut(): Judged["cut"] {
    return this.#grounds.cut;
  }

  get unexplored(): number {
    return this.#grounds.unexplored;
  }

  advance(pieces: number): boolean {
    return this.#grounds.advance(pieces);
  }

  /** Takes the steps that break step invariants, as the search has found them. */
  meetSteps(): void {
    for (const { claim, from, way } of this.#grounds.steps?.broken ?? []) {
      const { before, after, path } = this.#taking.take(from, way);
      if (this.#judgeAlong(claim, before, after, () => path)) continue;
      throw new Error("internal error: a step invariant that only generated code finds broken");
    }
  }

  /** A step by which what is seen of a refined spec changes. Is more of it asked for? */
  #judgeChange(check: RefinementCheck<S>, { from, way, before, after }: SeenChange): boolean {
    let step: Taken<S> | undefined;
    const take = (): Taken<S> => {
      step ??= this.#taking.take(from, way);
      return step;
    };
    const seen = { from: before, to: after, before: () => take().before, after: () => take().after };
    check.step(seen, () => take().path);
    return !check.isDecided;
  }

  /** After all was explored. `within`: the constraints that cut something off. */
  *judge(within: readonly string[]): Pieces<void> {
    for (const [claim, each] of this.#refinements) {
      const initial = this.#grounds.initial(claim);
      for (let number = 0; number < initial; number++)
        each.begin(this.#grounds.keyOf(claim, number), () => this.#grounds.path(claim, number));
    }
    for (const claim of this.#claims) {
      if (!this.#outcomes.has(claim)) this.#outcomes.set(claim, yield* this.#judge(claim, within));
    }
    const isTemporal = (claim: number): boolean => ["property", "refines"].includes(this.#kind(claim) ?? "");
    const temporal = this.#claims.find((claim) => isTemporal(claim) && this.#grounds.isOnGraph(claim));
    const graph = temporal === undefined ? undefined : this.#grounds.graphOf(temporal).graph;
    if (graph?.complete && this.#nowhere === undefined)
      this.#findings.push(...idleFairness(this.#behaviours.fairness, graph, this.#engine.model.source));
  }

  /** What is not decided stays so. */
  leave(reason: string): void {
    for (const claim of this.#claims) {
      if (!this.#outcomes.has(claim)) this.#outcomes.set(claim, { status: "undecided", reason });
    }
  }

  get judged(): Omit<Judged<S>, "cut"> {
    const { steps, explored } = this.#grounds;
    return {
      outcomes: this.#outcomes,
      broken: this.#broken,
      faults: this.#faults,
      findings: this.#findings,
      counters: steps?.counters,
      explored,
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
    const { graph } = this.#grounds.graphOf(claim);
    const keyOf = (state: number): number => this.#grounds.keyOf(claim, state);
    return (yield* check.fairly(graph, this.#behaviours.fairness, keyOf)) ?? this.#lasts(within);
  }

  *#property(claim: number): Pieces<Outcome | undefined> {
    const { graph, predicates } = this.#grounds.graphOf(claim);
    const found = yield* judgeProperty(claim, this.#engine, this.#behaviours, graph, predicates);
    if ("status" in found) return found;
    if ("findings" in found) {
      if (graph.complete) this.#findings.push(...found.findings);
      return undefined;
    }
    return this.#fault(claim, found.fault, found.path);
  }

  /** What was cut off might go on for ever otherwise. */
  #lasts(within: readonly string[]): Outcome {
    const passed = this.#passed(within);
    if (passed.status !== "holds within") return passed;
    const names = within.join(" and ");
    return { status: "undecided", reason: `nothing inside ${names} refutes it, but behaviours go on outside` };
  }

  #passed(within: readonly string[]): Outcome {
    if (this.#nowhere !== undefined) return { status: "undecided", reason: this.#nowhere };
    if (!this.#grounds.isComplete) return { status: "undecided", reason: "not every state was visited" };
    return within.length === 0 ? { status: "holds" } : { status: "holds within", within };
  }

  #judgeStep(step: MetStep<S>, graph: GrowingGraph<S>): void {
    const { before, after, from, to, ordinal } = step;
    for (const [claim, check] of this.#refinements) {
      if (this.#grounds.isSeen(claim)) continue;
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
    const { graph, predicates } = this.#grounds.graphOf(claim);
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
