import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import { type FunctionValue, Product, type SequenceValue, type SetValue, type Value } from "./value.js";

/*
 * Hashes of values for the table of states. Immutable's own hashes of collections add up small numbers: the functions
 * [1: 1, 2: 0] and [1: 0, 2: 1] would collide, and most states differ in little more. Here every part is mixed with its
 * place (the steps of MurmurHash3) before parts are put together; parts of sets and functions, which have no order, are
 * added after that.
 */

/** A 32-bit hash, equal for equal values. */
export function hashOf(value: Value): number {
  if (value === null) return 0x2f0b4a83;
  switch (typeof value) {
    case "boolean":
      return value ? 0x1b56c4e9 : 0x6c8e9cf5;
    case "number":
      return mixed(Math.imul(value / 2 ** 32, 0x27d4eb2f), value);
    default:
      return value instanceof Product ? value.hashCode() : hashCollection(value);
  }
}

function hashCollection(value: SequenceValue | SetValue | FunctionValue): number {
  if (List.isList(value)) return hashAll(value, value.size);
  let sum = value.size;
  if (ImmutableSet.isSet(value)) {
    value.forEach((element) => {
      sum = (sum + finished(hashOf(element))) | 0;
    });
  } else if (ImmutableMap.isMap(value)) {
    value.forEach((item, key) => {
      sum = (sum + finished(mixed(hashOf(key), hashOf(item)))) | 0;
    });
  }
  return finished(sum);
}

/** Of values in their order. */
export function hashAll(values: Iterable<Value>, start: number): number {
  let sum = start;
  for (const value of values) sum = mixed(sum, hashOf(value));
  return finished(sum);
}

/** Of hashes in their order. */
export function combined(hashes: readonly number[]): number {
  return finished(hashes.reduce(mixed, 0));
}

function mixed(sum: number, value: number): number {
  let bits = Math.imul(value, 0xcc9e2d51);
  bits = (bits << 15) | (bits >>> 17);
  const next = sum ^ Math.imul(bits, 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(sum: number): number {
  let bits = sum;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
