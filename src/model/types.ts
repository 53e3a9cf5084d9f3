import type * as ast from "../syntax/ast.js";

/*
 * Types while constants are still unknown: bounds are expressions. `lower` turns them into the concrete types of `ir`.
 *
 * Ranges unify with `int` and with each other; `T?` with T (using one as the other is an operation checked when it
 * runs). Variants and symmetric types are equal by name; records by their fields, and all record types of the same field
 * names share one order of fields: that of the first one written in the file.
 */
export type Type =
  | { readonly kind: "bool" }
  | { readonly kind: "int" }
  | { readonly kind: "range"; readonly low: ast.Expr; readonly high: ast.Expr }
  | { readonly kind: "variants"; readonly declaration: ast.TypeDeclaration }
  | { readonly kind: "symmetric"; readonly declaration: ast.TypeDeclaration }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: string; readonly type: Type }[] }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "option"; readonly of: Type }
  | { readonly kind: "set"; readonly of: Type }
  | { readonly kind: "seq"; readonly of: Type; readonly max: ast.Expr | undefined }
  | { readonly kind: "function"; readonly key: Type; readonly value: Type }
  | TypeVariable;

/** An unknown of inference, or a type parameter of a definition (then it is never bound). */
export interface TypeVariable {
  readonly kind: "unknown";
  readonly id: number;
}
