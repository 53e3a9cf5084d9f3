import type { Source, Span } from "../source.js";

/*
 * The model: a spec with its names resolved, its types known and its constants put in; what both engines read.
 *
 * A state is a vector of values, one for each entry of `Model.variables`: declared variables, then channels, then for
 * each process its place (`pc`) and its locals. A name bound by a binder, a parameter, `let`, a pattern or a definition's
 * parameter has a *binding number*, unique in the whole model, so that an environment is one array and nothing in it is
 * ever captured or renamed. Definitions are not recursive, so a number is never needed twice at a time within one
 * evaluation.
 *
 * Everything implicit in the language is explicit here: `check` where a value must belong to a declared type, `require`
 * where a `T?` is used as a T, sequences and functions told apart by the type of what is indexed, names of types as
 * `domain`, and a definition used at two types stands twice in `definitions`.
 */

// ----------------------------------------------------------------------------------------------------------- types

export type Type =
  | { readonly kind: "bool" }
  | { readonly kind: "int" }
  /** May be empty only where nothing of it is ever stored. */
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  /** An enumeration or a tagged union; `name` is the declared one. Also the labels of a process (see `Process`). */
  | { readonly kind: "variants"; readonly name: string; readonly variants: readonly VariantType[] }
  | { readonly kind: "record"; readonly fields: readonly FieldType[] }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  /** `none` or a value of `of`; never nested. */
  | { readonly kind: "option"; readonly of: Type }
  | { readonly kind: "set"; readonly of: Type }
  /** `max`: the greatest length, when bounded. */
  | { readonly kind: "seq"; readonly of: Type; readonly max: number | undefined }
  | { readonly kind: "function"; readonly key: Type; readonly value: Type }
  | { readonly kind: "symmetric"; readonly name: string; readonly size: number };

export interface VariantType {
  readonly name: string;
  readonly fields: readonly FieldType[];
}

export interface FieldType {
  readonly name: string;
  readonly type: Type;
}

// ----------------------------------------------------------------------------------------------------- expressions

export type Arithmetic = "+" | "-" | "*" | "div" | "mod";
export type Comparison = "<" | "<=" | ">" | ">=";

/** Built-in functions; `min` and `max` of two ints are `least` and `greatest`. */
export type Builtin =
  | "size"
  | "len"
  | "min"
  | "max"
  | "least"
  | "greatest"
  | "sum"
  | "head"
  | "tail"
  | "last"
  | "append"
  /** The values of a sequence or (but `none`) of a function. */
  | "range"
  /** The keys of a function whose value is not `none`; 1..len of a sequence. */
  | "domain"
  | "powerset";

/** What a name stands for inside one evaluation. */
export interface Binding {
  readonly number: number;
  readonly name: string;
  readonly type: Type;
}

/** Each pattern ranges over the set by itself, later ones fastest; the set may use earlier names. Patterns always match. */
export interface Binder {
  readonly patterns: readonly Pattern[];
  readonly set: Expr;
}

export interface ExprOf {
  literal: { readonly value: boolean | number | null };
  /** `Model.constants[index]`. */
  constant: { readonly index: number };
  /** `Model.variables[slot]`; the whole function when it is a local of a process with a parameter. */
  variable: { readonly slot: number };
  binding: { readonly binding: Binding };
  /** A value of a `variants` type: the node's own type. */
  variant: { readonly variant: number; readonly arguments: readonly Expr[] };
  /** Fields in the order of the node's type; evaluated in that order. */
  record: { readonly fields: readonly Expr[] };
  tuple: { readonly items: readonly Expr[] };
  set: { readonly elements: readonly Expr[] };
  seq: { readonly elements: readonly Expr[] };
  /** `Model.definitions[definition]`; arguments first, from left to right. */
  call: { readonly definition: number; readonly arguments: readonly Expr[] };
  builtin: { readonly name: Builtin; readonly arguments: readonly Expr[] };
  not: { readonly operand: Expr };
  negate: { readonly operand: Expr };
  arithmetic: { readonly operator: Arithmetic; readonly left: Expr; readonly right: Expr };
  /** Ints, or tuples of ints lexicographically. */
  compare: { readonly operator: Comparison; readonly left: Expr; readonly right: Expr };
  equal: { readonly negated: boolean; readonly left: Expr; readonly right: Expr };
  and: { readonly left: Expr; readonly right: Expr };
  or: { readonly left: Expr; readonly right: Expr };
  /** `site` numbers the implications of claims for the finding "left side never true"; undefined elsewhere. */
  implies: { readonly left: Expr; readonly right: Expr; readonly site: number | undefined };
  iff: { readonly left: Expr; readonly right: Expr };
  member: { readonly negated: boolean; readonly element: Expr; readonly set: Expr };
  subset: { readonly left: Expr; readonly right: Expr };
  union: { readonly left: Expr; readonly right: Expr };
  difference: { readonly left: Expr; readonly right: Expr };
  intersect: { readonly left: Expr; readonly right: Expr };
  concat: { readonly left: Expr; readonly right: Expr };
  /** The set low..high, empty when low > high. */
  interval: { readonly low: Expr; readonly high: Expr };
  /** The set of all values of a type: a named type, `bool`, `(K -> V)`. To be enumerated lazily in quantifiers. */
  domain: { readonly of: Type };
  /** `m[k]` of a function. A key outside the function's keys is a fault. */
  apply: { readonly target: Expr; readonly key: Expr };
  /** `s[i]` of a sequence, from 1. */
  element: { readonly target: Expr; readonly index: Expr };
  /** A field of a record by its position in the type. */
  field: { readonly target: Expr; readonly field: number };
  withField: { readonly target: Expr; readonly field: number; readonly value: Expr };
  withKey: { readonly target: Expr; readonly key: Expr; readonly value: Expr };
  withElement: { readonly target: Expr; readonly index: Expr; readonly value: Expr };
  if: { readonly condition: Expr; readonly then: Expr; readonly else: Expr };
  /** A pattern that does not match is a fault. */
  let: { readonly pattern: Pattern; readonly value: Expr; readonly body: Expr };
  match: { readonly subject: Expr; readonly arms: readonly { readonly pattern: Pattern; readonly body: Expr }[] };
  /** `site` numbers the quantifiers of claims for the finding "always over an empty set"; undefined elsewhere. */
  quantifier: {
    readonly quantifier: "forall" | "exists";
    readonly binders: readonly Binder[];
    readonly body: Expr;
    readonly site: number | undefined;
  };
  the: { readonly binder: Binder; readonly body: Expr };
  filter: { readonly binder: Binder; readonly predicate: Expr };
  map: { readonly binders: readonly Binder[]; readonly element: Expr };
  /**
   * `[p in S, q in T: e]`; the node's type says what keys it must cover: with a value type `T?`, `none` where no binder
   * reaches; else every key of the type must be reached (a fault if not). A key outside the type is a fault.
   */
  function: { readonly binders: readonly Binder[]; readonly body: Expr };
  fold: { readonly accumulator: Binding; readonly initial: Expr; readonly binder: Binder; readonly body: Expr };
  /** Is the process at one of these labels (indices into `Process.labels`)? A key that is no process is a fault. */
  at: { readonly process: number; readonly instance: Expr | undefined; readonly labels: readonly number[] };
  /** Is a step of it possible? An `undefined` argument is `_`. */
  enabled: { readonly step: StepReference };
  /** The operand's value if it belongs to the node's type, else a fault (`range`). Stands at assignments, sends, fields, keys. */
  check: { readonly operand: Expr };
  /** The operand's value unless it is `none`, which is a fault. The node's type is the T of the operand's `T?`. */
  require: { readonly operand: Expr };
  /** The operand in the state after the step. Only in claims about steps and behaviours. */
  prime: { readonly operand: Expr };
  always: { readonly operand: Expr };
  eventually: { readonly operand: Expr };
  until: { readonly left: Expr; readonly right: Expr };
  leadsTo: { readonly left: Expr; readonly right: Expr };
}

