import type { Node } from "ohm-js";
import type { Span } from "../../source.js";
import type { Binder, Block, Declaration, Expr, Name, Pattern, Statement, StepReference, TypeExpr } from "../ast.js";

/*
 * Between a match of the grammar and the tree: the operations of `semantics.ts` under their types. Ohm's nodes carry
 * operations as properties without a type; here alone they get one.
 */

export const declarationOf = (node: Node): Declaration => node.declaration();
export const typeOf = (node: Node): TypeExpr => node.type();
export const exprOf = (node: Node): Expr => node.expr();
export const patternOf = (node: Node): Pattern => node.pattern();
export const statementOf = (node: Node): Statement => node.statement();
export const blockOf = (node: Node): Block => node.block();
export const bindersOf = (node: Node): readonly Binder[] => node.binders();
export const stepReferenceOf = (node: Node): StepReference => node.stepReference();

export function spanOf(node: Node): Span {
  return { start: node.source.startIdx, end: node.source.endIdx };
}

export function nameOf(node: Node): Name {
  return { text: node.sourceString, span: spanOf(node) };
}

/** The elements of a `NonemptyListOf`. */
export function listOf(node: Node): readonly Node[] {
  return node.asIteration().children;
}

/** The child of an optional phrase, if it is there. */
export function optional<T>(node: Node, build: (child: Node) => T): T | undefined {
  const child = node.children[0];
  return child === undefined ? undefined : build(child);
}
