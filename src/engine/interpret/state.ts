import { hash } from "immutable";
import { present, same, type Value } from "./value.js";

/** One value for each of `Model.variables`. */
export class State {
  #hash: number | undefined;

  constructor(readonly values: readonly Value[]) {}

  get hash(): number {
    this.#hash ??= this.values.reduce<number>(mix, 0x3f8a2b71);
    return this.#hash;
  }

  equals(other: State): boolean {
    return this.hash === other.hash && this.values.every((value, slot) => same(value, present(other.values[slot])));
  }
}

/** Spreads the hashes of small values over all 32 bits (the mixing step of MurmurHash3). */
function mix(sum: number, value: Value): number {
  let bits = Math.imul(hash(value), 0xcc9e2d51);
  bits = Math.imul((bits << 15) | (bits >>> 17), 0x1b873593);
  const mixed = sum ^ bits;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
