import type { Arithmetic, Comparison, Expr, ExprNode } from "../../model/ir.js";
import { compare } from "../values/order.js";
import { asInteger, Product, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { noneWithin, notPositive, overflow } from "./faults.js";
import type { Frame } from "./frame.js";

/** Exact, or a fault: a sum or product beyond ±(2^53 - 1) is never rounded back inside. */
export function arithmetic(expr: ExprNode<"arithmetic">, frame: Frame): number {
  const left = asInteger(evaluate(expr.left, frame));
  const right = asInteger(evaluate(expr.right, frame));
  const operands = [expr.left, expr.right];
  if ((expr.operator === "div" || expr.operator === "mod") && right <= 0) {
    throw notPositive(expr, expr.right, right, operands, frame);
  }
  const result = compute(expr.operator, left, right);
  if (!Number.isSafeInteger(result)) throw overflow(expr, operands, frame);
  return result;
}

/** `div` rounds down; the remainder is in 0..right-1. No result is -0. */
function compute(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right + 0;
    case "div":
      return (left - (left % right)) / right - (left % right < 0 ? 1 : 0) + 0;
    case "mod":
      return remainder(left, right);
  }
}

function remainder(left: number, right: number): number {
  const rest = left % right;
  return rest < 0 ? rest + right : rest + 0;
}

export function comparison(expr: ExprNode<"compare">, frame: Frame): boolean {
  const left = ordered(expr.left, frame);
  return isOrdered(expr.operator, compare(left, ordered(expr.right, frame)));
}

/** An int or a tuple of ints; a part that is `none` has no place in their order. */
function ordered(side: Expr, frame: Frame): Value {
  const value = evaluate(side, frame);
  if (hasNone(value)) throw noneWithin(side, frame);
  return value;
}

/** Is a value, or a part of a tuple, `none`? */
export function hasNone(value: Value): boolean {
  return value === null || (value instanceof Product && value.items.includes(null));
}

function isOrdered(operator: Comparison, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
