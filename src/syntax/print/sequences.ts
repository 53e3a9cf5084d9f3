import type { Span } from "../../source.js";
import type { Context } from "./context.js";
import { type CommentDoc, type Doc, group, hard, softLine } from "./doc.js";

/** One of several things below each other: a declaration, a statement, an arm. */
export interface Item {
  readonly span: Span;
  /** What its `///` lines say, if it is a declaration that has some. */
  readonly documentation: string | undefined;
  /** Of a label: if the statement after it stands on its line always, or if it has room there. */
  readonly joins?: "always" | "if it fits";
  readonly doc: () => Doc;
}

/**
 * Things below each other, or beside each other if `flat`, with the comments between them, behind them and, before `end`, after
 * the last. It begins with a line break. Empty lines of the author stay, one at a time.
 */
export function sequence(
  items: readonly Item[],
  end: number,
  ctx: Context,
  flat: boolean,
  between = "  ",
): readonly Doc[] {
  const docs: Doc[] = [];
  let previous: Item | undefined;
  for (const item of items) {
    const trailing = ctx.takeTrailing(item.span.start);
    const own = ctx.take(item.span.start);
    const comments = [...trailing, ...(previous === undefined ? own.map(withoutBlank) : own)];
    docs.push(...comments, ...undocumented(item, own));
    if (previous?.joins === "if it fits" && comments.length === 0) docs.push(group(false, softLine));
    else if (previous?.joins !== "always" || comments.length > 0) {
      const above = comments.length > 0 ? ctx.lastEnd : previous?.span.end;
      const blank = above !== undefined && ctx.blankBetween(above, item.span.start);
      docs.push(flat ? { kind: "line", flat: previous === undefined ? " " : between } : hard(blank));
    }
    docs.push(item.doc());
    previous = item;
  }
  docs.push(...ctx.take(end));
  return docs;
}

function withoutBlank(comment: CommentDoc, index: number): CommentDoc {
  return index === 0 ? { ...comment, blank: false } : comment;
}

/** The documentation of a declaration whose comments are not among those of the tree. */
function undocumented({ documentation }: Item, comments: readonly CommentDoc[]): readonly Doc[] {
  if (documentation === undefined) return [];
  const lines = documentation.split("\n").map((text) => (text === "" ? "///" : `/// ${text}`));
  const above = comments.slice(-lines.length).map(({ text }) => text.replace(/^\/\/\/ ?/, "/// ").trimEnd());
  if (above.join("\n") === lines.join("\n")) return [];
  return lines.flatMap((text) => [hard(), text]);
}
