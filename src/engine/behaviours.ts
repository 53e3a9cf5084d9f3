import type { Binding, Expr } from "../model/ir.js";
import type { Span } from "../source.js";
import type { Datum } from "./datum.js";
import type { Engine } from "./engine.js";
import type { Formula, Formulas } from "./formula.js";
import type { Explanation } from "./result.js";
import type { Fault, Truth } from "./system.js";
import type { Value } from "./values/value.js";

/**
 * What claims about steps and behaviours need of a spec, beside what a search needs of it. `S` is opaque. Claims are
 * named by their indices into `Model.claims`.
 */
export interface Behaviours<S> {
  /**
   * The steps out of a state, each with the number of its way among all ways of the state (those that met an error
   * included) and with who takes it. Stops where `visit` returns false.
   */
  steps(state: S, visit: (next: S, ordinal: number, actor: number) => boolean): void;
  readonly fairness: Fairness;
  /** A step invariant of a step, from one state to the next. */
  stepInvariant(claim: number, before: S, after: S): Truth;
  /** What an invariant or an `always possible` says of one state. */
  holdsIn(claim: number, state: S): Truth;
  /** The inductive step of an invariant. */
  induction(claim: number, options: InductionOptions): Induction<S>;
  /**
   * The formula of a `property`.
   *
   * @throws Unformed when it is none that can be checked
   */
  property(claim: number): Property<S>;
  /**
   * A claim as a formula over the smallest predicates, those that `and`, `or`, `forall` and their like are made of. They have no
   * truth here: one may stand for its negation. Undefined where it has too many parts, or something in it cannot be evaluated.
   */
  finest(claim: number): Pick<Property<S>, "formulas" | "conjuncts"> | undefined;
  /** What a `refines` refines; undefined where it cannot be told. */
  refining(claim: number): Refining<S> | undefined;
  /** Why a claim has the value that it has: of a state, or of a step when there is one after it. */
  explain(claim: number, before: S, after: S | undefined): Explanation;
  /** The same of an expression in which names are bound: what decides its value. */
  deciding(part: SeenPart, before: S, after: S | undefined): Explanation["parts"];
}

/**
 * Who is treated fairly. An actor is an action with its arguments, or a member of a process; the numbers of actors are
 * given as they are met, and those whom no fairness concerns share one.
 */
export interface Fairness {
  /** Grows as actors are met. */
  readonly groups: readonly FairGroup[];
  /** The groups (indices) that the steps of an actor belong to. */
  groupsOf(actor: number): readonly number[];
}

export interface FairGroup {
  readonly strength: "weak" | "strong";
  /** The `fairness` that declares it; undefined: the action or process is declared fair. */
  readonly declared?: Span | undefined;
  /** `P(2)`, `Read(John)`, `Send(1, _) or Retry(1)` */
  readonly name: string;
}

export interface InductionOptions {
  /** So many states put together at random, instead of all type-correct ones. `below`: a random integer in 0..bound-1. */
  readonly samples?: { readonly count: number; below(bound: number): number } | undefined;
}

/** Every step from every type-correct state that satisfies an invariant: does it lead to one that satisfies it? */
export interface Induction<S> {
  /** How many type-correct states there are: all that the types admit; infinite where one has no end. */
  readonly typeCorrect: number;
  /** Can all of them be enumerated? */
  readonly possible: boolean;
  /** Those of them that satisfy the invariant, so far; and the steps out of them. */
  readonly satisfying: number;
  readonly steps: number;
  /** A step that breaks the invariant. */
  readonly found: InductionCounterexample<S> | undefined;
  /** An error that evaluating the invariant met. */
  readonly fault: { readonly fault: Fault; readonly state: S } | undefined;
  /** Makes so many more choices. False at the end, or when something was found. */
  advance(choices: number): boolean;
}

export interface InductionCounterexample<S> {
  readonly before: S;
  /** The number of the way among all ways out of the state. */
  readonly ordinal: number;
  /** Undefined when the way met an error. */
  readonly after: S | undefined;
  readonly fault: Fault | undefined;
}

