import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Variants as other languages write them, where they are declared and where they are used. */

export function variants(s: Situation): readonly Reading[] {
  return [...listed(s), ...leadingBar(s), ...qualified(s), ...fields(s), ...unnamedFields(s)];
}

/** `type C = red, green`, `type C = {red, green}`. */
function listed(s: Situation): readonly Reading[] {
  if (s.head?.text !== "type") return [];
  const sign = s.tokens.findLastIndex(({ text }, index) => index <= s.index && text === "=");
  const braced = s.tokens[sign + 1]?.text === "{";
  const first = sign + (braced ? 2 : 1);
  let last = first;
  while (s.tokens[last + 1]?.text === "," && s.tokens[last + 2]?.kind === "word") last += 2;
  const [start, end] = [s.tokens[sign + 1], s.tokens[braced ? last + 1 : last]];
  if (sign < 0 || last === first || start === undefined || end === undefined) return [];
  const span = { start: start.span.start, end: end.span.end };
  const names = s.tokens.slice(first, last + 1).filter(({ kind }) => kind === "word");
  const ours = names.map(({ text }) => text).join(" | ");
  return [{ diagnostic: errors.variantsNotSeparated(span, `type T = ${ours}`), edits: [replace(span, ours)] }];
}

/** A `|` before the first variant. */
function leadingBar(s: Situation): readonly Reading[] {
  if (s.token.text !== "|" || s.before.text !== "=") return [];
  return [{ diagnostic: errors.leadingBar(s.token.span), edits: [remove(s.token.span)] }];
}

/** `C::red`. */
function qualified(s: Situation): readonly Reading[] {
  for (const first of [-1, -2]) {
    if (s.at(first).kind !== "word" || !s.reads(first + 1, ":", ":") || !s.touches(first + 1)) continue;
    const span = s.span(first, first + 3);
    return [
      { diagnostic: errors.qualifiedVariant(span, s.at(first + 3).text), edits: [remove(s.span(first, first + 2))] },
    ];
  }
  return [];
}

/** `Req {n: 1..2}`, `Req(n: 1)` where a value or a pattern stands. */
function fields(s: Situation): readonly Reading[] {
  const close = s.token.text === "{" && s.before.kind === "word" ? s.partner(0) : undefined;
  const brief = close !== undefined && !s.slice(s.span(0, close)).includes("\n");
  if (brief && s.at(2).text === ":") {
    const diagnostic = errors.fieldsInBraces(s.span(0, close), s.before.text);
    const signs = [replace(s.token.span, "("), replace(s.at(close).span, ")")];
    const withoutNames = [replace(s.span(0, 2), "("), replace(s.at(close).span, ")")];
    return [signs, withoutNames].map((edits) => ({ diagnostic, edits }));
  }
  if (s.token.text !== ":" || s.before.kind !== "word" || s.head?.text === "type") return [];
  const variant = s.at(-2).text === "(" ? s.at(-3) : s.at(-2).text === "," ? s.at(-2) : undefined;
  if (variant === undefined || variant.kind !== "word") return [];
  return [{ diagnostic: errors.namedFields(s.span(-1, 0), variant.text), edits: [remove(s.span(-1, 0))] }];
}

/** `type Msg = Req(1..2) | Ack`. */
function unnamedFields(s: Situation): readonly Reading[] {
  if (s.head?.text !== "type") return [];
  const open = s.tokens.findLastIndex(
    ({ text }, index) => index <= s.index && text === "(" && s.tokens[index - 1]?.kind === "word",
  );
  const [bracket, name] = [s.tokens[open], s.tokens[open - 1]];
  if (bracket === undefined || name === undefined) return [];
  const close = s.partner(open - s.index);
  const span = close === undefined ? bracket.span : s.span(open - s.index, close);
  return [{ diagnostic: errors.fieldsWithoutNames(span, name.text), edits: [insert(bracket.span.end, "field: ")] }];
}
