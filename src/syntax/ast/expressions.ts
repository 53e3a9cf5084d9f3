import type { Span } from "../../source.js";
import type { Name, Node } from "./nodes.js";
import type { TypeExpr } from "./types.js";

/** `A(p, _)`: steps of an action or a process; `undefined` stands for `_`. */
export interface StepReference extends Node {
  readonly name: Name;
  readonly arguments: readonly (Expr | undefined)[];
}

export type UnaryOperator = "not" | "-" | "always" | "eventually";

export type BinaryOperator =
  | "~>"
  | "until"
  | "<=>"
  | "=>"
  | "or"
  | "and"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "subset of"
  | "union"
  | "\\"
  | "intersect"
  | ".."
  | "+"
  | "-"
  | "++"
  | "*"
  | "div"
  | "mod";

/** `x, y in S`: each pattern ranges over S by itself. */
export interface Binder extends Node {
  readonly patterns: readonly Pattern[];
  readonly set: Expr;
}

export type Update =
  | { readonly kind: "field"; readonly span: Span; readonly name: Name; readonly value: Expr }
  | { readonly kind: "index"; readonly span: Span; readonly keys: readonly Expr[]; readonly value: Expr };

export interface ExprOf {
  int: { readonly value: number };
  bool: { readonly value: boolean };
  none: object;
  name: { readonly text: string };
  /** A definition, a built-in, a variant, or a process when it stands left of `.` or `at`. */
  call: { readonly callee: Name; readonly arguments: readonly Expr[] };
  enabled: { readonly step: StepReference };
  /** `m[k]`; several keys are one tuple key. */
  index: { readonly target: Expr; readonly keys: readonly Expr[] };
  /** A field of a record, or a local of a process: `P(i).x`. */
  field: { readonly target: Expr; readonly name: Name };
  prime: { readonly operand: Expr };
  unary: { readonly operator: UnaryOperator; readonly operand: Expr };
  binary: { readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr };
  /** `P(i) at cs`, `P at {L2, L3}`; `done` is a label like others here. */
  at: { readonly process: Expr; readonly labels: readonly Name[]; readonly braces: boolean };
  with: { readonly target: Expr; readonly updates: readonly Update[] };
  quantifier: { readonly quantifier: "forall" | "exists"; readonly binders: readonly Binder[]; readonly body: Expr };
  the: { readonly pattern: Pattern; readonly set: Expr; readonly body: Expr };
  let: { readonly pattern: Pattern; readonly value: Expr; readonly body: Expr };
  if: { readonly condition: Expr; readonly then: Expr; readonly else: Expr };
  fold: {
    readonly accumulator: Name;
    readonly initial: Expr;
    readonly pattern: Pattern;
    readonly set: Expr;
    readonly body: Expr;
  };
  /** `{x in S: p}` */
  filter: { readonly pattern: Pattern; readonly set: Expr; readonly predicate: Expr };
  /** `{e for x in S, y in T}` */
  map: { readonly element: Expr; readonly binders: readonly Binder[] };
  set: { readonly elements: readonly Expr[] };
  /** `[p in S, q in T: e]` */
  function: { readonly binders: readonly Binder[]; readonly body: Expr };
  seq: { readonly elements: readonly Expr[] };
  record: { readonly fields: readonly { readonly name: Name; readonly value: Expr }[] };
  tuple: { readonly items: readonly Expr[] };
  match: { readonly subject: Expr; readonly arms: readonly Arm<Expr>[] };
  /** `bool` or `(K -> V)`: a type that stands for the set of its values. Named types are `name`, ranges `..`. */
  typeSet: { readonly type: TypeExpr };
  paren: { readonly inner: Expr };
}

export interface Arm<Body> extends Node {
  readonly pattern: Pattern;
  readonly body: Body;
}

export type Expr = { [K in keyof ExprOf]: { readonly kind: K; readonly span: Span } & ExprOf[K] }[keyof ExprOf];

/** One kind of expression: `ExprNode<"call">`. */
export type ExprNode<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

export type Pattern =
  | { readonly kind: "wildcard"; readonly span: Span }
  /** A new name, or a variant without fields: the resolver decides. */
  | { readonly kind: "name"; readonly span: Span; readonly text: string }
  | { readonly kind: "none"; readonly span: Span }
  | { readonly kind: "bool"; readonly span: Span; readonly value: boolean }
  | { readonly kind: "int"; readonly span: Span; readonly value: number }
  | { readonly kind: "variant"; readonly span: Span; readonly name: Name; readonly arguments: readonly Pattern[] }
  | {
      readonly kind: "record";
      readonly span: Span;
      readonly fields: readonly { readonly name: Name; readonly pattern: Pattern }[];
    }
  | { readonly kind: "tuple"; readonly span: Span; readonly items: readonly Pattern[] };

/** A `says` string: literal parts and expressions in braces, in order. `{{` is already `{`. */
export interface Template extends Node {
  readonly parts: readonly (string | Expr)[];
}
