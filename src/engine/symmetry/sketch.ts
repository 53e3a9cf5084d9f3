import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import type { Type } from "../../model/ir.js";
import { sizeOf, valuesOf } from "../values/domain.js";
import { symmetricIn } from "../values/permute.js";
import { cached, Product, present, type Value } from "../values/value.js";

/*
 * A sketch of a value is a number that exchanging members does not change. A value in which there are none has its place in the
 * canonical order of its type. Of others it says whether there is one, which variant it is, how many elements it has.
 */

/** Values of a type whose sketches tell them apart. */
const MOST_EXACT = 4096;
/** Sets with no more possible elements than this are masks in the generated engine, which counts their bits. */
const MOST_COUNTED = 64;
/** Of longer sequences and larger sets no more is said than that they are as long as this. */
export const LONGEST = 15;

/** Does the sketch tell which value of the type it is? */
export function isExact(type: Type): boolean {
  return symmetricIn(type).size === 0 && sizeOf(type) <= MOST_EXACT;
}

/** Sketches are from 0 to one less than this. */
export function sketchSize(type: Type): number {
  if (isExact(type)) return Math.max(1, sizeOf(type));
  switch (type.kind) {
    case "option":
      return 1 + sketchSize(type.of);
    case "set":
      return isCounted(type.of) ? sizeOf(type.of) + 1 : LONGEST + 1;
    case "seq":
      return Math.min(type.max ?? LONGEST, LONGEST) + 1;
    case "variants":
      return type.variants.length;
    default:
      return 1;
  }
}

/** Are the elements of a set of this type counted, however many there are? */
export function isCounted(of: Type): boolean {
  return sizeOf(of) <= MOST_COUNTED;
}

export function sketchOf(value: Value, type: Type): number {
  if (isExact(type)) return present(placesOf(type).get(value));
  switch (type.kind) {
    case "option":
      return value === null ? 0 : 1 + sketchOf(value, type.of);
    case "set": {
      const size = ImmutableSet.isSet(value) ? value.size : 0;
      return isCounted(type.of) ? size : Math.min(size, LONGEST);
    }
    case "seq":
      return List.isList(value) ? Math.min(value.size, LONGEST) : 0;
    case "variants":
      return value instanceof Product ? value.shape.index : 0;
    default:
      return 0;
  }
}

const places = new WeakMap<Type, ImmutableMap<Value, number>>();

function placesOf(type: Type): ImmutableMap<Value, number> {
  return cached(places, type, () => ImmutableMap(valuesOf(type).map((value, at): [Value, number] => [value, at])));
}
