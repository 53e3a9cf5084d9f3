import { cover, type Span } from "../source.js";
import type { BinaryOperator, Expr, Name, UnaryOperator } from "./ast.js";

/*
 * Precedence, folded from the flat list `operand (operator operand)*` that the grammar leaves, by Dijkstra's shunting
 * yard: an operator waits on a stack until one that binds less tightly follows. It is a loop, so a sum of ten thousand
 * terms needs no stack. Operators that do not associate are folded to the left like others; `structure.ts` then
 * finds the chains and reports them.
 */

/** How tightly an operator binds; a greater number binds tighter. */
const LEVEL: Readonly<Record<BinaryOperator, number>> = {
  "~>": 1,
  until: 1,
  "<=>": 2,
  "=>": 3,
  or: 4,
  and: 5,
  "==": 7,
  "!=": 7,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  in: 7,
  "not in": 7,
  "subset of": 7,
  union: 8,
  "\\": 8,
  intersect: 9,
  "..": 10,
  "+": 11,
  "-": 11,
  "++": 11,
  "*": 12,
  div: 12,
  mod: 12,
};
const LOGICAL_PREFIX = 6;
const MINUS = 13;
/** `at` stands among the comparisons. */
export const AT_LEVEL = 7;

export function levelOf(operator: BinaryOperator): number {
  return LEVEL[operator];
}

export function prefixLevelOf(operator: UnaryOperator): number {
  return operator === "-" ? MINUS : LOGICAL_PREFIX;
}

/** True of levels on which two operators may not stand side by side without parentheses. */
export function isNonAssociative(level: number): boolean {
  return level === LEVEL["~>"] || level === LEVEL["<=>"] || level === AT_LEVEL || level === LEVEL[".."];
}

/** True if the text is a binary operator, its words separated by one blank. */
export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(LEVEL, text);
}

/** True if the text is a prefix operator. */
export function isUnaryOperator(text: string): text is UnaryOperator {
  return text === "not" || text === "-" || text === "always" || text === "eventually";
}

export type FlatItem =
  | { readonly kind: "operand"; readonly expr: Expr }
  | { readonly kind: "prefix"; readonly operator: UnaryOperator; readonly span: Span }
  | { readonly kind: "infix"; readonly operator: BinaryOperator }
  | { readonly kind: "at"; readonly labels: readonly Name[]; readonly braces: boolean; readonly span: Span };

type Waiting = Extract<FlatItem, { kind: "prefix" | "infix" }>;

/** Folds a flat list that begins with prefixes and an operand and alternates from there. */
export function foldOperators(items: readonly FlatItem[]): Expr {
  const operands: Expr[] = [];
  const waiting: Waiting[] = [];

  function settle(until: (level: number) => boolean): void {
    for (let top = waiting.at(-1); top !== undefined && !until(levelOfWaiting(top)); top = waiting.at(-1)) {
      waiting.pop();
      const last = take(operands);
      operands.push(top.kind === "prefix" ? unary(top, last) : binary(top.operator, take(operands), last));
    }
  }

  for (const item of items) {
    switch (item.kind) {
      case "operand":
        operands.push(item.expr);
        break;
      case "prefix":
        waiting.push(item);
        break;
      case "infix": {
        const level = levelOf(item.operator);
        settle((top) => (item.operator === "=>" ? top <= level : top < level));
        waiting.push(item);
        break;
      }
      case "at": {
        settle((top) => top < AT_LEVEL);
        const process = take(operands);
        operands.push({
          kind: "at",
          process,
          labels: item.labels,
          braces: item.braces,
          span: cover(process.span, item.span),
        });
        break;
      }
    }
  }
  settle(() => false);
  return take(operands);
}

function levelOfWaiting(item: Waiting): number {
  return item.kind === "prefix" ? prefixLevelOf(item.operator) : levelOf(item.operator);
}

function unary(item: Extract<Waiting, { kind: "prefix" }>, operand: Expr): Expr {
  return { kind: "unary", operator: item.operator, operand, span: cover(item.span, operand.span) };
}

function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: "binary", operator, left, right, span: cover(left.span, right.span) };
}

function take(operands: Expr[]): Expr {
  const last = operands.pop();
  if (last === undefined) throw new Error("a flat expression lacks an operand");
  return last;
}
