import type { MatchResult } from "ohm-js";
import type { Diagnostic } from "../diagnostic.js";
import type { Source } from "../source.js";
import type { Expr, Spec } from "./ast.js";
import { buildExpr, buildSpec } from "./build/semantics.js";
import { attachComments } from "./comments.js";
import { nestedTooDeeply } from "./errors.js";
import grammar from "./generated/everystep.ohm-bundle.js";
import { controlCharacter } from "./recovery/characters.js";
import { syntaxErrors } from "./recovery/recover.js";
import { structureErrors } from "./structure.js";
import { scan } from "./tokens.js";

export interface Parsed {
  /** The tree; undefined if there are errors. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParsedExpression {
  /** The tree; undefined if there are errors. */
  readonly expr: Expr | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a spec: its tree, or everything that is wrong with its syntax. Never throws. */
export function parse(source: Source): Parsed {
  const { tree, diagnostics } = read(source, "Spec", buildSpec);
  if (tree === undefined) return { spec: undefined, diagnostics };
  return { spec: attachComments(tree, scan(source.text).comments, source), diagnostics };
}

/** Reads one expression, such as the value of `--const N=4`. Never throws. */
export function parseExpression(source: Source): ParsedExpression {
  const { tree, diagnostics } = read(source, "Expr", buildExpr);
  return { expr: tree, diagnostics };
}

interface Read<Tree> {
  readonly tree: Tree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function read<Tree extends Spec | Expr>(
  source: Source,
  rule: "Spec" | "Expr",
  build: (match: MatchResult) => Tree,
): Read<Tree> {
  try {
    const control = controlCharacter(source.text);
    if (control !== undefined) return { tree: undefined, diagnostics: [control] };
    const match = grammar.match(source.text, rule);
    if (match.failed()) return { tree: undefined, diagnostics: syntaxErrors(source, rule) };
    const tree = build(match);
    const diagnostics = structureErrors(tree);
    return { tree: diagnostics.length > 0 ? undefined : tree, diagnostics };
  } catch (problem) {
    if (problem instanceof RangeError) return { tree: undefined, diagnostics: [tooDeep(source.text)] };
    throw problem;
  }
}

/** Reading descends into what it reads; a text that exhausts the stack is refused, at its innermost bracket. */
function tooDeep(text: string): Diagnostic {
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
