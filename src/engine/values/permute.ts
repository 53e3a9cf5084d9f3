import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import { componentsOf, type Type } from "../../model/ir.js";
import { cached, Product, present, product, type Value } from "./value.js";

/** Where the values of symmetric types go, by the name of the type: that of the value at each index. Others stay. */
export type Permutation = ReadonlyMap<string, readonly number[]>;

const symmetric = new WeakMap<Type, ReadonlySet<string>>();

/** The names of the symmetric types whose values may be in a value of the type. */
export function symmetricIn(type: Type): ReadonlySet<string> {
  return cached(symmetric, type, () => {
    if (type.kind === "symmetric") return new Set([type.name]);
    return new Set(componentsOf(type).flatMap((part) => [...symmetricIn(part)]));
  });
}

/** The value with every symmetric value in it exchanged. The elements of sequences stay in their order. */
export function permuted(value: Value, type: Type, by: Permutation): Value {
  if (value === null || typeof value !== "object" || symmetricIn(type).size === 0) return value;
  switch (type.kind) {
    case "symmetric": {
      const index = value instanceof Product ? by.get(type.name)?.[value.shape.index] : undefined;
      return index === undefined ? value : product(type, index, []);
    }
    case "variants":
    case "record":
    case "tuple":
      return value instanceof Product ? permutedProduct(value, type, by) : value;
    case "option":
      return permuted(value, type.of, by);
    case "set":
      return ImmutableSet.isSet(value) ? value.map((element) => permuted(element, type.of, by)) : value;
    case "seq":
      return permutedSequence(value, type.of, by);
    case "function":
      if (!ImmutableMap.isMap(value)) return value;
      return ImmutableMap(
        value.entrySeq().map(([key, item]) => [permuted(key, type.key, by), permuted(item, type.value, by)]),
      );
    default:
      return value;
  }
}

function permutedProduct(value: Product, type: Type, by: Permutation): Product {
  const types = itemTypes(type, value.shape.index);
  const items = value.items.map((item, at) => permuted(item, present(types[at]), by));
  return items.every((item, at) => item === value.items[at]) ? value : new Product(value.shape, items);
}

function itemTypes(type: Type, variant: number): readonly Type[] {
  switch (type.kind) {
    case "variants":
      return present(type.variants[variant]).fields.map((field) => field.type);
    case "record":
      return type.fields.map((field) => field.type);
    case "tuple":
      return type.items;
    default:
      return [];
  }
}

function permutedSequence(value: Value, of: Type, by: Permutation): Value {
  return List.isList(value) ? value.map((element) => permuted(element, of, by)) : value;
}

/**
 * Calls `visit` for every symmetric value that stands in a value, with its type's name, its index, and where it stands: the same
 * for values that differ by a permutation alone.
 */
export function eachMember(
  value: Value,
  type: Type,
  visit: (name: string, index: number, path: string) => void,
  path = "",
): void {
  if (value === null || typeof value !== "object") return;
  if (type.kind === "option") eachMember(value, type.of, visit, path);
  else if (value instanceof Product) {
    const { index } = value.shape;
    if (type.kind === "symmetric") visit(type.name, index, path);
    const types = itemTypes(type, index);
    value.items.forEach((item, at) => {
      eachMember(item, present(types[at]), visit, `${path}/${index}.${at}`);
    });
  } else if (ImmutableMap.isMap(value)) {
    if (type.kind !== "function") return;
    for (const [key, item] of value) {
      eachMember(key, type.key, visit, `${path}/key`);
      eachMember(item, type.value, visit, `${path}/value`);
    }
  } else if (type.kind === "set" && ImmutableSet.isSet(value)) {
    for (const element of value) eachMember(element, type.of, visit, `${path}/element`);
  } else if (type.kind === "seq" && List.isList(value)) {
    value.forEach((element, at) => {
      eachMember(element, type.of, visit, `${path}/${at}`);
    });
  }
}
