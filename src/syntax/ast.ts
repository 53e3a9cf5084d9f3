import type { Span } from "../source.js";

/*
 * The tree of a spec as it is written. Every node has its span; nothing is resolved yet: `name` may turn out to be a
 * variable, a constant, a definition, a variant, a type used as a set or a bound name, and `call` a definition, a
 * built-in, a variant or (left of `.` and `at`) a process.
 */

export interface Node {
  readonly span: Span;
}

export interface Name extends Node {
  readonly text: string;
}

/** A comment that is no documentation; `///` in front of a declaration is its `doc` instead. `text` has no slashes cut. */
export interface Comment extends Node {
  readonly text: string;
}

export interface Spec extends Node {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly declarations: readonly Declaration[];
  /** All comments in order of place, documentation comments among them: what `fmt` puts back. */
  readonly comments: readonly Comment[];
}

// ---------------------------------------------------------------------------------------------------- declarations

export type Declaration =
  | ConstDeclaration
  | AssumeDeclaration
  | TypeDeclaration
  | VarDeclaration
  | InitDeclaration
  | DefDeclaration
  | ActionDeclaration
  | ProcessDeclaration
  | FairnessDeclaration
  | ChannelDeclaration
  | ClaimDeclaration
  | DoneDeclaration
  | ConstraintDeclaration
  | ShowDeclaration
  | RefinesDeclaration
  | ModelDeclaration;

interface Declared extends Node {
  /** The text of the `///` lines above, without slashes and one leading blank, joined by line breaks. */
  readonly doc: string | undefined;
}

export interface ConstDeclaration extends Declared {
  readonly kind: "const";
  readonly name: Name;
  readonly type: TypeExpr | undefined;
  readonly value: Expr;
}

export interface AssumeDeclaration extends Declared {
  readonly kind: "assume";
  readonly condition: Expr;
}

export interface TypeDeclaration extends Declared {
  readonly kind: "type";
  readonly name: Name;
  readonly definition: TypeExpr;
}

/** A state variable, or a local of a process. */
export interface VarDeclaration extends Declared {
  readonly kind: "var";
  readonly name: Name;
  readonly type: TypeExpr;
  readonly initial: Initial;
}

export type Initial =
  | { readonly kind: "value"; readonly value: Expr }
  | { readonly kind: "any"; readonly span: Span }
  | { readonly kind: "in"; readonly set: Expr };

export interface InitDeclaration extends Declared {
  readonly kind: "init";
  readonly body: Block;
}

export interface DefDeclaration extends Declared {
  readonly kind: "def";
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly result: TypeExpr | undefined;
  readonly body: Expr;
}

export interface Parameter extends Node {
  readonly name: Name;
  readonly type: TypeExpr | undefined;
}

export type Fairness = "none" | "weak" | "strong";

export interface ActionDeclaration extends Declared {
  readonly kind: "action";
  readonly fairness: Fairness;
  readonly name: Name;
  readonly parameters: readonly Binder[];
  readonly says: Template | undefined;
  readonly body: Block;
}

export interface ProcessDeclaration extends Declared {
  readonly kind: "process";
  readonly fairness: Fairness;
  readonly name: Name;
  /** At most one name in one set: `P(i in S)`. */
  readonly parameter: { readonly name: Name; readonly set: Expr } | undefined;
  readonly locals: readonly VarDeclaration[];
  readonly body: Block;
}

/** `fairness weak(p in S): A(p, _) or B(p)` */
export interface FairnessDeclaration extends Declared {
  readonly kind: "fairness";
  readonly strength: "weak" | "strong";
  readonly binders: readonly Binder[];
  readonly group: readonly StepReference[];
}

/** `A(p, _)`: steps of an action or a process; `undefined` stands for `_`. */
export interface StepReference extends Node {
  readonly name: Name;
  readonly arguments: readonly (Expr | undefined)[];
}

export interface ChannelDeclaration extends Declared {
  readonly kind: "channel";
  readonly name: Name;
  readonly key: TypeExpr | undefined;
  readonly message: TypeExpr;
  readonly max: Expr | undefined;
  readonly fifo: boolean;
  readonly lossy: boolean;
  readonly duplicating: boolean;
}

export type ClaimKind =
  | "invariant"
  | "inductive invariant"
  | "step invariant"
  | "property"
  | "reachable"
  | "always possible";

export interface ClaimDeclaration extends Declared {
  readonly kind: "claim";
  readonly claim: ClaimKind;
  readonly name: Name;
  readonly predicate: Expr;
}

/** `done when p` */
export interface DoneDeclaration extends Declared {
  readonly kind: "done";
  readonly condition: Expr;
}

export interface ConstraintDeclaration extends Declared {
  readonly kind: "constraint";
  readonly name: Name;
  readonly predicate: Expr;
}

export interface ShowDeclaration extends Declared {
  readonly kind: "show";
  readonly name: Name;
  readonly value: Expr;
}