/** The spec that another refines. */
export interface Refining<S> {
  /** It, brought to life without its claims. */
  readonly engine: Engine<S>;
  /** Its state, as it is seen in a state of the spec that refines it. */
  seen(state: S): S | Fault;
  /** Of such a fault: the variable there that would have a value which is none of its type; undefined: it is another error. */
  outsideType(fault: Fault): string | undefined;
  /** What is evaluated for that. In states in which all of these have the same values, the same is seen. */
  readonly parts: readonly SeenPart[];
}

/** An expression over our state, with the names in it that are bound outside. */
export type SeenPart = Pick<Atom, "expr" | "names">;

/** A step along which something else is seen of a spec that is refined, or an error is met; what is seen is told by keys, an error by 0. */
export interface SeenChange {
  /** The number of the state, and the place of the step among the ways out of it that run to their end. */
  readonly from: number;
  readonly way: number;
  readonly before: number;
  readonly after: number;
}

/** A `property` as formulas over atomic predicates, which are numbers. */
export interface Property<S> {
  readonly formulas: Formulas;
  /** It is true when all of these are. */
  readonly conjuncts: readonly Conjunct[];
  /** What stands left of `~>` and `=>` in it and speaks of one state; the same place for each case of names around it. */
  readonly antecedents: readonly Antecedent[];
  /** The atomic predicates, by number. */
  readonly atoms: readonly Atom[];
  /** Does the predicate speak of steps? Then `truth` needs the state after the step. */
  isStep(atom: number): boolean;
  truth(atom: number, before: S, after: S | undefined): Truth;
}

/** An atomic predicate: what is true of an expression in a state or along a step. */
export interface Atom {
  readonly expr: Expr;
  /** The names in it that are bound outside, with their values. */
  readonly names: readonly { readonly binding: Binding; readonly value: Value }[];
  /** It has this value; or it is a set, and contains this one; else it is true itself. */
  readonly is: Value | undefined;
  readonly has: Value | undefined;
}

/** That an expression is true in which no name is bound outside. */
export function isTrue(expr: Expr): Atom {
  return { expr, names: [], is: undefined, has: undefined };
}

export interface Conjunct {
  readonly formula: Formula;
  /** Which one it is of those that a `forall` stands for: `i = 2`. */
  readonly bindings: readonly { readonly name: string; readonly value: Datum }[];
  /** The same with its text, to explain a counterexample by; it is put together when it is asked for. */
  clause(): Clause;
}

/** A formula as it is written. What a `forall` or `exists` stands for are its cases. */
export type Clause = { readonly text: string; readonly formula: Formula } & (
  | { readonly kind: "predicate"; readonly ofStep: boolean; readonly part: SeenPart }
  | { readonly kind: "not" | "always" | "eventually"; readonly operand: Clause }
  | { readonly kind: "and" | "or" | "implies" | "until" | "leadsTo"; readonly left: Clause; readonly right: Clause }
  /** The condition is one of a state. */
  | { readonly kind: "if"; readonly condition: Clause; readonly then: Clause; readonly else: Clause }
  | { readonly kind: "forall" | "exists"; readonly cases: readonly Case[]; readonly untold: number }
  /** Something else. */
  | { readonly kind: "other" }
);

export interface Case {
  readonly bindings: Conjunct["bindings"];
  readonly clause: Clause;
}

export interface Antecedent {
  readonly operator: "leadsTo" | "implies";
  readonly span: Span;
  /** The predicate. */
  readonly atom: number;
}

/** A temporal formula that cannot be checked, because something in it stands for too many cases. */
export class Unformed extends Error {
  constructor(
    readonly text: string,
    readonly most: number,
  ) {
    super(`\`${text}\` stands for more than ${most} values, each of which would be a formula of its own`);
    this.name = "Unformed";
  }
}

/** Names with their values, those of the inner one after those around it: once where both say the same. */
export function withBindings(around: Conjunct["bindings"], inner: Conjunct["bindings"]): Conjunct["bindings"] {
  const known = new Set(around.map((each) => JSON.stringify(each)));
  return [...around, ...inner.filter((each) => !known.has(JSON.stringify(each)))];
}
