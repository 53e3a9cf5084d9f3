import { suggest } from "../../../suggest.js";
import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Mistakes in claims, models and channels. */

const CLAIMS = ["invariant", "property", "reachable", "possible", "constraint"];
const EXPECTATIONS = ["holds", "fails", "deadlock", "states", "steps", "depth"];
const CHANNEL_WORDS = ["fifo", "lossy", "duplicating"];

/** `invariant n <= 3` without a name, `invariant Small { … }`. */
export function claims(s: Situation): readonly Reading[] {
  const { head, token, before } = s;
  if (head === undefined || !CLAIMS.includes(head.text)) return [];
  const readings: Reading[] = [];
  const close = token.text === "{" ? s.partner(0) : undefined;
  if (close !== undefined) {
    const edits = [replace(token.span, ":"), remove(s.at(close).span)];
    readings.push({ diagnostic: errors.colonBefore(token.span, "{"), edits });
  }
  const named = s.tokens.slice(s.tokens.indexOf(head), s.index).some(({ text }) => text === ":");
  const unnamed = before !== head || token.kind !== "word" || errors.isReserved(token.text);
  if (!named && unnamed) {
    const diagnostic = errors.claimWithoutName(head.span, head.text);
    readings.push({ diagnostic, edits: [insert(head.span.end, " X: ")] });
    if (token.text === ":") readings.push({ diagnostic, edits: [insert(head.span.end, " X ")] });
  }
  return readings;
}

/** What a model may expect, misspelt or with a `:`; a model without braces. */
export function models(s: Situation): readonly Reading[] {
  const { head, token, before } = s;
  if (head?.text !== "model") return [];
  if (s.depth === 0) {
    const name = s.tokens[s.tokens.indexOf(head) + 1];
    if (name === undefined) return [];
    if (token.text === ":") {
      const edits = [replace(token.span, "{"), insert(s.text.trimEnd().length, " }")];
      return [{ diagnostic: errors.modelWithoutBraces(token.span, name.text), edits }];
    }
    if (token.kind !== "end") return [];
    return [{ diagnostic: errors.modelWithoutBraces(s.gap, name.text), edits: [insert(s.gap.end, " { }")] }];
  }
  const readings: Reading[] = [];
  if (token.text === ":" && EXPECTATIONS.includes(before.text)) {
    readings.push({ diagnostic: errors.needlessColon(token.span, before.text), edits: [remove(token.span)] });
  }
  for (const { kind, text, span } of [before, token]) {
    if (kind !== "word" || EXPECTATIONS.includes(text)) continue;
    const meant = suggest(text, EXPECTATIONS);
    const diagnostic = errors.unknownExpectation(span, text, meant);
    if (meant !== undefined) readings.push({ diagnostic, edits: [replace(span, meant)] });
    readings.push({ diagnostic, edits: [replace({ start: span.start, end: s.phraseEnd(span.start) }, "deadlock")] });
  }
  return readings;
}

/** `channel c of T, ordered`. */
export function channels(s: Situation): readonly Reading[] {
  const { head, token, before } = s;
  if (head?.text === "channel" && s.at(-2).text === ":" && before.kind === "word") {
    const diagnostic = errors.channelWithoutMessages(before.span, s.at(-3).text, before.text);
    return [{ diagnostic, edits: [replace(s.span(-2, -1), ` of ${before.text}`)] }];
  }
  if (head?.text !== "channel" || token.kind !== "word" || before.text !== ",") return [];
  if (CHANNEL_WORDS.includes(token.text)) return [];
  const meant = suggest(token.text, CHANNEL_WORDS);
  return [
    { diagnostic: errors.unknownChannelWord(token.span, token.text, meant), edits: [replace(token.span, "fifo")] },
  ];
}

/** `action A { … } says "…"`. */
export function lateSentence(s: Situation): readonly Reading[] {
  if (s.token.text !== "says" || s.depth > 0 || s.before.text !== "}") return [];
  const span = s.after.kind === "string" ? s.span(0, 1) : s.token.span;
  return [{ diagnostic: errors.lateSentence(s.token.span), edits: [remove(span)] }];
}
