import type { Span } from "../../source.js";
import type { Context } from "./context.js";
import { type CommentDoc, type Doc, group, hard, nest, softLine } from "./doc.js";

/** One of several things below each other: a declaration, a statement, an arm. */
export interface Item {
  readonly span: Span;
  /** What its `///` lines say, if it is a declaration that has some. */
  readonly documentation: string | undefined;
  /** Of a label: if the statement after it stands on its line always, or if it has room there. */
  readonly joins?: "always" | "if it fits";
  /** How far it stands in from the others. */
  readonly indent?: number;
  readonly doc: () => Doc;
}

/**
 * Things below each other, or beside each other if `flat`, with the comments between them and behind them. They begin with
 * a line break. Empty lines of the author stay, one at a time. `within` begins where they begin and ends before what follows
 * them.
 */
export function sequence(
  items: readonly Item[],
  within: Span,
  ctx: Context,
  flat: boolean,
  between = "  ",
): readonly Doc[] {
  const docs: Doc[] = [];
  let previous: Item | undefined;
  for (const item of items) {
    const above = previous?.span.end ?? within.start;
    // What stood inside the thing above and found no place there must not become documentation of this one.
    const left = ctx.take(above);
    const trailing = ctx.takeTrailing(item.span.start);
    const own = ctx.take(item.span.start);
    const apart = left.some(({ text }) => text.startsWith("///"));
    const comments = [...left, ...trailing, ...own].map((comment, index): CommentDoc => {
      if (index === 0 && previous === undefined) return { ...comment, blank: false };
      return apart && comment === own[0] ? { ...comment, blank: true } : comment;
    });
    const doc: Doc[] = [...comments, ...undocumented(item, own)];
    if (previous?.joins === "if it fits" && comments.length === 0) doc.push(group(false, softLine));
    else if (previous?.joins !== "always" || comments.length > 0) {
      const last = comments.length > 0 ? ctx.lastEnd : above;
      const first = previous === undefined && comments.length === 0;
      const blank = (apart && own.length === 0) || (!first && ctx.blankBetween(last, item.span.start));
      doc.push(flat ? { kind: "line", flat: previous === undefined ? " " : between } : hard(blank));
    }
    docs.push(nest(item.indent ?? 0, doc, item.doc()));
    previous = item;
  }
  docs.push(...ctx.take(within.end));
  return docs;
}

/** The documentation of a declaration whose comments are not among those of the tree. */
function undocumented({ documentation }: Item, comments: readonly CommentDoc[]): readonly Doc[] {
  if (documentation === undefined) return [];
  const lines = documentation.split("\n").map((text) => (text === "" ? "///" : `/// ${text}`));
  const above = comments.slice(-lines.length).map(({ text }) => text.replace(/^\/\/\/ ?/, "/// ").trimEnd());
  if (above.join("\n") === lines.join("\n")) return [];
  return lines.flatMap((text) => [hard(), text]);
}
