/** A half-open range of offsets (UTF-16 code units) into the text of one source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people name it: both count from 1; the column counts code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of one spec and the name under which messages speak of it (usually its path). */
export class Source {
  readonly #lineStarts: readonly number[];

  constructor(
    readonly name: string,
    readonly text: string,
  ) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  /** The number of lines; a text that ends in a line break has an empty last one. */
  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** The text of a line (counted from 1) without its line break. */
  line(number: number): string {
    const start = this.#lineStarts[number - 1] ?? this.text.length;
    const end = this.#lineStarts[number] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, "");
  }

  /** The offset at which a line (counted from 1) starts. */
  lineStart(number: number): number {
    return this.#lineStarts[number - 1] ?? this.text.length;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = this.#lineStarts[low] ?? 0;
    return { line: low + 1, column: [...this.text.slice(start, offset)].length + 1 };
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

/** The smallest span that holds both. */
export function cover(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}
