import type { Span } from "../../../source.js";
import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Habits from other languages in statements and expressions. */

/** How people call methods, and what they mean; `$` stands for what is before the dot. */
const METHODS: Readonly<Record<string, string>> = {
  append: "$ := append($, x)",
  push: "$ := append($, x)",
  pop: "$ := tail($)",
  shift: "$ := tail($)",
  add: "$ := $ union {x}",
  insert: "$ := $ union {x}",
  remove: "$ := $ \\ {x}",
  delete: "$ := $ \\ {x}",
  contains: "x in $",
  includes: "x in $",
  has: "x in $",
  size: "size($)",
  length: "len($)",
  len: "len($)",
  head: "head($)",
  tail: "tail($)",
  keys: "domain($)",
  values: "range($)",
};

export function habits(s: Situation): readonly Reading[] {
  return [
    ...blockAfterWhen(s),
    ...methods(s),
    ...parallelAssignments(s),
    ...oddPlaces(s),
    ...parenthesisedQuantifier(s),
    ...narrowedChoice(s),
    ...letIn(s),
    ...angles(s),
    ...powers(s),
  ];
}

/** `when p { … }`. */
function blockAfterWhen(s: Situation): readonly Reading[] {
  if (s.token.text !== "{") return [];
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "when");
  const close = s.partner(0);
  const between = s.tokens.slice(word + 1, s.index);
  if (word < 0 || close === undefined || between.some(({ text }) => ["{", "}", ":="].includes(text))) return [];
  const edits = [remove(s.token.span), remove(s.at(close).span)];
  return [{ diagnostic: errors.bracesAfterWhen(s.token.span), edits }];
}

/** `q.append(1)`, `s.contains(2)`. */
function methods(s: Situation): readonly Reading[] {
  const close = s.token.text === "(" && s.at(-2).text === "." ? s.partner(0) : undefined;
  const target = s.at(-3);
  if (close === undefined || target.kind !== "word") return [];
  const name = s.before.text;
  const instead = Object.hasOwn(METHODS, name) ? METHODS[name]?.replaceAll("$", target.text) : undefined;
  const whole = s.span(-3, close);
  const diagnostic = errors.method(s.span(-2, close), name, instead);
  return ["skip", "x"].map((text) => ({ diagnostic, edits: [replace(whole, text)] }));
}

/** `n, m := m, n`. */
function parallelAssignments(s: Situation): readonly Reading[] {
  if (s.token.text !== "," || s.before.kind !== "word" || errors.isReserved(s.before.text)) return [];
  const end = s.phraseEnd(s.before.span.start);
  const span: Span = { start: s.before.span.start, end };
  if (!s.slice(span).includes(":=")) return [];
  return [{ diagnostic: errors.parallelAssignment(span), edits: [replace(span, "skip")] }];
}

/** `P(1) not at a`, `var n: T = any in S`, `P(_) at a`. */
function oddPlaces(s: Situation): readonly Reading[] {
  const { token, before } = s;
  if (s.reads(0, "not", "at")) {
    return [{ diagnostic: errors.notAtLabel(s.span(0, 1)), edits: [remove(token.span)] }];
  }
  if (token.text === "in" && before.text === "any" && s.at(-2).text === "=") {
    return [{ diagnostic: errors.anyOfSome(before.span), edits: [remove(s.span(-2, -1))] }];
  }
  if (token.text !== "_") return [];
  return [{ diagnostic: errors.wildcardAsValue(token.span), edits: [replace(token.span, "1")] }];
}

/** `forall (i in S) p`, with or without a `:`. */
function parenthesisedQuantifier(s: Situation): readonly Reading[] {
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && ["forall", "exists"].includes(text));
  const quantifier = s.tokens[word];
  const open = s.tokens[word + 1];
  if (quantifier === undefined || open?.text !== "(") return [];
  const close = s.partner(word + 1 - s.index);
  if (close === undefined) return [];
  const colon = s.at(close + 1).text === ":" ? " " : ": ";
  const span = s.span(word + 1 - s.index, close);
  const edits = [remove(open.span), replace(s.at(close).span, colon)];
  return [{ diagnostic: errors.quantifierInParentheses(span, quantifier.text), edits }];
}

