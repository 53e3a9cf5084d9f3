import type { Token } from "../tokens.js";

/*
 * The names that a text seems to declare, whatever is wrong with it. A word that its author has given a meaning is not taken for one
 * of another language, nor for a misspelt one of ours.
 */

const DECLARING: ReadonlySet<string> = new Set(
  "const type var def action process channel invariant property reachable possible constraint show model let pick".split(
    " ",
  ),
);

export function ownNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = tokens.filter((token, index) => {
    if (token.kind !== "word") return false;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (before?.kind === "word")
      return DECLARING.has(before.text) || (BINDING.has(before.text) && after?.text === "in");
    return (after?.text === "in" && OPENING.has(before?.text ?? "")) || isVariant(tokens, index);
  });
  return new Set(names.map(({ text }) => text));
}

const BINDING: ReadonlySet<string> = new Set(["forall", "exists", "for", "the"]);
/** Behind these a parameter stands, or the name of an element. */
const OPENING: ReadonlySet<string> = new Set(["(", "[", "{", ","]);

/** Does a word stand beside a `|` in a line that declares a type? */
function isVariant(tokens: readonly Token[], index: number): boolean {
  if (tokens[index - 1]?.text !== "|" && !(tokens[index - 1]?.text === "=" && tokens[index + 1]?.text === "|")) {
    return false;
  }
  const head = tokens.slice(0, index).findLast(({ text }) => DECLARING.has(text));
  return head?.text === "type";
}
