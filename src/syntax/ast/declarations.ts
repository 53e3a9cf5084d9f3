import type { Span } from "../../source.js";
import type { Binder, Expr, StepReference, Template } from "./expressions.js";
import type { Comment, Name, Node } from "./nodes.js";
import type { Block } from "./statements.js";
import type { TypeExpr } from "./types.js";

export interface Spec extends Node {
  readonly name: Name;
  readonly doc: string | undefined;
  readonly declarations: readonly Declaration[];
  /** All comments in order of place, documentation comments among them: what `fmt` puts back. */
  readonly comments: readonly Comment[];
}

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

/** `show x = e` or `show x says "…"`: either a value or a sentence. */
export interface ShowDeclaration extends Declared {
  readonly kind: "show";
  readonly name: Name;
  readonly value: Expr | undefined;
  readonly says: Template | undefined;
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
