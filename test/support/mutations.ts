import { scan } from "../../src/syntax/tokens.js";

/** A number in 0..bound-1. */
export type Random = (bound: number) => number;

/** Numbers that a seed decides (mulberry32, Tommy Ettinger). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

const CHARACTERS = [
  ..."abnx_ 019(){}[]<>=:;,.'\"|\\/*+-~!?#&@$%^`\t\n\r",
  "“",
  "≤",
  "∧",
  "é",
  "𝕊",
  "\u0000",
  "\u200b",
  "\ud800",
];

/** A text with one or two places changed: tokens taken out, put in, exchanged or doubled, lines cut, characters replaced. */
export function mutated(random: Random, text: string, others: readonly string[]): string {
  let result = text;
  for (let round = 1 + random(2); round > 0; round--) result = oneOf(random, MUTATIONS)(random, result, others);
  return result;
}

/** Tokens of some texts, characters, or both, in any order. */
export function nonsense(random: Random, words: readonly string[]): string {
  const spec = random(3) > 0 ? "spec S\n" : "";
  const pieces = Array.from({ length: random(20) }, () =>
    random(8) === 0 ? oneOf(random, CHARACTERS) : oneOf(random, words),
  );
  return spec + pieces.join(oneOf(random, [" ", "", "\n"]));
}

/** The words and signs of texts, each once. */
export function vocabulary(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => scan(text).tokens.map((token) => token.text)))];
}

type Mutation = (random: Random, text: string, others: readonly string[]) => string;

const MUTATIONS: readonly Mutation[] = [
  (random, text) => withToken(random, text, () => ""),
  (random, text, others) => withToken(random, text, () => ` ${oneOf(random, vocabulary([oneOf(random, others)]))} `),
  (random, text, others) =>
    withToken(random, text, (token) => `${token} ${oneOf(random, vocabulary([oneOf(random, others)]))} `),
  (random, text) => withToken(random, text, (token) => `${token} ${token}`),
  (random, text) => withToken(random, text, (token) => misspelt(random, token)),
  exchangedTokens,
  (random, text) => withLine(random, text, () => []),
  (random, text) => withLine(random, text, (line) => [line, line]),
  (random, text) => withLine(random, text, (line) => [line.slice(0, random(line.length + 1))]),
  (random, text) => at(random, text, (place) => text.slice(0, place) + oneOf(random, CHARACTERS) + text.slice(place)),
  (random, text) => at(random, text, (place) => text.slice(0, place) + text.slice(place + 1)),
  (random, text) => at(random, text, (place) => text.slice(0, place)),
  (random, text, others) => {
    const other = oneOf(random, others);
    return text.slice(0, random(text.length + 1)) + other.slice(random(other.length + 1));
  },
];

function at(random: Random, text: string, change: (place: number) => string): string {
  return change(random(text.length + 1));
}

function withToken(random: Random, text: string, change: (token: string) => string): string {
  const { span, text: token } = oneOf(random, scan(text).tokens);
  return text.slice(0, span.start) + change(token) + text.slice(span.end);
}

function misspelt(random: Random, token: string): string {
  const place = random(token.length + 1);
  return token.slice(0, place) + oneOf(random, ["", "x", token.slice(place, place + 1)]) + token.slice(place + 1);
}

function exchangedTokens(random: Random, text: string): string {
  const { tokens } = scan(text);
  const [one, other] = [oneOf(random, tokens), oneOf(random, tokens)];
  const [first, last] = one.span.start < other.span.start ? [one, other] : [other, one];
  if (first.span.end > last.span.start) return text;
  const between = text.slice(first.span.end, last.span.start);
  return text.slice(0, first.span.start) + last.text + between + first.text + text.slice(last.span.end);
}

function withLine(random: Random, text: string, change: (line: string) => readonly string[]): string {
  const lines = text.split("\n");
  const index = random(lines.length);
  return [...lines.slice(0, index), ...change(lines[index] ?? ""), ...lines.slice(index + 1)].join("\n");
}
