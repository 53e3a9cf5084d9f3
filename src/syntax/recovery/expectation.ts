import type { Diagnostic } from "../../diagnostic.js";
import * as errors from "../errors.js";
import type { Token } from "../tokens.js";
import type { Draft } from "./draft.js";
import { insert, type Reading, type Situation } from "./situation.js";

/*
 * What could stand at the place of a failure, found by trying: a phrase is put in before the failing token, and reading tells
 * whether it gets past it.
 */

/** Signs and words that people leave out, likeliest first. */
const FORGOTTEN = [":=", ":", "->", "=", "then", "of", "to", "from", ",", "when"];
/** Behind these a name is bound, and `in` follows it. */
const BEFORE_BINDERS = ["forall", "exists", "pick", "for", "the", "(", "[", "{", ","];

/** The readings that a sign or a word is missing before the failing token. */
export function forgotten(s: Situation): readonly Reading[] {
  if (s.before.text === ".") {
    return [
      { diagnostic: errors.missing(s.gap, "the name of a field", "after `.`"), edits: [insert(s.gap.end, "x ")] },
    ];
  }
  const signs = [...FORGOTTEN];
  if (BEFORE_BINDERS.includes(s.at(-2).text)) signs.unshift("in");
  if (s.before.text === "}") signs.push("or");
  if (s.before.kind === "int" && s.at(-2).text === "in") signs.push("steps");
  if (s.before.text === ")") signs.push("at");
  const readings = signs.map((text) => ({
    diagnostic: missingPart(s, text),
    edits: [insert(s.gap.end, ` ${text} `)],
  }));
  if (s.token.text !== "subset") return readings;
  const { end } = s.token.span;
  const diagnostic = errors.missing({ start: end, end }, "`of`", "after `subset`");
  return [{ diagnostic, edits: [insert(end, " of ")] }, ...readings];
}

function missingPart(s: Situation, text: string): Diagnostic {
  const where = s.before.kind === "end" ? "here" : `after ${named(s.before)}`;
  return errors.missing(s.gap, `\`${text}\``, where);
}

/** Phrases by which a kind of phrase is recognised: the first that may stand there tells what was expected. */
const KINDS: readonly (readonly [phrase: string, what: string])[] = [
  ["set of x", "a type"],
  ["not x", "a value"],
  ["when x", "a statement"],
  ["_", "a pattern"],
  ["x", "a name"],
  ["1", "a number"],
  ['"x"', 'a string in quotes `"`'],
  ["init { }", "a declaration"],
];

const WORDS = [
  ":=",
  ":",
  "=",
  "then",
  "else",
  "of",
  "to",
  "from",
  "for",
  "with",
  "{",
  ")",
  "]",
  "}",
  "weak",
  "strong",
  "when",
  "or",
  "possible",
  "invariant",
  "action",
  "process",
];

/** The last resort: what the language would have allowed at the failing token. */
export function expectation(s: Situation, draft: Draft): Diagnostic {
  const place = s.gap.end;
  const allowed = (phrase: string): boolean => draft.reach([insert(place, ` ${phrase} `)]) > place;
  const kind = KINDS.find(([phrase]) => allowed(phrase));
  const wanted =
    kind === undefined ? firstTwo(WORDS, (word) => isExpected(word, s) && allowed(word)) : [kindAfter(s, kind[1])];
  if (s.token.kind === "end") return errors.expected(s.gap, wanted, undefined);
  const amid = kind?.[1] === "a declaration" && !s.beginsLine(0);
  if ((wanted.length === 0 || amid) && allowed("=="))
    return errors.missing(s.gap, "an operator", `before ${named(s.token)}`);
  const below = s.before.kind !== "end" && s.text.slice(s.gap.end, s.token.span.start).includes("\n");
  if (below && kind?.[1] !== "a statement" && kind?.[1] !== "a declaration" && wanted.length > 0)
    return errors.missing(s.gap, wanted.join(" or "), `after ${named(s.before)}`);
  return errors.expected(s.token.span, wanted, named(s.token));
}

/** In backquotes; no more is asked than has to be. */
function firstTwo(words: readonly string[], allowed: (word: string) => boolean): readonly string[] {
  const found: string[] = [];
  for (const word of words) {
    if (allowed(word)) found.push(`\`${word}\``);
    if (found.length === 2) break;
  }
  return found;
}

/** Some words may follow any value; they are expected only where little else may stand. */
function isExpected(word: string, s: Situation): boolean {
  if (word === "or") return s.before.text === "}";
  if (word === "with") return s.at(-2).text === "model" || s.before.kind === "string";
  return true;
}

function kindAfter(s: Situation, what: string): string {
  return ["goto", "at"].includes(s.before.text) ? "a label" : what;
}

function named(token: Token): string {
  if (token.kind === "string") return "a string";
  return `\`${token.text}\``;
}
