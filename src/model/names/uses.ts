import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import type { AnySymbol, ChannelSymbol, DefinitionSymbol, LocalSymbol, ProcessSymbol } from "../symbols.js";
import { subexpressions } from "../walk.js";

/** What of the state, or of more than one state, an expression speaks of. */
export type Subject =
  | { readonly kind: "variable"; readonly symbol: Extract<AnySymbol, { kind: "variable" }> }
  | { readonly kind: "channel"; readonly symbol: ChannelSymbol }
  /** `own`: by its bare name, inside its process. */
  | { readonly kind: "local"; readonly symbol: LocalSymbol; readonly own: boolean }
  | { readonly kind: "place"; readonly process: ProcessSymbol }
  | { readonly kind: "enabled" }
  | { readonly kind: "prime"; readonly inPrime: boolean }
  | { readonly kind: "temporal"; readonly operator: string; readonly inPrime: boolean };

export interface Use {
  readonly subject: Subject;
  /** Of the text that speaks of it, or of the definition's name that stands for such a text. */
  readonly span: Span;
  readonly via: DefinitionSymbol | undefined;
}

/** Decides whether a use may stand where it does. */
export type Rule = (use: Use) => Diagnostic | undefined;

/** What expressions use, through definitions too. */
export class Uses {
  readonly #ofDefinition = new Map<DefinitionSymbol, readonly Use[]>();

  constructor(readonly symbolOf: ReadonlyMap<ast.Node, AnySymbol>) {}

  of(e: ast.Expr): readonly Use[] {
    const found: Use[] = [];
    this.#collect(e, false, found);
    return found;
  }

  /** The complaints of a rule, one for each place in the text. */
  check(e: ast.Expr, rule: Rule): readonly Diagnostic[] {
    const complained = new Set<number>();
    return this.of(e).flatMap((use) => {
      const complaint = complained.has(use.span.start) ? undefined : rule(use);
      if (complaint === undefined) return [];
      complained.add(use.span.start);
      return [complaint];
    });
  }

  #collect(e: ast.Expr, inPrime: boolean, found: Use[]): void {
    const add = (subject: Subject) => found.push({ subject, span: e.span, via: undefined });
    switch (e.kind) {
      case "name":
        this.#collectSymbol(this.symbolOf.get(e), e.span, inPrime, found);
        break;
      case "call":
        this.#collectSymbol(this.symbolOf.get(e.callee), e.callee.span, inPrime, found);
        break;
      case "field": {
        const process = this.#process(e.target);
        const symbol = process?.locals.find((local) => local.name === e.name.text);
        if (symbol !== undefined) add({ kind: "local", symbol, own: false });
        break;
      }
      case "at": {
        const process = this.#process(e.process);
        if (process !== undefined) add({ kind: "place", process });
        break;
      }
      case "enabled":
        add({ kind: "enabled" });
        break;
      case "prime":
        add({ kind: "prime", inPrime });
        break;
      case "unary":
        if (e.operator === "always" || e.operator === "eventually")
          add({ kind: "temporal", operator: e.operator, inPrime });
        break;
      case "binary":
        if (e.operator === "~>" || e.operator === "until") add({ kind: "temporal", operator: e.operator, inPrime });
        break;
      default:
    }
    for (const part of subexpressions(e)) this.#collect(part, inPrime || e.kind === "prime", found);
  }

  #process(e: ast.Expr): ProcessSymbol | undefined {
    const symbol = this.symbolOf.get(e.kind === "call" ? e.callee : e);
    return symbol?.kind === "process" ? symbol : undefined;
  }

  #collectSymbol(symbol: AnySymbol | undefined, span: Span, inPrime: boolean, found: Use[]): void {
    if (symbol?.kind === "variable") {
      found.push({ subject: { kind: "variable", symbol }, span, via: undefined });
    } else if (symbol?.kind === "channel") {
      found.push({ subject: { kind: "channel", symbol }, span, via: undefined });
    } else if (symbol?.kind === "local") {
      found.push({ subject: { kind: "local", symbol, own: true }, span, via: undefined });
    } else if (symbol?.kind === "definition") {
      for (const { subject } of this.#definition(symbol)) {
        found.push({ subject: primed(subject, inPrime), span, via: symbol });
      }
    }
  }

  #definition(symbol: DefinitionSymbol): readonly Use[] {
    const known = this.#ofDefinition.get(symbol);
    if (known !== undefined) return known;
    // Until it is known: a definition that uses itself was reported and adds nothing.
    this.#ofDefinition.set(symbol, []);
    const found = this.of(symbol.declaration.body);
    this.#ofDefinition.set(symbol, found);
    return found;
  }
}

function primed(subject: Subject, inPrime: boolean): Subject {
  return "inPrime" in subject ? { ...subject, inPrime: subject.inPrime || inPrime } : subject;
}
