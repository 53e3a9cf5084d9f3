import { Map as ImmutableMap, Set as ImmutableSet, is, List, type ValueObject } from "immutable";
import type { Type } from "../../model/ir.js";
import { hashAll } from "./hash.js";

/*
 * Values are compared by what they are, never by identity. `null` is `none`; a sequence and a mailbox are lists; a
 * function is a map in which every key of its type is present; variants, records, tuples and symmetric values are
 * products. Nothing depends on the order in which a Set or Map happens to iterate: see order.ts.
 */
export type Value = boolean | number | null | Product | SequenceValue | SetValue | FunctionValue;
export type SequenceValue = List<Value>;
export type SetValue = ImmutableSet<Value>;
export type FunctionValue = ImmutableMap<Value, Value>;

/** What a product is one of: a variant of a type, a record, a tuple. */
export interface Shape {
  readonly kind: "variant" | "record" | "tuple";
  /** Of the variant, `RM#1` for a symmetric value; else empty. */
  readonly name: string;
  /** The variant's place among those of its type; else 0. */
  readonly index: number;
  /** Names of a record's fields; else empty. */
  readonly fields: readonly string[];
}

export class Product implements ValueObject {
  #hash: number | undefined;

  constructor(
    readonly shape: Shape,
    readonly items: readonly Value[],
  ) {}

  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof Product)) return false;
    if (this.shape.index !== other.shape.index || this.items.length !== other.items.length) return false;
    if (this.shape.name !== other.shape.name) return false;
    return this.items.every((item, at) => same(item, present(other.items[at])));
  }

  hashCode(): number {
    this.#hash ??= hashAll(this.items, this.shape.index + 1);
    return this.#hash;
  }

  /** A copy with another value at the position. */
  with(position: number, value: Value): Product {
    return new Product(this.shape, this.items.with(position, value));
  }
}

export function same(left: Value, right: Value): boolean {
  return left === right || (typeof left === "object" && is(left, right));
}

// ---------------------------------------------------------------------------------------------------------- shapes

const shapes = new WeakMap<Type, readonly Shape[]>();
const lone = new WeakMap<Shape, Product>();

/** The product of a type with these items; `variant` is 0 for records and tuples. */
export function product(type: Type, variant: number, items: readonly Value[]): Product {
  const shape = present(cached(shapes, type, shapesOf)[variant]);
  return items.length > 0 ? new Product(shape, items) : cached(lone, shape, (key) => new Product(key, items));
}

function shapesOf(type: Type): readonly Shape[] {
  switch (type.kind) {
    case "variants":
      return type.variants.map(({ name }, index) => ({ kind: "variant", name, index, fields: [] }));
    case "symmetric":
      return Array.from({ length: type.size }, (_, index) => ({
        kind: "variant",
        name: `${type.name}#${index + 1}`,
        index,
        fields: [],
      }));
    case "record":
      return [{ kind: "record", name: "", index: 0, fields: type.fields.map((field) => field.name) }];
    case "tuple":
      return [{ kind: "tuple", name: "", index: 0, fields: [] }];
    default:
      throw new Error(`internal error: a product of a type of kind ${type.kind}`);
  }
}

/** What `compute` gave for the key the first time. */
export function cached<K extends object, V>(cache: WeakMap<K, V>, key: K, compute: (key: K) => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute(key);
  cache.set(key, value);
  return value;
}

// ----------------------------------------------------------------------------------------------------------- kinds

/** The thing itself; that it is there was established before. */
export function present<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error("internal error: a missing part");
  return thing;
}

export function asBoolean(value: Value): boolean {
  return typeof value === "boolean" ? value : wrong(value, "a boolean");
}

export function asInteger(value: Value): number {
  return typeof value === "number" ? value : wrong(value, "an integer");
}

export function asProduct(value: Value): Product {
  return value instanceof Product ? value : wrong(value, "a variant, record or tuple");
}

export function asSequence(value: Value): SequenceValue {
  return List.isList(value) ? value : wrong(value, "a sequence");
}

export function asSet(value: Value): SetValue {
  return ImmutableSet.isSet(value) ? value : wrong(value, "a set");
}

export function asFunction(value: Value): FunctionValue {
  return ImmutableMap.isMap(value) ? value : wrong(value, "a function");
}

function wrong(value: Value, expected: string): never {
  throw new Error(`internal error: ${String(value)} is not ${expected}`);
}
