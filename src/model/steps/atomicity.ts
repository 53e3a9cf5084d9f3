import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { namesIn, patternsOf, subexpressions } from "../../syntax/walk.js";
import { boundText } from "../errors/brief.js";
import { stepNotAtomic } from "../errors/warnings.js";
import { Uses } from "../names/uses.js";
import type { AnySymbol, ProcessSymbol, Resolved } from "../symbols.js";
import { followSteps } from "./follow.js";

/** Shared places as they are written, each with where it is first touched. */
type Places = ReadonlyMap<string, Span>;

interface Travel {
  readonly label: string;
  readonly places: Places;
}

/**
 * Warns of steps that read or write more than one shared place on one way through: what one step of the spec does at
 * once, the algorithm may do one after the other. A place is a variable or a channel with the keys as they are written;
 * one with a bound name among its keys is many. Own locals are not shared.
 */
export function atomicity(resolved: Resolved): readonly Diagnostic[] {
  return [...resolved.processes.values()].flatMap((process) => stepsOf(resolved, process));
}

function stepsOf(resolved: Resolved, process: ProcessSymbol): readonly Diagnostic[] {
  const reader = new Reader(resolved.symbolOf, process);
  const worst = new Map<string, Places>();
  followSteps<Travel>(process.declaration, {
    start: (label) => ({ label, places: new Map() }),
    pass: ({ label, places }, _, parts) => ({ label, places: reader.touched(parts, places) }),
    arrive: ({ label, places }) => {
      if (places.size > (worst.get(label)?.size ?? 1)) worst.set(label, places);
    },
    key: ({ label, places }) => `${label}: ${[...places.keys()].toSorted().join("; ")}`,
  });
  return process.labels.flatMap((label) => {
    const places = worst.get(label.text);
    return places === undefined ? [] : [stepNotAtomic(label, [...places.keys()], [...places.values()])];
  });
}

class Reader {
  readonly #uses: Uses;
  readonly #binders = new Set<ast.Node>();

  constructor(
    readonly symbolOf: ReadonlyMap<ast.Node, AnySymbol>,
    readonly process: ProcessSymbol,
  ) {
    this.#uses = new Uses(symbolOf);
  }

  touched(parts: readonly ast.Expr[], before: Places): Places {
    const places = new Map(before);
    for (const part of parts) this.#collect(part, places);
    return places;
  }

  #collect(e: ast.Expr, places: Map<string, Span>): void {
    const add = (text: string) => {
      if (!places.has(text)) places.set(text, e.span);
    };
    const root = rootOf(e);
    if (root !== undefined && this.#isShared(root)) {
      add(boundText(e));
      for (const key of keysOf(e)) {
        this.#collect(key, places);
        if (this.#isBoundInExpression(key)) add(`${boundText(e)} for other ${boundText(key)}`);
      }
      return;
    }
    for (const use of this.#uses.direct(e)) {
      const { subject } = use;
      if (subject.kind === "local" && !subject.own && !this.#isSelf(e)) add(boundText(e));
      if (subject.kind === "place" && !this.#isSelf(e)) add(`where ${subject.process.name} is`);
      if (use.via !== undefined && (subject.kind === "variable" || subject.kind === "channel"))
        add(subject.symbol.name);
    }
    for (const name of patternsOf(e).flatMap(namesIn))
      if (e.kind !== "let" && e.kind !== "match") this.#binders.add(name);
    for (const part of subexpressions(e)) this.#collect(part, places);
  }

  #isShared(root: ast.ExprNode<"name">): boolean {
    const symbol = this.symbolOf.get(root);
    return symbol?.kind === "variable" || symbol?.kind === "channel";
  }

  /** Bound by a quantifier or a comprehension, and so not one value within the step. */
  #isBoundInExpression(key: ast.Expr): boolean {
    const symbol = this.symbolOf.get(key);
    return symbol?.kind === "binding" && this.#binders.has(symbol.node);
  }

  /** `P(i)` inside `P(i)` itself. */
  #isSelf(e: ast.Expr): boolean {
    const target = e.kind === "field" ? e.target : e.kind === "at" ? e.process : undefined;
    if (target?.kind === "name") return this.symbolOf.get(target) === this.process;
    if (target?.kind !== "call" || this.symbolOf.get(target.callee) !== this.process) return false;
    const [argument] = target.arguments;
    return argument !== undefined && this.symbolOf.get(argument) === this.process.parameter;
  }
}

function rootOf(e: ast.Expr): ast.ExprNode<"name"> | undefined {
  if (e.kind === "index" || e.kind === "field") return rootOf(e.target);
  return e.kind === "name" ? e : undefined;
}

function keysOf(e: ast.Expr): readonly ast.Expr[] {
  if (e.kind === "index") return [...keysOf(e.target), ...e.keys];
  return e.kind === "field" ? keysOf(e.target) : [];
}
