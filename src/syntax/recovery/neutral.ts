import type { Token } from "../tokens.js";
import type { Edit } from "./draft.js";
import { replace, type Situation } from "./situation.js";

/** Harmless lines by how many braces of others a line closes and how many it leaves open. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  "0 0": ["", "skip", "x: skip", "true"],
  "0 1": [
    "if true {",
    "x: while true {",
    "x: if true {",
    "action x {",
    "process x {",
    "_: {",
    "match x {",
    "either {",
    "model x {",
  ],
  "1 0": ["}", "},"],
  "1 1": ["} else {", "} or {", "}, _: {"],
};

const SIGNS =
  ":= = == != < <= > >= + - ++ * \\ .. => <=> ~> and or not in union intersect div mod when if while goto to from holds fails within at".split(
    " ",
  );

/** Harmless lines in the place of the failing token's. */
export function harmlessLines(s: Situation): readonly Edit[] {
  return harmless(lineAt(s, s.index));
}

/** A line that ends in the middle of something: behind which sign, and harmless lines in its place. */
export interface Incomplete {
  readonly sign: Token;
  readonly edits: readonly Edit[];
}

/**
 * The line above that of the failing token, when a value is missing at its end: it ends with a sign, and reading took the next
 * line's first word for the value; or it ends with a sign and `{`, and reading took the block for the value.
 */
export function incompleteAbove(s: Situation): Incomplete | undefined {
  const line = lineAt(s, s.index);
  const [first] = line;
  const above = first === undefined ? [] : lineAt(s, s.tokens.indexOf(first) - 1);
  const [beforeLast, last] = [above.at(-2), above.at(-1)];
  const atStart = line.indexOf(s.token) <= 1 || first?.text === "if";
  const sign = last?.text === "{" ? beforeLast : atStart ? last : undefined;
  if (sign === undefined || !SIGNS.includes(sign.text)) return undefined;
  // `m.at`, `m.from`: the name of a field.
  if (above[above.indexOf(sign) - 1]?.text === ".") return undefined;
  return { sign, edits: harmless(above) };
}

/** The tokens in the line of the one at an index. */
function lineAt(s: Situation, index: number): readonly Token[] {
  const token = s.tokens[index];
  if (token === undefined) return [];
  const start = s.text.lastIndexOf("\n", token.span.start - 1) + 1;
  const breakAt = s.text.indexOf("\n", token.span.start);
  const end = breakAt < 0 ? s.text.length : breakAt;
  return s.tokens.filter(({ kind, span }) => kind !== "end" && span.start >= start && span.end <= end);
}

function harmless(line: readonly Token[]): readonly Edit[] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return [];
  let closed = 0;
  let open = 0;
  let inner = 0;
  for (const { kind, text } of line) {
    if (kind !== "symbol") continue;
    if ("([".includes(text)) inner += 1;
    else if (")]".includes(text)) inner -= 1;
    else if (text === "{") open += 1;
    else if (text === "}" && open > 0) open -= 1;
    else if (text === "}") closed += 1;
  }
  const texts = inner === 0 ? (LINES[`${closed} ${open}`] ?? []) : [];
  return texts.map((text) => replace({ start: first.span.start, end: last.span.end }, text));
}
