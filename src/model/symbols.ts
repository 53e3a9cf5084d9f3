import type { Source } from "../source.js";
import type * as ast from "../syntax/ast.js";

/*
 * What names stand for. Symbols are told apart by identity: one object for each thing that the spec declares or binds.
 */

export type AnySymbol =
  | { readonly kind: "const"; readonly name: string; readonly declaration: ast.ConstDeclaration }
  | { readonly kind: "type"; readonly name: string; readonly declaration: ast.TypeDeclaration }
  | VariantSymbol
  | { readonly kind: "variable"; readonly name: string; readonly declaration: ast.VarDeclaration }
  | ChannelSymbol
  | DefinitionSymbol
  | ActionSymbol
  | ProcessSymbol
  | LocalSymbol
  | {
      readonly kind: "claim";
      readonly name: string;
      readonly declaration: ast.ClaimDeclaration | ast.RefinesDeclaration;
    }
  | { readonly kind: "constraint"; readonly name: string; readonly declaration: ast.ConstraintDeclaration }
  | { readonly kind: "builtin"; readonly name: string }
  | BindingSymbol;

/** `index`: its place among the variants of its type. */
export interface VariantSymbol {
  readonly kind: "variant";
  readonly name: string;
  readonly type: ast.TypeDeclaration;
  readonly index: number;
  readonly declaration: ast.VariantDeclaration;
}

export interface ChannelSymbol {
  readonly kind: "channel";
  readonly name: string;
  readonly declaration: ast.ChannelDeclaration;
}

export interface DefinitionSymbol {
  readonly kind: "definition";
  readonly name: string;
  readonly declaration: ast.DefDeclaration;
}

export interface ActionSymbol {
  readonly kind: "action";
  readonly name: string;
  readonly declaration: ast.ActionDeclaration;
}

export interface ProcessSymbol {
  readonly kind: "process";
  readonly name: string;
  readonly declaration: ast.ProcessDeclaration;
  /** Its labels in the order of the text, without `done`. */
  readonly labels: readonly ast.Name[];
  readonly locals: readonly LocalSymbol[];
  /** Undefined for a process alone. */
  readonly parameter: BindingSymbol | undefined;
}

/** A local variable of a process. */
export interface LocalSymbol {
  readonly kind: "local";
  readonly name: string;
  readonly process: ast.ProcessDeclaration;
  readonly declaration: ast.VarDeclaration;
}

/** A name bound by a binder, a parameter (of a definition, an action, a process), `let`, a pattern, or `fold`. */
export interface BindingSymbol {
  readonly kind: "binding";
  readonly name: string;
  /** The pattern, parameter or name that binds it. */
  readonly node: ast.Node;
}

/**
 * A spec whose names are all known.
 *
 * `symbolOf` has, by the identity of the node: every `name` expression; the callee (`ast.Name`) of every `call`; the
 * `ast.Name` of every variant pattern, step reference, `namedType`, process in a `Mapping`, claim and constraint in an
 * expectation; every pattern of kind `name` (a binding or a variant); the node that binds for every binding
 * (`ast.Parameter`, `ast.Name` of a process's parameter or a fold's accumulator).
 */
export interface Resolved {
  readonly spec: ast.Spec;
  readonly symbolOf: ReadonlyMap<ast.Node, AnySymbol>;
  readonly globals: ReadonlyMap<string, AnySymbol>;
  readonly processes: ReadonlyMap<ast.ProcessDeclaration, ProcessSymbol>;
  /** Type declarations, constants and definitions, each after those that it uses. */
  readonly order: readonly (ast.TypeDeclaration | ast.ConstDeclaration | ast.DefDeclaration)[];
  /** The specs that `refines` declarations name; absent where reading or compiling one failed (which was reported). */
  readonly abstracts: ReadonlyMap<ast.RefinesDeclaration, Resolved>;
  /** Its text, for one that another spec names. */
  readonly source?: Source | undefined;
}
