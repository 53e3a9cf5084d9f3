import type { Source, Span } from "../source.js";
import type { Comment, Declaration, Spec } from "./ast.js";
import { startsLine } from "./tokens.js";

/** Gives a spec its comments, and each declaration the `///` lines directly above it. */
export function attachComments(spec: Spec, comments: readonly Comment[], source: Source): Spec {
  const docs = documentation(comments, source);
  const documented = <T extends { readonly span: Span; readonly doc: string | undefined }>(node: T): T => {
    const doc = docs.get(source.position(node.span.start).line);
    return doc === undefined || !startsLine(source, node.span.start) ? node : { ...node, doc };
  };
  const declarations = spec.declarations.map((declaration): Declaration => {
    const outer = documented(declaration);
    return outer.kind === "process" ? { ...outer, locals: outer.locals.map(documented) } : outer;
  });
  return { ...documented(spec), declarations, comments };
}

/** Blocks of `///` lines by the number of the line below each. */
function documentation(comments: readonly Comment[], source: Source): ReadonlyMap<number, string> {
  const docs = new Map<number, string>();
  for (const comment of comments) {
    if (!comment.text.startsWith("///") || !startsLine(source, comment.span.start)) continue;
    const line = source.position(comment.span.start).line;
    const above = docs.get(line);
    docs.delete(line);
    const text = docText(comment);
    docs.set(line + 1, above === undefined ? text : `${above}\n${text}`);
  }
  return docs;
}

/** What a `///` comment says: its text without slashes and one leading blank. */
export function docText(comment: Comment): string {
  return comment.text.slice(3).replace(/^ /, "");
}
