import { suggest } from "../../../suggest.js";
import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Words: misspelt, reserved, of other languages, or in a place where they mean nothing. */

export const DECLARATION_WORDS = [
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
  guard: ["when", "a step is guarded with `when p`"],
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
  proctype: ["process", "a process is `process P(i in S) { … }`"],
  ltl: ["property", "a temporal claim is `property F: formula`"],
  active: ["", "every process that is declared runs: `process P(i in S) { … }`"],
  chan: ["channel", "a channel is `channel c of T`"],
  proc: ["process", "a process is `process P(i in S) { … }`"],
  assertion: ["invariant", "a claim about every state is `invariant I: p`"],
  temporal: ["property", "a temporal claim is `property F: formula`"],
  elif: ["else if", "write `else if`"],
  elsif: ["else if", "write `else if`"],
  elseif: ["else if", "write `else if`"],
  foreach: ["for", "every element in turn is `for x in S { … }`"],
  module: ["spec", "a file begins with `spec Name`"],
  switch: ["match", "a choice by cases is `match e { red: { … }, _: { … } }`"],
  liveness: ["property", "a temporal claim is `property F: formula`"],
  safety: ["invariant", "a claim about every state is `invariant I: p`"],
  choose: ["pick", "a step chooses with `pick x in S { … }`; the one with p is the value `the x in S: p`"],
  sf: ["strongly fair", "strong fairness is `strongly fair action A`, or `strongly fair process P`"],
  wf: ["fair", "weak fairness is `fair action A`, or `fair process P`"],
  weakly: ["", "weak fairness is `fair` alone, strong fairness `strongly fair`"],
  case: ["", "an arm of a `match` is a pattern, a `:` and what comes of it: `match c { red: …, _: … }`"],
};

/** Words between two values in the place of our operators. */
const FOREIGN_OPERATORS: Readonly<Record<string, string>> = {
  is: "==",
  equals: "==",
  isnt: "!=",
  implies: "=>",
  iff: "<=>",
  xor: "!=",
  notin: "not in",
  subseteq: "subset of",
  leadsto: "~>",
};

/** Words that begin a statement of another language; what follows them on the line is skipped. */
const FOREIGN_STATEMENTS: Readonly<Record<string, string>> = {
  return: "a definition is one expression; a step has no result: assign it with `:=`, or end the step with `goto`",
  break: "leave a loop with `goto` to a label behind it",
  continue: "go on with `goto` to the label of the loop",
  print: '`show name = e` shows a value beside each state of a trace; `says "…"` tells a step',
  import: 'one file is one spec; `refines A from "a.steps"` names another',
  include: 'one file is one spec; `refines A from "a.steps"` names another',
  extends: "nothing has to be imported: all that is built in is known",
  unchanged: "what a step does not assign stays as it is",
  call: "there are no procedures: write the steps out, or name a value with `def`",
};

