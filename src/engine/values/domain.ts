import { Map as ImmutableMap, List } from "immutable";
import { componentsOf, type FieldType, type Type } from "../../model/ir.js";
import { setOfSorted } from "./order.js";
import { cached, present, product, type SetValue, type Value } from "./value.js";

/*
 * The values of a finite type, one after another in canonical order, without ever holding all of them: a type of 2^40
 * subsets can be walked until a quantifier is decided.
 */

/** Receives values; returns false to stop. */
export type Visit<T> = (value: T) => boolean;

/** More elements than this are not put into one set. */
export const LARGEST_SET = 1_000_000;

/** Calls `visit` for every value of the type in canonical order. False when the visitor stopped. */
export function eachValue(type: Type, visit: Visit<Value>): boolean {
  switch (type.kind) {
    case "bool":
      return visit(false) && visit(true);
    case "range":
      return eachInteger(type.low, type.high, visit);
    case "variants":
      return type.variants.every((variant, index) =>
        eachTuple(typesOf(variant.fields), (items) => visit(product(type, index, items))),
      );
    case "record":
      return eachTuple(typesOf(type.fields), (items) => visit(product(type, 0, items)));
    case "tuple":
      return eachTuple(type.items, (items) => visit(product(type, 0, items)));
    case "option":
      return visit(null) && eachValue(type.of, visit);
    case "set":
      return eachSubset(valuesOf(type.of), visit);
    case "seq": {
      if (type.max === undefined) throw new Error("internal error: the values of a sequence without a bound");
      for (let length = 0; length <= type.max; length++) {
        const items = new Array<Type>(length).fill(type.of);
        if (!eachTuple(items, (elements) => visit(List(elements)))) return false;
      }
      return true;
    }
    case "function": {
      const keys = valuesOf(type.key);
      const items = new Array<Type>(keys.length).fill(type.value);
      return eachTuple(items, (values) => visit(ImmutableMap(keys.map((key, at) => [key, present(values[at])]))));
    }
    case "symmetric":
      return eachInteger(0, type.size - 1, (index) => visit(product(type, index, [])));
    case "int":
      throw new Error("internal error: the values of int");
  }
}

/** The integers from `low` to `high`. False when the visitor stopped. */
export function eachInteger(low: number, high: number, visit: Visit<number>): boolean {
  for (let value = low; value <= high; value++) {
    if (!visit(value)) return false;
  }
  return true;
}

/** An odometer: all lists of one value of each type, the last position running fastest. */
function eachTuple(types: readonly Type[], visit: Visit<readonly Value[]>, before: readonly Value[] = []): boolean {
  const type = types[before.length];
  if (type === undefined) return visit(before);
  return eachValue(type, (value) => eachTuple(types, visit, [...before, value]));
}

/** All subsets of the given elements (distinct, in canonical order): by size, then by elements. False when stopped. */
export function eachSubset(elements: readonly Value[], visit: Visit<SetValue>): boolean {
  for (let size = 0; size <= elements.length; size++) {
    if (!eachChoice(elements, size, 0, [], visit)) return false;
  }
  return true;
}

function eachChoice(
  elements: readonly Value[],
  missing: number,
  from: number,
  chosen: readonly Value[],
  visit: Visit<SetValue>,
): boolean {
  if (missing === 0) return visit(setOfSorted(chosen));
  for (let at = from; at <= elements.length - missing; at++) {
    if (!eachChoice(elements, missing - 1, at + 1, [...chosen, present(elements[at])], visit)) return false;
  }
  return true;
}

function typesOf(fields: readonly FieldType[]): readonly Type[] {
  return fields.map((field) => field.type);
}

const materialised = new WeakMap<Type, readonly Value[]>();

/** All values of a type in canonical order; for types of at most `LARGEST_SET` values. */
export function valuesOf(type: Type): readonly Value[] {
  return cached(materialised, type, () => {
    const values: Value[] = [];
    eachValue(type, (value) => values.push(value) > 0);
    return values;
  });
}

const domains = new WeakMap<Type, SetValue>();

/** The same as a set. */
export function domainOf(type: Type): SetValue {
  return cached(domains, type, () => setOfSorted(valuesOf(type)));
}

const sizes = new WeakMap<Type, number>();

/** How many values a type has; infinite for `int` and sequences without a bound, and where a double ends. */
export function sizeOf(type: Type): number {
  return cached(sizes, type, computeSize);
}

function computeSize(type: Type): number {
  switch (type.kind) {
    case "bool":
      return 2;
    case "int":
      return Number.POSITIVE_INFINITY;
    case "range":
      return Math.max(0, type.high - type.low + 1);
    case "variants":
      return type.variants.reduce((sum, variant) => sum + sizeOfAll(typesOf(variant.fields)), 0);
    case "record":
      return sizeOfAll(typesOf(type.fields));
    case "tuple":
      return sizeOfAll(type.items);
    case "option":
      return 1 + sizeOf(type.of);
    case "set":
      return 2 ** sizeOf(type.of);
    case "seq": {
      const each = sizeOf(type.of);
      if (each === 0) return 1;
      if (type.max === undefined) return Number.POSITIVE_INFINITY;
      let sum = 1;
      for (let length = 1; length <= type.max && Number.isFinite(sum); length++) {
        sum += each ** length;
      }
      return sum;
    }
    case "function":
      return sizeOf(type.value) ** sizeOf(type.key);
    case "symmetric":
      return type.size;
  }
}

function sizeOfAll(types: readonly Type[]): number {
  return types.reduce((size, type) => (size === 0 ? 0 : size * sizeOf(type)), 1);
}

/** Can the values of the type be walked: are the keys of its functions and the elements of its sets not too many to hold? */
export function isWalkable(type: Type): boolean {
  switch (type.kind) {
    case "int":
      return false;
    case "set":
      return sizeOf(type.of) <= LARGEST_SET;
    case "seq":
      return type.max !== undefined && isWalkable(type.of);
    case "function":
      return sizeOf(type.key) <= LARGEST_SET && isWalkable(type.value);
    default:
      return componentsOf(type).every(isWalkable);
  }
}

/** Does a value of the type hold sets, sequences or functions, so that there may be very many of them? */
export function isVast(type: Type): boolean {
  switch (type.kind) {
    case "set":
    case "seq":
    case "function":
      return true;
    default:
      return componentsOf(type).some(isVast);
  }
}
