import type * as ast from "../syntax/ast.js";
import type { BindingSymbol, ChannelSymbol, DefinitionSymbol, LocalSymbol, Resolved } from "./symbols.js";
import type { Type, TypeVariable } from "./types.js";

/** A definition's type: generic in `parametric` where neither its body nor its annotations fix a type. */
export interface Signature {
  readonly parametric: readonly TypeVariable[];
  readonly parameters: readonly Type[];
  readonly result: Type;
}

/**
 * A spec in which every expression has a type. All types are fully substituted; an unknown that is left outside a
 * generic definition (`{} == {}`) is `bool`.
 */
export interface Typed {
  readonly resolved: Resolved;
  /**
   * The natural type of every expression: of `k: Proc` the range, of `k + 1` `int`, of `m[k]` the value type, of `if` and
   * of collections the join of the parts (range and int: int; T and `none`: `T?`). A value may be stored only where its
   * type allows: the check for that is `lower`'s to insert. Processes in `P(i) at …`, `P(i).x` have no type; `c[k]` of a
   * channel is `seq of T`; a type's name as a set is `set` of the declared type.
   */
  readonly typeOf: ReadonlyMap<ast.Expr, Type>;
  /** The type of the value that a record pattern takes apart (without its `?`); other patterns may be there too. */
  readonly patternType: ReadonlyMap<ast.Pattern, Type>;
  readonly bindingType: ReadonlyMap<BindingSymbol, Type>;
  /** Type of a const, a variable, a local, by its declaration. */
  readonly declaredType: ReadonlyMap<ast.ConstDeclaration | ast.VarDeclaration, Type>;
  readonly channelType: ReadonlyMap<ChannelSymbol, { readonly key: Type | undefined; readonly message: Type }>;
  readonly localType: ReadonlyMap<LocalSymbol, Type>;
  readonly signature: ReadonlyMap<DefinitionSymbol, Signature>;
  /** What a use (`name` or `call` expression) of a generic definition puts in for its `parametric` variables. */
  readonly instantiation: ReadonlyMap<ast.Expr, ReadonlyMap<TypeVariable, Type>>;
  /** Fields of the variants of a type, in order. */
  readonly variantFields: ReadonlyMap<ast.VariantDeclaration, readonly Type[]>;
  /** The type that a written type stands for. */
  readonly writtenType: ReadonlyMap<ast.TypeExpr, Type>;
}
