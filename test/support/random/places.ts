import type { Block, Expr, ExprNode, Model, Statement, StatementNode } from "../../../src/model/ir.js";
import { eachExpr, eachStatement } from "../../../src/model/visit.js";

/** By copy of a model: what stands there for each expression of the model. */
const twins = new WeakMap<Model, ReadonlyMap<Expr, Expr>>();

/** A copy of a model that may be changed; the source stays the same one. */
export function copyOf(model: Model): Model {
  const { source, ...rest } = model;
  const copy = { ...structuredClone(rest), source };
  const copied = expressionsOf(copy);
  twins.set(copy, new Map(expressionsOf(model).map((each, at) => [each, copied[at] ?? each])));
  return copy;
}

/** What an expression of a model is in a copy of it, which may have been changed since. */
export function twinOf(expr: Expr, copy: Model): Expr {
  return twins.get(copy)?.get(expr) ?? expr;
}

/** All expressions that an engine evaluates while it searches. */
export function expressionsOf(model: Model): readonly Expr[] {
  const found: Expr[] = [];
  const expr = (each: Expr): void => void found.push(each);
  for (const body of blocksOf(model)) eachStatement(body, { expr });
  const predicates = [...model.claims, ...model.constraints].map(({ predicate }) => predicate);
  const sets = model.actions.flatMap(({ parameters }) => parameters.map(({ set }) => set));
  const initials = model.initialisations.map(({ initial }) => {
    if (initial.kind === "any") return undefined;
    return initial.kind === "in" ? initial.set : initial.value;
  });
  const bodies = model.definitions.map(({ body }) => body);
  for (const each of [...predicates, ...sets, ...initials, ...bodies, model.done]) {
    if (each !== undefined) eachExpr(each, expr);
  }
  return found;
}

export function statementsOf(model: Model): readonly Statement[] {
  const found: Statement[] = [];
  for (const body of blocksOf(model)) eachStatement(body, { statement: (each) => void found.push(each) });
  return found;
}

function blocksOf(model: Model): readonly Block[] {
  const labels = model.processes.flatMap((process) => process.labels);
  return [model.init, ...[...model.actions, ...labels].map(({ body }) => body)];
}

/** Changes nodes of one kind in a model; true if there were any to change. */
export type Change = (model: Model) => boolean;

export function everyExpr<K extends Expr["kind"]>(kind: K, change: (node: ExprNode<K>) => boolean): Change {
  return (model) => {
    const is = (node: Expr): node is ExprNode<K> => node.kind === kind;
    return expressionsOf(model).filter(is).map(change).includes(true);
  };
}

export function everyStatement<K extends Statement["kind"]>(
  kind: K,
  change: (node: StatementNode<K>) => boolean,
): Change {
  return (model) => {
    const is = (node: Statement): node is StatementNode<K> => node.kind === kind;
    return statementsOf(model).filter(is).map(change).includes(true);
  };
}

/** Makes another node of a node. */
export function become(node: Expr | Statement, other: object): true {
  Object.assign(node, other);
  return true;
}

/** The value gives way to another of its type: `not b`, `n + 1`; false where that is not so simple. */
export function altered(node: Expr): boolean {
  const { type, span } = node;
  const operand = { ...node };
  if (type.kind === "bool") return become(node, { kind: "not", operand });
  if (type.kind !== "int" && type.kind !== "range") return false;
  const one: Expr = { kind: "literal", value: 1, type: { kind: "int" }, span };
  return become(node, { kind: "arithmetic", operator: "+", left: operand, right: one, type: { kind: "int" } });
}

/** The value gives way to one that is the same everywhere: `true`, 1, a variant without fields. */
export function constant(node: Expr): boolean {
  const { type } = node;
  if (type.kind === "bool") return become(node, { kind: "literal", value: true });
  if (type.kind === "int" || type.kind === "range")
    return become(node, { kind: "literal", value: 1, type: { kind: "int" } });
  if (type.kind !== "variants") return false;
  const variant = type.variants.findIndex(({ fields }) => fields.length === 0);
  return variant >= 0 && become(node, { kind: "variant", variant, arguments: [] });
}

/** A broken engine: a construct, and what is wrong with it. */
export interface Mutant {
  readonly construct: string;
  readonly broken: string;
  readonly change: Change;
}

export const mutant = (construct: string, broken: string, change: Change): Mutant => ({ construct, broken, change });

export const literal = (e: Expr, value: boolean): Expr => ({
  kind: "literal",
  value,
  type: { kind: "bool" },
  span: e.span,
});
export const not = (operand: Expr): Expr => ({ kind: "not", operand, type: { kind: "bool" }, span: operand.span });
export const empty = (e: Expr): true => become(e, { kind: "set", elements: [] });

/** Only where the last arm takes what the first one took. */
export function withoutFirst(
  node: Expr | (object & { readonly kind: "match"; readonly span: Expr["span"] }),
  arms: readonly { readonly pattern: { readonly kind: string } }[],
): boolean {
  const last = arms.at(-1)?.pattern.kind;
  if (arms.length < 2 || (last !== "wildcard" && last !== "binding")) return false;
  Object.assign(node, { arms: arms.slice(1) });
  return true;
}
