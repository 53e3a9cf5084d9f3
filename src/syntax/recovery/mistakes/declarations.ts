import type { Span } from "../../../source.js";
import * as errors from "../../errors.js";
import type { Token } from "../../tokens.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";
import { DECLARATION_WORDS } from "./words.js";

/* Mistakes in the heads of declarations, and declarations in the wrong place. */

/** `var x = 0`, `var x: T`, `const N`, several names in one declaration, `let x: T = e`. */
export function incompleteDeclarations(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before, gap } = s;
  const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && ["var", "const", "let"].includes(text));
  const word = s.tokens[head]?.text;
  const name = s.tokens[head + 1];
  if (word === undefined || name === undefined) return [];
  if (word === "var" && token.text === "=" && before === name) {
    readings.push({
      diagnostic: errors.variableWithoutType(name.span, name.text),
      edits: [insert(gap.start, ": bool ")],
    });
  }
  if (word === "var" && token.text === ":=" && before === name) {
    const edits = [replace(token.span, ": bool =")];
    readings.push({ diagnostic: errors.variableWithoutType(name.span, name.text), edits });
  }
  if (word === "var" && before === name) {
    const edits = [insert(gap.start, ": bool = true ")];
    readings.push({ diagnostic: errors.variableWithoutType(name.span, name.text), edits });
  } else if (word === "var") {
    readings.push({
      diagnostic: errors.variableWithoutValue(name.span, name.text),
      edits: [insert(gap.start, " = 0 ")],
    });
  }
  if (word === "const") {
    readings.push({
      diagnostic: errors.constantWithoutValue(name.span, name.text),
      edits: [insert(gap.start, " = 0 ")],
    });
  }
  if (word !== "let" && token.text === ",") {
    const end = s.lineEnd(token.span.start);
    readings.push({
      diagnostic: errors.oneNameEach(token.span, word),
      edits: [remove({ start: token.span.start, end })],
    });
    const upTo = s.tokens.findIndex(({ text }, index) => index > s.index && (text === ":" || text === "="));
    const until = s.tokens[upTo]?.span.start;
    if (until !== undefined) {
      const edits = [remove({ start: token.span.start, end: until })];
      readings.push({ diagnostic: errors.oneNameEach(token.span, word), edits });
    }
  }
  if (word === "let" && token.text === ":") {
    const sign = s.tokens.findIndex(({ text }, index) => index > s.index && text === "=");
    const until = s.tokens[sign]?.span.start;
    const span = { start: token.span.start, end: until ?? token.span.end };
    if (until !== undefined) readings.push({ diagnostic: errors.typeOfLet(span), edits: [remove(span)] });
  }
  return readings;
}

/** `def f(x) { … }`, `f()`, parameters with the wrong kind of range. */
export function parameters(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before, gap } = s;
  if (token.text === ")" && before.text === "(") {
    const span = s.span(-1, 0);
    readings.push({ diagnostic: errors.emptyParentheses(span, s.at(-2).text), edits: [remove(span)] });
  }
  if (s.depth === 0 && token.kind === "word" && ["action", "process"].includes(s.at(-2).text)) {
    const brace = s.tokens.find(({ text }, index) => index > s.index && (text === "{" || text === "says"));
    if (brace !== undefined) {
      const edits = [insert(token.span.start, "("), insert(brace.span.start, ") ")];
      readings.push({ diagnostic: errors.missing(gap, "`(`", `after \`${before.text}\``), edits });
    }
  }
  if (token.text === "," && s.head?.text === "process") {
    const diagnostic = errors.secondParameter({ start: token.span.start, end: s.phraseEnd(token.span.start) });
    readings.push({ diagnostic, edits: [remove({ start: token.span.start, end: s.phraseEnd(token.span.start) })] });
  }
  if (token.text === "{") {
    const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "def");
    const name = s.tokens[head + 1];
    const close = s.partner(0);
    if (head >= 0 && name !== undefined && close !== undefined) {
      const edits = [replace(s.span(0, close), "= 0")];
      readings.push({ diagnostic: errors.definitionWithBody(token.span, name.text), edits });
    }
  }
  if (before.kind === "word" && token.text === "{" && ["pick", "for"].includes(s.at(-2).text)) {
    readings.push({
      diagnostic: errors.binderWithoutSet(before.span, before.text),
      edits: [insert(gap.start, " in x ")],
    });
  }
  if (before.kind === "word" && (token.text === ":" || token.text === ")" || token.text === ",")) {
    const header = s.depth === 1 && ["action", "process", "fairness"].includes(s.head?.text ?? "");
    const ofWhat = header ? errors.parameterWithoutSet : errors.binderWithoutSet;
    const diagnostic = ofWhat(before.span, before.text);
    if (header && token.text === ":") readings.push({ diagnostic, edits: [replace(token.span, " in ")] });
    readings.push({ diagnostic, edits: [insert(gap.start, " in x ")] });
  }
  if (token.text === "in" && before.kind === "word") {
    readings.push({ diagnostic: errors.parameterWithSet(before.span, before.text), edits: [replace(token.span, ":")] });
  }
  return readings;
}

