import { Map as ImmutableMap, List } from "immutable";
import type { Type } from "../../model/ir.js";
import { valuesOf } from "../values/domain.js";
import { elementsOf, setOfSorted } from "../values/order.js";
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
import {
  elementWords,
  headOf,
  isInterned,
  isWide,
  LEAST_STORED,
  type Part,
  partsOf,
  payloadOf,
  rowOf,
  widthOf,
} from "./encoding.js";

/** A heap of interned values, from outside. */
export interface Nodes {
  /** The number of the node with these words; that of no words is 0. */
  intern(words: Uint32Array): number;
  /** The words of a node. */
  words(number: number): Uint32Array;
}

/** For types whose values hold no numbers of nodes. */
const nowhere: Nodes = {
  intern: () => {
    throw new Error("internal error: a value to be interned where there is no heap");
  },
  words: () => {
    throw new Error("internal error: a node where there is no heap");
  },
};

/** A value's bits as one integer, the least bit first: encoding.ts says which. The value belongs to the type. */
export function imageOf(value: Value, type: Type, nodes: Nodes = nowhere): bigint {
  if (isInterned(type)) return BigInt(nodes.intern(nodeWords(value, type, nodes)));
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
      return items(value, partsOf(type), nodes);
    case "variants": {
      const { index } = asProduct(value).shape;
      return (BigInt(index) << BigInt(headOf(type).bit)) | items(value, partsOf(type, index), nodes);
    }
    case "option": {
      if (value === null) return 0n;
      const { bit, type: of } = payloadOf(type);
      return (1n << BigInt(headOf(type).bit)) | (imageOf(value, of, nodes) << BigInt(bit));
    }
    case "set": {
      const set = asSet(value);
      return valuesOf(type.of).reduce((mask, element, at) => (set.has(element) ? mask | (1n << BigInt(at)) : mask), 0n);
    }
    case "seq": {
      const list = asSequence(value).toArray();
      return (BigInt(list.length) << BigInt(headOf(type).bit)) | row(list, type, nodes);
    }
    case "function": {
      const table = asFunction(value);
      return row(
        valuesOf(type.key).map((key) => table.get(key)),
        type,
        nodes,
      );
    }
  }
}

/** The words of the node of an interned value. */
export function nodeWords(value: Value, type: Type, nodes: Nodes = nowhere): Uint32Array {
  const elements = type.kind === "set" ? elementsOf(asSet(value)) : asSequence(value).toArray();
  const of = type.kind === "set" || type.kind === "seq" ? type.of : type;
  const each = elementWords(of);
  const words = new Uint32Array(elements.length * each);
  elements.forEach((element, at) => {
    words.set(wordsOfImage(slotOf(element, of, nodes), each), at * each);
  });
  return words;
}

/** What a node holds of an element. */
function slotOf(element: Value, of: Type, nodes: Nodes): bigint {
  const image = imageOf(element, of, nodes);
  return isWide(of) ? BigInt(nodes.intern(wordsOfImage(image, wordsOf(of)))) : image;
}

/** So many words of an image, the least first. */
export function wordsOfImage(image: bigint, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, at) => Number(BigInt.asUintN(32, image >> BigInt(at * 32))));
}

function imageOfWords(words: Uint32Array): bigint {
  return words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

function items(value: Value, parts: readonly Part[], nodes: Nodes): bigint {
  return asProduct(value).items.reduce((image, item, at) => {
    const { bit, type } = present(parts[at]);
    return image | (imageOf(item, type, nodes) << BigInt(bit));
  }, 0n);
}

/** Where there is no value (a key that is no process) all bits are 0. */
function row(
  values: readonly (Value | undefined)[],
  type: Type & { readonly kind: "seq" | "function" },
  nodes: Nodes,
): bigint {
  const { type: of, bit, stride } = rowOf(type);
  return values.reduce<bigint>(
    (image, value, at) =>
      value === undefined ? image : image | (imageOf(value, of, nodes) << BigInt(bit + at * stride)),
    0n,
  );
}

/** The value that has the image. `keys`: of a function on some values of its key type alone. */
export function valueIn(image: bigint, type: Type, keys?: readonly Value[], nodes: Nodes = nowhere): Value {
  const part = ({ bit, type: of }: Part): Value => valueIn(bits(image, bit, widthOf(of)), of, undefined, nodes);
  if (isInterned(type)) return valueOfNode(nodes.words(Number(image)), type, nodes);
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

function valueOfNode(words: Uint32Array, type: Type, nodes: Nodes): Value {
  const of = type.kind === "set" || type.kind === "seq" ? type.of : type;
  const each = elementWords(of);
  const elements = Array.from({ length: words.length / each }, (_, at) => {
    const slot = words.subarray(at * each, (at + 1) * each);
    return valueIn(imageOfWords(isWide(of) ? nodes.words(present(slot[0])) : slot), of, undefined, nodes);
  });
  return type.kind === "set" ? setOfSorted(elements) : List(elements);
}

function bits(image: bigint, from: number, count: number): bigint {
  return BigInt.asUintN(count, image >> BigInt(from));
}

/** How many words hold the value's image when it stands by itself. */
export function wordsOf(type: Type): number {
  return isWide(type) ? widthOf(type) / 32 : 2;
}
