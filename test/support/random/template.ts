import { Source, type Span } from "../../../src/source.js";
import type { Declaration, Expr, Spec, Statement, TypeExpr, VarDeclaration } from "../../../src/syntax/ast.js";
import { parse, parseExpression } from "../../../src/syntax/parse.js";

/*
 * SPECS PUT TOGETHER FROM TEMPLATES
 *
 * A random spec is a tree of pieces. A piece is a template, `($0 + $1)`, with pieces in its holes. Its text is the
 * template's with the texts of those in the holes. Its syntax tree is put together in the same way: each template is
 * read once by the parser of the language, and the tree copied with the trees of the holes in their places and all spans
 * moved to where the text is. So a spec has the tree that the parser would make of its text, in a hundredth of the time.
 *
 * Holes: `$0` … `$9` expressions, `$t0` types, `$d0` declarations, `$l0` locals, `$s0` statements (the last three take any
 * number), and `$a` … `$z` names, which are given as text.
 */

export type Category = "expression" | "type" | "statement" | "declaration" | "local" | "spec";
export type Filling = Piece | readonly Piece[] | string;

export interface Piece {
  readonly category: Category;
  /** What could stand in its place: the type of an expression, else the category. */
  readonly sort: string;
  /** The row of the language's tables that it is a use of, if any. */
  readonly row: string | undefined;
  readonly template: Template;
  /** In the order of `Template.holes`. */
  readonly parts: readonly Filling[];
  readonly text: string;
}

/** A hole in the text that was read: where its stand-in is, and its name. */
interface Hole {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Template {
  readonly text: string;
  readonly holes: readonly Hole[];
  /** What the parser made of the text; read when it is needed. */
  tree?: unknown;
}

const templates = new Map<string, Template>();
const HOLE = /\$(?:([0-9])|([tdsl][0-9])|([a-z]))/g;

/** What stands in the text for a hole while it is read. */
function standIn(name: string): string {
  switch (name[0]) {
    case "s":
      return name.length > 1 ? `goto hole${name}` : `hole${name}`;
    case "d":
      return name.length > 1 ? `assume hole${name}` : `hole${name}`;
    case "l":
      return name.length > 1 ? `var hole${name}: int = 0` : `hole${name}`;
    case "t":
      return name.length > 1 ? `Hole${name}` : `hole${name}`;
    default:
      return `hole${name}`;
  }
}

function templateOf(category: Category, written: string): Template {
  const key = `${category} ${written}`;
  const known = templates.get(key);
  if (known !== undefined) return known;
  const holes: Hole[] = [];
  let text = "";
  let from = 0;
  for (const match of written.matchAll(HOLE)) {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    text += written.slice(from, match.index);
    const start = text.length;
    text += standIn(name);
    holes.push({ name, start, end: text.length });
    from = match.index + match[0].length;
  }
  const template: Template = { text: text + written.slice(from), holes };
  templates.set(key, template);
  return template;
}

/** Fills a template. Each name of a hole is given once, however often it stands there. */
export function piece(
  category: Category,
  sort: string,
  row: string | undefined,
  written: string,
  fillings: Readonly<Record<string, Filling>> = {},
): Piece {
  const template = templateOf(category, written);
  const parts = template.holes.map(({ name }) => {
    const filling = fillings[name];
    if (filling === undefined) throw new Error(`nothing for $${name} in ${written}`);
    return filling;
  });
  return refilled({ category, sort, row, template }, parts);
}

/** The same with other parts. */
export function refilled(of: Omit<Piece, "parts" | "text">, parts: readonly Filling[]): Piece {
  const { template, category, sort, row } = of;
  let text = "";
  let from = 0;
  template.holes.forEach((hole, at) => {
    text += template.text.slice(from, hole.start) + textOf(parts[at]);
    from = hole.end;
  });
  return { category, sort, row, template, parts, text: text + template.text.slice(from) };
}

function textOf(filling: Filling | undefined): string {
  if (filling === undefined) return "";
  if (typeof filling === "string") return filling;
  return "text" in filling ? filling.text : filling.map(({ text }) => text).join("\n");
}

/** Calls `visit` with a piece and all below it. */
export function eachPiece(of: Piece, visit: (piece: Piece) => void): void {
  visit(of);
  for (const part of of.parts) {
    if (typeof part === "string") continue;
    if ("text" in part) eachPiece(part, visit);
    else for (const each of part) eachPiece(each, visit);
  }
}

/** The tree of a whole spec, as the parser would make it of its text. */
export function treeOf(spec: Piece): Spec {
  const [tree] = build(spec, 0);
  if (!isSpec(tree)) throw new Error("not a whole spec");
  return tree;
}

function isSpec(tree: unknown): tree is Spec {
  return isNode(tree) && "declarations" in tree;
}

/** The trees of a piece whose text begins at `base`: one, but for statements and declarations. */
function build(of: Piece, base: number): readonly unknown[] {
  const { template, parts } = of;
  template.tree ??= read(of.category, template.text);
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let by = base;
  template.holes.forEach((hole, at) => {
    by += textOf(parts[at]).length - (hole.end - hole.start);
    shifts.push({ from: hole.end, by });
  });
  const moved = (offset: number): number => offset + (shifts.findLast(({ from }) => from <= offset)?.by ?? base);
  const copy = new Copy(of, moved);
  return copy.list(template.tree);
}

/** Copies what was read of a template, filling its holes. */
class Copy {
  constructor(
    readonly piece: Piece,
    readonly moved: (offset: number) => number,
  ) {}

