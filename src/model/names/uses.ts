import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { subexpressions } from "../../syntax/walk.js";
import type { AnySymbol, ChannelSymbol, DefinitionSymbol, LocalSymbol, ProcessSymbol } from "../symbols.js";

/** What of the state, or of more than one state, an expression speaks of. */
export type Subject =
  | { readonly kind: "variable"; readonly symbol: Extract<AnySymbol, { kind: "variable" }> }
  | { readonly kind: "channel"; readonly symbol: ChannelSymbol }
  /** `own`: by its bare name, inside its process. */
  | { readonly kind: "local"; readonly symbol: LocalSymbol; readonly own: boolean }
  | { readonly kind: "place"; readonly process: ProcessSymbol }
  | { readonly kind: "enabled" }
  | { readonly kind: "prime"; readonly inPrime: boolean }
  | ({ readonly kind: "temporal"; readonly operator: string } & Around);

/** What stands around something: a `'`; something that is no formula of its parts but makes a value of them. */
interface Around {
  readonly inPrime: boolean;
  readonly inValue: boolean;
}

const NOTHING_AROUND: Around = { inPrime: false, inValue: false };

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
    this.#collect(e, NOTHING_AROUND, found);
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

  #collect(e: ast.Expr, around: Around, found: Use[]): void {
    found.push(...this.direct(e, around));
    const formulas = formulaParts(e);
    for (const part of subexpressions(e)) {
      const inPrime = around.inPrime || e.kind === "prime";
      this.#collect(part, { inPrime, inValue: around.inValue || !formulas.includes(part) }, found);
    }
  }

  /** What an expression uses by itself, apart from its parts. */
  direct(e: ast.Expr, around = NOTHING_AROUND): readonly Use[] {
    const { inPrime } = around;
    const speak = (subject: Subject): readonly Use[] => [{ subject, span: e.span, via: undefined }];
    switch (e.kind) {
      case "name":
        return this.#ofSymbol(this.symbolOf.get(e), e.span, around);
      case "call":
        return this.#ofSymbol(this.symbolOf.get(e.callee), e.callee.span, around);
      case "field": {
        const process = this.#process(e.target);
        const symbol = process?.locals.find((local) => local.name === e.name.text);
        return symbol === undefined ? [] : speak({ kind: "local", symbol, own: false });
      }
      case "at": {
        const process = this.#process(e.process);
        return process === undefined ? [] : speak({ kind: "place", process });
      }
      case "enabled":
        return speak({ kind: "enabled" });
      case "prime":
        return speak({ kind: "prime", inPrime });
      case "unary":
      case "binary":
        return isTemporal(e.operator) ? speak({ kind: "temporal", operator: e.operator, ...around }) : [];
      default:
        return [];
    }
  }

  #process(e: ast.Expr): ProcessSymbol | undefined {
    const symbol = this.symbolOf.get(e.kind === "call" ? e.callee : e);
    return symbol?.kind === "process" ? symbol : undefined;
  }

  #ofSymbol(symbol: AnySymbol | undefined, span: Span, around: Around): readonly Use[] {
    switch (symbol?.kind) {
      case "variable":
        return [{ subject: { kind: "variable", symbol }, span, via: undefined }];
      case "channel":
        return [{ subject: { kind: "channel", symbol }, span, via: undefined }];
      case "local":
        return [{ subject: { kind: "local", symbol, own: true }, span, via: undefined }];
      case "definition":
        return this.#definition(symbol).map(({ subject }) => ({
          subject: surrounded(subject, around),
          span,
          via: symbol,
        }));
      default:
        return [];
    }
  }

  #definition(symbol: DefinitionSymbol): readonly Use[] {
    const known = this.#ofDefinition.get(symbol);
    if (known !== undefined) return known;
    // Until it is known: a definition that uses itself was reported and adds nothing.
    this.#ofDefinition.set(symbol, []);
    const found = distinct(this.of(symbol.declaration.body));
    this.#ofDefinition.set(symbol, found);
    return found;
  }
}

/** One use of each subject: whoever uses the definition is told of the same place for all of them. */
function distinct(uses: readonly Use[]): readonly Use[] {
  const kept: Use[] = [];
  for (const use of uses) if (!kept.some(({ subject }) => isSame(subject, use.subject))) kept.push(use);
  return kept;
}

function isSame(one: Subject, other: Subject): boolean {
  const fields = new Map(Object.entries(other));
  return (
    Object.entries(one).every(([name, value]) => fields.get(name) === value) && fields.size === Object.keys(one).length
  );
}

function isTemporal(operator: ast.UnaryOperator | ast.BinaryOperator): boolean {
  return operator === "always" || operator === "eventually" || operator === "~>" || operator === "until";
}

function surrounded(subject: Subject, { inPrime, inValue }: Around): Subject {
  if (subject.kind === "prime") return { ...subject, inPrime: subject.inPrime || inPrime };
  if (subject.kind !== "temporal") return subject;
  return { ...subject, inPrime: subject.inPrime || inPrime, inValue: subject.inValue || inValue };
}

/** The parts of an expression that may be formulas when it is one. */
function formulaParts(e: ast.Expr): readonly ast.Expr[] {
  switch (e.kind) {
    case "paren":
      return [e.inner];
    case "unary":
      return e.operator === "-" ? [] : [e.operand];
    case "binary":
      return CONNECTIVES.has(e.operator) ? [e.left, e.right] : [];
    case "quantifier":
    case "let":
      return [e.body];
    case "if":
      return [e.condition, e.then, e.else];
    case "match":
      return e.arms.map(({ body }) => body);
    default:
      return [];
  }
}

const CONNECTIVES: ReadonlySet<ast.BinaryOperator> = new Set(["~>", "until", "<=>", "=>", "or", "and"]);
