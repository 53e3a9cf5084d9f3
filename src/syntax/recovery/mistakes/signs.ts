import * as errors from "../../errors.js";
import type { Token } from "../../tokens.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Mistakes with signs: the three kinds of equals, arrows, signs of TLA+ and of programming languages. */

/** `=`, `:=`, `==` and `:` in each other's place. */
export function equals(s: Situation): readonly Reading[] {
  const { token } = s;
  if (!["=", ":=", "==", ":"].includes(token.text)) return [];
  const readings: Reading[] = [];
  const instead = (sign: string, diagnostic: Reading["diagnostic"]): void => {
    if (sign !== token.text) readings.push({ diagnostic, edits: [replace(token.span, sign)] });
  };
  instead("==", errors.comparesWithTwo(token.span, token.text));
  instead(":=", errors.assignsWithColon(token.span, token.text));
  instead("=", errors.declaresWithOne(token.span, token.text));
  // What a sequence of TLA+ begins with is the first value, not the type.
  if (s.after.text !== "<") instead(":", errors.colonBefore(token.span, token.text));
  return readings;
}

/** `: =`, `===`, `!==`, `=<`, `<-`, `<>`: signs that fall into two of ours. */
export function splitSigns(s: Situation): readonly Reading[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    [":", "=", ":="],
    ["==", "=", "=="],
    ["!=", "=", "!="],
    ["=", "<", "<="],
    ["=", ">", ">="],
    ["<", "-", ":="],
    ["<", ">", "!="],
    ["=", "!=", "!="],
    ["|", "->", ":"],
    ["-", ">", "->"],
    [":", ":", ":"],
  ];
  const readings: Reading[] = [];
  for (const first of [0, -1]) {
    for (const [one, two, ours] of pairs) {
      if (!s.reads(first, one, two)) continue;
      if (one !== ":" && !s.touches(first)) continue;
      const span = s.span(first, first + 1);
      readings.push({
        diagnostic: errors.foreignSymbol(span, s.slice(span), ours),
        edits: [replace(span, ours)],
      });
    }
  }
  return readings;
}

export function arrows(s: Situation): readonly Reading[] {
  const { token } = s;
  if (s.reads(-1, "-", "->") && s.touches(-1)) {
    const span = s.span(-1, 0);
    return ["~>", "=>"].map((ours) => ({
      diagnostic: errors.foreignSymbol(span, "-->", ours),
      edits: [replace(span, ours)],
    }));
  }
  if (token.text === "->") {
    return [
      { diagnostic: errors.arrowForImplies(token.span), edits: [replace(token.span, "=>")] },
      { diagnostic: errors.colonBefore(token.span, "->"), edits: [replace(token.span, ":")] },
    ];
  }
  if (token.text === "=>") {
    return [
      { diagnostic: errors.impliesForArrow(token.span), edits: [replace(token.span, "->")] },
      { diagnostic: errors.colonBefore(token.span, "=>"), edits: [replace(token.span, ":")] },
      { diagnostic: errors.declaresWithOne(token.span, "=>"), edits: [replace(token.span, "=")] },
    ];
  }
  if (token.text === "|") {
    return [
      ...sizeInBars(s),
      { diagnostic: errors.colonBefore(token.span, "|"), edits: [replace(token.span, ":")] },
      { diagnostic: errors.foreignSymbol(token.span, "|", "or"), edits: [replace(token.span, "or")] },
    ];
  }
  return [];
}

/** `|s|`, `|m[1] union {1}|`: read from the first bar, or from the second if there is a value before it. */
function sizeInBars(s: Situation): readonly Reading[] {
  const end = s.lineEnd(s.token.span.start);
  const bar = outermost(s.tokens.slice(s.index + 1)).find(({ text, span }) => text === "|" && span.end <= end);
  const close = bar === undefined ? -1 : s.tokens.indexOf(bar);
  const [first, last] = s.at(-2).text === "|" ? [-2, 0] : [0, close - s.index];
  if (last < 0 || last === first + 1) return [];
  const span = s.span(first, last);
  const inside = s.tokens.slice(s.index + first + 1, s.index + last);
  if (outermost(inside).some(({ text }) => text === "-")) {
    return [{ diagnostic: errors.absoluteValue(span), edits: [replace(span, "1")] }];
  }
  const size = `${inside[0]?.text === "[" ? "len" : "size"}(${s.slice(s.span(first + 1, last - 1))})`;
  return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), size), edits: [replace(span, size)] }];
}

/** The tokens that stand in no brackets of their own, up to one that closes a bracket from before them. */
function outermost(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    const { kind, text } = token;
    if (kind === "symbol" && ")]}".includes(text)) depth -= 1;
    if (depth < 0) break;
    if (depth === 0) found.push(token);
    if (kind === "symbol" && "([{".includes(text)) depth += 1;
  }
  return found;
}

