import type { FieldType, Type } from "../../model/ir.js";
import { sizeOf } from "./domain.js";
import { asFunction, asProduct, asSequence, asSet, type Product, present, type Value } from "./value.js";

/** What a stored `int` may be. */
export const LEAST_INT = -(2 ** 31);
export const GREATEST_INT = 2 ** 31 - 1;

/** Is the value, of the right kind already, one of the type's: every range, bound and option in it kept? */
export function belongs(value: Value, type: Type): boolean {
  if (value === null) return type.kind === "option";
  switch (type.kind) {
    case "bool":
    case "symmetric":
      return true;
    case "int":
      return typeof value === "number" && value >= LEAST_INT && value <= GREATEST_INT;
    case "range":
      return typeof value === "number" && value >= type.low && value <= type.high;
    case "variants": {
      const variant = asProduct(value);
      return fieldsBelong(variant, present(type.variants[variant.shape.index]).fields);
    }
    case "record":
      return fieldsBelong(asProduct(value), type.fields);
    case "tuple":
      return asProduct(value).items.every((item, at) => belongs(item, present(type.items[at])));
    case "option":
      return belongs(value, type.of);
    case "set":
      return asSet(value).every((element) => belongs(element, type.of));
    case "seq": {
      const sequence = asSequence(value);
      if (type.max !== undefined && sequence.size > type.max) return false;
      return sequence.every((element) => belongs(element, type.of));
    }
    case "function": {
      const table = asFunction(value);
      if (table.size !== sizeOf(type.key)) return false;
      return table.every((item, key) => belongs(key, type.key) && belongs(item, type.value));
    }
  }
}

/** A number inside a value that keeps it from belonging to the type, and the type that it should be of. */
export function straying(value: Value, type: Type): { readonly value: number; readonly type: Type } | undefined {
  for (const [part, of] of partsOf(value, type)) {
    if (belongs(part, of)) continue;
    return typeof part === "number" ? { value: part, type: of } : straying(part, of);
  }
  return undefined;
}

function partsOf(value: Value, type: Type): readonly (readonly [part: Value, of: Type])[] {
  if (value === null) return [];
  switch (type.kind) {
    case "bool":
    case "int":
    case "range":
    case "symmetric":
      return [];
    case "variants": {
      const variant = asProduct(value);
      return fieldsOf(variant, present(type.variants[variant.shape.index]).fields);
    }
    case "record":
      return fieldsOf(asProduct(value), type.fields);
    case "tuple":
      return asProduct(value).items.map((item, at) => [item, present(type.items[at])]);
    case "option":
      return partsOf(value, type.of);
    case "set":
      return [...asSet(value)].map((element) => [element, type.of]);
    case "seq":
      return [...asSequence(value)].map((element) => [element, type.of]);
    case "function":
      return [...asFunction(value)].flatMap(([key, item]) => [
        [key, type.key],
        [item, type.value],
      ]);
  }
}

function fieldsOf(product: Product, fields: readonly FieldType[]): readonly (readonly [part: Value, of: Type])[] {
  return product.items.map((item, at) => [item, present(fields[at]).type]);
}

function fieldsBelong(product: Product, fields: readonly FieldType[]): boolean {
  return product.items.every((item, at) => belongs(item, present(fields[at]).type));
}
