import type { FieldType, Type } from "../../../model/ir.js";
import { cached } from "../../values/value.js";
import { GREATEST_STORED, LEAST_STORED } from "../encoding.js";

/*
 * Types as generated code sees them: every int has bounds. Those of a variable are what may be stored; those of an
 * expression follow from its parts, so that a set of sums or a sequence one longer than its bound still has an image.
 */

export type TypeOf<K extends Type["kind"]> = Extract<Type, { kind: K }>;

export const BOOL: Type = { kind: "bool" };
/** What an empty set or sequence has elements of. */
export const NOTHING: Type = { kind: "range", low: 0, high: -1 };
const MOST = Number.MAX_SAFE_INTEGER;
/** Any result of arithmetic. */
export const ANY_INT: Type = { kind: "range", low: -MOST, high: MOST };

/** A range, cut to what ints may be. */
export function range(low: number, high: number): Type {
  return { kind: "range", low: Math.max(low, -MOST), high: Math.min(high, MOST) };
}

export function boundsOf(type: Type): { readonly low: number; readonly high: number } {
  if (type.kind === "range") return type;
  throw new Error(`internal error: the bounds of a ${type.kind}`);
}

const storedTypes = new WeakMap<Type, Type>();

/** A declared type with bounds for its ints. */
export function stored(type: Type): Type {
  return cached(storedTypes, type, (fresh) => {
    switch (fresh.kind) {
      case "int":
        return { kind: "range", low: LEAST_STORED, high: GREATEST_STORED };
      case "bool":
      case "range":
      case "symmetric":
        return fresh;
      case "variants":
        return {
          ...fresh,
          variants: fresh.variants.map(({ name, fields }) => ({ name, fields: storedFields(fields) })),
        };
      case "record":
        return { kind: "record", fields: storedFields(fresh.fields) };
      case "tuple":
        return { kind: "tuple", items: fresh.items.map(stored) };
      case "option":
        return { kind: "option", of: stored(fresh.of) };
      case "set":
        return { kind: "set", of: stored(fresh.of) };
      case "seq":
        return { kind: "seq", of: stored(fresh.of), max: fresh.max };
      case "function":
        return { kind: "function", key: stored(fresh.key), value: stored(fresh.value) };
    }
  });
}

function storedFields(fields: readonly FieldType[]): readonly FieldType[] {
  return fields.map(({ name, type }) => ({ name, type: stored(type) }));
}

/** A type that has the values of both. */
export function join(left: Type, right: Type): Type {
  if (within(left, right)) return right;
  if (within(right, left)) return left;
  if (left.kind === "option" || right.kind === "option") {
    return { kind: "option", of: join(unwrapped(left), unwrapped(right)) };
  }
  switch (left.kind) {
    case "range":
      if (right.kind === "range") return range(Math.min(left.low, right.low), Math.max(left.high, right.high));
      break;
    case "record":
      if (right.kind === "record") {
        return {
          kind: "record",
          fields: left.fields.map(({ name, type }, at) => ({ name, type: join(type, right.fields[at]?.type ?? type) })),
        };
      }
      break;
    case "tuple":
      if (right.kind === "tuple") {
        return { kind: "tuple", items: left.items.map((item, at) => join(item, right.items[at] ?? item)) };
      }
      break;
    case "set":
      if (right.kind === "set") return { kind: "set", of: join(left.of, right.of) };
      break;
    case "seq":
      if (right.kind === "seq") {
        const max = left.max === undefined || right.max === undefined ? undefined : Math.max(left.max, right.max);
        return { kind: "seq", of: join(left.of, right.of), max };
      }
      break;
    case "function":
      if (right.kind === "function") {
        return { kind: "function", key: left.key, value: join(left.value, right.value) };
      }
      break;
    default:
  }
  throw new Error(`internal error: a ${left.kind} joined with a ${right.kind}`);
}

/** The T of `T?`, any other type as it is. */
export function unwrapped(type: Type): Type {
  return type.kind === "option" ? type.of : type;
}

/** Has the type no values? */
export function isNothing(type: Type): boolean {
  return type.kind === "range" && type.low > type.high;
}

/** Is every value of one type a value of the other? */
export function within(from: Type, to: Type): boolean {
  if (from === to || isNothing(from)) return true;
  if (to.kind === "option") return within(unwrapped(from), to.of);
  switch (from.kind) {
    case "bool":
      return to.kind === "bool";
    case "int":
      return to.kind === "int";
    case "range":
      return to.kind === "range" && to.low <= from.low && from.high <= to.high;
    case "symmetric":
      return to.kind === "symmetric";
    case "variants":
      return to.kind === "variants";
    case "option":
      return false;
    case "record":
      return to.kind === "record" && from.fields.every(({ type }, at) => below(type, to.fields[at]?.type));
    case "tuple":
      return to.kind === "tuple" && from.items.every((item, at) => below(item, to.items[at]));
    case "set":
      return to.kind === "set" && within(from.of, to.of);
    case "seq":
      return to.kind === "seq" && within(from.of, to.of) && (from.max ?? MOST) <= (to.max ?? MOST);
    case "function":
      return to.kind === "function" && same(from.key, to.key) && within(from.value, to.value);
  }
}

function below(from: Type, to: Type | undefined): boolean {
  return to !== undefined && within(from, to);
}

/** Do both have the same values, and so the same images? */
export function same(left: Type, right: Type): boolean {
  return within(left, right) && within(right, left) && left.kind === right.kind && sameEmptiness(left, right);
}

/** Ranges without values are within each other, but differ in where they begin. */
function sameEmptiness(left: Type, right: Type): boolean {
  return left.kind !== "range" || right.kind !== "range" || (left.low === right.low && left.high === right.high);
}

/** The type of the elements of a set or sequence. */
export function elementsOf(type: Type): Type {
  if (type.kind === "set" || type.kind === "seq") return type.of;
  throw new Error(`internal error: the elements of a ${type.kind}`);
}
