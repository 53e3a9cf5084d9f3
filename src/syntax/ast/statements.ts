import type { Span } from "../../source.js";
import type { Arm, Binder, Expr, Pattern, Template } from "./expressions.js";
import type { Name, Node } from "./nodes.js";

export interface Block extends Node {
  readonly statements: readonly Statement[];
}

export interface StatementOf {
  /** A label stands in front of the next statement of its block, of another label, or at the block's end. */
  label: { readonly name: Name; readonly says: Template | undefined };
  /** `target` is a name, or a path of indices and fields from one. */
  assign: { readonly target: Expr; readonly value: Expr };
  skip: object;
  when: { readonly condition: Expr };
  assert: { readonly condition: Expr };
  let: { readonly pattern: Pattern; readonly value: Expr };
  if: {
    readonly branches: readonly { readonly condition: Expr; readonly body: Block }[];
    readonly else: Block | undefined;
  };
  either: { readonly branches: readonly Block[] };
  pick: { readonly binders: readonly Binder[]; readonly body: Block };
  for: { readonly binders: readonly Binder[]; readonly body: Block };
  while: { readonly condition: Expr; readonly body: Block };
  /** `goto done` has the label name `done`. */
  goto: { readonly label: Name };
  /** `channel` is a name or a name with an index. */
  send: { readonly message: Expr; readonly channel: Expr };
  receive: { readonly pattern: Pattern; readonly channel: Expr };
  match: { readonly subject: Expr; readonly arms: readonly Arm<Block>[] };
}

export type Statement = {
  [K in keyof StatementOf]: { readonly kind: K; readonly span: Span } & StatementOf[K];
}[keyof StatementOf];
