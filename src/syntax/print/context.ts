import type { Source, Span } from "../../source.js";
import type { Comment } from "../ast.js";
import { startsLine } from "../tokens.js";
import type { CommentDoc } from "./doc.js";

/**
 * What printing knows besides the tree: where the author broke lines, and the comments that are still to be put
 * back. Comments are handed out in order of place; whoever prints a node first takes those that stand before it.
 */
export class Context {
  #next = 0;
  #lastEnd = 0;

  constructor(
    readonly source: Source | undefined,
    readonly comments: readonly Comment[],
  ) {}

  /** True if the author broke the line between two places. */
  breaks(from: number, to: number): boolean {
    return this.source?.text.slice(from, to).includes("\n") ?? false;
  }

  /** True if the author left a line empty between two places. */
  blankBetween(from: number, to: number): boolean {
    if (this.source === undefined || to <= from) return false;
    return this.source.position(to).line - this.source.position(from).line > 1;
  }

  /** True if the piece is on one line; without a source nothing is known to be on several. */
  onOneLine({ start, end }: Span): boolean {
    return !this.breaks(start, end);
  }

  /** The column at which an offset stands, counted from 0. */
  column(offset: number): number {
    if (this.source === undefined) return 0;
    return offset - this.source.lineStart(this.source.position(offset).line);
  }

  /** True if a comment that is still to be printed stands before the offset. */
  hasComments(before: number): boolean {
    const comment = this.comments[this.#next];
    return comment !== undefined && comment.span.start < before;
  }

  /** All comments before the offset. */
  take(before: number): CommentDoc[] {
    const taken: CommentDoc[] = [];
    while (this.hasComments(before)) taken.push(this.#one());
    return taken;
  }

  /** Comments before the offset up to the first that has its line for itself. */
  takeTrailing(before: number): readonly CommentDoc[] {
    const taken: CommentDoc[] = [];
    for (;;) {
      const comment = this.comments[this.#next];
      if (comment === undefined || comment.span.start >= before || this.#isOwn(comment)) return taken;
      taken.push(this.#one());
    }
  }

  /** The comment that comes next, if it stands before the offset. */
  peek(before: number): Comment | undefined {
    return this.hasComments(before) ? this.comments[this.#next] : undefined;
  }

  /** The end of the last comment that was handed out. */
  get lastEnd(): number {
    return this.#lastEnd;
  }

  #isOwn({ span }: Comment): boolean {
    return this.source === undefined || startsLine(this.source, span.start);
  }

  #one(): CommentDoc {
    const comment = this.comments[this.#next++];
    if (comment === undefined) throw new Error("no comment is left");
    const { text, span } = comment;
    const own = this.#isOwn(comment);
    this.#lastEnd = span.end;
    return { kind: "comment", text, own, blank: own && this.#blankAbove(span.start), column: this.#place(comment) };
  }

  /** The column of a comment that the author put further from the code than two blanks. */
  #place({ span }: Comment): number | undefined {
    if (this.source === undefined) return undefined;
    const column = this.column(span.start);
    const code = this.source.text.slice(span.start - column, span.start).trimEnd();
    return code !== "" && column > code.length + 2 ? column : undefined;
  }

  #blankAbove(offset: number): boolean {
    if (this.source === undefined) return false;
    const { line } = this.source.position(offset);
    return line > 2 && this.source.line(line - 1).trim() === "";
  }
}
