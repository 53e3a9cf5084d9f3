import type { Source, Span } from "../source.js";
import { columns, printable, width } from "./printable.js";
import type { Style } from "./style.js";

/*
 * The lines of a source that a span touches, underlined, as compilers show them:
 *
 *    |
 * 12 |   goto crtical
 *    |        ^^^^^^^
 */

const tab = 4;
/** Longer lines are shown through a window around what is underlined. */
const window = 100;

export interface ExcerptOptions {
  readonly style: Style;
  /** Columns of the line numbers' margin. */
  readonly margin: number;
  readonly mark: "^" | "-";
  readonly paint: (text: string) => string;
}

/** `specs/bakery.steps:12:7` */
export function placeText(source: Source, offset: number): string {
  const { line, column } = source.position(offset);
  return `${printable(source.name)}:${line}:${column}`;
}

/** The digits of the greatest line number that the span touches. */
export function marginOf(source: Source, span: Span): number {
  return String(source.position(Math.max(span.start, span.end)).line).length;
}

export function excerpt(source: Source, span: Span, options: ExcerptOptions): string[] {
  const first = source.position(span.start).line;
  const last = source.position(lastOffset(source, span)).line;
  const lines = [bar(options)];
  lines.push(...underlined(source, first, span, options));
  if (last > first + 1) lines.push(`${" ".repeat(options.margin)} ${options.style.faint("⋮")}`);
  if (last > first) lines.push(...underlined(source, last, span, options));
  return lines;
}

/** The last character that belongs to the span: a line break at its end is not worth a line of its own. */
function lastOffset(source: Source, span: Span): number {
  let end = Math.max(span.start, span.end - 1);
  while (end > span.start && /\s/.test(source.text[end] ?? "")) end -= 1;
  return end;
}

function bar({ style, margin }: ExcerptOptions, number = ""): string {
  return style.faint(`${number.padStart(margin)} |`);
}

function underlined(source: Source, number: number, span: Span, options: ExcerptOptions): string[] {
  const text = source.line(number);
  const start = source.lineStart(number);
  const blank = text.length - text.trimStart().length;
  const from = span.start >= start ? Math.min(span.start - start, text.length) : blank;
  const to = Math.max(from, Math.min(span.end - start, text.trimEnd().length));
  const shown = laidOut(text, from, to);
  const marks = options.mark.repeat(Math.max(1, shown.to - shown.from));
  return [
    `${bar(options, String(number))} ${shown.text}`.trimEnd(),
    `${bar(options)} ${" ".repeat(shown.from)}${options.paint(marks)}`,
  ];
}

/** A line as it is displayed, and the columns of two of its offsets. */
interface Layout {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function laidOut(line: string, from: number, to: number): Layout {
  const cells: string[] = [];
  let offset = 0;
  let column = 0;
  let fromColumn = -1;
  let toColumn = -1;
  for (const character of line) {
    if (fromColumn < 0 && offset >= from) fromColumn = column;
    if (toColumn < 0 && offset >= to) toColumn = column;
    const shown = character === "\t" ? " ".repeat(tab - (column % tab)) : printable(character);
    cells.push(shown);
    column += character === "\t" ? shown.length : columns(shown);
    offset += character.length;
  }
  if (fromColumn < 0) fromColumn = column;
  if (toColumn < 0) toColumn = column;
  return windowed(cells, { text: cells.join(""), from: fromColumn, to: toColumn });
}

function windowed(cells: readonly string[], whole: Layout): Layout {
  if (width(whole.text) <= window) return whole;
  const left = Math.max(0, Math.min(whole.from - window / 4, width(whole.text) - window));
  let column = 0;
  let skipped = 0;
  let text = "";
  for (const cell of cells) {
    if (column < left) skipped += width(cell);
    else if (column - left < window) text += cell;
    column += width(cell);
  }
  const before = skipped > 0 ? "…" : "";
  const after = skipped + width(text) < width(whole.text) ? "…" : "";
  const shift = width(before) - skipped;
  const end = width(before) + width(text);
  return { text: before + text + after, from: whole.from + shift, to: Math.min(whole.to + shift, end) };
}
