import { Set as ImmutableSet, List } from "immutable";
import type { ExprNode } from "../../model/ir.js";
import { compare, keysOf, setOfSorted } from "../values/order.js";
import {
  asFunction,
  asInteger,
  asSequence,
  asSet,
  present,
  type SequenceValue,
  type SetValue,
  type Value,
} from "../values/value.js";
import { hasNone } from "./arithmetic.js";
import { evaluate } from "./expressions.js";
import { noneWithin, nothingIn, overflow } from "./faults.js";
import type { Frame } from "./frame.js";
import { contains, held } from "./sets.js";

/** The built-in functions. */
export function builtin(expr: ExprNode<"builtin">, frame: Frame): Value {
  if (expr.name === "powerset") return held(expr, frame);
  const argument = (at: number): Value => evaluate(present(expr.arguments[at]), frame);
  const first = argument(0);
  switch (expr.name) {
    case "size":
      return asSet(first).size;
    case "len":
      return asSequence(first).size;
    case "min":
      return extreme(expr, first, (order) => order < 0, frame);
    case "max":
      return extreme(expr, first, (order) => order > 0, frame);
    case "least":
      return Math.min(asInteger(first), asInteger(argument(1)));
    case "greatest":
      return Math.max(asInteger(first), asInteger(argument(1)));
    case "sum":
      return sum(expr, first, frame);
    case "head":
      return present(filled(expr, first, frame).first());
    case "last":
      return present(filled(expr, first, frame).last());
    case "tail":
      return filled(expr, first, frame).shift();
    case "append":
      return asSequence(first).push(argument(1));
    case "range":
      return rangeOf(first);
    case "domain":
      return domainOfValue(first);
  }
}

function extreme(expr: ExprNode<"builtin">, set: Value, isBetter: (order: number) => boolean, frame: Frame): Value {
  const best = withoutNone(expr, set, frame).reduce<Value | undefined>(
    (found, element) => (found === undefined || isBetter(compare(element, found)) ? element : found),
    undefined,
  );
  if (best === undefined) throw nothingIn(expr.name, "set", expr, present(expr.arguments[0]), frame);
  return best;
}

function sum(expr: ExprNode<"builtin">, set: Value, frame: Frame): number {
  const total = withoutNone(expr, set, frame).reduce((before, element) => before + asInteger(element), 0);
  if (!Number.isSafeInteger(total)) throw overflow(expr, expr.arguments, frame);
  return total;
}

/** The set whose elements are put in order or added: each is a value. */
function withoutNone(expr: ExprNode<"builtin">, set: Value, frame: Frame): SetValue {
  const elements = asSet(set);
  if (elements.some(hasNone)) throw noneWithin(present(expr.arguments[0]), frame);
  return elements;
}

function filled(expr: ExprNode<"builtin">, value: Value, frame: Frame): SequenceValue {
  const sequence = asSequence(value);
  if (sequence.isEmpty()) throw nothingIn(expr.name, "sequence", expr, present(expr.arguments[0]), frame);
  return sequence;
}

function rangeOf(value: Value): Value {
  if (List.isList(value)) return ImmutableSet(value);
  return ImmutableSet(asFunction(value).values()).delete(null);
}

function domainOfValue(value: Value): Value {
  if (List.isList(value)) return setOfSorted(Array.from({ length: value.size }, (_, at) => at + 1));
  const table = asFunction(value);
  return setOfSorted(keysOf(table).filter((key) => table.get(key) !== null));
}

// ------------------------------------------------------------------------------------------------ operators of sets

export function member(expr: ExprNode<"member">, frame: Frame): boolean {
  const element = evaluate(expr.element, frame);
  return contains(expr.set, element, frame) !== expr.negated;
}

export function subset(expr: ExprNode<"subset">, frame: Frame): boolean {
  const left = asSet(evaluate(expr.left, frame));
  if (expr.right.kind === "domain" || expr.right.kind === "interval") {
    return left.every((element) => contains(expr.right, element, frame));
  }
  return left.isSubset(asSet(evaluate(expr.right, frame)));
}

export function concatenation(expr: ExprNode<"concat">, frame: Frame): Value {
  const left = asSequence(evaluate(expr.left, frame));
  return left.concat(asSequence(evaluate(expr.right, frame)));
}

export function combination(expr: ExprNode<"union" | "difference" | "intersect">, frame: Frame): Value {
  const left = asSet(evaluate(expr.left, frame));
  const right = asSet(evaluate(expr.right, frame));
  switch (expr.kind) {
    case "union":
      return left.union(right);
    case "difference":
      if (right.size > left.size) return left.filter((element) => !right.has(element));
      return right.reduce((rest, element) => rest.delete(element), left);
    case "intersect":
      return left.filter((element) => right.has(element));
  }
}
