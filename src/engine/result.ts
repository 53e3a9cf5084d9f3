import type { ClaimKind } from "../model/ir.js";
import type { Span } from "../source.js";
import type { Datum } from "./datum.js";
import type { Fault } from "./system.js";

/*
 * What comes out of a run, as plain data (it survives JSON and msgpack): what report/ words and the API returns.
 */

export interface Counts {
  /** Distinct reachable states, those outside a constraint not among them. */
  readonly states: number;
  readonly initial: number;
  /** Steps that ran to their end, to new and known states alike; initial states are not among them. */
  readonly steps: number;
  /** States on the longest of the shortest paths from an initial state. */
  readonly depth: number;
  /** Distinct states outside a constraint: checked, not left, not in `states`. */
  readonly outside: number;
}

/** Why a run did not visit everything. */
export type Cut =
  | { readonly kind: "max-states"; readonly limit: number }
  | { readonly kind: "max-depth"; readonly limit: number }
  | { readonly kind: "time"; readonly seconds: number }
  /** `limit`: the bytes that were allowed, when that was the bound; `disk`: whether there was one to take more. */
  | { readonly kind: "memory"; readonly limit?: number | undefined; readonly disk?: boolean | undefined }
  /** `reason`: the system's word for why the disk takes no more, or gives back nothing, like `ENOSPC`. */
  | { readonly kind: "disk"; readonly reason: string }
  | { readonly kind: "interrupted" };

/** What evaluated the spec: code generated for it, or the reference engine, which defines the language. */
export interface EngineUsed {
  readonly name: "generated" | "reference";
  /** The construct for which the reference engine stood in, when nobody asked for it. */
  readonly refused: string | undefined;
  /** Claims, by name, for which the reference engine explored all once more, though generated code had searched. */
  readonly interpreted?: readonly string[] | undefined;
}

export type Status = "holds" | "fails" | "incomplete";

export interface CheckResult {
  readonly spec: string;
  /** Name of the source (usually its path). */
  readonly file: string;
  readonly model: string | undefined;
  readonly constants: readonly { readonly name: string; readonly value: Datum }[];
  readonly status: Status;
  /** False: the search stopped at the first violation or was cut: the counts are "so far". */
  readonly exact: boolean;
  readonly counts: Counts;
  readonly cut: Cut | undefined;
  /** States found but not expanded when the run was cut or stopped. */
  readonly unexplored: number;
  readonly seconds: number;
  /** Where there is no initial state: what leaves none. */
  readonly noStart?: readonly Wait[] | undefined;
  /** Deadlock first, then in the order of declaration. */
  readonly claims: readonly ClaimResult[];
  /** Errors of the spec met while evaluating, the first at each place. */
  readonly faults: readonly FaultResult[];
  readonly findings: readonly Finding[];
  /** Constraints that cut something off, with the number of states and one example. */
  readonly constraints: readonly {
    readonly name: string;
    readonly outside: number;
    readonly example: Trace | undefined;
  }[];
  readonly engine: EngineUsed;
  /** Bytes written to disk because memory did not hold them. */
  readonly spilled: number;
  /** Undefined: no variable holds values that could be exchanged. */
  readonly symmetry: SymmetryUsed | undefined;
}

/** Symmetric types, and whether one state was visited for all that differ by a permutation of their values alone. */
export interface SymmetryUsed {
  readonly types: readonly string[];
  /** How many permutations there are: so many states may be one. */
  readonly permutations: number;
  /** Why every state was visited, in a clause; undefined: one of each orbit was, and the counts are of orbits. */
  readonly unreduced: string | undefined;
}

export type ClaimStatus =
  | "holds"
  /** Holds in every state inside the constraints named in `within`. */
  | "holds within"
  | "fails"
  /** The search ended before it could tell. */
  | "undecided"
  /** This version cannot check such a claim yet; `reason` says so. */
  | "not checked yet"
  /** Neither the model nor `--claim` names it. */
  | "not selected";

