import type { Diagnostic } from "../../diagnostic.js";
import type * as ast from "../../syntax/ast.js";
import { nameHides } from "../errors/names.js";
import type { AnySymbol, BindingSymbol, ProcessSymbol } from "../symbols.js";

/** The names visible at one place: those added here, then those of the scopes around it. */
export class Scope {
  readonly #symbols = new Map<string, AnySymbol>();

  constructor(readonly outer: Scope | undefined) {}

  find(name: string): AnySymbol | undefined {
    return this.#symbols.get(name) ?? this.outer?.find(name);
  }

  add(symbol: AnySymbol): void {
    this.#symbols.set(symbol.name, symbol);
  }

  /** Everything visible, inner names first. */
  *visible(): Iterable<AnySymbol> {
    yield* this.#symbols.values();
    if (this.outer !== undefined) yield* this.outer.visible();
  }
}

/** What is known and reported so far while the names of one spec are looked up. */
export class Resolution {
  readonly symbolOf = new Map<ast.Node, AnySymbol>();
  readonly globals = new Map<string, AnySymbol>();
  readonly processes = new Map<ast.ProcessDeclaration, ProcessSymbol>();
  readonly diagnostics: Diagnostic[] = [];
  /** Whatever is read somewhere: assigning to a variable or sending to a channel is no reading. */
  readonly read = new Set<AnySymbol>();
  /** What shares its name with something else, which was reported: what is said of the name is meant for one or the other. */
  readonly #doubtful = new Set<AnySymbol>();

  constructor(readonly spec: ast.Spec) {}

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  /** Reports that another thing has the name of this one; from then on nothing more is said of the name. */
  clash(symbol: AnySymbol, diagnostic: Diagnostic): void {
    this.#doubtful.add(symbol);
    this.report(diagnostic);
  }

  isDoubtful(symbol: AnySymbol | undefined): boolean {
    return symbol !== undefined && this.#doubtful.has(symbol);
  }
}

/** Where an expression or statement stands. */
export interface Place {
  readonly scope: Scope;
  /** The process inside which it stands. */
  readonly process: ProcessSymbol | undefined;
  /** Names bound in an earlier step: each with the label that ended it. Shared by all places of one body. */
  readonly forgotten: Map<AnySymbol, ast.Name>;
  /** Is this the inside of a `pick`, a `for` or a `match`, where no label may stand? */
  readonly oneStep: boolean;
}

export function outermost(scope: Scope): Place {
  return { scope, process: undefined, forgotten: new Map(), oneStep: false };
}

/** A place inside another whose new names are its own. */
export function inside(place: Place): Place {
  return { ...place, scope: new Scope(place.scope) };
}

/** Makes a new name known at a place, and reports when it would hide another. */
export function bind(r: Resolution, place: Place, node: ast.Node, name: string): BindingSymbol {
  const symbol: BindingSymbol = { kind: "binding", name, node };
  const other = place.scope.find(name);
  const label = place.process?.labels.find((l) => l.text === name);
  if (other !== undefined && !place.forgotten.has(other)) r.clash(symbol, nameHides(node.span, other));
  else if (label !== undefined) r.clash(symbol, nameHides(node.span, { kind: "label", name, span: label.span }));
  place.scope.add(symbol);
  r.symbolOf.set(node, symbol);
  return symbol;
}
