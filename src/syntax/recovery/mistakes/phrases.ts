import { suggest } from "../../../suggest.js";
import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Mistakes with words and phrases: of declarations first, then of statements. */

const DECLARATION_WORDS = [
  "const",
  "assume",
  "type",
  "var",
  "init",
  "def",
  "action",
  "process",
  "channel",
  "fair",
  "strongly",
  "fairness",
  "invariant",
  "inductive",
  "step",
  "property",
  "reachable",
  "constraint",
  "show",
  "refines",
  "model",
];

/** Words that begin or join statements and expressions, and are long enough to be known when misspelt. */
const INNER_WORDS = (
  "when skip assert either pick while goto send receive from match let forall exists not and union intersect subset " +
  "with always eventually until enabled then else fold for the true false none"
).split(" ");

/** Words of other languages in the place of ours, each with what to write. */
const FOREIGN_WORDS: Readonly<Record<string, readonly [ours: string, advice: string]>> = {
  await: ["when", "a step waits for its condition with `when p`"],
  wait: ["when", "a step waits for its condition with `when p`"],
  require: ["when", "a step is guarded with `when p`"],
  function: ["def", "a definition is `def f(x) = e`"],
  fn: ["def", "a definition is `def f(x) = e`"],
  fun: ["def", "a definition is `def f(x) = e`"],
  func: ["def", "a definition is `def f(x) = e`"],
  define: ["def", "a definition is `def f(x) = e`"],
  constant: ["const", "a constant is `const N = 3`"],
  constants: ["const", "a constant is `const N = 3`"],
  variable: ["var", "a variable is `var x: T = e`"],
  variables: ["var", "a variable is `var x: T = e`"],
  enum: ["type", "an enumeration is `type T = a | b`"],
  proc: ["process", "a process is `process P(i in S) { … }`"],
  assertion: ["invariant", "a claim about every state is `invariant I: p`"],
  temporal: ["property", "a temporal claim is `property F: formula`"],
  elif: ["else if", "write `else if`"],
  elsif: ["else if", "write `else if`"],
  elseif: ["else if", "write `else if`"],
  foreach: ["for", "every element in turn is `for x in S { … }`"],
  module: ["spec", "a file begins with `spec Name`"],
};

/** Words that begin a statement of another language; what follows them on the line is skipped. */
const FOREIGN_STATEMENTS: Readonly<Record<string, string>> = {
  return: "a definition is one expression; a step has no result: assign it with `:=`, or end the step with `goto`",
  break: "leave a loop with `goto` to a label behind it",
  continue: "go on with `goto` to the label of the loop",
  print: '`show name = e` shows a value beside each state of a trace; `says "…"` tells a step',
  call: "there are no procedures: write the steps out, or name a value with `def`",
};

/** A misspelt or foreign word before the failing place, or at it. */
export function words(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const distance of [-1, 0]) {
    const { kind, text, span } = s.at(distance);
    if (kind !== "word") continue;
    const foreign = Object.hasOwn(FOREIGN_WORDS, text.toLowerCase()) ? FOREIGN_WORDS[text.toLowerCase()] : undefined;
    if (foreign !== undefined) {
      readings.push({ diagnostic: errors.foreignWord(span, text, foreign[1]), edits: [replace(span, foreign[0])] });
    }
    const advice = Object.hasOwn(FOREIGN_STATEMENTS, text) ? FOREIGN_STATEMENTS[text] : undefined;
    if (advice !== undefined) {
      const end = s.lineEnd(span.start);
      readings.push({ diagnostic: errors.foreignWord(span, text, advice), edits: [replace({ ...span, end }, "skip")] });
    }
    const word = text.length < 3 || errors.isReserved(text) ? undefined : suggest(text, INNER_WORDS);
    if (word !== undefined && word !== text) {
      readings.push({ diagnostic: errors.misspeltWord(span, text, word), edits: [replace(span, word)] });
    }
    const meant = s.depth === 0 ? suggest(text, DECLARATION_WORDS) : undefined;
    if (meant !== undefined && meant !== text) {
      readings.push({ diagnostic: errors.unknownDeclaration(span, text, meant), edits: [replace(span, meant)] });
    }
  }
  return readings;
}