const TLA_WORDS: Readonly<Record<string, string>> = {
  in: "in",
  notin: "not in",
  A: "forall",
  E: "exists",
  cup: "union",
  union: "union",
  cap: "intersect",
  intersect: "intersect",
  subseteq: "subset of",
  div: "div",
  o: "++",
  lor: "or",
  land: "and",
  lnot: "not",
  neg: "not",
};

/** `x \in S`, `\A x …`, `[]P`, `<>P`, `(* … *)`, `\* …`. */
export function tlaSigns(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const first of [-1, 0]) {
    const ours = TLA_WORDS[s.at(first + 1).text];
    if (s.at(first).text === "\\" && ours !== undefined && s.touches(first)) {
      const span = s.span(first, first + 1);
      readings.push({
        diagnostic: errors.foreignSymbol(span, s.slice(span), ours),
        edits: [replace(span, ` ${ours} `)],
      });
    }
    if (s.reads(first, "\\", "*") && s.touches(first)) {
      const { start } = s.at(first).span;
      const end = lineBreak(s.text, start);
      const span = s.span(first, first + 1);
      readings.push({ diagnostic: errors.foreignComment(span, "\\*"), edits: [remove({ start, end })] });
    }
    if (s.reads(first, "(", "*") && s.touches(first)) {
      const { start } = s.at(first).span;
      const close = s.text.indexOf("*)", start);
      const span = { start, end: close < 0 ? start + 2 : close + 2 };
      readings.push({ diagnostic: errors.blockComment(span, "(* *)"), edits: [remove(span)] });
    }
    if (s.reads(first - 2, "[", "]", "<", ">") && s.touches(first - 1)) {
      const span = s.span(first - 2, first + 1);
      readings.push({
        diagnostic: errors.foreignSymbol(span, "[]<>", "always eventually"),
        edits: [replace(span, "always eventually ")],
      });
    }
    if (s.reads(first, "<", ">") && s.touches(first)) {
      const span = s.span(first, first + 1);
      readings.push({
        diagnostic: errors.foreignSymbol(span, "<>", "eventually"),
        edits: [replace(span, "eventually")],
      });
    }
    if (s.reads(first, "-", "-") && s.touches(first)) {
      const { start } = s.at(first).span;
      const span = s.span(first, first + 1);
      const edits = [remove({ start, end: lineBreak(s.text, start) })];
      readings.push({ diagnostic: errors.foreignComment(span, "--"), edits });
    }
  }
  if (s.reads(-2, "[", "]") && s.touches(-2)) {
    const span = s.span(-2, -1);
    readings.push({ diagnostic: errors.foreignSymbol(span, "[]", "always"), edits: [replace(span, "always ")] });
  }
  return readings;
}

function lineBreak(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** `x++`, `x--`, `x += 1`, `x' = e`, `p ? a : b`. */
export function compounds(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  if (s.token.text === "'" && ["=", ":=", "=="].includes(s.after.text) && s.before.kind === "word") {
    const span = s.span(0, 1);
    const diagnostic = errors.primeAssigned(s.span(-1, 0), s.before.text);
    readings.push({ diagnostic, edits: [replace(span, ":=")] });
  }
  const name = s.before.kind === "word" ? s.before.text : "x";
  for (const sign of ["+", "-", "*"]) {
    if (s.reads(0, sign, "=") && s.touches(0)) {
      const span = s.span(0, 1);
      const diagnostic = errors.compoundAssignment(span, `${sign}=`, `${name} := ${name} ${sign} …`);
      readings.push({ diagnostic, edits: [replace(span, ":=")] });
    }
  }
  const step = s.reads(0, "++") ? s.token.span : s.reads(0, "-", "-") && s.touches(0) ? s.span(0, 1) : undefined;
  if (step !== undefined) {
    const sign = s.slice(step);
    const diagnostic = errors.compoundAssignment(step, sign, `${name} := ${name} ${sign[0]} 1`);
    readings.push({ diagnostic, edits: [replace(step, ":= 0")] });
  }
  if (s.token.text === "?") {
    const colon = s.tokens.findIndex(({ text }, index) => index > s.index && text === ":");
    const span = s.tokens[colon]?.span;
    const edits = span === undefined ? [] : [replace(s.token.span, " + "), replace(span, " + ")];
    readings.push({ diagnostic: errors.ternary(s.token.span), edits });
  }
  if (s.reads(-1, "?", "?")) {
    readings.push({ diagnostic: errors.doubleOption(s.token.span), edits: [remove(s.token.span)] });
  }
  return readings;
}

/** `}` where a value belongs, in a draft that closes more than it opens. */
export function strayBrackets(s: Situation): readonly Reading[] {
  const { token } = s;
  if (s.balance >= 0 || !")]}".includes(token.text) || token.kind !== "symbol") return [];
  const opener = { ")": "(1", "]": "[", "}": "{" }[token.text] ?? "";
  return [{ diagnostic: errors.strayBracket(token.span, token.text), edits: [insert(token.span.start, opener)] }];
}

/** A comma before a closing bracket or at the end, a `;` where none may stand. */
export function separators(s: Situation): readonly Reading[] {
  const { before, token } = s;
  const readings: Reading[] = [];
  if (token.text === ":" && s.at(-2).text === "spec") {
    readings.push({ diagnostic: errors.needlessColon(token.span, before.text), edits: [remove(token.span)] });
  }
  if (before.text === ",") {
    readings.push({ diagnostic: errors.trailingComma(before.span), edits: [remove(before.span)] });
  }
  if (s.at(-2).text === "," && before.kind === "word") {
    readings.push({ diagnostic: errors.trailingComma(s.at(-2).span), edits: [remove(s.at(-2).span)] });
  }
  if (token.text === ";" || token.text === ",") {
    readings.push({ diagnostic: errors.straySeparator(token.span, token.text), edits: [remove(token.span)] });
  }
  return readings;
}

/** A sentence whose holes cannot be read: `"n is {n"`, `"{}"`. The grammar reads it as a whole or not at all. */
export function sentences(s: Situation): readonly Reading[] {
  const { token } = s;
  if (token.kind !== "string" || s.before.text !== "says") return [];
  const edits = [replace(token.span, '""')];
  const inside = token.text.replaceAll("{{", "  ");
  const open = /\{[^}]*$/.exec(inside);
  if (open !== null) {
    const start = token.span.start + open.index;
    return [{ diagnostic: errors.holeNotClosed({ start, end: start + 1 }), edits }];
  }
  const holes = [...inside.matchAll(/\{[^}]*\}/g)];
  const spans = holes.map(({ 0: text, index }) => ({
    start: token.span.start + index,
    end: token.span.start + index + text.length,
  }));
  const failing = spans.find(({ start, end }) => s.failure > start && s.failure <= end) ?? spans[0];
  return failing === undefined ? [] : [{ diagnostic: errors.holeNotAValue(failing), edits }];
}

