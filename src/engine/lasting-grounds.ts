import type { ClaimKind } from "../model/ir.js";
import type { Behaviours, SeenChange } from "./behaviours.js";
import { claimOf } from "./claims.js";
import type { Engine } from "./engine.js";
import type { Delivered, Explored, JudgedSteps, SeenSteps } from "./explored.js";
import { InterpretedPredicates } from "./predicates.js";
import type { RefinementCheck } from "./refining.js";
import { Exploration, type MetStep } from "./search/liveness/explore.js";
import type { GrowingGraph } from "./search/liveness/graph.js";
import type { PathState } from "./search/path.js";
import type { Work } from "./turns.js";

/*
 * What claims about steps and behaviours are judged on. Step invariants the search may judge itself, along all steps as it takes
 * them once more, and refinements on what it sees along them; for other claims it may deliver the graph. For what is left all is
 * explored once more by the engine that defines the language.
 */

/** Who hears of steps on the way. */
export interface Hearers<S> {
  /** Of each step of the graph that is explored once more. */
  step(step: MetStep<S>, graph: GrowingGraph<S>): void;
  /** Of a change in what a refinement sees; false: it need hear of no more. */
  change(refinement: RefinementCheck<S>, change: SeenChange): boolean;
}

export interface GroundOptions {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  readonly stop?: (() => boolean) | undefined;
}

/** Claims are told by their indices into `Model.claims`. */
export class LastingGrounds<S> implements Work {
  readonly #engine: Engine<S>;
  readonly #behaviours: Behaviours<S>;
  readonly #search: Explored<S>;
  readonly #refinements: ReadonlyMap<number, RefinementCheck<S>>;
  /** Step invariants, judged by the search. */
  readonly steps: JudgedSteps | undefined;
  /** Of refinements: what the search sees. */
  readonly #seen = new Map<number, SeenSteps>();
  readonly #delivered: Delivered<S> | undefined;
  readonly #explored: Delivered<S> | undefined;

  /** @param refinements of the claims */
  constructor(
    engine: Engine<S>,
    behaviours: Behaviours<S>,
    search: Explored<S>,
    claims: readonly number[],
    refinements: ReadonlyMap<number, RefinementCheck<S>>,
    hearers: Hearers<S>,
    options: GroundOptions,
  ) {
    this.#engine = engine;
    this.#behaviours = behaviours;
    this.#search = search;
    this.#refinements = refinements;
    this.steps = search.judgeSteps?.(claims, options.stop);
    for (const [claim, refinement] of refinements) {
      const seen = search.seeSteps?.(refinement.parts, (change) => hearers.change(refinement, change), options.stop);
      if (seen !== undefined) this.#seen.set(claim, seen);
    }
    const left = claims.filter((claim) => this.steps?.claims.includes(claim) !== true);
    const onGraph = left.filter((claim) => !this.#seen.has(claim) || this.#asksForFairness(claim));
    const deliverable = onGraph.filter((claim) => !this.#isUnseen(claim));
    this.#delivered = search.deliver?.(deliverable, behaviours, options.stop);
    // States of another graph than the search's may have other numbers: then all is seen on that graph.
    for (const claim of [...this.#seen.keys()]) {
      if (this.#asksForFairness(claim) && this.#delivered?.claims.includes(claim) !== true) this.#seen.delete(claim);
    }
    const others = onGraph.filter((claim) => this.#delivered?.claims.includes(claim) !== true);
    this.#explored = others.length === 0 ? undefined : this.#explore(others, hearers, options);
  }

  #explore(claims: readonly number[], hearers: Hearers<S>, options: GroundOptions): Delivered<S> {
    const met = (step: MetStep<S>): void => hearers.step(step, graph);
    const isHeard = claims.some((claim) => this.#kind(claim) === "step invariant" || this.#isUnseen(claim));
    const graph: Exploration<S> = new Exploration(
      this.#engine.system,
      (state, visit) => this.#behaviours.steps(state, visit),
      isHeard ? { ...options, met } : options,
    );
    return { claims, graph, predicates: new InterpretedPredicates(this.#behaviours, graph) };
  }

  /** A refinement of which the search sees nothing. */
  #isUnseen(claim: number): boolean {
    return this.#refinements.has(claim) && !this.#seen.has(claim);
  }

  /** Does a refinement that is seen along the steps of the search need their graph, too, for what is said of fairness? */
  #asksForFairness(claim: number): boolean {
    const { actions, processes, fairness } = this.#engine.model;
    const isFair = fairness.length > 0 || [...actions, ...processes].some((each) => each.fairness !== "none");
    return isFair || this.#refinements.get(claim)?.isFair === true;
  }

  #kind(claim: number): ClaimKind {
    return claimOf(claim, this.#engine.model).kind;
  }

  get #graphs(): readonly GrowingGraph<S>[] {
    return [this.#delivered, this.#explored].flatMap((each) => (each === undefined ? [] : [each.graph]));
  }

  /** What is done one after another. */
  get #works(): readonly (GrowingGraph<S> | JudgedSteps | SeenSteps)[] {
    return [...(this.steps === undefined ? [] : [this.steps]), ...this.#seen.values(), ...this.#graphs];
  }

  /** What ended it early. */
  get cut(): "stopped" | "memory" | undefined {
    return this.#works.find(({ cut }) => cut !== undefined)?.cut;
  }

  /** States whose steps are still to come. */
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

  /** Are these all states and steps inside the constraints? */
  get isComplete(): boolean {
    return this.steps?.complete !== false && this.#graphs.every(({ complete }) => complete);
  }

  /** Claims for which all was explored once more. */
  get explored(): readonly number[] {
    return this.#explored?.claims ?? [];
  }

  /** Is it judged on what the search sees? */
  isSeen(claim: number): boolean {
    return this.#seen.has(claim);
  }

  /** How many states are initial; they have the first numbers. */
  initial(claim: number): number {
    return this.#seen.get(claim)?.initial ?? this.graphOf(claim).graph.initial.length;
  }

  /** A key for what a refinement sees in a state. */
  keyOf(claim: number, state: number): number {
    return this.#seen.get(claim)?.keyOf(state) ?? state + 1;
  }

  /** The behaviour that leads to a state of what a claim is judged on. */
  path(claim: number, state: number): readonly PathState<S>[] {
    return this.#seen.has(claim) ? this.#search.path(state) : this.graphOf(claim).graph.path(state);
  }

  isOnGraph(claim: number): boolean {
    return this.#judgedOn(claim) !== undefined;
  }

  /** The graph that a claim is judged on. */
  graphOf(claim: number): Delivered<S> {
    const found = this.#judgedOn(claim);
    if (found === undefined) throw new Error("internal error: a claim without a graph");
    return found;
  }

  #judgedOn(claim: number): Delivered<S> | undefined {
    return [this.#delivered, this.#explored].find((each) => each?.claims.includes(claim));
  }
}
