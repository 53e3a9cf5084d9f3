import { hashAll } from "./hash.js";
import { present, same, type Value } from "./value.js";

/** One value for each of `Model.variables`. */
export class State {
  #hash: number | undefined;

  constructor(readonly values: readonly Value[]) {}

  get hash(): number {
    this.#hash ??= hashAll(this.values, 0);
    return this.#hash;
  }

  equals(other: State): boolean {
    return this.hash === other.hash && this.values.every((value, slot) => same(value, present(other.values[slot])));
  }
}
