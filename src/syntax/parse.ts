import type { Diagnostic } from "../diagnostic.js";
import type { Source } from "../source.js";
import type { Expr, Spec } from "./ast.js";
import { buildExpr, buildSpec } from "./build/semantics.js";
import { attachComments } from "./comments.js";
import grammar from "./generated/everystep.ohm-bundle.js";
import { scan } from "./tokens.js";

export interface Parsed {
  /** The tree; undefined if there are errors. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParsedExpression {
  readonly expr: Expr | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a spec: its tree, or everything that is wrong with its syntax. */
export function parse(source: Source): Parsed {
  const match = grammar.match(source.text, "Spec");
  if (match.failed())
    return { spec: undefined, diagnostics: [failure(match.getRightmostFailurePosition(), match.shortMessage)] };
  return { spec: attachComments(buildSpec(match), scan(source.text).comments, source), diagnostics: [] };
}

/** Reads one expression, such as the value of `--const N=4`. */
export function parseExpression(source: Source): ParsedExpression {
  const match = grammar.match(source.text, "Expr");
  if (match.failed())
    return { expr: undefined, diagnostics: [failure(match.getRightmostFailurePosition(), match.shortMessage)] };
  return { expr: buildExpr(match), diagnostics: [] };
}

function failure(at: number, message: string): Diagnostic {
  return { code: "E0101", severity: "error", message, span: { start: at, end: at + 1 }, notes: [] };
}
