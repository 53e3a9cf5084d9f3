import type { Source, Span } from "../source.js";
import type { Comment } from "./ast.js";

/*
 * A scanner beside the grammar: it finds the comments, which the grammar skips, and cuts a text that does not match
 * into the words and symbols that messages speak of.
 */

export type TokenKind =
  | "word"
  | "int"
  | "string"
  /** A `"` whose string does not end on its line; the token is the rest of the line. */
  | "open string"
  | "symbol"
  /** A character, or a pair such as `&&`, that means nothing in the language. */
  | "unknown"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
}

const LEXEMES = new RegExp(
  [
    String.raw`(?<blank>[\t-\r \u{FEFF}]+)`,
    String.raw`(?<comment>\/\/[^\n]*)`,
    String.raw`(?<word>\p{L}[\p{L}\d_]*)`,
    String.raw`(?<int>\d+)`,
    String.raw`(?<string>"[^"\n]*")`,
    String.raw`(?<open>"[^"\n]*)`,
    // Pairs of signs that other languages give a meaning; each begins like a symbol of ours.
    String.raw`(?<foreign>=\/=|&&|\|\||\\\/(?!\/)|\/\*|\*\/|\/\\|\/=)`,
    String.raw`(?<symbol><=>|:=|=>|==|!=|<=|>=|~>|\.\.|\+\+|->|[()[\]{},;:=<>+*\\.'?|_-])`,
    "(?<other>.)",
  ].join("|"),
  "suy",
);

export interface Scan {
  readonly comments: readonly Comment[];
  /** The tokens in order of place, with one of kind "end" behind them. */
  readonly tokens: readonly Token[];
}

export function scan(text: string): Scan {
  const comments: Comment[] = [];
  const tokens: Token[] = [];
  LEXEMES.lastIndex = 0;
  for (let match = LEXEMES.exec(text); match !== null; match = LEXEMES.exec(text)) {
    const groups = match.groups ?? {};
    if (groups.blank !== undefined) continue;
    const start = match.index;
    if (groups.comment !== undefined) {
      const comment = groups.comment.trimEnd();
      comments.push({ text: comment, span: { start, end: start + comment.length } });
    } else tokens.push({ kind: kindOf(groups), text: match[0], span: { start, end: start + match[0].length } });
  }
  tokens.push({ kind: "end", text: "", span: { start: text.length, end: text.length } });
  return { comments, tokens };
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): TokenKind {
  if (groups.word !== undefined) return "word";
  if (groups.int !== undefined) return "int";
  if (groups.string !== undefined) return "string";
  if (groups.open !== undefined) return "open string";
  return groups.symbol !== undefined ? "symbol" : "unknown";
}

/** True if nothing but blanks stands before the offset on its line. */
export function startsLine(source: Source, offset: number): boolean {
  const lineStart = source.lineStart(source.position(offset).line);
  return source.text.slice(lineStart, offset).trim() === "";
}
