import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import {
  blockComment,
  changedCopy,
  curlyQuotes,
  foreignComment,
  foreignLineBreak,
  foreignSymbol,
  messageSign,
  NAMES_CHANNEL,
  namedMember,
  noPowers,
  notText,
  unknownCharacter,
  unterminatedString,
} from "../errors.js";
import { scan, type Token } from "../tokens.js";
import { type Edit, edited, type TracedText, traced } from "./draft.js";

/*
 * What is wrong with single characters, whatever stands around them: signs of mathematics and of other languages,
 * strings without an end, comments of other languages. Each is reported and replaced by what was most likely meant, so
 * that the rest can be read.
 */

/** Signs with a name of their own in the language. */
const OURS: Readonly<Record<string, string>> = {
  "&&": "and",
  "&": "and",
  "∧": "and",
  "/\\": "and",
  "||": "or",
  "∨": "or",
  "\\/": "or",
  "!": "not",
  "~": "not",
  "¬": "not",
  "#": "!=",
  "/=": "!=",
  "=/=": "!=",
  "≠": "!=",
  "≤": "<=",
  "⩽": "<=",
  "≥": ">=",
  "⩾": ">=",
  "∈": "in",
  "∉": "not in",
  "⊆": "subset of",
  "∪": "union",
  "∩": "intersect",
  "∖": "\\",
  "→": "->",
  "⟶": "->",
  "⇒": "=>",
  "⟹": "=>",
  "⇔": "<=>",
  "⟺": "<=>",
  "↔": "<=>",
  "↝": "~>",
  "⇝": "~>",
  "∀": "forall",
  "∃": "exists",
  "□": "always",
  "◇": "eventually",
  "◊": "eventually",
  "∅": "{}",
  "≔": ":=",
  "←": ":=",
  "≡": "==",
  "×": "*",
  "·": "*",
  "÷": "div",
  "/": "div",
  "%": "mod",
  "−": "-",
  "–": "-",
  "—": "-",
  "…": "..",
  "↦": ":",
  "′": "'",
  "’": "'",
  "‘": "'",
};

export interface Mended {
  readonly text: TracedText;
  readonly diagnostics: readonly Diagnostic[];
  /** Places at which something was left out without knowing what it meant: errors on their lines may follow from that. */
  readonly doubts: readonly number[];
}

/**
 * What no spec may hold, whatever stands around it: control characters, for the file is binary; line breaks of some editors only,
 * for a comment would run on over the lines that are seen below it.
 */
export function refusedCharacter(text: string): Diagnostic | undefined {
  const control = text.search(/[^\P{Cc}\s\u0085]/u);
  if (control >= 0) return notText({ start: control, end: control + 1 });
  const lineBreak = text.search(/\r(?!\n)|[\u0085\u2028\u2029]/);
  if (lineBreak < 0) return undefined;
  return foreignLineBreak({ start: lineBreak, end: lineBreak + 1 }, text.charCodeAt(lineBreak));
}

/** Reports what no reading of the text could make sense of, and replaces it. */
export function mendCharacters(text: string): Mended {
  const diagnostics: Diagnostic[] = [];
  const edits: Edit[] = [];
  const doubts: number[] = [];
  let from = 0;
  for (const token of scan(text).tokens) {
    const { start } = token.span;
    if (start < from) continue;
    const mended = mend(text, token);
    if (mended === undefined) continue;
    diagnostics.push(mended.diagnostic);
    edits.push(mended.edit);
    if (mended.doubtful === true) doubts.push(start);
    from = mended.edit.end;
  }
  return { text: edited(traced(text), edits), diagnostics, doubts };
}

interface MendedToken {
  readonly diagnostic: Diagnostic;
  readonly edit: Edit;
  readonly doubtful?: boolean;
}

