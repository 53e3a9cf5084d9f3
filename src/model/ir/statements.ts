import type { Span } from "../../source.js";
import type { Binder, Expr, Pattern } from "./expressions.js";

export type Block = readonly Statement[];

export interface StatementOf {
  /** `variables[slot]` at the path := value; the value is already `check`ed. A path through a missing key is a fault. */
  assign: { readonly slot: number; readonly path: readonly Access[]; readonly value: Expr };
  when: { readonly condition: Expr };
  assert: { readonly condition: Expr };
  let: { readonly pattern: Pattern; readonly value: Expr };
  if: { readonly condition: Expr; readonly then: Block; readonly else: Block };
  either: { readonly branches: readonly Block[] };
  /** One way through for each choice of all binders. Later statements of the surrounding block follow each way. */
  pick: { readonly binders: readonly Binder[]; readonly body: Block };
  for: { readonly binders: readonly Binder[]; readonly body: Block };
  match: { readonly subject: Expr; readonly arms: readonly { readonly pattern: Pattern; readonly body: Block }[] };
  send: { readonly channel: number; readonly key: Expr | undefined; readonly message: Expr };
  receive: { readonly channel: number; readonly key: Expr | undefined; readonly pattern: Pattern };
  /** Ends the step with the running process at this label (an index into `Process.labels`). */
  goto: { readonly label: number };
}

export type Statement = {
  [K in keyof StatementOf]: { readonly kind: K; readonly span: Span } & StatementOf[K];
}[keyof StatementOf];
export type StatementNode<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export type Access =
  | { readonly kind: "key"; readonly key: Expr; readonly span: Span }
  | { readonly kind: "element"; readonly index: Expr; readonly span: Span }
  | { readonly kind: "field"; readonly field: number; readonly span: Span };
