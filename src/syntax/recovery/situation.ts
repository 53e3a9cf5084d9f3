import type { Diagnostic } from "../../diagnostic.js";
import { cover, type Span } from "../../source.js";
import type { Token } from "../tokens.js";
import type { Edit } from "./draft.js";

/** One guess at what a failure means: what to say, and the edits after which reading should go on. */
export interface Reading {
  readonly diagnostic: Diagnostic;
  readonly edits: readonly Edit[];
}

const HEADS = new Set(
  "const type var def init action process fairness channel invariant property reachable possible constraint show model".split(
    " ",
  ),
);

const END: Token = { kind: "end", text: "", span: { start: 0, end: 0 } };

/** The place at which reading failed, and the tokens around it. */
export class Situation {
  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    /** The index of the token at which reading failed. */
    readonly index: number,
    /** The place at which reading failed: in that token, or before it. */
    readonly failure: number,
    /** The names that the whole text seems to declare. */
    readonly own: ReadonlySet<string>,
  ) {}

  /** The token at a distance from the failing one; one of kind "end" outside of the draft. */
  at(distance: number): Token {
    return this.tokens[this.index + distance] ?? END;
  }

  get token(): Token {
    return this.at(0);
  }

  get before(): Token {
    return this.at(-1);
  }

  get after(): Token {
    return this.at(1);
  }

  /** The texts of tokens from one distance to another. */
  reads(first: number, ...texts: readonly string[]): boolean {
    return texts.every((text, offset) => this.at(first + offset).text === text);
  }

  /** True if no blank stands between the tokens at a distance and its successor. */
  touches(distance: number): boolean {
    return this.at(distance).span.end === this.at(distance + 1).span.start;
  }

  /** True if the token at a distance is the first of its line. */
  beginsLine(distance: number): boolean {
    const { start } = this.at(distance).span;
    return this.text.slice(this.text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  }

  span(first: number, last: number): Span {
    return cover(this.at(first).span, this.at(last).span);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** The place directly behind the token before the failing one. */
  get gap(): Span {
    const { end } = this.before.span;
    return { start: end, end };
  }

  /** The end of the line of an offset, a comment there not counted. */
  lineEnd(offset: number): number {
    const lineBreak = this.text.indexOf("\n", offset);
    const limit = lineBreak < 0 ? this.text.length : lineBreak;
    return this.tokens.findLast(({ span }) => span.end <= limit && span.start >= offset)?.span.end ?? offset;
  }

  /** The end of the last token of an offset's line that no bracket from before the offset encloses. */
  phraseEnd(offset: number): number {
    const limit = this.lineEnd(offset);
    let depth = 0;
    let end = offset;
    for (const { kind, text, span } of this.tokens) {
      if (span.start < offset || span.end > limit) continue;
      if (kind === "symbol" && "([{".includes(text)) depth += 1;
      else if (kind === "symbol" && ")]}".includes(text)) depth -= 1;
      if (depth < 0) break;
      end = span.end;
    }
    return end;
  }

  /** The word that begins the declaration of the failing token, modifiers not counted. */
  get head(): Token | undefined {
    return this.tokens.findLast(
      ({ kind, text }, index) => index < this.index && kind === "word" && HEADS.has(text) && this.#isFirst(index),
    );
  }

  #isFirst(index: number): boolean {
    return depthOf(this.tokens.slice(0, index)) === 0;
  }

  /** The distance of the bracket that closes the one at a distance. */
  partner(distance: number): number | undefined {
    let depth = 0;
    for (let index = this.index + distance; index < this.tokens.length; index++) {
      const { text, kind } = this.tokens[index] ?? END;
      if (kind !== "symbol") continue;
      if ("([{".includes(text)) depth += 1;
      else if (")]}".includes(text)) depth -= 1;
      if (depth === 0) return index - this.index;
    }
    return undefined;
  }

  /** The distance of the bracket that closes the one in which the token at a distance stands. */
  closing(distance: number): number | undefined {
    for (let index = this.index + distance; index < this.tokens.length; index++) {
      const { text, kind } = this.tokens[index] ?? END;
      if (kind !== "symbol") continue;
      if (")]}".includes(text)) return index - this.index;
      if ("([{".includes(text)) index = this.index + (this.partner(index - this.index) ?? Number.POSITIVE_INFINITY);
    }
    return undefined;
  }

  /** How many brackets are open before the failing token. */
  get depth(): number {
    return depthOf(this.tokens.slice(0, this.index));
  }

  /** How many brackets are open at the end of the draft; negative if it closes more than it opens. */
  get balance(): number {
    return depthOf(this.tokens);
  }
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  for (const { kind, text } of tokens) {
    if (kind !== "symbol") continue;
    if ("([{".includes(text)) depth += 1;
    else if (")]}".includes(text)) depth -= 1;
  }
  return depth;
}

export function replace(span: Span, text: string): Edit {
  return { ...span, text };
}

export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Takes a piece out and leaves a blank. */
export function remove(span: Span): Edit {
  return { ...span, text: " " };
}
