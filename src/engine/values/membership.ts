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

function fieldsBelong(product: Product, fields: readonly FieldType[]): boolean {
  return product.items.every((item, at) => belongs(item, present(fields[at]).type));
}
