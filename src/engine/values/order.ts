import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import { cached, type FunctionValue, Product, present, type SetValue, type Value } from "./value.js";

/*
 * The canonical order: `false < true`, ints ascending, variants as declared, `none` first, tuples and records item by
 * item, functions by key, sequences by length then elements, sets by size then elements. Total on the values of a type.
 */

/** Negative, zero or positive as `left` comes before, is, or comes after `right`. Both are of one type. */
export function compare(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  if (typeof left !== "object") return Number(left) - Number(right);
  if (left instanceof Product && right instanceof Product) {
    return left.shape.index - right.shape.index || compareAll(left.items, right.items);
  }
  if (List.isList(left) && List.isList(right)) {
    return left.size - right.size || compareAll(left.toArray(), right.toArray());
  }
  if (ImmutableSet.isSet(left) && ImmutableSet.isSet(right)) {
    return left.size - right.size || compareAll(elementsOf(left), elementsOf(right));
  }
  if (ImmutableMap.isMap(left) && ImmutableMap.isMap(right)) return compareFunctions(left, right);
  throw new Error("internal error: values of different kinds compared");
}

function compareAll(left: readonly Value[], right: readonly Value[]): number {
  for (let at = 0; at < left.length; at++) {
    const order = compare(present(left[at]), present(right[at]));
    if (order !== 0) return order;
  }
  return 0;
}

function compareFunctions(left: FunctionValue, right: FunctionValue): number {
  for (const key of keysOf(left)) {
    const order = compare(present(left.get(key)), present(right.get(key)));
    if (order !== 0) return order;
  }
  return 0;
}

/** Elements of sets from this size on are remembered in their order; sorting fewer is cheaper than remembering. */
const WORTH_REMEMBERING = 16;

const remembered = new WeakMap<SetValue, readonly Value[]>();

/** The elements of a set in canonical order. */
export function elementsOf(set: SetValue): readonly Value[] {
  if (set.size < 2) return set.toArray();
  if (set.size < WORTH_REMEMBERING) return set.toArray().sort(compare);
  return cached(remembered, set, () => set.toArray().sort(compare));
}

/** The keys of a function in canonical order. */
export function keysOf(table: FunctionValue): readonly Value[] {
  return [...table.keys()].sort(compare);
}

/** The set of elements that are distinct and in canonical order. */
export function setOfSorted(elements: readonly Value[]): SetValue {
  const set = ImmutableSet(elements);
  if (elements.length >= WORTH_REMEMBERING) remembered.set(set, elements);
  return set;
}
