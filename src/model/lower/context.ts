import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { constantCycle } from "../errors/constants.js";
import type * as ir from "../ir.js";
import type { AnySymbol, BindingSymbol, DefinitionSymbol } from "../symbols.js";
import type { Typed } from "../typed.js";
import type { Type, TypeVariable } from "../types.js";
import { ConstantError, evaluateBound } from "./bounds.js";

/** The index or slot of a declaration of the spec. */
export function numberOf<D>(declaration: D, numbers: ReadonlyMap<D, number>): number {
  const number = numbers.get(declaration);
  if (number === undefined) throw new Error("lower: a declaration without a number");
  return number;
}

/** What one use of a generic definition puts in for its type parameters, and its own bindings. */
interface Instance {
  readonly substitution: ReadonlyMap<TypeVariable, ir.Type>;
  readonly bindings: Map<BindingSymbol, ir.Binding>;
}

/**
 * What lowering knows and collects: where things of the model are (slots, indices), concrete types, binding numbers.
 * Constants and definitions are lowered when they are first used, so each stands after those that it uses.
 */
export class Context {
  readonly diagnostics: Diagnostic[] = [];
  readonly constants: ir.Constant[] = [];
  readonly definitions: ir.Definition[] = [];
  readonly sites: ir.Site[] = [];
  readonly slotOf = new Map<ast.VarDeclaration | ast.ChannelDeclaration, number>();
  readonly channelOf = new Map<ast.ChannelDeclaration, number>();
  readonly actionOf = new Map<ast.ActionDeclaration, number>();
  readonly processOf = new Map<ast.ProcessDeclaration, number>();
  readonly constantOf = new Map<ast.ConstDeclaration, number>();
  /** Constants that some bound uses. */
  readonly inTypes = new Set<ast.ConstDeclaration>();
  readonly definitionOf = new Map<string, number>();
  /** The claim being lowered; its implications and quantifiers get sites. */
  claim: number | undefined;

  /** Outside generic definitions. */
  readonly #root: Instance = { substitution: new Map(), bindings: new Map() };
  #instance = this.#root;
  readonly #named = new Map<ast.TypeDeclaration, ir.Type>();
  readonly #definitionIds = new Map<DefinitionSymbol, number>();
  readonly #types = new Map<string, ir.Type>();
  /** Constants whose values are being found, each for the one before it. */
  readonly #evaluating: ast.ConstDeclaration[] = [];
  #bindings = 0;

  constructor(
    readonly typed: Typed,
    /** The values that the model puts in; other constants have their defaults. */
    readonly values: ReadonlyMap<ast.ConstDeclaration, ast.Expr>,
  ) {}

  value(constant: ast.ConstDeclaration): ast.Expr {
    return this.values.get(constant) ?? constant.value;
  }

