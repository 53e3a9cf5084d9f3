import type { Source, Span } from "../../source.js";
import type { Binder, Binding, Expr, StepReference, Template } from "./expressions.js";
import type { Block } from "./statements.js";
import type { Type } from "./types.js";

export interface Constant {
  readonly name: string;
  readonly type: Type;
  /** The default, or what the model or `--const` put in; may use constants of smaller index. */
  readonly value: Expr;
  /** Does a bound of some type use it (types are concrete here, so that no expression tells)? */
  readonly inTypes: boolean;
  readonly span: Span;
}

export interface Assumption {
  readonly condition: Expr;
  readonly span: Span;
}

export type VariableRole =
  | { readonly kind: "variable" }
  | { readonly kind: "channel"; readonly channel: number }
  /** A value of the labels' type (see `Process`), or a function from the process's parameter to it. */
  | { readonly kind: "pc"; readonly process: number }
  /** A local, or a function from the process's parameter to it. */
  | { readonly kind: "local"; readonly process: number };

export interface Variable {
  readonly name: string;
  readonly doc: string | undefined;
  readonly role: VariableRole;
  /** Of the whole slot. For `pc` and `local` of a process with a parameter the keys are the members of `Process.set` alone. */
  readonly type: Type;
  readonly span: Span;
}

export type Initial =
  | { readonly kind: "value"; readonly value: Expr }
  /** Any value of the type. */
  | { readonly kind: "any" }
  | { readonly kind: "in"; readonly set: Expr };

/** In the order in which first values are chosen: variables of smaller slots are set already. */
export interface Initialisation {
  readonly slot: number;
  readonly initial: Initial;
  /** For a local of a process with a parameter: its parameter; the first value is chosen for each member by itself. */
  readonly parameter: Binding | undefined;
  readonly span: Span;
}

export interface Definition {
  readonly name: string;
  readonly parameters: readonly Binding[];
  readonly body: Expr;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface Channel {
  readonly name: string;
  readonly slot: number;
  /** Undefined: one mailbox alone. */
  readonly key: Type | undefined;
  readonly message: Type;
  readonly max: number | undefined;
  readonly fifo: boolean;
  readonly lossy: boolean;
  readonly duplicating: boolean;
}

export type Fairness = "none" | "weak" | "strong";

export interface Action {
  readonly name: string;
  readonly doc: string | undefined;
  readonly fairness: Fairness;
  /** Every pattern of every binder is one parameter, in order. */
  readonly parameters: readonly Binder[];
  readonly body: Block;
  readonly says: Template | undefined;
  readonly span: Span;
}

export interface Label {
  readonly name: string;
  /** From the label to the next one reached; every way through ends in `goto`. Empty for `done`, where no step starts. */
  readonly body: Block;
  readonly says: Template | undefined;
  readonly span: Span;
}

export interface Process {
  readonly name: string;
  readonly doc: string | undefined;
  readonly fairness: Fairness;
  /** Undefined: one process alone. */
  readonly parameter: Binding | undefined;
  /** Its members: uses constants only. Undefined exactly when `parameter` is. */
  readonly set: Expr | undefined;
  readonly pc: number;
  /** Slots of the locals in the order of declaration. */
  readonly locals: readonly number[];
  /** In the order of the text; the first is where it starts; the last is always `done`. */
  readonly labels: readonly Label[];
  readonly span: Span;
}

/**
 * A thing that takes steps, in the order in which successors are enumerated: actions and processes as declared, then
 * losing for each lossy channel. Within one: parameter values or members in canonical order, then the ways through in
 * the order of the text.
 */
export type Stepper =
  | { readonly kind: "action"; readonly action: number }
  | { readonly kind: "process"; readonly process: number }
  | { readonly kind: "lose"; readonly channel: number };

export type ClaimKind =
  | "invariant"
  | "inductive invariant"
  | "step invariant"
  | "property"
  | "reachable"
  | "always possible"
  | "refines";

export interface Claim {
  readonly kind: ClaimKind;
  readonly name: string;
  readonly doc: string | undefined;
  /** Undefined for `refines`. */
  readonly predicate: Expr | undefined;
  /** Of `refines`; undefined where it says nothing that could be checked. */
  readonly refinement?: Refinement | undefined;
  readonly span: Span;
}

/** The spec that this one refines, and how its state is seen in ours. */
export interface Refinement {
  readonly abstract: Model;
  /** For each of its variables. */
  readonly parts: readonly MappedPart[];
}

export interface MappedPart {
  /** Over our state. */
  readonly value: Expr;
  /** For a place or local of a process with a parameter: its parameter; the value is that of each member by itself. */
  readonly parameter: Binding | undefined;
  /** Index into the processes of the abstract model. */
  readonly process: number | undefined;
  /** Is the value the index of a label of that process? */
  readonly label: boolean;
}

export interface Constraint {
  readonly name: string;
  readonly doc: string | undefined;
  readonly predicate: Expr;
  readonly span: Span;
}

/** Either a value or a sentence. */
export interface Show {
  readonly name: string;
  readonly value: Expr | undefined;
  readonly says: Template | undefined;
  readonly span: Span;
}

export interface FairnessGroup {
  readonly strength: "weak" | "strong";
  readonly binders: readonly Binder[];
  readonly group: readonly StepReference[];
  readonly span: Span;
}

export type Expectation =
  | { readonly kind: "holds"; readonly claim: string; readonly within: readonly string[]; readonly span: Span }
  | { readonly kind: "fails"; readonly claim: string; readonly steps: number | undefined; readonly span: Span }
  | { readonly kind: "deadlock"; readonly span: Span }
  | { readonly kind: "states" | "steps" | "depth"; readonly count: number; readonly span: Span };

/** The chosen model of the spec: its constants are already in `Model.constants`. */
export interface ChosenModel {
  readonly name: string;
  readonly expectations: readonly Expectation[];
  readonly span: Span;
}

/** Where an implication or a quantifier of a claim stands. */
export interface Site {
  readonly kind: "implies" | "quantifier";
  /** Of the left side of an implication, of the whole quantifier. */
  readonly span: Span;
  /** Index into `Model.claims`; the first claim that contains it, when it stands in a definition. */
  readonly claim: number;
}

export interface Model {
  readonly name: string;
  readonly doc: string | undefined;
  readonly source: Source;
  /** Undefined when the spec has no models or is checked without one. */
  readonly chosen: ChosenModel | undefined;
  readonly constants: readonly Constant[];
  readonly assumptions: readonly Assumption[];
  readonly variables: readonly Variable[];
  readonly initialisations: readonly Initialisation[];
  /** Runs on the initial values; empty when the spec has none. */
  readonly init: Block;
  readonly definitions: readonly Definition[];
  readonly channels: readonly Channel[];
  readonly actions: readonly Action[];
  readonly processes: readonly Process[];
  readonly steppers: readonly Stepper[];
  readonly fairness: readonly FairnessGroup[];
  readonly claims: readonly Claim[];
  readonly done: Expr | undefined;
  readonly constraints: readonly Constraint[];
  readonly shows: readonly Show[];
  /** Names of types declared `symmetric`. */
  readonly symmetric: readonly string[];
  /** Implications and quantifiers of claims by their site numbers. */
  readonly sites: readonly Site[];
  /** One more than the greatest binding number. */
  readonly bindings: number;
}
