import type { Explanation } from "../engine/result.js";
import type { Fault } from "../engine/system.js";
import { bindingsText, datumText } from "./datum.js";
import { padded, printable, width } from "./printable.js";
import type { Style } from "./style.js";

/** What is said of a behaviour that never ends: where it goes wrong, and of what the values of the parts are told (`` in state 5``). */
export interface Told {
  readonly failing: readonly string[];
  readonly place: string;
}

/** The claim, for which witnesses it is false (or true), and the parts that decide it with their values. */
export function whyLines(
  name: string,
  why: Explanation,
  where: string,
  style: Style,
  { failing, place }: Told = { failing: [], place: "" },
): string[] {
  const value = why.value ? style.good("true") : style.bad("false");
  const witnesses = why.bindings.length === 0 ? "" : `, for ${style.strong(bindingsText(why.bindings))}`;
  return [
    `${style.strong("Why:")} ${printable(name)} is ${value} ${where}${witnesses}`,
    ...claimText(why.text),
    ...failing.map((text) => `     ${text}`),
    ...whereLines(why, style, place),
  ];
}

/** The values of the parts of an expression, aligned; nothing where there are none. */
export function whereLines({ parts }: Pick<Explanation | Fault, "parts">, style: Style, place = ""): string[] {
  if (parts.length === 0) return [];
  const texts = parts.map(({ text }) => oneLine(text));
  const column = Math.max(0, ...texts.map(width).filter((columns) => columns <= comfortable));
  const lines = parts.map(
    ({ value }, at) =>
      `       ${padded(texts[at] ?? "", column)}   ${style.faint("is")} ${style.changed(datumText(value))}`,
  );
  return [`     where${place}`, ...lines];
}

/** Values of longer texts stand where these end. */
const comfortable = 60;

function claimText(text: string): string[] {
  const [first = "", ...rest] = text.split("\n").map((line) => line.trimEnd());
  const indents = rest.filter((line) => line !== "").map((line) => line.length - line.trimStart().length);
  const margin = Math.max(0, Math.min(...indents) - 2);
  return [first.trimStart(), ...rest.map((line) => line.slice(margin))].map((line) => `       ${printable(line)}`);
}

/** Text of a spec on one line: runs of blanks become one space. */
export function oneLine(text: string): string {
  return printable(
    text
      .replace(/\/\/[^\n]*/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
}
