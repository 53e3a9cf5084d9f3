import type { Diagnostic } from "../../../diagnostic.js";
import * as errors from "../../errors.js";
import { insert, type Reading, replace, type Situation } from "../situation.js";
import { DECLARATION_WORDS } from "./words.js";

/* Types as other languages write them: `[K -> V]`, `{T}`, `Set<T>`, variants without a name. */

const GENERIC: Readonly<Record<string, string>> = {
  set: "set of T",
  seq: "seq of T",
  list: "seq of T",
  array: "seq of T",
  sequence: "seq of T",
  map: "K -> V",
  option: "T?",
  optional: "T?",
  dict: "K -> V",
  range: "lo..hi",
  subset: "set of T",
};

export function types(s: Situation): readonly Reading[] {
  return [...ranges(s), ...bracketed(s), ...generic(s), ...variants(s), ...symmetricWithoutNumber(s)];
}

/** `[1..N]`, `1 to N`, `int[]`, `list of T`. */
function ranges(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before } = s;
  const inType = ["type", "channel"].includes(s.head?.text ?? "") || variableOnLine(s);
  if (token.text === "to" && inType) {
    readings.push({ diagnostic: errors.foreignSymbol(token.span, "to", ".."), edits: [replace(token.span, "..")] });
  }
  if (s.reads(0, "[", "]") && before.kind === "word") {
    const span = s.span(-1, 1);
    const ours = `seq of ${before.text}`;
    readings.push({ diagnostic: errors.foreignType(span, ours), edits: [replace(span, ours)] });
  }
  const key = s.token.text === "[" && before.kind === "word" && inType ? s.partner(0) : undefined;
  if (key !== undefined && key > 1) {
    const ours = `${s.slice(s.span(1, key - 1))} -> ${before.text}`;
    readings.push({ diagnostic: errors.foreignType(s.span(-1, key), ours), edits: [replace(s.span(-1, key), ours)] });
  }
  for (const distance of [0, -1]) {
    const { text, span } = s.at(distance);
    const ours = s.at(distance + 1).text === "of" && Object.hasOwn(GENERIC, text) ? GENERIC[text] : undefined;
    if (ours?.endsWith(" of T") === true)
      readings.push({
        diagnostic: errors.foreignType(s.span(distance, distance + 1), ours),
        edits: [replace(span, ours.slice(0, 3))],
      });
  }
  return readings;
}

/** Does the line begin with `var`, also inside a process? */
function variableOnLine(s: Situation): boolean {
  return s.tokens.findLast(({ text }, index) => index < s.index && ["var", ":="].includes(text))?.text === "var";
}

/** `[T]`, `{T}` behind a `:` or `of`. */
function bracketed(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  for (const distance of [0, -1, -2, -3]) {
    const { text } = s.at(distance);
    if (text !== "[" && text !== "{") continue;
    const ofType = s.at(distance - 1).text === "=" && s.head?.text === "type";
    if (!ofType && ![":", "of", "->"].includes(s.at(distance - 1).text)) continue;
    const close = s.partner(distance);
    if (close === undefined || close < 0) continue;
    const span = s.span(distance, close);
    const inside = s.slice({ start: span.start + 1, end: span.end - 1 }).trim();
    if (text === "{" && inside.includes(",") && !inside.includes(":") && !ofType) {
      const ours = inside.replaceAll(/\s*,\s*/g, " | ");
      const truth = /^(true \| false|false \| true)$/i.test(ours);
      readings.push(reading(span, truth ? errors.foreignType(span, "bool") : errors.variantsInPlace(span, ours)));
      continue;
    }
    const ours = /->|\.\./.test(inside) ? inside : text === "{" ? `set of ${inside}` : `seq of ${inside}`;
    readings.push(reading(span, errors.foreignType(span, ours)));
  }
  return readings;
}

/** Begins what a `:` stands in without a type behind it. */
const CLAIMING = new Set([
  "invariant",
  "inductive",
  "step",
  "reachable",
  "always",
  "property",
  "constraint",
  "fairness",
]);

/** `Set<T>`, `Seq(T)`, `List[T]`, `range(1, N)`. */
function generic(s: Situation): readonly Reading[] {
  if (CLAIMING.has(s.head?.text ?? "")) return [];
  for (const [index, { text: open }] of s.tokens.slice(0, s.index + 1).entries()) {
    const distance = index - s.index;
    const name = s.at(distance - 1);
    if (!["(", "["].includes(open) || name.kind !== "word") continue;
    const close = s.partner(distance);
    const ours = Object.hasOwn(GENERIC, name.text.toLowerCase()) ? GENERIC[name.text.toLowerCase()] : undefined;
    if (close === undefined || ours === undefined) continue;
    const inType = [":", "of", "->"].includes(s.at(distance - 2).text) || s.at(distance - 4).text === "type";
    if (!inType || s.lineEnd(s.at(distance).span.start) < s.gap.end) continue;
    const span = s.span(distance - 1, close);
    return [reading(span, errors.foreignType(span, ours))];
  }
  for (const distance of [0, -1, -2]) {
    if (s.at(distance).text !== "<" || s.at(distance - 1).kind !== "word") continue;
    const name = s.at(distance - 1).text.toLowerCase();
    const close = s.tokens.findIndex(({ text }, index) => index > s.index + distance && text === ">");
    if (close < 0 || !Object.hasOwn(GENERIC, name)) continue;
    const span = s.span(distance - 1, close - s.index);
    return [reading(span, errors.foreignType(span, GENERIC[name] ?? "T"))];
  }
  return [];
}

/** `type Node = symmetric {a, b}`; `type Node = symmetric` with the next declaration behind it. */
function symmetricWithoutNumber(s: Situation): readonly Reading[] {
  const index = s.tokens.findLastIndex(({ text }, at) => at < s.index && text === "symmetric");
  const word = s.tokens[index];
  const open = index + 1 - s.index;
  const close = word !== undefined && s.at(open).text === "{" ? s.partner(open) : undefined;
  if (word !== undefined && close !== undefined)
    return [{ diagnostic: errors.symmetricWithoutNumber(word.span), edits: [replace(s.span(open, close), "3")] }];
  if (word === undefined || !DECLARATION_WORDS.includes(s.tokens[index + 1]?.text ?? "")) return [];
  return [{ diagnostic: errors.symmetricWithoutNumber(word.span), edits: [insert(word.span.end, " 3 ")] }];
}

/** `var c: red | green`. */
function variants(s: Situation): readonly Reading[] {
  if (s.token.text !== "|" || s.before.kind !== "word") return [];
  let last = 0;
  while (s.at(last).text === "|" && s.at(last + 1).kind === "word") last += 2;
  if (last === 0) return [];
  const span = s.span(-1, last - 1);
  return [reading(span, errors.variantsInPlace(span, s.slice(span)))];
}

function reading(
  span: Reading["edits"][number] | { readonly start: number; readonly end: number },
  diagnostic: Diagnostic,
): Reading {
  return { diagnostic, edits: [replace(span, "bool")] };
}
