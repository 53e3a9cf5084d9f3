import { BLOCK, FEW, WAYS } from "./code.js";
import type { GraphBlock } from "./graph-block.js";

/** Steps of states, one after another, and what is true there. */
export type StepSource = Pick<GraphBlock, "ends" | "stepTargets" | "actors" | "truthsTold">;

/** What a worker has made of some blocks, where others can read it. */
export class MadeSteps implements StepSource {
  /** Of states and steps. */
  readonly #counts: Int32Array;
  readonly #ends: Int32Array;
  readonly #targets: Int32Array;
  readonly #actors: Int32Array;
  readonly #actorBytes: Uint8Array;
  readonly #truths: readonly Uint8Array[];

  /** Bytes for so many blocks. */
  static bytes(blocks: number): number {
    return 8 + blocks * (BLOCK * (4 + FEW) + WAYS * 9);
  }

  /** @param buffer of as many bytes as the blocks take */
  constructor(buffer: SharedArrayBuffer, blocks: number) {
    const [states, steps] = [blocks * BLOCK, blocks * WAYS];
    let free = 0;
    const words = (length: number): Int32Array => {
      free += 4 * length;
      return new Int32Array(buffer, free - 4 * length, length);
    };
    const bytes = (length: number): Uint8Array => {
      free += length;
      return new Uint8Array(buffer, free - length, length);
    };
    this.#counts = words(2);
    this.#ends = words(states);
    this.#targets = words(steps);
    this.#actors = words(steps);
    this.#actorBytes = bytes(steps);
    this.#truths = Array.from({ length: FEW }, () => bytes(states));
  }

  get states(): number {
    return this.#counts[0] ?? 0;
  }

  clear(): void {
    this.#counts.fill(0);
  }

  /** Adds what a block has made of so many states, and told of so many predicates. */
  add(block: GraphBlock, count: number, told: number): void {
    const [states = 0, before = 0] = this.#counts;
    const ends = block.ends(count);
    const steps = ends[count - 1] ?? 0;
    for (let at = 0; at < count; at++) this.#ends[states + at] = before + (ends[at] ?? 0);
    this.#targets.set(block.stepTargets(steps), before);
    this.#actors.set(block.actors(steps, false), before);
    this.#actorBytes.set(block.actors(steps, true), before);
    for (let predicate = 0; predicate < told; predicate++) {
      this.#truths[predicate]?.set(block.truthsTold(predicate, count), states);
    }
    this.#counts.set([states + count, before + steps]);
  }

  ends(count: number): Int32Array {
    return this.#ends.subarray(0, count);
  }

  stepTargets(steps: number): Int32Array {
    return this.#targets.subarray(0, steps);
  }

  actors(steps: number, inBytes: boolean): ArrayLike<number> {
    return (inBytes ? this.#actorBytes : this.#actors).subarray(0, steps);
  }

  truthsTold(predicate: number, count: number): Uint8Array {
    const truths = this.#truths[predicate];
    if (truths === undefined) throw new Error("internal error: a predicate that is not told");
    return truths.subarray(0, count);
  }
}
