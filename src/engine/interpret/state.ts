import { combined, hashOf } from "../values/hash.js";
import { present, same, type Value } from "../values/value.js";

/** One value for each of `Model.variables`. */
export class State {
  readonly hash: number;
  /** Of each value. */
  readonly #hashes: readonly number[];

  /** `before`: a state that has most values in common with this one, whose hashes need not be computed again. */
  constructor(
    readonly values: readonly Value[],
    before: State | undefined = undefined,
  ) {
    this.#hashes = values.map((value, slot) => {
      const known = before !== undefined && before.values[slot] === value ? before.#hashes[slot] : undefined;
      return known ?? hashOf(value);
    });
    this.hash = combined(this.#hashes);
  }

  equals(other: State): boolean {
    return this.hash === other.hash && this.values.every((value, slot) => same(value, present(other.values[slot])));
  }
}
