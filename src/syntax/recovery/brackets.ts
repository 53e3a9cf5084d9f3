import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { closerOf, strayBracket, unclosedBracket } from "../errors.js";
import type { Token } from "../tokens.js";
import type { Edit } from "./draft.js";

/** The first bracket of a draft that has no partner, what to say of it, and how to mend it. */
export interface BracketFault {
  readonly diagnostic: Diagnostic;
  readonly edit: Edit;
  /** Behind this place the draft cannot be trusted. */
  readonly from: number;
  /** The bracket that is never closed, if that is what is wrong. */
  readonly opener?: Token;
}

interface Open {
  readonly token: Token;
  /** The column of the statement in whose line it stands, labels not counted. */
  readonly column: number;
  /** The column in which that line begins. */
  readonly margin: number;
}

/**
 * Brackets are paired as they stand. For a `{` without partner the indentation decides which of the open ones is meant: the
 * first behind which a line begins no further right than its own line's statement without closing it, or closes one further
 * left than its own line begins.
 */
export function bracketFault(text: string, tokens: readonly Token[]): BracketFault | undefined {
  const open: Open[] = [];
  let suspect: { readonly open: Open; readonly before: number } | undefined;
  let previous: Token | undefined;
  let column = 0;
  let margin = 0;
  for (const [index, token] of tokens.entries()) {
    const first = previous === undefined || text.slice(previous.span.end, token.span.start).includes("\n");
    if (first) {
      column = statementColumn(text, tokens, index);
      margin = columnOf(text, token);
      const top = open.at(-1);
      const closes = token.kind === "symbol" && ")]}".includes(token.text);
      const outdented = top !== undefined && (closes ? margin < top.margin : column <= top.column);
      if (suspect === undefined && top?.token.text === "{" && outdented && token.kind !== "end") {
        suspect = { open: top, before: previous?.span.end ?? 0 };
      }
    }
    if (token.kind === "symbol" && "([{".includes(token.text)) open.push({ token, column, margin });
    else if (token.kind === "symbol" && ")]}".includes(token.text)) {
      const top = open.at(-1);
      if (top !== undefined && closerOf(top.token.text) === token.text) open.pop();
      else if (!open.some(({ token: { text: opener } }) => closerOf(opener) === token.text)) return stray(token);
      else if (top !== undefined) return unclosed(top.token, previous?.span.end ?? token.span.start);
    }
    if (token.kind !== "end") previous = token;
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const inner = last.token.text !== "{";
  if (inner) return unclosed(last.token, lineOf(text, last.token.span.end));
  return suspect === undefined
    ? unclosed(last.token, previous?.span.end ?? text.length)
    : unclosed(suspect.open.token, suspect.before);
}

function lineOf(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  const line = text.slice(offset, end < 0 ? text.length : end).replace(/\/\/.*$/, "");
  return offset + line.trimEnd().length;
}

/** The column of the first token of a line that is no label. */
function statementColumn(text: string, tokens: readonly Token[], first: number): number {
  let index = first;
  while (tokens[index]?.kind === "word" && tokens[index + 1]?.text === ":") index += 2;
  const from = (tokens[index] ?? tokens[first])?.span.start ?? 0;
  const lineStart = text.lastIndexOf("\n", (tokens[first]?.span.start ?? 0) - 1) + 1;
  return from - lineStart;
}

function columnOf(text: string, { span: { start } }: Token): number {
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

function stray(token: Token): BracketFault {
  return {
    diagnostic: strayBracket(token.span, token.text),
    edit: { ...token.span, text: " " },
    from: token.span.start,
  };
}

/** The fault of a bracket that is closed nowhere, and best at `place`. */
export function unclosed(opener: Token, place: number): BracketFault {
  const span: Span = { start: place, end: place };
  return {
    diagnostic: unclosedBracket(opener.span, opener.text, span),
    edit: { ...span, text: closerOf(opener.text) },
    from: opener.span.start,
    opener,
  };
}