/** A misspelt or foreign word before the failing place, or at it. */
export function words(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const distance of [-1, 0]) {
    const { kind, text, span } = s.at(distance);
    if (kind !== "word" || isOwn(s, distance)) continue;
    const started = startedProcess(s, distance);
    if (started !== undefined) readings.push(started);
    const foreign = Object.hasOwn(FOREIGN_WORDS, text.toLowerCase()) ? FOREIGN_WORDS[text.toLowerCase()] : undefined;
    if (foreign !== undefined) {
      readings.push({ diagnostic: errors.foreignWord(span, text, foreign[1]), edits: [replace(span, foreign[0])] });
    }
    const advice = Object.hasOwn(FOREIGN_STATEMENTS, text.toLowerCase())
      ? FOREIGN_STATEMENTS[text.toLowerCase()]
      : undefined;
    if (advice !== undefined) {
      const end = s.phraseEnd(span.start);
      const diagnostic = errors.foreignWord(span, text, advice);
      if (s.head?.text === "def" && s.at(distance - 1).text === ":") {
        readings.push({ diagnostic, edits: [replace(s.span(distance - 1, distance), "=")] });
      }
      readings.push({ diagnostic, edits: [remove(span)] });
      readings.push({ diagnostic, edits: [replace({ ...span, end }, "skip")] });
      if (s.depth === 0) readings.push({ diagnostic, edits: [remove({ ...span, end })] });
    }
    const operator = Object.hasOwn(FOREIGN_OPERATORS, text) ? FOREIGN_OPERATORS[text] : undefined;
    if (operator !== undefined) {
      readings.push({ diagnostic: errors.foreignSymbol(span, text, operator), edits: [replace(span, operator)] });
    }
    const lower = text.toLowerCase();
    if (lower !== text && errors.isReserved(lower)) {
      const others = s.tokens.filter(({ text: other }) => ["IF", "THEN", "ELSE"].includes(other));
      const all = others.map((other) => replace(other.span, other.text.toLowerCase()));
      const diagnostic = errors.foreignSymbol(span, text, lower);
      readings.push({ diagnostic, edits: text === "IF" ? all : [replace(span, lower)] });
    }
    if (s.reads(distance, "leads", "to")) {
      const whole = s.span(distance, distance + 1);
      readings.push({ diagnostic: errors.foreignSymbol(whole, "leads to", "~>"), edits: [replace(whole, "~>")] });
    }
    const word = text.length < 3 || errors.isReserved(text) ? undefined : suggest(text, INNER_WORDS);
    if (word !== undefined && word !== text) {
      readings.push({ diagnostic: errors.misspeltWord(span, text, word), edits: [replace(span, word)] });
    }
    if (["always", "eventually"].includes(text) && s.depth === 0 && s.beginsLine(distance)) {
      readings.push({
        diagnostic: errors.unknownDeclaration(span, text, "property"),
        edits: [replace(span, "property")],
      });
    }
    const meant = s.depth === 0 && !errors.isReserved(text) ? suggest(text, DECLARATION_WORDS) : undefined;
    if (meant !== undefined && meant !== text) {
      readings.push({ diagnostic: errors.unknownDeclaration(span, text, meant), edits: [replace(span, meant)] });
    }
  }
  return readings;
}

/** Has the author given this word a meaning: declared it, or does it stand where only a name or a label may? */
function isOwn(s: Situation, distance: number): boolean {
  const { text } = s.at(distance);
  const label = s.at(distance + 1).text === ":" && s.beginsLine(distance);
  return s.own.has(text) || label || [".", "goto", "at"].includes(s.at(distance - 1).text);
}

/** `active proctype P`, `active [3] proctype P`. */
function startedProcess(s: Situation, distance: number): Reading | undefined {
  if (s.at(distance).text !== "active") return undefined;
  const many = s.at(distance + 1).text === "[";
  const word = distance + (many ? 4 : 1);
  if (s.at(word).text !== "proctype") return undefined;
  const size = many ? s.at(distance + 2).text : "N";
  const advice = `every process that is declared runs: \`process P { … }\`, or \`process P(i in 1..${size}) { … }\` one for each`;
  const span = s.span(distance, word);
  const empty = s.reads(word + 2, "(", ")") ? [remove(s.span(word + 2, word + 3))] : [];
  return {
    diagnostic: errors.foreignWord(span, s.slice(span), advice),
    edits: [replace(span, "process"), ...empty],
  };
}

/** Words that may have been left out before the first name of a line, outside of all braces. */
const LEFT_OUT = [
  "const",
  "type",
  "var",
  "def",
  "action",
  "process",
  "model",
  "channel",
  "invariant",
  "property",
  "show",
];

/** Types that other languages write before the name, and what they are here. */
const TYPES_IN_FRONT: Readonly<Record<string, string>> = { bool: "bool", int: "int", bit: "0..1", byte: "0..255" };