export interface ClaimResult {
  readonly kind: ClaimKind | "deadlock";
  /** `deadlock` for the claim that every specification makes. */
  readonly name: string;
  readonly doc: string | undefined;
  readonly span: Span | undefined;
  readonly status: ClaimStatus;
  /** Constraints that cut something off while it passed. */
  readonly within: readonly string[];
  readonly reason: string | undefined;
  /** The shortest counterexample, or the witness of a `reachable`. */
  readonly trace: Trace | undefined;
  readonly why: Explanation | undefined;
  /** Of an invariant whose inductive step was looked at. */
  readonly induction?: InductionResult | undefined;
  /** Of a claim that fails, where that was asked for. */
  readonly choices?: Choices | undefined;
  /** Of a deadlock: what everybody waits for. */
  readonly waits?: readonly Wait[] | undefined;
}

/** A place at which ways end that are no steps. */
export interface Wait {
  /** `start`: there is no initial state, because of a first value or of `init`. */
  readonly kind: "action" | "label" | "start";
  /** Of the action or process; of the variable, or `init`. */
  readonly name: string;
  /** The label at which a process is. */
  readonly from: string | undefined;
  /** A guard is false; a mailbox takes no more; no message in one matches; there is nothing to choose. */
  readonly reason: "false" | "full" | "no message" | "empty";
  /** Where it stands, counted from 1, and what stands there, as written: `when not chosen[2]`. */
  readonly line: number;
  readonly text: string;
  /** The first ways that end there, and how many more there are; of `start`, as many as were looked at. */
  readonly ways: readonly WaitingWay[];
  readonly untold: number;
}

export interface WaitingWay {
  /** See `TraceStep.arguments`, `TraceStep.bindings`. */
  readonly arguments: readonly Datum[];
  readonly bindings: TraceStep["bindings"];
  /** See `Explanation.parts`. */
  readonly parts: Explanation["parts"];
}

/**
 * Can what a behaviour shows still be avoided from some state on? `yes`: a behaviour goes on from there that never meets it,
 * and goes on as long as a step is possible that changes something. `open`: only, if at all, by way of states outside a
 * constraint. `unknown`: it was not found out.
 */
export type Avoidable = "yes" | "open" | "no" | "unknown";

/** What else was possible along a behaviour, and which of it would have avoided what the behaviour ends in. */
export interface Choices {
  /** Index of the last state from which it could still be avoided. Undefined: of none, or that was not found out. */
  readonly pointOfNoReturn: number | undefined;
  /** For each state out of which a step was taken. */
  readonly states: readonly StateChoices[];
  /**
   * Where it cannot be avoided from the first state on: how many initial states there are, those from which it can, and those
   * from which it can as far as the constraints let one see.
   */
  readonly initial: { readonly states: number; readonly avoidable: number; readonly open: number } | undefined;
}

export interface StateChoices {
  readonly avoidable: Avoidable;
  /** The other steps that were possible and change something, and whether it can be avoided after them. */
  readonly others: readonly OtherChoice[];
  /** So many more are not told. */
  readonly untold: number;
}

export interface OtherChoice {
  readonly step: TraceStep;
  readonly avoidable: Avoidable;
  /** The state that it leads to, like `TraceState.values`; only where another step out of the same state reads the same. */
  readonly values?: readonly Datum[] | undefined;
}

/** An inductive step: of all type-correct states, those that satisfy an invariant, and where their steps lead. */
export interface InductionResult {
  /** Distinct initial states, in which the invariant is true: the base case. */
  readonly initial: number;
  /** How many states the types admit; undefined: there is no end of them. */
  readonly typeCorrect: number | undefined;
  /** How many of them satisfy the invariant, and how many steps lead out of these; so far, when not all were visited. */
  readonly satisfying: number;
  readonly steps: number;
  /** So many were drawn at random with this seed, instead of visiting all. */
  readonly sampled: { readonly count: number; readonly seed: number } | undefined;
  /** Were all visited, or all samples drawn? */
  readonly complete: boolean;
  /** Is the first state of the counterexample reachable? Undefined when that is not known. */
  readonly reachable: boolean | undefined;
  /** The error that the step of the counterexample met. */
  readonly error: { readonly message: string; readonly step: TraceStep } | undefined;
}

