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
const FORGOTTEN = [":=", ":", "=", "then", "in", "of", "to", "from", ",", "or", "when"];

/** The readings that a sign or a word is missing before the failing token. */
export function forgotten(s: Situation): readonly Reading[] {
  const readings = FORGOTTEN.map((text) => ({
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
  "in",
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
  "when",
  "invariant",
  "process",
];

/** The last resort: what the language would have allowed at the failing token. */
export function expectation(s: Situation, draft: Draft): Diagnostic {
  const place = s.gap.end;
  const allowed = (phrase: string): boolean => draft.reach([insert(place, ` ${phrase} `)]) > place;
  const kind = KINDS.find(([phrase]) => allowed(phrase));
  const what = kind === undefined ? WORDS.filter(allowed).map((word) => `\`${word}\``) : [kindAfter(s, kind[1])];
  const span = s.token.kind === "end" ? s.gap : s.token.span;
  return errors.expected(span, what.slice(0, 2), s.token.kind === "end" ? undefined : named(s.token));
}

function kindAfter(s: Situation, what: string): string {
  return ["goto", "at"].includes(s.before.text) ? "a label" : what;
}

function named(token: Token): string {
  if (token.kind === "string") return "a string";
  return `\`${token.text}\``;
}
