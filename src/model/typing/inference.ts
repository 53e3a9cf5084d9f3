import type { Diagnostic } from "../../diagnostic.js";
import type * as ast from "../../syntax/ast.js";
import { mismatch, noneNotPossible, typeAsValue } from "../errors/types.js";
import type { AnySymbol, BindingSymbol, ChannelSymbol, DefinitionSymbol, LocalSymbol, Resolved } from "../symbols.js";
import type { Signature } from "../typed.js";
import type { Type, TypeVariable } from "../types.js";
import { conversion } from "./conversions.js";
import { BROKEN, Unifier } from "./unify.js";
import { Wording } from "./wording.js";

/** What is known so far of the types of one spec. */
export class Inference {
  readonly types = new Unifier();
  readonly words = new Wording(this.types);
  readonly diagnostics: Diagnostic[] = [];
  readonly typeOf = new Map<ast.Expr, Type>();
  readonly patternType = new Map<ast.Pattern, Type>();
  readonly bindingType = new Map<BindingSymbol, Type>();
  readonly declaredType = new Map<ast.ConstDeclaration | ast.VarDeclaration, Type>();
  readonly channelType = new Map<ChannelSymbol, { readonly key: Type | undefined; readonly message: Type }>();
  readonly localType = new Map<LocalSymbol, Type>();
  readonly signature = new Map<DefinitionSymbol, Signature>();
  readonly instantiation = new Map<ast.Expr, ReadonlyMap<TypeVariable, Type>>();
  readonly variantFields = new Map<ast.VariantDeclaration, readonly Type[]>();
  readonly writtenType = new Map<ast.TypeExpr, Type>();
  readonly namedType = new Map<ast.TypeDeclaration, Type>();
  /** The types of the parameters of actions whose sets were looked at. */
  readonly parameterTypes = new Map<ast.ActionDeclaration, readonly Type[]>();
  /** Declarations that were looked at. */
  readonly seen = new Set<ast.Declaration>();
  /** Definitions whose type is being found out, or known. */
  readonly inProgress = new Set<DefinitionSymbol>();
  /** Type parameters of definitions: never known. */
  readonly generic = new Set<number>();
  /** The order of fields of records, by their sorted names. */
  readonly fieldOrder = new Map<string, readonly string[]>();
  /** Sentences of labels, looked at after the body that they stand in. */
  readonly sentences: ast.Template[] = [];
  /** Questions that wait for a type: asked again until they are answered, at last with `force`. */
  waiting: ((force: boolean) => boolean)[] = [];
  /** Checks that need every type to be known. */
  final: (() => void)[] = [];

  constructor(readonly resolved: Resolved) {}

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  symbol(node: ast.Node): AnySymbol | undefined {
    return this.resolved.symbolOf.get(node);
  }

  fresh(): Type {
    return this.types.fresh();
  }

  /** Runs `answer` when a type becomes known; `otherwise` if it never does. */
  whenKnown(type: Type, answer: (known: Type) => void, otherwise: () => void): void {
    const ask = (force: boolean): boolean => {
      const present = this.types.present(type);
      if (present === BROKEN) return true;
      if (present.kind === "unknown" && !force) return false;
      if (present.kind === "unknown") otherwise();
      else answer(present);
      return true;
    };
    if (!ask(false)) this.waiting.push(ask);
  }

  /** Answers all questions that wait; what depends on nothing else any more is told so, oldest first. */
  settle(): void {
    for (;;) {
      const asked = this.waiting;
      this.waiting = [];
      const left = asked.filter((ask) => !ask(false));
      this.waiting = [...left, ...this.waiting];
      if (this.waiting.length === 0) return;
      if (left.length === asked.length) this.waiting.shift()?.(true);
    }
  }

  /** Reports a value of the wrong type; `but` says what is expected, and why. */
  reportMismatch(e: ast.Expr, actual: Type, expected: Type, but: string): void {
    if (e.kind === "paren") {
      this.reportMismatch(e.inner, actual, expected, but);
    } else if (e.kind === "none") {
      this.report(noneNotPossible(e.span, but));
    } else if (e.kind === "name" && this.symbol(e)?.kind === "type" && this.types.present(expected).kind !== "set") {
      this.report(typeAsValue(e, but, `one of them is chosen with \`pick x in ${e.text} { … }\``));
    } else {
      this.report(mismatch(e, this.words.value(actual), but, conversion(this, e, actual, expected)));
    }
  }
}