export interface FaultResult {
  readonly fault: Fault;
  /** Where: in which step, claim, constraint, `init`. */
  readonly during: string;
  /** The step in which evaluation failed, as far as it got; undefined when it was none. */
  readonly step: TraceStep | undefined;
  /** The behaviour that led there; its last state is the one in which evaluation failed. No state when it failed in `init`. */
  readonly trace: Trace;
  /** Where that was asked for. */
  readonly choices?: Choices | undefined;
}

/** Why a claim is false (or a witness true) in the last state: the values of the parts that decide it. */
export interface Explanation {
  /** The text of the claim. */
  readonly text: string;
  readonly value: boolean;
  /** Witnesses of quantifiers: `i = 1, j = 2`. */
  readonly bindings: readonly { readonly name: string; readonly value: Datum }[];
  /** The deciding sub-expressions, outermost first, as written, with their values. */
  readonly parts: readonly { readonly text: string; readonly value: Datum }[];
  /** Of a temporal claim: the state (by index) in which the parts have these values, or the one before the step of which they tell. */
  readonly partsOf?: { readonly state: number; readonly step: boolean } | undefined;
  /** Of a temporal claim: where the behaviour does not do what it says. */
  readonly failing?: readonly Failing[] | undefined;
}

/** How a temporal formula fails along a behaviour that never ends. States are told by index, formulas as written. */
export type Failing =
  /** `left ~> right`: from this state on, in which the left is true, the right never is. Where one of them is of steps each is told by itself. */
  | FailingOf<"leads to nothing", "state" | "left" | "right">
  /** `always p`: here it is false. `of step`, as in what follows: of the step out of this state. */
  | FailingOf<"false" | "false of step", "state" | "text">
  /** `eventually p`: from this state on it never is true. */
  | FailingOf<"never true" | "never true of step", "state" | "text">
  /** `always eventually p`: in the loop it never is true. */
  | FailingOf<"no more" | "no more of step", "text">
  /** `eventually always p`: in this state of the loop it is false, again and again. */
  | FailingOf<"false again" | "false again of step", "state" | "text">
  /** `left until right`: the left is false in `state`, and the right is not true from `from` to there. */
  | FailingOf<"not until", "from" | "state" | "left" | "right">
  /** The same of the right alone, after what was said of the left. */
  | FailingOf<"not before" | "not before of step", "from" | "state" | "text">
  /** `p => q`: p is true here; `from here`: of what follows from here on. */
  | FailingOf<"true" | "true of step" | "true from here", "state" | "text">
  /** A formula is false of what follows from here on. */
  | FailingOf<"false from here", "state" | "text">
  /** Of the other cases of an `exists` so many are not told. */
  | FailingOf<"and so on", "count">;

interface FailingParts {
  readonly from: number;
  readonly state: number;
  readonly count: number;
  readonly text: string;
  readonly left: string;
  readonly right: string;
}

/** `bindings`: the case of an `exists` or `forall` of which it is told. `again`: only when the loop comes there once more. */
export type FailingOf<Kind extends string, Parts extends keyof FailingParts> = Pick<FailingParts, Parts> & {
  readonly kind: Kind;
  readonly bindings?: Explanation["bindings"] | undefined;
  readonly again?: boolean | undefined;
};

export interface Trace {
  /** From an initial state on; from any type-correct one when `arbitrary`. */
  readonly states: readonly TraceState[];
  readonly arbitrary?: boolean | undefined;
  /** How a behaviour goes on that never ends. */
  readonly loop?: Loop | undefined;
  /** Names, types of slots and actors are the same all along. */
  readonly variables: readonly TraceVariable[];
}

/** What comes again and again after the last state of a behaviour that never ends. */
export interface Loop {
  /** Index of the state to which it comes back; that of the last one when it stays there for ever. */
  readonly start: number;
  /** The step from the last state back; undefined: no step is taken any more. */
  readonly back: TraceStep | undefined;
  /** The step of a spec that is refined which is seen on the way back, where its state changes. */
  readonly seen?: TraceState["seen"];
  /** For each fair group, why this is fair to it. */
  readonly fairness: readonly LoopFairness[];
}

export interface LoopFairness {
  readonly strength: "weak" | "strong";
  /** `P(2)`, `Read(John)`, `Send(1, _) or Retry(1)` */
  readonly name: string;
  /** It takes a step in the loop; none is possible in the state with this index; none is possible anywhere in the loop. */
  readonly treatment: "taken" | "impossible" | "never possible";
  readonly state: number | undefined;
}