const DECLARING = "spec const type var def action process channel invariant property reachable show model let".split(
  " ",
);

/** A name or a number that is none, a string where a value belongs. */
export function literals(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before } = s;
  if (token.kind === "int" && before.text === "." && s.at(-2).kind === "int") {
    const span = s.span(-2, 0);
    readings.push({ diagnostic: errors.decimalNumber(span), edits: [replace(span, "0")] });
  }
  for (const first of [0, -1]) {
    const start = s.at(first);
    const second = s.at(first + 1);
    const digits = start.kind === "int" && (second.kind === "word" || second.text === "_");
    const underscore = start.text === "_" && (second.kind === "word" || second.kind === "int" || second.text === "_");
    if ((digits || underscore) && s.touches(first)) {
      let last = first + 1;
      while (s.touches(last) && ["word", "int"].includes(s.at(last + 1).kind)) last += 1;
      const span = s.span(first, last);
      readings.push({ diagnostic: errors.badName(span, s.slice(span)), edits: [replace(span, "x")] });
    }
  }
  for (const first of [-1, -2]) {
    if (!s.reads(first + 1, "-") || s.at(first).kind !== "word" || s.at(first + 2).kind !== "word") continue;
    const declared = DECLARING.includes(s.at(first - 1).text) || s.at(first + 3).text === ":=";
    if (!declared || !s.touches(first) || !s.touches(first + 1)) continue;
    const span = s.span(first, first + 2);
    readings.push({ diagnostic: errors.badName(span, s.slice(span)), edits: [replace(span, "x")] });
  }
  if (token.kind === "string") {
    const inside = token.text.slice(1, -1);
    const spec = before.text === "spec" && s.beginsLine(-1);
    const diagnostic = spec
      ? errors.quotedSpec(token.span)
      : before.text === "at" && /^\p{L}[\p{L}\d_]*$/u.test(inside)
        ? errors.quotedLabel(token.span, inside)
        : errors.stringAsValue(token.span);
    readings.push({ diagnostic, edits: [replace(token.span, "x")] });
  }
  if (before.text === "says" && token.text === "'") {
    const close = s.tokens.findIndex(({ text }, index) => index > s.index && text === "'");
    const end = s.tokens[close]?.span.end ?? s.lineEnd(token.span.start);
    const span = { start: token.span.start, end };
    readings.push({ diagnostic: errors.curlyQuotes(span), edits: [replace(span, '""')] });
  }
  return readings;
}

/** `goto` with nothing behind it. */
export function labels(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const distance of [-1, -2]) {
    const { text, span } = s.at(distance);
    if (text !== "goto") continue;
    readings.push({ diagnostic: errors.missingLabel(span), edits: [insert(span.end, " x ")] });
  }
  if (s.token.text === "done" && s.after.text === ":") {
    readings.push({ diagnostic: errors.doneAsLabel(s.token.span), edits: [replace(s.token.span, "x")] });
  }
  return readings;
}
