import type { MatchResult } from "ohm-js";
import type { Diagnostic } from "../diagnostic.js";
import { Source, type Span } from "../source.js";
import type { Expr, Spec } from "./ast.js";
import { buildExpr, buildSpec } from "./build/semantics.js";
import { attachComments } from "./comments.js";
import { nestedTooDeeply } from "./errors.js";
import grammar from "./generated/everystep.ohm-bundle.js";
import { refusedCharacter } from "./recovery/characters.js";
import { traced } from "./recovery/draft.js";
import { inOriginal, isBroken, type MendedText } from "./recovery/mended.js";
import { recover } from "./recovery/recover.js";
import { structureErrors } from "./structure.js";
import { scan } from "./tokens.js";

export interface Parsed {
  /** The tree; undefined if there are errors. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** If there are errors and nothing of the text had to be left out: the spec that was most likely meant. */
  readonly guess: Guess | undefined;
}

/** A tree of a text with errors, read from that text as it was mended; its spans are places of the mended one. */
export interface Guess {
  readonly spec: Spec;
  readonly text: MendedText;
}

export interface ParsedExpression {
  /** The tree; undefined if there are errors. */
  readonly expr: Expr | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a spec: its tree, or everything that is wrong with its syntax. Never throws. */
export function parse(source: Source): Parsed {
  const { tree, diagnostics, mended } = read(source, "Spec", buildSpec);
  if (tree === undefined)
    return mended === undefined ? { spec: tree, diagnostics, guess: mended } : again(diagnostics, mended);
  if (diagnostics.length > 0)
    return { spec: undefined, diagnostics, guess: guessed(tree, traced(source.text), diagnostics) };
  return { spec: attachComments(tree, scan(source.text).comments, source), diagnostics, guess: undefined };
}

/** What is wrong with a mended text besides. */
function again(found: readonly Diagnostic[], mended: MendedText): Parsed {
  const { tree, diagnostics } = read(new Source("", mended.text), "Spec", buildSpec);
  const others = diagnostics.filter(({ span }) => span !== undefined && !isBroken(mended, span));
  const all = [...found, ...others.map((diagnostic) => inOriginal(mended, diagnostic))];
  return { spec: undefined, diagnostics: all, guess: tree && guessed(tree, mended, diagnostics) };
}

function guessed(
  spec: Spec,
  text: Omit<MendedText, "broken"> & Partial<MendedText>,
  wrong: readonly Diagnostic[],
): Guess {
  const spans = wrong.flatMap(({ span }): readonly Span[] => (span === undefined ? [] : [span]));
  return { spec, text: { ...text, broken: [...(text.broken ?? []), ...spans] } };
}

/** Reads one expression, such as the value of `--const N=4`. Never throws. */
export function parseExpression(source: Source): ParsedExpression {
  const { tree, diagnostics } = read(source, "Expr", buildExpr);
  return { expr: diagnostics.length > 0 ? undefined : tree, diagnostics };
}

interface Read<Tree> {
  /** Undefined if the text does not match; a tree may have errors all the same. */
  readonly tree: Tree | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly mended: MendedText | undefined;
}

function read<Tree extends Spec | Expr>(
  source: Source,
  rule: "Spec" | "Expr",
  build: (match: MatchResult) => Tree,
): Read<Tree> {
  try {
    const control = refusedCharacter(source.text);
    if (control !== undefined) return refused(control);
    const match = grammar.match(withoutRemarks(source.text), rule);
    if (match.failed()) return { tree: undefined, ...recover(source, rule) };
    const tree = build(match);
    const { diagnostics, tooDeep } = structureErrors(tree);
    return tooDeep === undefined ? { tree, diagnostics, mended: undefined } : refused(tooDeep);
  } catch (problem) {
    if (problem instanceof RangeError) return refused(innermost(source.text));
    throw problem;
  }
}

/**
 * The same text with blanks for each comment that has a line of its own (it can be nothing else: strings end on their line): the
 * grammar skips blanks many at once.
 */
function withoutRemarks(text: string): string {
  return text.replace(/^[ \t]*\/\/.*$/gm, (line) => " ".repeat(line.length));
}

function refused(diagnostic: Diagnostic): Read<never> {
  return { tree: undefined, diagnostics: [diagnostic], mended: undefined };
}

/** Reading descends into what it reads; a text that exhausts the stack is refused, at its innermost bracket. */
function innermost(text: string): Diagnostic {
  let depth = 0;
  let deepest = 0;
  let place = 0;
  for (const { kind, text: sign, span } of scan(text).tokens) {
    if (kind !== "symbol") continue;
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    if (depth <= deepest) continue;
    deepest = depth;
    place = span.start;
  }
  return nestedTooDeeply({ start: place, end: Math.min(place + 1, text.length) });
}
