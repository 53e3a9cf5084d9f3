import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Whole phrases of PlusCal, Promela and Python, and quantifiers as they are spoken. */

export function dialects(s: Situation): readonly Reading[] {
  return [
    ...namelessProcess(s),
    ...strongFairness(s),
    ...programCounter(s),
    ...atomicBlock(s),
    ...guardedChoice(s),
    ...definitionWithArrow(s),
    ...guardWithArrow(s),
    ...generator(s),
    ...slices(s),
    ...listedFunctions(s),
    ...filteredElements(s),
    ...generatedArguments(s),
    ...conditionalBehind(s),
    ...setWithoutParentheses(s),
    ...listedConditions(s),
    ...spokenQuantifier(s),
    ...quantifierWithComma(s),
  ];
}

/** `process (self \in S)`. */
function namelessProcess(s: Situation): readonly Reading[] {
  if (!s.reads(-1, "process", "(")) return [];
  return [{ diagnostic: errors.missing(s.gap, "a name", "after `process`"), edits: [insert(s.gap.end, " P")] }];
}

/** `fair+ process P`. */
function strongFairness(s: Situation): readonly Reading[] {
  if (!s.reads(-1, "fair", "+")) return [];
  const span = s.span(-1, 0);
  return [
    { diagnostic: errors.foreignSymbol(span, "fair+", "strongly fair"), edits: [replace(span, "strongly fair")] },
  ];
}

/** `pc[i] = "cs"`. */
function programCounter(s: Situation): readonly Reading[] {
  if (s.own.has("pc")) return [];
  const first = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "pc") - s.index;
  const close = s.at(first + 1).text === "[" ? s.partner(first + 1) : undefined;
  if (s.at(first).text !== "pc" || close === undefined) return [];
  const label = s.at(close + 2);
  if (!["=", "=="].includes(s.at(close + 1).text) || label.kind !== "string") return [];
  const span = s.span(first, close + 2);
  const ours = `P(${s.slice(s.span(first + 2, close - 1))}) at ${label.text.slice(1, -1)}`;
  return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, "true")] }];
}

/** `atomic { … }`. */
function atomicBlock(s: Situation): readonly Reading[] {
  const close = ["atomic", "d_step"].includes(s.before.text) && s.token.text === "{" ? s.partner(0) : undefined;
  if (close === undefined) return [];
  const advice = "what stands between two labels happens at once, and so does an action";
  const diagnostic = errors.foreignWord(s.before.span, s.before.text, advice);
  return [{ diagnostic, edits: [remove(s.span(-1, 0)), remove(s.at(close).span)] }];
}

/** `do :: p -> … od`, `if :: p -> … fi`. */
function guardedChoice(s: Situation): readonly Reading[] {
  // `do :` is read as a label.
  const first = s.before.text === ":" ? -2 : -1;
  const word = s.at(first).text;
  const end = word === "do" ? "od" : word === "if" ? "fi" : undefined;
  if (end === undefined || !s.reads(first + 1, ":", ":")) return [];
  const close = s.tokens.findIndex(({ text }, index) => index > s.index && text === end) - s.index;
  if (close < 0) return [];
  const advice = "a step for each way is `either { when p … } or { … }`; to go round, `goto` leads back to a label";
  const diagnostic = errors.foreignWord(s.span(first, first + 2), `${word} ::`, advice);
  return [{ diagnostic, edits: [replace(s.span(first, close), "skip")] }];
}

/** `def f(x: T) -> U: return e`. */
function definitionWithArrow(s: Situation): readonly Reading[] {
  if (!s.reads(-1, ")", "->") || s.head?.text !== "def") return [];
  const colon = s.tokens.findIndex(({ text }, index) => index > s.index && text === ":") - s.index;
  if (colon < 0) return [];
  const back = s.at(colon + 1).text === "return" ? [remove(s.at(colon + 1).span)] : [];
  const edits = [replace(s.token.span, ":"), replace(s.at(colon).span, "="), ...back];
  return [{ diagnostic: errors.definitionWithArrow(s.token.span), edits }];
}

/** `L: p -> x := 1`, `when p -> x := 1`. */
function guardWithArrow(s: Situation): readonly Reading[] {
  if (s.token.text !== "->" || s.depth === 0) return [];
  let first = s.index;
  const ends = (text: string): boolean => [":", "{", "}", ";", "->"].includes(text);
  while (first > 0 && !s.beginsLine(first - s.index) && !ends(s.tokens[first - 1]?.text ?? "")) first -= 1;
  const start = s.tokens[first];
  const arms = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "match");
  if (start === undefined || first === s.index || arms >= 0) return [];
  const word = start.text === "when" ? [] : [insert(start.span.start, "when ")];
  const edits = [...word, remove(s.token.span)];
  return [{ diagnostic: errors.guardWithArrow(s.token.span), edits }];
}

