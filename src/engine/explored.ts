import type { Behaviours, SeenChange, SeenPart } from "./behaviours.js";
import type { Counters } from "./engine.js";
import type { Predicates } from "./predicates.js";
import type { Effort } from "./profile.js";
import type { End } from "./search/breadth.js";
import type { GrowingGraph } from "./search/liveness/graph.js";
import type { PathState } from "./search/path.js";
import type { Verdicts } from "./search/verdicts.js";
import type { Work } from "./turns.js";

/** The graph of the reachable states, with the truth of what claims say of them. */
export interface Delivered<S> {
  /** Those that it has all for: indices into `Model.claims`. */
  readonly claims: readonly number[];
  readonly graph: GrowingGraph<S>;
  readonly predicates: Predicates<S>;
}

/** Something that is told of every step out of what was found, one state after another. */
interface EachStep extends Work {
  /** States whose steps are still to come. */
  readonly unexplored: number;
  /** What ended it early. */
  readonly cut: "stopped" | "memory" | undefined;
}

/** Step invariants, judged on every step. */
export interface JudgedSteps extends EachStep {
  /** Indices into `Model.claims`. */
  readonly claims: readonly number[];
  /**
   * Of those that are not true of all steps so far, the first one, in the order in which they were met: out of which state (a
   * number), and its place among the ways out of it that run to their end.
   */
  readonly broken: readonly { readonly claim: number; readonly from: number; readonly way: number }[];
  /** Are these all steps inside the constraints? */
  readonly complete: boolean;
  /** What evaluating them counted. */
  readonly counters: Pick<Counters, "evaluated" | "witnessed">;
}

/** What is seen of a spec that is refined, along every step. */
export interface SeenSteps extends EachStep {
  /** How many states are initial; they have the first numbers. */
  readonly initial: number;
  /** The key of what is seen in a state: equal ones mean the same; `NO_KEY`: that is not known, or an error. */
  keyOf(state: number): number;
}

/**
 * What a search that has ended knows: all that a verdict is made of, whatever visited the states. They are numbered in
 * the order in which they were found.
 */
export interface Explored<S> {
  /** Undefined only while the search runs. */
  readonly end: End | undefined;
  /** Distinct states inside the constraints. */
  readonly states: number;
  /** Distinct initial states inside the constraints. */
  readonly initial: number;
  readonly steps: number;
  /** States on the longest of the shortest paths. */
  readonly depth: number;
  /** Distinct states outside a constraint. */
  readonly outside: number;
  /** States inside that were found and not expanded, or not to the last way. */
  readonly unexplored: number;
  readonly verdicts: Verdicts<S, number>;
  /** For each transition, whether it was ever taken; and whether it ever led to another state. Zero means never. */
  readonly taken: ArrayLike<number>;
  readonly changed: ArrayLike<number>;
  /** Bytes written to disk; and the system's word for why it took no more, when that was the end. */
  readonly spilled?: number;
  readonly failure?: string | undefined;
  /** What evaluation counted, when it was not the engine's. */
  readonly counters?: Counters;
  /** Places of claims (`Model.sites`) of which the counters do not tell whether they were met in the states that these stand for. */
  readonly untold?: ReadonlySet<number>;
  /** What it took, as far as the search tells. */
  readonly effort?: Effort | undefined;
  /**
   * The graph of what was found, for those of the claims (indices into `Model.claims`) for which the search can deliver it,
   * after the end; undefined when there are none. `stop` is asked now and then; true ends its coming about.
   */
  deliver?(
    claims: readonly number[],
    behaviours: Behaviours<S>,
    stop: (() => boolean) | undefined,
  ): Delivered<S> | undefined;
  /** Those of the claims that it can judge on every step, after the end; undefined when there are none. `stop`: as above. */
  judgeSteps?(claims: readonly number[], stop: (() => boolean) | undefined): JudgedSteps | undefined;
  /**
   * What these expressions come to along every step, after the end; undefined where it cannot tell. `met` hears of changes in their
   * order, of the same one perhaps several times, and ends it by returning false. `stop`: as above.
   */
  seeSteps?(
    parts: readonly SeenPart[],
    met: (change: SeenChange) => boolean,
    stop: (() => boolean) | undefined,
  ): SeenSteps | undefined;
  /** The behaviour by which the state of this number was found: one of the shortest that lead there. */
  path(number: number): readonly PathState<S>[];
}
