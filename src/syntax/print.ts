import type { Diagnostic } from "../diagnostic.js";
import type { Source } from "../source.js";
import type { Expr, Spec } from "./ast.js";
import { parse } from "./parse.js";
import { keepColumns } from "./print/columns.js";
import { Context } from "./print/context.js";
import { declarationDoc } from "./print/declarations.js";
import { render } from "./print/doc.js";
import { exprDoc } from "./print/expressions.js";
import { type Item, sequence } from "./print/sequences.js";

/** The text of a spec in the canonical style. With the source that it was read from, its author's line breaks count. */
export function print(spec: Spec, source?: Source): string {
  const ctx = new Context(source, spec.comments);
  const head: Item = {
    span: { start: spec.span.start, end: spec.name.span.end },
    documentation: spec.doc,
    doc: () => `spec ${spec.name.text}`,
  };
  const items = spec.declarations.map(
    (declaration): Item => ({
      span: declaration.span,
      documentation: declaration.doc,
      doc: () => declarationDoc(declaration, ctx),
    }),
  );
  const text = render(sequence([head, ...items], { start: 0, end: Number.POSITIVE_INFINITY }, ctx, false));
  return source === undefined ? text : keepColumns(text, source.text);
}

/** The text of an expression on one line. */
export function printExpression(expr: Expr): string {
  return render(exprDoc(expr, new Context(undefined, [])), Number.POSITIVE_INFINITY).trimEnd();
}

export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/** A spec in the canonical style, with all its comments; a text with syntax errors is left alone. */
export function format(source: Source): Formatted {
  const { spec, diagnostics } = parse(source);
  return spec === undefined ? { diagnostics } : { text: print(spec, source) };
}