/** `all(p for i in S)`, `any(p for i in S)`. */
function generator(s: Situation): readonly Reading[] {
  const open = s.tokens.findLastIndex(
    ({ text }, index) => index <= s.index && ["all", "any"].includes(text) && s.tokens[index + 1]?.text === "(",
  );
  const close = open < 0 ? undefined : s.partner(open + 1 - s.index);
  const middle = s.tokens.findIndex(({ text }, index) => index >= s.index && text === "for") - s.index;
  if (close === undefined || middle < 0 || middle > close) return [];
  const span = s.span(open - s.index, close);
  const said = s.slice(s.span(open + 2 - s.index, middle - 1));
  const quantifier = s.tokens[open]?.text === "all" ? "forall" : "exists";
  const ours = `${quantifier} ${s.slice(s.span(middle + 1, close - 1))}: ${said}`;
  return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, "true")] }];
}

/** `s[1:n]`. */
function slices(s: Situation): readonly Reading[] {
  const open = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "[") - s.index;
  const close = s.token.text === ":" ? s.partner(open) : undefined;
  if (close === undefined || close < 0 || s.at(open - 1).kind !== "word" || s.at(open + 2).text === "in") return [];
  const diagnostic = errors.slice(s.span(open, close));
  return [{ diagnostic, edits: [remove(s.span(open, close))] }];
}

/** `for all i in S: p`, `there exists i in S: p`. */
function spokenQuantifier(s: Situation): readonly Reading[] {
  return [-1, 0].flatMap((first) => {
    const ours = s.reads(first, "for", "all") ? "forall" : s.reads(first, "there", "exists") ? "exists" : undefined;
    if (ours === undefined) return [];
    const span = s.span(first, first + 1);
    return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, ours)] }];
  });
}

/** `forall i in S, p`: what is said begins behind a comma. */
function quantifierWithComma(s: Situation): readonly Reading[] {
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && ["forall", "exists"].includes(text));
  if (word < 0) return [];
  const commas = s.tokens.filter(({ text }, index) => index > word && index < s.index && text === ",");
  return commas.map(({ span }) => ({ diagnostic: errors.colonBefore(span, ","), edits: [replace(span, ":")] }));
}

/** `[0: true, 1: false]`, `{0: true}`. */
function listedFunctions(s: Situation): readonly Reading[] {
  const keys = ["int", "string"].includes(s.before.kind) || ["true", "false"].includes(s.before.text);
  const close = s.token.text === ":" && keys && ["[", "{"].includes(s.at(-2).text) ? s.partner(-2) : undefined;
  if (close === undefined || s.at(-3).kind === "word") return [];
  const span = s.span(-2, close);
  return [{ diagnostic: errors.listedFunction(span), edits: [replace(span, "x")] }];
}

/** `{x for x in S if p}`. */
function filteredElements(s: Situation): readonly Reading[] {
  const close = s.token.text === "if" ? s.closing(0) : undefined;
  if (close === undefined || !["}", "]"].includes(s.at(close).text)) return [];
  return [{ diagnostic: errors.filteredElements(s.token.span), edits: [remove(s.span(0, close - 1))] }];
}

/** `sum(e for x in S)`. */
function generatedArguments(s: Situation): readonly Reading[] {
  const close = s.token.text === "for" ? s.closing(0) : undefined;
  if (close === undefined || s.at(close).text !== ")") return [];
  const open = s.tokens.findIndex(
    ({ text }, index) => text === "(" && index < s.index && s.partner(index - s.index) === close,
  );
  const name = s.tokens[open - 1];
  if (name?.kind !== "word") return [];
  const diagnostic = errors.generatedArguments(s.token.span, name.text);
  return [{ diagnostic, edits: [remove(s.span(0, close - 1))] }];
}

/** `x := a if p else b`. */
function conditionalBehind(s: Situation): readonly Reading[] {
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "if");
  const start = s.tokens[word]?.span;
  if (s.token.text !== "else" || start === undefined || s.beginsLine(word - s.index)) return [];
  const before = s.text.slice(s.text.lastIndexOf("\n", start.start) + 1, start.start);
  if (!before.includes("=") || s.text.slice(start.start, s.token.span.start).includes("then")) return [];
  const end = s.phraseEnd(start.start);
  return [{ diagnostic: errors.ternary(start), edits: [remove({ start: start.start, end })] }];
}

/** `max{a, b}`. */
function setWithoutParentheses(s: Situation): readonly Reading[] {
  const taking = ["max", "min", "size", "sum", "powerset"].includes(s.before.text);
  const close = s.token.text === "{" && taking ? s.partner(0) : undefined;
  if (close === undefined) return [];
  const span = s.span(-1, close);
  const ours = `${s.before.text}(${s.slice(s.span(0, close))})`;
  return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, ours)] }];
}

/** `when p, q`. */
function listedConditions(s: Situation): readonly Reading[] {
  const word = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "when");
  const start = s.tokens[word]?.span.start;
  if (start === undefined || s.text.slice(start, s.token.span.start).includes("\n")) return [];
  const commas = s.tokens.filter(({ text }, index) => index > word && index <= s.index && text === ",");
  return commas.map(({ span }) => ({
    diagnostic: errors.foreignSymbol(span, ",", "and"),
    edits: [replace(span, " and ")],
  }));
}