export function reservedNames(s: Situation): readonly Reading[] {
  const { token } = s;
  if (token.kind !== "word") return [];
  const reading = { diagnostic: errors.reservedWord(token.span, token.text), edits: [replace(token.span, "x")] };
  return errors.isReserved(token.text) ? [reading] : [];
}

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
  if (token.text === "{") {
    const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "def");
    const name = s.tokens[head + 1];
    const close = s.partner(0);
    if (head >= 0 && name !== undefined && close !== undefined) {
      const edits = [replace(s.span(0, close), "= 0")];
      readings.push({ diagnostic: errors.definitionWithBody(token.span, name.text), edits });
    }
  }
  if (before.kind === "word" && (token.text === ":" || token.text === ")" || token.text === ",")) {
    const diagnostic = errors.parameterWithoutSet(before.span, before.text);
    if (token.text === ":") readings.push({ diagnostic, edits: [replace(token.span, " in ")] });
    readings.push({ diagnostic, edits: [insert(gap.start, " in x ")] });
    readings.push({
      diagnostic: errors.binderWithoutSet(before.span, before.text),
      edits: [insert(gap.start, " in x ")],
    });
  }
  if (token.text === "in" && before.kind === "word") {
    readings.push({ diagnostic: errors.parameterWithSet(before.span, before.text), edits: [replace(token.span, ":")] });
  }
  return readings;
}

/** A declaration among statements, a statement among declarations. */
export function misplaced(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { before, token } = s;
  const inside = s.depth > 0;
  if (inside && DECLARATION_WORDS.includes(before.text)) {
    const span = { start: before.span.start, end: s.lineEnd(before.span.start) };
    readings.push({ diagnostic: errors.declarationInside(before.span, before.text), edits: [remove(span)] });
  }
  if (inside) return readings;
  const first = STATEMENT_WORDS.includes(token.text) ? token : [":=", "["].includes(token.text) ? before : undefined;
  const label = token.text === ":" && before.kind === "word" ? before : undefined;
  const start = first ?? label;
  if (start !== undefined) {
    const span = { start: start.span.start, end: s.lineEnd(start.span.start) };
    readings.push({ diagnostic: errors.statementOutside(start.span), edits: [remove(span)] });
  }
  return readings;
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

const BODIED = ["if", "while", "for", "pick", "either", "or", "else"];

/** `if p then {`, `while p do {`, bodies without braces. */
export function bodies(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before } = s;
  if (token.text === "then") {
    readings.push({ diagnostic: errors.thenInStatement(token.span), edits: [remove(token.span)] });
    const end = s.lineEnd(token.span.start);
    readings.push({
      diagnostic: errors.thenInStatement(token.span),
      edits: [replace(token.span, "{"), insert(end, "}")],
    });
  }
  if (["do", "loop", "begin"].includes(token.text)) {
    const diagnostic = errors.foreignWord(token.span, token.text, "the body of a statement stands in braces");
    readings.push({ diagnostic, edits: [remove(token.span)] });
    readings.push({ diagnostic, edits: [replace(token.span, "{"), insert(s.lineEnd(token.span.start), "}")] });
  }
  const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && BODIED.includes(text));
  const word = s.tokens[head];
  if (word !== undefined) {
    const ends = [s.lineEnd(token.span.start)];
    const otherwise = s.tokens.findIndex(({ text }, index) => index > s.index && (text === "else" || text === "or"));
    const elsewhere = s.tokens[otherwise]?.span.start;
    if (elsewhere !== undefined) ends.push(elsewhere);
    for (const end of ends) {
      const edits = [insert(token.span.start, "{ "), insert(end, " }")];
      readings.push({ diagnostic: errors.missingBraces(s.gap, word.text), edits });
    }
  }
  if (["if", "while"].includes(s.tokens[head]?.text ?? "") && before.text !== "then") {
    readings.push({ diagnostic: errors.ifWithoutElse(s.gap), edits: [insert(s.gap.start, " else none ")] });
  }
  return readings;
}

/** `f(i) := 1`, `P(i).x := 1`, a value or a call by itself. */
export function assignments(s: Situation): readonly Reading[] {
  const { token, before } = s;
  if (token.text !== "(" || before.kind !== "word") return [];
  const close = s.partner(0);
  if (close === undefined) return [];
  const whole = s.span(-1, close);
  if (s.at(close + 1).text === ":=") {
    const edits = [replace(token.span, "["), replace(s.at(close).span, "]")];
    return [{ diagnostic: errors.parenthesesForIndex(s.span(0, close), before.text), edits }];
  }
  if (s.reads(close + 1, ".")) {
    const edits = [replace(s.span(-1, close + 2), "x")];
    return [{ diagnostic: errors.assignsOtherProcess(s.span(-1, close + 2)), edits }];
  }
  return [{ diagnostic: errors.expressionAsStatement(whole), edits: [replace(whole, "skip")] }];
}
