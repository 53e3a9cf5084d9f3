import type { Span } from "../../source.js";
import type { Type } from "./types.js";

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