function mend(text: string, token: Token): MendedToken | undefined {
  const { start, end } = token.span;
  if (token.kind === "open string") {
    return { diagnostic: unterminatedString(trimmed(text, token)), edit: closedString(text, token), doubtful: true };
  }
  if (token.kind !== "unknown") return undefined;
  if ("“”„‟".includes(token.text)) return mendCurly(text, start);
  if (token.text === "/*" || token.text === "*/") return mendBlockComment(text, token);
  if (token.text === "#" && lineBefore(text, start).trim() === "") {
    return { diagnostic: foreignComment(token.span, "#"), edit: blank(text, { start, end: lineEnd(text, start) }) };
  }
  const member = token.text === "#" ? memberAt(text, start) : undefined;
  if (member !== undefined) {
    const { type, size, span } = member;
    const diagnostic = namedMember(span, text.slice(span.start, span.end), type, size);
    return { diagnostic, edit: blank(text, { start, end: span.end }), doubtful: true };
  }
  const copy = token.text === "!" ? exceptAt(text, start) : undefined;
  if (copy !== undefined) {
    return { diagnostic: changedCopy(copy.word), edit: blank(text, copy.rest), doubtful: true };
  }
  if (token.text === "!" && NAMES_CHANNEL.test(lineBefore(text, start))) {
    return { diagnostic: messageSign(token.span, "!"), edit: { start, end, text: " := " } };
  }
  if (token.text === "^") return { diagnostic: noPowers(token.span), edit: { start, end, text: " * " } };
  const ours = token.text === "||" && /^\s*type\s/.test(lineBefore(text, start)) ? "|" : OURS[token.text];
  if (ours === undefined) {
    return { diagnostic: unknownCharacter(token.span, token.text), edit: { start, end, text: " " }, doubtful: true };
  }
  return { diagnostic: foreignSymbol(token.span, token.text, ours), edit: { start, end, text: ` ${ours} ` } };
}

interface Member {
  readonly type: string;
  /** How many there are, as it is written. */
  readonly size: string;
  readonly span: Span;
}

/** A value of a symmetric type, `Node#2`, as a trace calls it; `at`: the place of its `#`. */
function memberAt(text: string, at: number): Member | undefined {
  const type = /[A-Za-z]\w*$/.exec(lineBefore(text, at))?.[0];
  const number = /^#\d+/.exec(text.slice(at, lineEnd(text, at)))?.[0];
  if (type === undefined || number === undefined) return undefined;
  const size = new RegExp(`\\btype\\s+${type}\\s*=\\s*symmetric\\s+(\\w+)`).exec(text)?.[1];
  if (size === undefined) return undefined;
  return { type, size, span: { start: at - type.length, end: at + number.length } };
}

/** `f EXCEPT ![k] = e`, up to the bracket that encloses it; `at`: the place of its `!`. */
function exceptAt(text: string, at: number): { readonly word: Span; readonly rest: Span } | undefined {
  const word = /EXCEPT\s*$/.exec(lineBefore(text, at));
  if (word === null) return undefined;
  const start = at - word[0].length;
  const line = text.slice(at, lineEnd(text, at));
  const last = line.lastIndexOf("]");
  return { word: { start, end: start + "EXCEPT".length }, rest: { start: at, end: at + Math.max(last, 1) } };
}

/** The string is emptied, and a `{` at the end of its line begins a block and does not belong to it. */
function closedString(text: string, { span: { start, end } }: Token): Edit {
  const block = /\s*\{\s*$/.exec(text.slice(start, end));
  return { start, end: block === null ? end : start + block.index, text: '""' };
}

function trimmed(text: string, { span }: Token) {
  return { start: span.start, end: span.start + text.slice(span.start, span.end).trimEnd().length };
}

function mendCurly(text: string, start: number) {
  const close = /^.[^“”„‟"\n]*[“”„‟"]?/u.exec(text.slice(start))?.[0] ?? "";
  const end = start + close.length;
  const inside = close.slice(1).replace(/[“”„‟"]$/u, "");
  return { diagnostic: curlyQuotes({ start, end }), edit: { start, end, text: `"${inside}"` }, doubtful: true };
}

function mendBlockComment(text: string, token: Token) {
  const { start } = token.span;
  if (token.text === "*/") {
    return { diagnostic: blockComment(token.span, "/* */"), edit: blank(text, token.span) };
  }
  const close = text.indexOf("*/", start + 2);
  const end = close < 0 ? text.length : close + 2;
  return { diagnostic: blockComment(token.span, "/* */"), edit: blank(text, { start, end }) };
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** The edit that replaces a piece by blanks and keeps its line breaks. */
export function blank(text: string, { start, end }: { readonly start: number; readonly end: number }): Edit {
  return { start, end, text: text.slice(start, end).replace(/[^\n]/g, " ") };
}
