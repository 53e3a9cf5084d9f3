import type { Span } from "../../source.js";
import type { Context } from "./context.js";
import { align, type Doc, group, hard, line, nest, softLine } from "./doc.js";

/**
 * Elements between brackets. Broken by the author behind the opening bracket, or too long, each has its own line; else the
 * author's breaks between elements stay, and the lines begin in one column.
 */
export function bracketed<Item extends { readonly span: Span }>(
  open: string,
  items: readonly Item[],
  close: string,
  span: Span,
  ctx: Context,
  itemDoc: (item: Item, ctx: Context) => Doc,
  pad: Doc = softLine,
): Doc {
  const first = items[0];
  if (first === undefined) return `${open}${close}`;
  const opened = isOpened(items, span, ctx, pad !== softLine);
  if (!opened && isBroken(items, ctx)) return [open, align(...separated(items, ctx, itemDoc)), close];
  const docs = items.map((item, index): Doc => {
    const comments = ctx.take(item.span.start);
    const lead = index === 0 ? [...comments, pad] : [",", ...comments, line];
    return [...lead, itemDoc(item, ctx)];
  });
  return group(opened, open, nest(2, docs, ctx.take(span.end - 1)), pad, close);
}

/**
 * True of brackets whose elements have lines of their own: the author broke behind the first bracket, or put comments in; or
 * broke anywhere, if the brackets are padded with blanks.
 */
export function isOpened(items: readonly { readonly span: Span }[], span: Span, ctx: Context, padded = false): boolean {
  const first = items[0];
  if (first === undefined) return false;
  return ctx.breaks(span.start, first.span.start) || ctx.hasComments(span.end) || (padded && isBroken(items, ctx));
}

/** Elements with commas; the author's line breaks stay, and the lines begin in one column. */
export function commaSeparated<Item extends { readonly span: Span }>(
  items: readonly Item[],
  ctx: Context,
  itemDoc: (item: Item, ctx: Context) => Doc,
): Doc {
  return group(false, align(...separated(items, ctx, itemDoc)));
}

function separated<Item extends { readonly span: Span }>(
  items: readonly Item[],
  ctx: Context,
  itemDoc: (item: Item, ctx: Context) => Doc,
): readonly Doc[] {
  return items.map((item, index): Doc => {
    const previous = items[index - 1];
    if (previous === undefined) return itemDoc(item, ctx);
    const comments = ctx.take(item.span.start);
    const broken = ctx.breaks(previous.span.end, item.span.start);
    return [",", ...comments, broken ? hard() : line, itemDoc(item, ctx)];
  });
}

function isBroken(items: readonly { readonly span: Span }[], ctx: Context): boolean {
  return items.some((item, index) => {
    const previous = items[index - 1];
    return previous !== undefined && ctx.breaks(previous.span.end, item.span.start);
  });
}
