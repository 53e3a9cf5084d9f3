import type { Expr } from "../../model/ir.js";
import type { Program } from "../values/program.js";
import { cached, present, type Value } from "../values/value.js";
import { isWithinType, RECEIVED, sourcesOf } from "./within.js";

/*
 * How large ints can be, as the text shows: of a name, by the set that it goes through, or by what the calls of a definition pass
 * for it. What is not larger than 2^53 on the way is no error of arithmetic.
 */

const known = new WeakMap<Program, Map<number, number | undefined>>();

/** The greatest amount of an int; undefined where it may be beyond what ints can be, or an error. */
export function amountOf(expr: Expr, program: Program): number | undefined {
  const ofAll = (...parts: readonly Expr[]): number | undefined =>
    greatest(parts.map((part) => amountOf(part, program)));
  switch (expr.kind) {
    case "literal":
      return typeof expr.value === "number" ? Math.abs(expr.value) : undefined;
    case "constant":
      return ofValue(present(program.constants[expr.index]));
    case "negate":
      return amountOf(expr.operand, program);
    case "arithmetic":
      return ofArithmetic(expr, program);
    case "builtin":
      if (expr.name === "size" || expr.name === "len") return 2 ** 32;
      break;
    case "if":
      return ofAll(expr.then, expr.else);
    case "binding":
      return ofDeclared(expr, program) ?? ofName(expr.binding.number, program);
    default:
  }
  return ofDeclared(expr, program);
}

function ofValue(value: Value): number | undefined {
  return typeof value === "number" ? Math.abs(value) : undefined;
}

function ofArithmetic(expr: Extract<Expr, { kind: "arithmetic" }>, program: Program): number | undefined {
  const [left, right] = [amountOf(expr.left, program), amountOf(expr.right, program)];
  if (left === undefined || right === undefined) return undefined;
  switch (expr.operator) {
    case "+":
    case "-":
      return within(left + right);
    case "*":
      return within(left * right);
    // The divisor must be positive. Rounding down brings no amount above that of the left side: -1 div 2 is -1.
    case "div":
      return isPositive(expr.right, program) ? left : undefined;
    case "mod":
      return isPositive(expr.right, program) ? right : undefined;
    default:
      return expr.operator satisfies never;
  }
}

function within(amount: number): number | undefined {
  return amount > Number.MAX_SAFE_INTEGER ? undefined : amount;
}

function isPositive(expr: Expr, program: Program): boolean {
  if (expr.kind === "literal") return Number(expr.value) > 0;
  return expr.kind === "constant" && Number(program.constants[expr.index]) > 0;
}

/** By the type, where it can be relied on. */
function ofDeclared(expr: Expr, program: Program): number | undefined {
  if (expr.type.kind !== "range" || !isWithinType(expr, program)) return undefined;
  return Math.max(Math.abs(expr.type.low), Math.abs(expr.type.high));
}

function ofName(name: number, program: Program): number | undefined {
  const amounts = cached(known, program, () => new Map<number, number | undefined>());
  if (!amounts.has(name)) amounts.set(name, ofSources(name, program));
  return amounts.get(name);
}

function ofSources(name: number, program: Program): number | undefined {
  const { bound, passed } = sourcesOf(program.model);
  const source = bound.get(name);
  if (source === undefined) return greatest((passed.get(name) ?? []).map((each) => amountOf(each, program)));
  if (source === RECEIVED) return undefined;
  return source.type.kind === "set" ? ofElements(source, program) : amountOf(source, program);
}

/** Of the elements of a set of ints. */
function ofElements(set: Expr, program: Program): number | undefined {
  const ofSets = (...sets: readonly Expr[]): number | undefined =>
    greatest(sets.map((each) => ofElements(each, program)));
  switch (set.kind) {
    case "interval":
      return greatest([amountOf(set.low, program), amountOf(set.high, program)]);
    case "filter":
      return ofElements(set.binder.set, program);
    case "difference":
      return ofElements(set.left, program);
    case "union":
      return ofSets(set.left, set.right);
    default:
  }
  if (set.type.kind !== "set" || set.type.of.kind !== "range" || !isWithinType(set, program)) return undefined;
  return Math.max(Math.abs(set.type.of.low), Math.abs(set.type.of.high));
}

/** Undefined where one is, or there is none. */
function greatest(amounts: readonly (number | undefined)[]): number | undefined {
  const all = amounts.filter((amount) => amount !== undefined);
  return all.length === 0 || all.length < amounts.length ? undefined : Math.max(...all);
}