  list(tree: unknown): readonly unknown[] {
    return Array.isArray(tree) ? tree.flatMap((each: unknown) => this.one(each)) : this.one(tree);
  }

  one(tree: unknown): readonly unknown[] {
    if (Array.isArray(tree)) return [this.list(tree)];
    if (!isNode(tree)) return [tree];
    const hole = this.hole(tree);
    if (hole !== undefined) return hole;
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(tree)) copy[key] = this.value(key, value);
    return [copy];
  }

  value(key: string, value: unknown): unknown {
    if (key === "span" && isSpan(value)) return this.span(value);
    if (key === "text" && typeof value === "string") return this.named(value) ?? value;
    return Array.isArray(value) ? this.list(value) : this.one(value)[0];
  }

  /** A hole ends where the next text begins, so an end is moved by what is in front of it. */
  span({ start, end }: Span): Span {
    return { start: this.moved(start), end: this.moved(end) };
  }

  named(text: string): string | undefined {
    if (!text.startsWith("hole")) return undefined;
    const filling = this.filling(text.slice(4));
    return typeof filling === "string" ? filling : undefined;
  }

  filling(name: string): Filling | undefined {
    return this.piece.parts[this.piece.template.holes.findIndex((hole) => hole.name === name)];
  }

  /** What stands in the place of a stand-in; undefined for anything else. */
  hole(tree: object): readonly unknown[] | undefined {
    const name = standsFor(tree);
    if (name === undefined || !("span" in tree) || !isSpan(tree.span)) return undefined;
    const { start } = tree.span;
    const at = this.piece.template.holes.findIndex((hole) => hole.start === start);
    const filling = this.piece.parts[at];
    if (filling === undefined || typeof filling === "string") return undefined;
    let base = this.moved(start);
    if ("text" in filling) return build(filling, base);
    return filling.flatMap((each) => {
      const built = build(each, base);
      base += each.text.length + 1;
      return built;
    });
  }
}

/** The name of the hole for which a node was read, if it was. */
function standsFor(tree: object): string | undefined {
  if (!("kind" in tree)) return undefined;
  switch (tree.kind) {
    case "name":
      return "text" in tree ? holeIn(tree.text) : undefined;
    case "namedType":
      return "name" in tree ? holeIn(textIn(tree.name)) : undefined;
    case "var":
      return "name" in tree ? holeIn(textIn(tree.name)) : undefined;
    case "goto":
      return "label" in tree ? holeIn(textIn(tree.label)) : undefined;
    case "assume":
      return "condition" in tree ? holeIn(textIn(tree.condition)) : undefined;
    default:
      return undefined;
  }
}

function textIn(name: unknown): unknown {
  return isNode(name) && "text" in name ? name.text : undefined;
}

function holeIn(text: unknown): string | undefined {
  return typeof text === "string" && /^[hH]ole/.test(text) ? text.slice(4) : undefined;
}

function isNode(tree: unknown): tree is object {
  return typeof tree === "object" && tree !== null;
}

function isSpan(value: unknown): value is Span {
  return isNode(value) && "start" in value && "end" in value;
}

/** Reads the text of a template; spans are places of that text. */
function read(category: Category, text: string): unknown {
  switch (category) {
    case "expression":
      return readExpression(text);
    case "type":
      return within("spec T var x: ", text, " = 0", ([first]) => (first?.kind === "var" ? first.type : undefined));
    case "statement":
      return within("spec T process P { ", text, "\n}", ([first]) =>
        first?.kind === "process" ? first.body.statements : undefined,
      );
    case "declaration":
    case "local":
      return within("spec T ", text, "", (declarations) => declarations);
    case "spec":
      return readSpec(text);
  }
}

function readExpression(text: string): Expr {
  const { expr, diagnostics } = parseExpression(new Source("template", text));
  if (expr === undefined) throw new Error(`template ${text}: ${diagnostics[0]?.message}`);
  return expr;
}

function readSpec(text: string): Spec {
  const { spec, diagnostics } = parse(new Source("template", text));
  if (spec === undefined) throw new Error(`template ${text}: ${diagnostics[0]?.message}`);
  return spec;
}

type Part = TypeExpr | readonly Statement[] | readonly Declaration[] | VarDeclaration;

function within(
  before: string,
  text: string,
  after: string,
  part: (declarations: readonly Declaration[]) => Part | undefined,
): unknown {
  const found = part(readSpec(before + text + after).declarations);
  if (found === undefined) throw new Error(`template ${text} is not what it should be`);
  return movedBack(found, before.length);
}

/** The same tree with all spans moved so many places to the front. */
function movedBack(tree: unknown, by: number): unknown {
  if (Array.isArray(tree)) return tree.map((each: unknown) => movedBack(each, by));
  if (!isNode(tree)) return tree;
  if (isSpan(tree)) return { start: tree.start - by, end: tree.end - by };
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, movedBack(value, by)]));
}
