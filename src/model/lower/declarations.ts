import type * as ast from "../../syntax/ast.js";

type DeclarationOf<K extends ast.Declaration["kind"]> = Extract<ast.Declaration, { kind: K }>;

/** The declarations of one kind, in the order of the text. */
export function declarationsOf<K extends ast.Declaration["kind"]>(
  declarations: readonly ast.Declaration[],
  kind: K,
): DeclarationOf<K>[] {
  return declarations.filter((declaration): declaration is DeclarationOf<K> => declaration.kind === kind);
}