/** `span` is the text that the node came from; faults and explanations quote it. */
export type Expr = {
  [K in keyof ExprOf]: { readonly kind: K; readonly type: Type; readonly span: Span } & ExprOf[K];
}[keyof ExprOf];
export type ExprNode<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

export type Pattern =
  | { readonly kind: "wildcard" }
  | { readonly kind: "binding"; readonly binding: Binding }
  /** A boolean, an integer, or null for `none`. */
  | { readonly kind: "literal"; readonly value: boolean | number | null }
  | { readonly kind: "variant"; readonly variant: number; readonly arguments: readonly Pattern[] }
  | { readonly kind: "record"; readonly fields: readonly { readonly field: number; readonly pattern: Pattern }[] }
  | { readonly kind: "tuple"; readonly items: readonly Pattern[] };

export interface StepReference {
  readonly kind: "action" | "process";
  /** Index into `Model.actions` or `Model.processes`. */
  readonly index: number;
  readonly arguments: readonly (Expr | undefined)[];
}

export interface Template {
  readonly parts: readonly (string | Expr)[];
}

// ------------------------------------------------------------------------------------------------------ statements

export type Block = readonly Statement[];

export interface StatementOf {
  /** `variables[slot]` at the path := value; the value is already `check`ed. A path through a missing key is a fault. */
  assign: { readonly slot: number; readonly path: readonly Access[]; readonly value: Expr };
  when: { readonly condition: Expr };
  assert: { readonly condition: Expr };
  let: { readonly pattern: Pattern; readonly value: Expr };
  if: { readonly condition: Expr; readonly then: Block; readonly else: Block };
  either: { readonly branches: readonly Block[] };
  /** One way through for each choice of all binders. Later statements of the surrounding block follow each way. */
  pick: { readonly binders: readonly Binder[]; readonly body: Block };
  for: { readonly binders: readonly Binder[]; readonly body: Block };
  match: { readonly subject: Expr; readonly arms: readonly { readonly pattern: Pattern; readonly body: Block }[] };
  send: { readonly channel: number; readonly key: Expr | undefined; readonly message: Expr };
  receive: { readonly channel: number; readonly key: Expr | undefined; readonly pattern: Pattern };
  /** Ends the step with the running process at this label (an index into `Process.labels`). */
  goto: { readonly label: number };
}

export type Statement = {
  [K in keyof StatementOf]: { readonly kind: K; readonly span: Span } & StatementOf[K];
}[keyof StatementOf];
export type StatementNode<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export type Access =
  | { readonly kind: "key"; readonly key: Expr; readonly span: Span }
  | { readonly kind: "element"; readonly index: Expr; readonly span: Span }
  | { readonly kind: "field"; readonly field: number; readonly span: Span };

// ----------------------------------------------------------------------------------------------------------- parts

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
  readonly span: Span;
}

export interface Constraint {
  readonly name: string;
  readonly doc: string | undefined;
  readonly predicate: Expr;
  readonly span: Span;
}

export interface Show {
  readonly name: string;
  readonly value: Expr;
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
