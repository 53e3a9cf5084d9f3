import type { StateLayout, VariableLayout } from "../engine/layout.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { counted, grouped } from "./words.js";

/** Where each variable stands in a state, in the order of places, and how many states the types allow. */
export function layoutText({ spec, model, words, packed, variables, magnitude }: StateLayout, style: Style): string {
  const title = `${style.strong(spec)}${model === undefined ? "" : `, model ${model}`}`;
  const placed = variables.toSorted((one, other) => one.word - other.word || one.bit - other.bit);
  const rows = [["where", "bits", "variable", "type"], ...placed.map(cells)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([where = "", bits = "", name = "", type = ""]) => {
    const [first = 0, second = 0, third = 0] = widths;
    return `  ${where.padEnd(first)}  ${bits.padStart(second)}  ${name.padEnd(third)}  ${type}`.trimEnd();
  });
  const used = variables.reduce((sum, { bits }) => sum + bits, 0);
  const size = `${counted(words, "word")} of 32 bits a state, ${counted(used, "bit")} of them used; ${amount(magnitude)} that the types allow.`;
  const notes = [
    ...(variables.some(({ interned }) => interned)
      ? ["Interned: 32 bits, a number in the table of distinct values, for what has no small bound."]
      : []),
    ...(packed < words
      ? [`The search keeps ${counted(packed, "word")} of a state: groups of words are interned, too.`]
      : []),
  ];
  return `${title}\n\n${lines.join("\n")}\n\n${[size, ...notes].join("\n")}\n`;
}

function cells({ word, bit, bits, interned, name, type }: VariableLayout): readonly string[] {
  return [
    `word ${word} bit ${bit}`,
    grouped(bits),
    printable(name),
    `${printable(type)}${interned ? ", interned" : ""}`,
  ];
}

function amount(magnitude: number | undefined): string {
  if (magnitude === undefined) return "infinitely many states";
  if (!Number.isFinite(magnitude)) return "more states than can be counted";
  return magnitude < 15 ? counted(Math.round(10 ** magnitude), "state") : `about 10^${Math.round(magnitude)} states`;
}
