import type { Span } from "../../source.js";
import type { Expr } from "./expressions.js";
import type { Name, Node } from "./nodes.js";

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
