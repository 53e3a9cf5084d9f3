import { Map as ImmutableMap, List } from "immutable";
import type { Type } from "../../model/ir.js";
import { valuesOf } from "../values/domain.js";
import { setOfSorted } from "../values/order.js";
import {
  asBoolean,
  asFunction,
  asInteger,
  asProduct,
  asSequence,
  asSet,
  present,
  product,
  same,
  type Value,
} from "../values/value.js";
import { headOf, isWide, LEAST_STORED, type Part, partsOf, payloadOf, rowOf, widthOf } from "./encoding.js";

/** A value's bits as one integer, the least bit first: encoding.ts says which. The value belongs to the type. */
export function imageOf(value: Value, type: Type): bigint {
  switch (type.kind) {
    case "bool":
      return asBoolean(value) ? 1n : 0n;
    case "int":
      return BigInt(asInteger(value) - LEAST_STORED);
    case "range":
      return BigInt(asInteger(value) - type.low);
    case "symmetric":
      return BigInt(asProduct(value).shape.index);
    case "record":
    case "tuple":
      return items(value, partsOf(type));
    case "variants": {
      const { index } = asProduct(value).shape;
      return (BigInt(index) << BigInt(headOf(type).bit)) | items(value, partsOf(type, index));
    }
    case "option": {
      if (value === null) return 0n;
      const { bit, type: of } = payloadOf(type);
      return (1n << BigInt(headOf(type).bit)) | (imageOf(value, of) << BigInt(bit));
    }
    case "set": {
      const set = asSet(value);
      return valuesOf(type.of).reduce((mask, element, at) => (set.has(element) ? mask | (1n << BigInt(at)) : mask), 0n);
    }
    case "seq": {
      const list = asSequence(value).toArray();
      return (BigInt(list.length) << BigInt(headOf(type).bit)) | row(list, type);
    }
    case "function": {
      const table = asFunction(value);
      return row(
        valuesOf(type.key).map((key) => table.get(key)),
        type,
      );
    }
  }
}

function items(value: Value, parts: readonly Part[]): bigint {
  return asProduct(value).items.reduce((image, item, at) => {
    const { bit, type } = present(parts[at]);
    return image | (imageOf(item, type) << BigInt(bit));
  }, 0n);
}

/** Where there is no value (a key that is no process) all bits are 0. */
function row(values: readonly (Value | undefined)[], type: Type & { readonly kind: "seq" | "function" }): bigint {
  const { type: of, bit, stride } = rowOf(type);
  return values.reduce<bigint>(
    (image, value, at) => (value === undefined ? image : image | (imageOf(value, of) << BigInt(bit + at * stride))),
    0n,
  );
}

/** The value that has the image. `keys`: of a function on some values of its key type alone. */
export function valueIn(image: bigint, type: Type, keys?: readonly Value[]): Value {
  const part = ({ bit, type: of }: Part): Value => valueIn(bits(image, bit, widthOf(of)), of);
  switch (type.kind) {
    case "bool":
      return image === 1n;
    case "int":
      return Number(image) + LEAST_STORED;
    case "range":
      return Number(image) + type.low;
    case "symmetric":
      return product(type, Number(image), []);
    case "record":
    case "tuple":
      return product(type, 0, partsOf(type).map(part));
    case "variants": {
      const variant = asInteger(part(headOf(type)));
      return product(type, variant, partsOf(type, variant).map(part));
    }
    case "option":
      return part(headOf(type)) === 0 ? null : part(payloadOf(type));
    case "set":
      return setOfSorted(valuesOf(type.of).filter((_, at) => bits(image, at, 1) === 1n));
    case "seq": {
      const { type: of, bit, stride } = rowOf(type);
      const length = asInteger(part(headOf(type)));
      return List(Array.from({ length }, (_, at) => part({ type: of, bit: bit + at * stride })));
    }
    case "function": {
      const { type: of, bit, stride } = rowOf(type);
      const entries = valuesOf(type.key).map((key, at): [Value, Value] => [
        key,
        part({ type: of, bit: bit + at * stride }),
      ]);
      const isKey = (key: Value): boolean => keys === undefined || keys.some((each) => same(each, key));
      return ImmutableMap(entries.filter(([key]) => isKey(key)));
    }
  }
}

function bits(image: bigint, from: number, count: number): bigint {
  return BigInt.asUintN(count, image >> BigInt(from));
}

/** How many words hold the value's image when it stands by itself. */
export function wordsOf(type: Type): number {
  return isWide(type) ? widthOf(type) / 32 : 2;
}