/** `pick x in S: p { … }`. */
function narrowedChoice(s: Situation): readonly Reading[] {
  if (s.token.text !== ":") return [];
  const word = s.tokens.findLast(({ text }, index) => index < s.index && ["pick", "for"].includes(text));
  if (word === undefined || s.text.slice(word.span.start, s.token.span.start).includes("\n")) return [];
  const block = s.tokens.find(({ text }, index) => index > s.index && text === "{");
  if (block === undefined) return [];
  const span = { start: s.token.span.start, end: block.span.start };
  const shown = { start: span.start, end: span.start + s.slice(span).trimEnd().length };
  return [{ diagnostic: errors.narrowedChoice(shown, word.text), edits: [remove(span)] }];
}

/** `let x = e in e2`. */
function letIn(s: Situation): readonly Reading[] {
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "let");
  if (word < 0) return [];
  const signs = s.tokens.filter(({ text }, index) => index > word && index <= s.index && text === "in");
  return signs.map(({ span }) => ({ diagnostic: errors.colonBefore(span, "in"), edits: [replace(span, ": ")] }));
}

/** `n ** 2`. */
function powers(s: Situation): readonly Reading[] {
  const first = [-1, 0].find((distance) => s.reads(distance, "*", "*") && s.touches(distance));
  if (first === undefined) return [];
  const span = s.span(first, first + 1);
  return [{ diagnostic: errors.noPowers(span), edits: [replace(span, "*")] }];
}

/** `<<x, y>>`. */
function angles(s: Situation): readonly Reading[] {
  if (s.reads(0, "<", "<", ">", ">")) {
    const span = s.span(0, 3);
    return [{ diagnostic: errors.foreignSymbol(span, "<<>>", "[]"), edits: [replace(span, "[]")] }];
  }
  const first = [0, -1].find((distance) => s.reads(distance, "<", "<") && s.touches(distance));
  if (first === undefined) return [];
  const close = s.tokens.findIndex(
    ({ text, span }, index) => index > s.index && text === ">" && s.tokens[index + 1]?.span.start === span.end,
  );
  const end = s.tokens[close + 1];
  if (close < 0 || end?.text !== ">") return [];
  const [open, last] = [s.span(first, first + 1), close - s.index];
  const diagnostic = errors.foreignSymbol(s.span(first, last + 1), "<<…>>", "(…)");
  return [{ diagnostic, edits: [replace(open, "("), replace(s.span(last, last + 1), ")")] }];
}

/** `{a = 1, b = 2}`: a record with the sign of another language. */
export function recordSigns(s: Situation): readonly Reading[] {
  if (s.token.text !== "=" || s.before.kind !== "word" || !["{", ","].includes(s.at(-2).text)) return [];
  return [{ diagnostic: errors.colonBefore(s.token.span, "="), edits: [replace(s.token.span, ":")] }];
}

/** `{a: int; b: int}`. */
export function fieldSeparators(s: Situation): readonly Reading[] {
  if (s.token.text !== ";") return [];
  return [{ diagnostic: errors.fieldsSeparated(s.token.span), edits: [replace(s.token.span, ",")] }];
}

/** `action A:` and lines below it that are indented. */
export function colonForBrace(s: Situation): readonly Reading[] {
  const { token, head } = s;
  if (token.text !== ":" || s.depth > 0 || head === undefined || !["action", "process"].includes(head.text)) return [];
  const name = s.tokens[s.tokens.indexOf(head) + 1]?.text ?? "";
  const edits = [replace(token.span, " {"), insert(s.text.trimEnd().length, " }")];
  return [{ diagnostic: errors.missingBody(token.span, `${head.text} ${name}`), edits }];
}