/** `refines A from "mutex.steps" with { inside = e, P(i) at = L, P(i).v = e }` */
export interface RefinesDeclaration extends Declared {
  readonly kind: "refines";
  readonly name: Name;
  readonly file: { readonly text: string; readonly span: Span };
  readonly mappings: readonly Mapping[];
}

export type Mapping =
  | { readonly kind: "variable"; readonly span: Span; readonly name: Name; readonly value: Expr }
  /** The value is a label of the abstract process, or an `if` or `match` that ends in labels. */
  | {
      readonly kind: "at";
      readonly span: Span;
      readonly process: Name;
      readonly parameter: Name | undefined;
      readonly value: Expr;
    }
  | {
      readonly kind: "local";
      readonly span: Span;
      readonly process: Name;
      readonly parameter: Name | undefined;
      readonly name: Name;
      readonly value: Expr;
    };

export interface ModelDeclaration extends Declared {
  readonly kind: "model";
  readonly name: Name;
  readonly constants: readonly { readonly name: Name; readonly value: Expr }[];
  readonly expectations: readonly Expectation[];
}

export type Expectation =
  /** `holds I, J`, `holds I within C` (several constraints: `within C and D`). */
  | { readonly kind: "holds"; readonly span: Span; readonly claims: readonly Name[]; readonly within: readonly Name[] }
  /** `fails I, J`, `fails I in 7 steps`. */
  | {
      readonly kind: "fails";
      readonly span: Span;
      readonly claims: readonly Name[];
      readonly steps: number | undefined;
    }
  | { readonly kind: "deadlock"; readonly span: Span }
  | { readonly kind: "states" | "steps" | "depth"; readonly span: Span; readonly count: number };

// ----------------------------------------------------------------------------------------------------------- types

export type TypeExpr =
  | { readonly kind: "boolType"; readonly span: Span }
  | { readonly kind: "intType"; readonly span: Span }
  | { readonly kind: "rangeType"; readonly span: Span; readonly low: Expr; readonly high: Expr }
  | { readonly kind: "namedType"; readonly span: Span; readonly name: Name }
  /** Two or more variants, or one with fields. */
  | { readonly kind: "variantsType"; readonly span: Span; readonly variants: readonly VariantDeclaration[] }
  | { readonly kind: "recordType"; readonly span: Span; readonly fields: readonly FieldDeclaration[] }
  | { readonly kind: "tupleType"; readonly span: Span; readonly items: readonly TypeExpr[] }
  | { readonly kind: "optionType"; readonly span: Span; readonly of: TypeExpr }
  | { readonly kind: "setType"; readonly span: Span; readonly of: TypeExpr }
  | { readonly kind: "seqType"; readonly span: Span; readonly of: TypeExpr; readonly max: Expr | undefined }
  | { readonly kind: "functionType"; readonly span: Span; readonly key: TypeExpr; readonly value: TypeExpr }
  | { readonly kind: "symmetricType"; readonly span: Span; readonly size: Expr };

export interface FieldDeclaration extends Node {
  readonly name: Name;
  readonly type: TypeExpr;
}

export interface VariantDeclaration extends Node {
  readonly name: Name;
  readonly fields: readonly FieldDeclaration[];
}

// ----------------------------------------------------------------------------------------------------- expressions

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

// -------------------------------------------------------------------------------------------------------- patterns

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

// ------------------------------------------------------------------------------------------------------ statements

export interface Block extends Node {
  readonly statements: readonly Statement[];
}

export interface StatementOf {
  /** A label stands in front of the next statement of its block, of another label, or at the block's end. */
  label: { readonly name: Name; readonly says: Template | undefined };
  /** `target` is a name, or a path of indices and fields from one. */
  assign: { readonly target: Expr; readonly value: Expr };
  skip: object;
  when: { readonly condition: Expr };
  assert: { readonly condition: Expr };
  let: { readonly pattern: Pattern; readonly value: Expr };
  if: {
    readonly branches: readonly { readonly condition: Expr; readonly body: Block }[];
    readonly else: Block | undefined;
  };
  either: { readonly branches: readonly Block[] };
  pick: { readonly binders: readonly Binder[]; readonly body: Block };
  for: { readonly binders: readonly Binder[]; readonly body: Block };
  while: { readonly condition: Expr; readonly body: Block };
  /** `goto done` has the label name `done`. */
  goto: { readonly label: Name };
  /** `channel` is a name or a name with an index. */
  send: { readonly message: Expr; readonly channel: Expr };
  receive: { readonly pattern: Pattern; readonly channel: Expr };
  match: { readonly subject: Expr; readonly arms: readonly Arm<Block>[] };
}

export type Statement = {
  [K in keyof StatementOf]: { readonly kind: K; readonly span: Span } & StatementOf[K];
}[keyof StatementOf];

// ---------------------------------------------------------------------------------------------------------- strings

/** A `says` string: literal parts and expressions in braces, in order. `{{` is already `{`. */
export interface Template extends Node {
  readonly parts: readonly (string | Expr)[];
}