/** `N = 3`, `n: 0..3 = 0`, `Small: n <= 3`: a declaration without its word. */
export function declarationWord(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const distance of [0, -1, -2]) {
    const { kind, text, span } = s.at(distance);
    if (kind !== "word" || !s.beginsLine(distance)) continue;
    const type = Object.hasOwn(TYPES_IN_FRONT, text) ? TYPES_IN_FRONT[text] : undefined;
    if (type !== undefined && s.at(distance + 1).kind === "word" && s.depth === 0) {
      const name = s.at(distance + 1).text;
      const diagnostic = errors.typeInFront(span, text, `var ${name}: ${type} = …`);
      readings.push({ diagnostic, edits: [replace(s.span(distance, distance + 1), `var ${name}: ${type} `)] });
    }
    if (s.depth === 0 && s.at(distance + 1).text === "==") {
      const edits = [insert(span.start, "def "), replace(s.at(distance + 1).span, "=")];
      readings.push({ diagnostic: errors.tlaDefinition(span, text), edits });
    }
    if (errors.isReserved(text) || DECLARATION_WORDS.includes(text)) continue;
    const typed = s.at(distance + 1).text === ":";
    for (const word of s.depth > 0 ? ["var"] : typed ? ["var", ...LEFT_OUT] : LEFT_OUT) {
      const diagnostic = errors.declarationWithoutWord(span, text, word);
      readings.push({ diagnostic, edits: [insert(span.start, `${word} `)] });
    }
  }
  return readings;
}

/** `forall in S`, `: skip`, `[i] := 0`: a name that was left out. */
export function missingName(s: Situation): readonly Reading[] {
  const { token } = s;
  const sign = [":", "in", "with", ":=", "["].includes(token.text);
  if (!sign && !(token.text === "=" && DECLARATION_WORDS.includes(s.before.text))) return [];
  const { start } = token.span;
  const diagnostic = errors.missing({ start, end: start }, "a name", `before \`${token.text}\``);
  return [{ diagnostic, edits: [insert(start, "x ")] }];
}

/** `P(i) done`: where a process is, without `at`. */
export function placeWithoutAt(s: Situation): readonly Reading[] {
  return [0, -1].flatMap((distance) => {
    const { text, span } = s.at(distance);
    const process = s.at(distance - 1);
    if (text !== "done" || !(process.text === ")" || process.kind === "word")) return [];
    const place = { start: process.span.end, end: process.span.end };
    const diagnostic = errors.missing(place, "`at`", "before `done`");
    return [{ diagnostic, edits: [insert(span.start, "at ")] }];
  });
}

/** What to do instead of writing these words where a value belongs. */
const NO_VALUES: Readonly<Record<string, string>> = {
  any: "`any` gives a variable its first value, `var x: T = any`; a step chooses with `pick v in T { x := v }`",
  pick: "`pick` is a statement: `pick v in S { x := v }`",
  receive: "`receive` is a statement that names the message: `receive m from c`",
  int: "`int` has no end, and stands only in types; a set of numbers is a range such as `0..9`",
  set: "a set is written `{a, b}`, an empty one `{}`; `set of T` is a type",
  seq: "a sequence is written `[a, b]`, an empty one `[]`; `seq of T` is a type",
};

/** A reserved word in the place of a value or of a name. */
export function reservedNames(s: Situation): readonly Reading[] {
  const { token, before } = s;
  const readings: Reading[] = [];
  if (token.text === ":" && before.text !== "done" && errors.isReserved(before.text)) {
    readings.push({ diagnostic: errors.reservedWord(before.span, before.text), edits: [replace(before.span, "x")] });
  }
  if (token.text === "else" && s.after.text === ":") {
    readings.push({ diagnostic: errors.foreignSymbol(token.span, "else", "_"), edits: [replace(token.span, "_")] });
  }
  if (token.kind !== "word" || !errors.isReserved(token.text)) return readings;
  const advice = Object.hasOwn(NO_VALUES, token.text) ? NO_VALUES[token.text] : undefined;
  if (advice !== undefined) {
    const whole = { start: token.span.start, end: s.phraseEnd(token.span.start) };
    const diagnostic = errors.notAValue(token.span, token.text, advice);
    readings.push({ diagnostic, edits: [replace(token.span, "(1)")] });
    if (s.depth > 0 || !s.beginsLine(0)) readings.push({ diagnostic, edits: [replace(whole, "(1)")] });
  }
  const diagnostic = errors.reservedWord(token.span, token.text);
  readings.push({ diagnostic, edits: [replace(token.span, "x")] });
  const close = s.before.text === "(" || s.before.text === "," ? s.closing(0) : undefined;
  if (close !== undefined) {
    const others = s.tokens.slice(s.index, s.index + close).filter(({ text }) => errors.isReserved(text));
    readings.push({ diagnostic, edits: others.map(({ span }) => replace(span, "x")) });
  }
  return readings;
}
