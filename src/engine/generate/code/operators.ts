import type { Comparison, Expr, ExprNode, Type } from "../../../model/ir.js";
import { isWide } from "../encoding.js";
import { comparePlaces, handOver } from "../heap/compare.js";
import { wordsOf } from "../images.js";
import type { Local } from "../wasm/code.js";
import type { Plain } from "../wasm/opcodes.js";
import { convert, eachIndex } from "./convert.js";
import { evaluate } from "./expressions.js";
import { placed } from "./places.js";
import { type Routine, stackType } from "./routine.js";
import { hasNone, mayHaveNone } from "./set-builtins.js";
import { BOOL, boundsOf, join, range } from "./types.js";

/* Arithmetic is on 64 bits, so that sums cannot wrap; a result that may leave ±2^53 is tested. */

const MOST = Number.MAX_SAFE_INTEGER;

export function negated(expr: ExprNode<"negate">, r: Routine): Type {
  r.code.i64(0);
  const { low, high } = boundsOf(evaluate(expr.operand, r));
  r.code.op("i64.sub");
  return range(-high, -low);
}

export function arithmetic(expr: ExprNode<"arithmetic">, r: Routine): Type {
  const { code } = r;
  const a = boundsOf(evaluate(expr.left, r));
  const left = r.local("i64");
  code.set(left);
  const b = boundsOf(evaluate(expr.right, r));
  const right = r.local("i64");
  code.set(right);
  switch (expr.operator) {
    case "+":
      code.get(left).get(right).op("i64.add");
      bounded(a.low + b.low, a.high + b.high, expr, r);
      break;
    case "-":
      code.get(left).get(right).op("i64.sub");
      bounded(a.low - b.high, a.high - b.low, expr, r);
      break;
    case "*":
      multiplied(left, right, [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high], expr, r);
      break;
    case "div":
    case "mod":
      if (b.low <= 0) {
        code.get(right).i64(0).op("i64.le_s");
        r.failIf(expr.span);
      }
      divided(left, right, a.low < 0, expr.operator, r);
  }
  return r.typing.of(expr);
}

/** A fault if the result on the stack is beyond ±2^53; the bounds may show that it is not. */
function bounded(low: number, high: number, expr: Expr, r: Routine): void {
  if (low >= -MOST && high <= MOST) return;
  const { code } = r;
  const result = r.local("i64");
  code.set(result);
  code.get(result).i64(-MOST).op("i64.lt_s").get(result).i64(MOST).op("i64.gt_s", "i32.or");
  r.failIf(expr.span);
  code.get(result);
}

/** The product of doubles tells when that of integers would wrap. */
function multiplied(left: Local, right: Local, products: readonly number[], expr: Expr, r: Routine): void {
  const { code } = r;
  if (Math.min(...products) < -MOST || Math.max(...products) > MOST) {
    code.get(left).op("f64.convert_i64_s").get(right).op("f64.convert_i64_s", "f64.mul", "f64.abs");
    code.f64(MOST).op("f64.gt");
    r.failIf(expr.span);
  }
  code.get(left).get(right).op("i64.mul");
}

/** Rounded down; WebAssembly rounds towards 0. */
function divided(left: Local, right: Local, mayBeNegative: boolean, operator: "div" | "mod", r: Routine): void {
  const { code } = r;
  const rest = r.local("i64");
  if (operator === "div") {
    code.get(left).get(right).op("i64.div_s");
    if (!mayBeNegative) return;
    code.get(left).get(right).op("i64.rem_s").i64(0).op("i64.lt_s", "i64.extend_i32_u", "i64.sub");
    return;
  }
  code.get(left).get(right).op("i64.rem_s");
  if (!mayBeNegative) return;
  code.set(rest);
  code.get(rest).get(right).op("i64.add").get(rest).get(rest).i64(0).op("i64.lt_s", "select");
}

const ORDERS: Readonly<Record<Comparison, Plain>> = {
  "<": "i64.lt_s",
  "<=": "i64.le_s",
  ">": "i64.gt_s",
  ">=": "i64.ge_s",
};
const SIGNS: Readonly<Record<Comparison, Plain>> = {
  "<": "i32.lt_s",
  "<=": "i32.le_s",
  ">": "i32.gt_s",
  ">=": "i32.ge_s",
};
const IMAGE_ORDERS: Readonly<Record<Comparison, Plain>> = {
  "<": "i64.lt_u",
  "<=": "i64.le_u",
  ">": "i64.gt_u",
  ">=": "i64.ge_u",
};

/** Ints, or tuples: of small ones the order of images is that of the values. A fault where something is `none`. */
export function compared(expr: ExprNode<"compare">, r: Routine): Type {
  const { code, typing } = r;
  const type = join(typing.of(expr.left), typing.of(expr.right));
  if (type.kind === "range") {
    evaluate(expr.left, r);
    evaluate(expr.right, r);
    code.op(ORDERS[expr.operator]);
    return BOOL;
  }
  const [left, right] = [expr.left, expr.right].map((each) => {
    const from = evaluate(each, r);
    if (mayHaveNone(from)) {
      const value = r.keep(from);
      hasNone(from, value, r);
      r.failIf(each.span);
      code.get(value);
    }
    convert(from, type, r);
    return placed(type, r);
  });
  if (left === undefined || right === undefined) throw new Error("internal error: a comparison of one value");
  if (!isWide(type)) {
    for (const place of [left, right]) handOver(place, r);
    code.op(IMAGE_ORDERS[expr.operator]);
    return BOOL;
  }
  comparePlaces(left, right, r);
  code.i32(0).op(SIGNS[expr.operator]);
  return BOOL;
}

export function equal(expr: ExprNode<"equal">, r: Routine): Type {
  const { typing } = r;
  const type = join(typing.of(expr.left), typing.of(expr.right));
  convert(evaluate(expr.left, r), type, r);
  const left = r.keep(type);
  convert(evaluate(expr.right, r), type, r);
  sameValues(type, left, r.keep(type), r);
  if (expr.negated) r.code.op("i32.eqz");
  return BOOL;
}

/** Are two values of a type in locals equal? */
export function sameValues(type: Type, left: Local, right: Local, r: Routine): void {
  if (isWide(type)) sameWords(left, right, wordsOf(type), r);
  else
    r.code
      .get(left)
      .get(right)
      .op(stackType(type) === "i32" ? "i32.eq" : "i64.eq");
}

/** Are so many words at two addresses equal? */
export function sameWords(left: Local, right: Local, words: number, r: Routine): void {
  const { code } = r;
  code.block("i32", (out) => {
    eachIndex(words, r, (at) => {
      code.i32(0);
      for (const base of [left, right]) code.get(base).get(at).i32(2).op("i32.shl", "i32.add").memory("i32.load");
      code.op("i32.ne").brIf(out).op("drop");
    });
    code.i32(1);
  });
}
