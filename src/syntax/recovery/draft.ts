import type { Span } from "../../source.js";
import grammar from "../generated/everystep.ohm-bundle.js";
import { type Scan, scan } from "../tokens.js";

/** A replacement of a piece of a draft; an empty piece is an insertion. */
export interface Edit extends Span {
  readonly text: string;
}

/** Text with, for each character and for its end, the place in the original that it came from. */
export interface TracedText {
  readonly text: string;
  readonly origins: readonly number[];
}

export function traced(text: string): TracedText {
  return { text, origins: Array.from({ length: text.length + 1 }, (_, offset) => offset) };
}

/** The text with edits made; they must not overlap. What is put in comes from where it is put. */
export function edited({ text, origins }: TracedText, edits: readonly Edit[]): TracedText {
  let newText = text;
  const newOrigins = [...origins];
  for (const edit of backToFront(edits)) {
    newText = newText.slice(0, edit.start) + edit.text + newText.slice(edit.end);
    const origin = newOrigins[edit.start] ?? 0;
    newOrigins.splice(edit.start, edit.end - edit.start, ...Array.from(edit.text, () => origin));
  }
  return { text: newText, origins: newOrigins };
}

export function slice({ text, origins }: TracedText, { start, end }: Span): TracedText {
  return { text: text.slice(start, end), origins: origins.slice(start, end + 1) };
}

/** The texts one after another. */
export function joined(pieces: readonly TracedText[]): TracedText {
  const end = pieces.at(-1)?.origins.at(-1) ?? 0;
  return {
    text: pieces.map(({ text }) => text).join(""),
    origins: [...pieces.flatMap(({ text, origins }) => origins.slice(0, text.length)), end],
  };
}

/** Where a piece of a traced text stands in the original. */
export function original({ origins }: TracedText, { start, end }: Span): Span {
  const first = origins[start] ?? 0;
  const last = end > start ? (origins[end - 1] ?? first) + 1 : first;
  return { start: first, end: Math.max(first, Math.min(last, origins.at(-1) ?? 0)) };
}

function backToFront(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => b.start - a.start);
}

export type StartRule = "Spec" | "Declarations" | "Expr";

/** A piece of a text with errors, mended step by step until it matches. Offsets are those of the draft unless told. */
export class Draft {
  readonly #matcher = grammar.matcher();
  readonly rule: StartRule;
  #traced: TracedText;
  #scan: Scan;
  #lost = false;
  /** Answers of `failure` and `reach`, good for the present text. */
  #failure: { readonly place: number | undefined } | undefined;
  readonly #reached = new Map<string, number>();

  constructor(
    piece: TracedText,
    rule: StartRule,
    /** What the whole text seems to declare. */
    readonly own: ReadonlySet<string>,
  ) {
    this.rule = rule;
    this.#traced = piece;
    this.#scan = scan(piece.text);
    this.#matcher.setInput(piece.text);
  }

  get text(): string {
    return this.#traced.text;
  }

  get traced(): TracedText {
    return this.#traced;
  }

  get tokens(): Scan["tokens"] {
    return this.#scan.tokens;
  }

  /** The furthest place that reading reached; undefined if the draft matches. */
  failure(): number | undefined {
    this.#failure ??= { place: this.#match() };
    return this.#failure.place;
  }

  #match(): number | undefined {
    const match = this.#matcher.match(this.rule);
    return match.failed() ? match.getRightmostFailurePosition() : undefined;
  }

  /** How far reading would get with these edits, as a place of the draft before them; infinite if all would match. */
  reach(edits: readonly Edit[]): number {
    const key = JSON.stringify(edits);
    const reach = this.#reached.get(key) ?? this.#reach(edits);
    this.#reached.set(key, reach);
    return reach;
  }

  #reach(edits: readonly Edit[]): number {
    const before = this.text;
    const ordered = backToFront(edits);
    for (const { start, end, text } of ordered) this.#matcher.replaceInputRange(start, end, text);
    const failure = this.#match();
    for (const { start, end, text } of ordered.toReversed()) {
      this.#matcher.replaceInputRange(start, start + text.length, before.slice(start, end));
    }
    if (failure === undefined) return Number.POSITIVE_INFINITY;
    return this.#before(ordered, failure);
  }

  apply(edits: readonly Edit[]): void {
    // A made-up name, or two words taken out: what the rest of the spec means by them is not known any more.
    const guesses = edits.some(
      ({ start, end, text }) =>
        /^\s*[xX]:?\s*$/.test(text) || (text.trim() === "" && /\S\s+\S/.test(this.text.slice(start, end))),
    );
    this.#forget();
    this.#traced = edited(this.#traced, edits);
    this.#scan = scan(this.#traced.text);
    for (const { start, end, text } of backToFront(edits)) this.#matcher.replaceInputRange(start, end, text);
    if (guesses) this.#lost = true;
  }

  /** Goes on with another text, in which something was left out. */
  restart(text: TracedText): void {
    this.#matcher.replaceInputRange(0, this.text.length, text.text);
    this.#traced = text;
    this.#scan = scan(text.text);
    this.#forget();
    this.#lost = true;
  }

  /** True if a piece was left out. */
  get lost(): boolean {
    return this.#lost;
  }

  #forget(): void {
    this.#reached.clear();
    this.#failure = undefined;
  }

  /** Where a piece of the draft stands in the original. */
  original(span: Span): Span {
    return original(this.#traced, span);
  }

  #before(ordered: readonly Edit[], failure: number): number {
    let place = failure;
    for (const { start, end, text } of ordered.toReversed()) {
      if (place >= start + text.length) place += end - start - text.length;
      else if (place > start) return start;
    }
    return place;
  }
}