/** A head whose line has no `{`, when the draft closes a brace too many. */
export function headWithoutBrace(s: Situation): Reading | undefined {
  if (s.balance >= 0) return undefined;
  const words = ["action", "process", "init", "model"];
  const head = s.tokens.findIndex(({ text, span: { start } }) => {
    const before = s.slice({ start: s.text.lastIndexOf("\n", start - 1) + 1, end: start }).trim();
    return words.includes(text) && ["", "fair", "strongly fair"].includes(before);
  });
  const [word, name] = [s.tokens[head], s.tokens[head + 1]];
  if (word === undefined || name === undefined) return undefined;
  const end = s.lineEnd(word.span.start);
  if (s.slice({ start: word.span.start, end }).includes("{")) return undefined;
  const span = { start: end, end };
  const owner = word.text === "init" ? "init" : `${word.text} ${name.text}`;
  return { diagnostic: errors.missingBody(span, owner), edits: [insert(end, " { ")] };
}

/** A declaration among statements, a statement among declarations. */
export function misplaced(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { before } = s;
  const inside = s.depth > 0;
  if (inside && DECLARATION_WORDS.includes(before.text)) {
    const span = { start: before.span.start, end: s.phraseEnd(before.span.start) };
    readings.push({ diagnostic: errors.declarationInside(before.span, before.text), edits: [remove(span)] });
  }
  if (inside) return readings;
  for (const distance of [0, -1]) {
    const { text, kind, span } = s.at(distance);
    const named = kind === "word" && !DECLARATION_WORDS.includes(text);
    const assigns = named && [":=", "[", ":"].includes(s.at(distance + 1).text);
    const declares =
      s.at(distance + 1).text === ":" && s.tokens.some((other) => other.text === "=" && isOnLine(s, other, span));
    if (declares || !s.beginsLine(distance) || !(assigns || STATEMENT_WORDS.includes(text))) continue;
    const edits = [remove({ start: span.start, end: s.lineEnd(span.start) })];
    readings.push({ diagnostic: errors.statementOutside(span), edits });
  }
  return readings;
}

/** Does a token stand in the line that begins at `start`? */
function isOnLine(s: Situation, { span }: Token, { start }: Span): boolean {
  return span.start > start && span.end <= s.lineEnd(start);
}

const STATEMENT_WORDS = "skip when assert let if either pick for while goto send receive match".split(" ");

/** `action Up when n < 3 … }`: no brace before the first statement. */
export function missingBody(s: Situation): Reading | undefined {
  if (s.depth > 0) return undefined;
  const head = s.tokens.findLastIndex(
    ({ text, kind }, index) => index < s.index && kind === "word" && ["action", "process", "init"].includes(text),
  );
  const [word, name] = [s.tokens[head], s.tokens[head + 1]];
  if (word === undefined || name === undefined) return undefined;
  if (s.tokens.slice(head, s.index).some(({ text }) => text === "{")) return undefined;
  const begins = STATEMENT_WORDS.includes(s.token.text) || [":=", "[", ":"].includes(s.after.text);
  if (!begins) return undefined;
  const owner = word.text === "init" ? "init" : `${word.text} ${name.text}`;
  const end = s.text.trimEnd().length;
  const closed = s.balance < 0 ? [] : [insert(Math.max(end, s.gap.end), " }")];
  return { diagnostic: errors.missingBody(s.gap, owner), edits: [insert(s.gap.end, " { "), ...closed] };
}