export interface TraceVariable {
  /** `b`, `road`, `P.at`, `P.unchecked`; pc and locals of a process with a parameter are functions of it. */
  readonly name: string;
  readonly role: "variable" | "channel" | "pc" | "local";
  readonly process: string | undefined;
}

export interface TraceState {
  /** The step that led here; undefined for the initial state. */
  readonly step: TraceStep | undefined;
  /** One for each of `Trace.variables`. */
  readonly values: readonly Datum[];
  /** What `show` declarations tell; and of a spec that is refined, by names with a point (`Mutex.inside`), what is seen of it. */
  readonly shows: readonly { readonly name: string; readonly value: Shown }[];
  /** The step of a spec that is refined which is seen here, where its state changes; `name`: of that claim. */
  readonly seen?: { readonly name: string; readonly step: TraceStep } | undefined;
}

/** A value; a sentence; why the value could not be evaluated. */
export type Shown = Datum | { readonly said: string } | { readonly fault: string };

export interface TraceStep {
  readonly kind: "action" | "label" | "lose";
  /** The action's or process's name, or the channel's for `lose`. */
  readonly name: string;
  /** Parameter values; the mailbox's key for `lose`. */
  readonly arguments: readonly Datum[];
  /** Labels, for a step of a process. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly says: string | undefined;
  readonly doc: string | undefined;
  /** What `pick`, `let`, `receive` named on the way, in order. */
  readonly bindings: readonly { readonly name: string; readonly value: Datum }[];
  /** Messages sent, received and lost, in order. */
  readonly messages: readonly MessageEvent[];
}

export interface MessageEvent {
  readonly kind: "send" | "receive" | "lose";
  readonly channel: string;
  readonly key: Datum | undefined;
  readonly message: Datum;
}

export type Finding =
  | { readonly kind: "step never taken"; readonly name: string; readonly span: Span }
  | { readonly kind: "label never reached"; readonly name: string; readonly span: Span }
  /** An action or label each of whose steps left the state as it was. */
  | { readonly kind: "step changes nothing"; readonly name: string; readonly span: Span }
  | { readonly kind: "left side never true"; readonly claim: string; readonly text: string; readonly span: Span }
  /** The left side of a `~>`. */
  | { readonly kind: "leads from nowhere"; readonly claim: string; readonly text: string; readonly span: Span }
  /** A claim that would be true of any spec. */
  | { readonly kind: "true of every behaviour"; readonly claim: string; readonly text: string; readonly span: Span }
  /** A property that is true with every step removed: what it says comes about is there at once. */
  | { readonly kind: "needs no step"; readonly claim: string; readonly text: string; readonly span: Span }
  | { readonly kind: "always over an empty set"; readonly claim: string; readonly text: string; readonly span: Span }
  | {
      readonly kind: "no claim depends on";
      readonly what: "variable" | "channel" | "constant";
      readonly name: string;
      readonly span: Span;
    }
  /** A `fairness` of steps none of which is ever possible, or changes something. */
  | { readonly kind: "fair to nothing"; readonly name: string; readonly span: Span }
  | { readonly kind: "cut off by a constraint"; readonly name: string; readonly outside: number; readonly span: Span };

/** A random behaviour: `simulate`. */
export interface SimulationResult {
  readonly spec: string;
  readonly file: string;
  readonly model: string | undefined;
  readonly constants: readonly { readonly name: string; readonly value: Datum }[];
  readonly seed: number;
  readonly runs: number;
  /** Steps taken in all runs. */
  readonly steps: number;
  /** Why each run ended, counted. */
  readonly endings: {
    readonly length: number;
    readonly deadlock: number;
    readonly done: number;
    readonly constraint: number;
    readonly violation: number;
  };
  readonly status: "fails" | "no violation found";
  /** The violated claims and faults, with the behaviour of the run that met each first. */
  readonly claims: readonly ClaimResult[];
  readonly faults: readonly FaultResult[];
  /** The last run, to look at when nothing failed. */
  readonly sample: Trace | undefined;
}