  /** Runs `work`, which needs the constant's value; constants that need each other are a `ConstantError` at `span`. */
  evaluating<T>(constant: ast.ConstDeclaration, span: Span, work: () => T): T {
    const start = this.#evaluating.indexOf(constant);
    if (start >= 0) {
      const cycle = [...this.#evaluating.slice(start), constant].map((each) => each.name.text);
      throw new ConstantError(constantCycle(span, cycle));
    }
    this.#evaluating.push(constant);
    try {
      return work();
    } finally {
      this.#evaluating.pop();
    }
  }

  get bindingCount(): number {
    return this.#bindings;
  }

  symbol(node: ast.Node): AnySymbol {
    const symbol = this.typed.resolved.symbolOf.get(node);
    if (symbol === undefined) throw new Error("lower: a name without a symbol");
    return symbol;
  }

  process(declaration: ast.ProcessDeclaration): NonNullable<ReturnType<Typed["resolved"]["processes"]["get"]>> {
    const process = this.typed.resolved.processes.get(declaration);
    if (process === undefined) throw new Error("lower: a process without a symbol");
    return process;
  }

  typeOf(expr: ast.Expr): ir.Type {
    const type = this.typed.typeOf.get(expr);
    if (type === undefined) throw new Error(`lower: an expression without a type (${expr.kind})`);
    return this.concrete(type);
  }

  binding(symbol: BindingSymbol): ir.Binding {
    const known = this.#instance.bindings.get(symbol) ?? this.#root.bindings.get(symbol);
    if (known !== undefined) return known;
    const type = this.typed.bindingType.get(symbol);
    if (type === undefined) throw new Error(`lower: ${symbol.name} is bound without a type`);
    const binding = { number: this.#bindings++, name: symbol.name, type: this.concrete(type) };
    this.#instance.bindings.set(symbol, binding);
    return binding;
  }

  /** Runs `lower` inside one use of a generic definition. */
  within<T>(substitution: ReadonlyMap<TypeVariable, ir.Type>, lower: () => T): T {
    const outer = this.#instance;
    this.#instance = substitution.size === 0 ? this.#root : { substitution, bindings: new Map() };
    try {
      return lower();
    } finally {
      this.#instance = outer;
    }
  }

  /** The same key for the same definition at the same types. */
  definitionKey(symbol: DefinitionSymbol, substitution: ReadonlyMap<TypeVariable, ir.Type>): string {
    const id = this.#definitionIds.get(symbol) ?? this.#definitionIds.size;
    this.#definitionIds.set(symbol, id);
    return `${id} ${JSON.stringify([...substitution.values()])}`;
  }

  bound(expr: ast.Expr): number {
    return evaluateBound(expr, this);
  }

  /** The type with its bounds evaluated and type parameters put in. Equal types are one object. */
  concrete(type: Type): ir.Type {
    const built = this.#build(type);
    const key = JSON.stringify(built);
    const known = this.#types.get(key);
    if (known === undefined) this.#types.set(key, built);
    return known ?? built;
  }

  #build(type: Type): ir.Type {
    switch (type.kind) {
      case "bool":
      case "int":
        return { kind: type.kind };
      case "range":
        return { kind: "range", low: this.bound(type.low), high: this.bound(type.high) };
      case "variants":
      case "symmetric":
        return this.#declared(type.declaration);
      case "record":
        return {
          kind: "record",
          fields: type.fields.map((field) => ({ name: field.name, type: this.concrete(field.type) })),
        };
      case "tuple":
        return { kind: "tuple", items: type.items.map((item) => this.concrete(item)) };
      case "option":
        return { kind: "option", of: this.concrete(type.of) };
      case "set":
        return { kind: "set", of: this.concrete(type.of) };
      case "seq":
        return {
          kind: "seq",
          of: this.concrete(type.of),
          max: type.max === undefined ? undefined : this.bound(type.max),
        };
      case "function":
        return { kind: "function", key: this.concrete(type.key), value: this.concrete(type.value) };
      case "unknown":
        return this.#instance.substitution.get(type) ?? { kind: "bool" };
      default:
        return type satisfies never;
    }
  }

  #declared(declaration: ast.TypeDeclaration): ir.Type {
    const known = this.#named.get(declaration);
    if (known !== undefined) return known;
    const type = this.#define(declaration);
    this.#named.set(declaration, type);
    return type;
  }

  #define(declaration: ast.TypeDeclaration): ir.Type {
    const { definition, name } = declaration;
    if (definition.kind === "symmetricType")
      return { kind: "symmetric", name: name.text, size: this.bound(definition.size) };
    if (definition.kind !== "variantsType")
      throw new Error("lower: a named type that is neither variants nor symmetric");
    return {
      kind: "variants",
      name: name.text,
      variants: definition.variants.map((variant) => this.#variant(variant)),
    };
  }

  #variant(variant: ast.VariantDeclaration): ir.VariantType {
    const types = this.typed.variantFields.get(variant) ?? [];
    return {
      name: variant.name.text,
      fields: variant.fields.map((field, i) => ({
        name: field.name.text,
        type: this.concrete(types[i] ?? { kind: "bool" }),
      })),
    };
  }

  /** The site number of an implication or a quantifier; undefined outside claims. */
  site(kind: ir.Site["kind"], span: Span): number | undefined {
    if (this.claim === undefined) return undefined;
    return this.sites.push({ kind, span, claim: this.claim }) - 1;
  }
}
