import type { Span } from "../../source.js";
import { isReserved } from "../errors.js";
import type { Token } from "../tokens.js";

/*
 * Where declarations seem to begin in a text that does not match: at a declaration's first words at the start of a
 * line, either in the first column or outside of all brackets. `var` may begin a local in the first column, too. A cut lets an error in one declaration
 * leave the others alone, the unclosed brace above all.
 */

const NAMED = new Set([
  "spec",
  "const",
  "type",
  "var",
  "def",
  "action",
  "process",
  "channel",
  "invariant",
  "property",
  "reachable",
  "constraint",
  "show",
  "refines",
  "model",
]);

const PAIRS: Readonly<Record<string, readonly string[]>> = {
  fair: ["action", "process"],
  strongly: ["fair"],
  fairness: ["weak", "strong"],
  inductive: ["invariant"],
  step: ["invariant"],
  always: ["possible"],
  done: ["when"],
  init: ["{"],
};

/** Words that begin a declaration of another language, in any case. */
const FOREIGN = new Set(["constant", "constants", "variable", "variables", "enum"]);

/** True if the tokens are the first two of a declaration. */
export function beginsDeclaration(first: Token, second: Token | undefined): boolean {
  if (first.kind !== "word" || second === undefined) return false;
  if (first.text === "assume") return ![":=", ":", "[", ".", "="].includes(second.text);
  if (FOREIGN.has(first.text.toLowerCase())) return second.kind === "word" && !isReserved(second.text);
  if (NAMED.has(first.text)) return second.kind === "word";
  return PAIRS[first.text]?.includes(second.text) ?? false;
}

/** The pieces of a text, each a declaration or several, the first with the line `spec`. */
export function chunks(text: string, tokens: readonly Token[]): readonly Span[] {
  const starts = [0];
  let depth = 0;
  let lineEnd = -1;
  /** True behind a `}` in the first column: whatever a declaration may hold, it is closed. */
  let closed = false;
  /** True behind the head of a process whose `{` has not come: the `var`s that follow are its own, even if it never comes. */
  let local = false;
  tokens.forEach((token, index) => {
    const firstOnLine = token.span.start > lineEnd;
    if (firstOnLine) {
      const lineStart = text.lastIndexOf("\n", token.span.start - 1) + 1;
      const lineBreak = text.indexOf("\n", token.span.start);
      lineEnd = lineBreak < 0 ? text.length : lineBreak;
      const inFirstColumn = lineStart === token.span.start;
      const free = token.text !== "var" || !local || inFirstColumn;
      const outside = (depth === 0 && free) || (inFirstColumn && (token.text !== "var" || closed));
      if (index > 0 && outside && beginsDeclaration(token, tokens[index + 1])) {
        starts.push(token.span.start);
        depth = 0;
      }
    }
    if (token.text === "process") local = true;
    else if (token.text === "}") local = false;
    closed = token.text === "}" && text[token.span.start - 1] === "\n";
    if (token.kind !== "symbol") return;
    if ("([{".includes(token.text)) depth += 1;
    else if (")]}".includes(token.text)) depth = Math.max(0, depth - 1);
  });
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
