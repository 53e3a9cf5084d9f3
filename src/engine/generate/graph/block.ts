import { heap } from "../heap/cells.js";
import { Views } from "../wave/views.js";
import type { BlockPlan, BlockSize, PlannedCode } from "./code.js";
import type { Kept, Placed } from "./kept.js";

/** Writes code for a block, at an address; `most`: the pages of its memory at most if threads share it. */
type WriteCode<C> = (size: BlockSize, base: number, most: number | undefined) => C;

/** Where states come from: rows of packed states in whole lanes, and of a byte each. */
export interface StateSource {
  readonly states: Readable;
  readonly marks: Readable | undefined;
}

interface Readable {
  read(row: number, into: Uint8Array): void;
}

/**
 * Code for a block, and its memory. `ways`: so many there is room for; `shared`: threads share it.
 *
 * @throws Unsupported; RangeError when there is no memory for it
 */
export function placed<C extends PlannedCode>(
  kept: Kept,
  write: WriteCode<C>,
  ways: number,
  shared = false,
): Placed<C> {
  return kept.place((base, most) => write({ words: kept.words, ways }, base, most), shared);
}

/** States that a search has kept, in the memory of generated code, which tells the ways out of them once more. */
export class Block<C extends PlannedCode> {
  readonly code: C;
  readonly views: Views;
  readonly #source: StateSource;
  readonly #exports: WebAssembly.Instance["exports"];

  constructor(source: StateSource, { placed, memory }: Placed<C>) {
    this.code = placed;
    this.views = new Views(memory);
    this.#source = source;
    const module = new WebAssembly.Module(placed.code);
    this.#exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
  }

  get plan(): BlockPlan {
    return this.code.plan;
  }

  /** Puts so many states there, from a number on. */
  load(first: number, count: number): void {
    const { states, marks, state } = this.plan;
    const { bytes } = this.views;
    this.#source.states.read(first, bytes.subarray(states, states + count * state));
    this.#source.marks?.read(first, bytes.subarray(marks, marks + count));
  }

  /** Tells the ways out of the first `count` states; returns of how many it has told all. */
  expand(count: number): number {
    return this.call("expand", count);
  }

  /** A way, by its place among all of the block: of which state it is, and the how manieth of that. */
  wayAt(place: number, count: number): { readonly state: number; readonly way: number } {
    const { views } = this;
    const { ends } = this.plan;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (views.get(ends + 4 * middle) > place) high = middle;
      else low = middle + 1;
    }
    return { state: low, way: place - (low === 0 ? 0 : views.get(ends + 4 * (low - 1))) };
  }

  /** Was there no room for more interned values? Then a call has trapped. */
  get isFull(): boolean {
    return this.views.get(heap.full) !== 0;
  }

  call(name: string, ...numbers: number[]): number {
    const called = this.#exports[name];
    if (typeof called !== "function") throw new Error(`internal error: the module has no ${name}`);
    return Number(called(...numbers));
  }
}
