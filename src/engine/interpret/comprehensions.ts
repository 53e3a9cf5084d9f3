import { Map as ImmutableMap, Set as ImmutableSet } from "immutable";
import type { ExprNode, Type } from "../../model/ir.js";
import { LARGEST_SET, sizeOf, valuesOf } from "../values/domain.js";
import { belongs } from "../values/membership.js";
import { cached, type FunctionValue, present, product, type SetValue, type Value } from "../values/value.js";
import { evaluate, holds } from "./expressions.js";
import { noSuchKey, notExactlyOne, tooLarge, uncovered } from "./faults.js";
import type { Frame } from "./frame.js";
import { matches } from "./patterns.js";
import { choose, each, elementsIn } from "./sets.js";

/** `forall` and `exists`: in canonical order, until decided. */
export function quantified(expr: ExprNode<"quantifier">, frame: Frame): boolean {
  const decisive = expr.quantifier === "exists";
  let met = false;
  const undecided = choose(expr.binders, frame, () => {
    met = true;
    return holds(expr.body, frame) !== decisive;
  });
  frame.witness(expr.site, met);
  return undecided !== decisive;
}

/** `the x in S: p` */
export function theOnly(expr: ExprNode<"the">, frame: Frame): Value {
  const found: Value[] = [];
  choose([expr.binder], frame, ([value]) => {
    if (holds(expr.body, frame)) found.push(present(value));
    return found.length < 2;
  });
  const [only] = found;
  if (found.length > 1) throw notExactlyOne("several", expr, expr.binder.set, frame);
  if (only === undefined) throw notExactlyOne("none", expr, expr.binder.set, frame);
  return only;
}

/** `{e for x in S, y in T}` */
export function mapped(expr: ExprNode<"map">, frame: Frame): SetValue {
  const values = ImmutableSet<Value>().asMutable();
  const complete = choose(expr.binders, frame, () => values.add(evaluate(expr.element, frame)).size <= LARGEST_SET);
  if (!complete) throw tooLarge(expr.span, frame);
  return values.asImmutable();
}

/** `fold acc = e0 for x in S: e` */
export function folded(expr: ExprNode<"fold">, frame: Frame): Value {
  let sum = evaluate(expr.initial, frame);
  each(elementsIn(expr.binder.set, frame), (value) => {
    matches(present(expr.binder.patterns[0]), value, frame);
    frame.bind(expr.accumulator, sum);
    sum = evaluate(expr.body, frame);
    return true;
  });
  return sum;
}

/** `[p in S, q in T: e]`; of two names its keys are pairs. */
export function tabulated(expr: ExprNode<"function">, frame: Frame): FunctionValue {
  if (expr.type.kind !== "function") throw new Error("internal error: a function that has no function type");
  const { key: keys, value: values } = expr.type;
  if (sizeOf(keys) > LARGEST_SET) throw tooLarge(expr.span, frame);
  const operands = expr.binders.map((binder) => binder.set);
  const pairs = keys.kind === "option" ? keys.of : keys;
  const table = (values.kind === "option" ? nowhere(keys) : ImmutableMap<Value, Value>()).asMutable();
  choose(expr.binders, frame, (chosen) => {
    const key = chosen.length === 1 ? present(chosen[0]) : product(pairs, 0, [...chosen]);
    if (!belongs(key, keys)) throw noSuchKey(frame.text(expr.span), key, expr.span, operands, frame);
    table.set(key, evaluate(expr.body, frame));
    return true;
  });
  if (table.size < sizeOf(keys)) {
    const missing = present(valuesOf(keys).find((key) => !table.has(key)));
    throw uncovered(missing, expr, operands, frame);
  }
  return table.asImmutable();
}

const nowhereOn = new WeakMap<Type, FunctionValue>();

/** The function on a type that is `none` everywhere. */
function nowhere(keys: Type): FunctionValue {
  return cached(nowhereOn, keys, () => ImmutableMap(valuesOf(keys).map((key) => [key, null])));
}
