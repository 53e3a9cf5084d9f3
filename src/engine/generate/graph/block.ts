import type { GeneratedBehaviours } from "../abi.js";
import { heap } from "../heap/cells.js";
import { Views } from "../wave/views.js";
import { type BlockPlan, blockCode } from "./code.js";
import type { Kept } from "./kept.js";

/** States that a search has kept, in the memory of generated code, which tells what claims about behaviours ask for. */
export class Block {
  readonly plan: BlockPlan;
  readonly actors: number;
  readonly views: Views;
  readonly #kept: Kept;
  readonly #exports: WebAssembly.Instance["exports"];

  /**
   * @param records that there is room for
   * @throws Unsupported; RangeError when there is no memory for it
   */
  constructor(kept: Kept, generated: GeneratedBehaviours, records: number) {
    const { words } = kept;
    const { placed, memory } = kept.place((base, most) => blockCode(generated, { words, records }, base, most));
    this.plan = placed.plan;
    this.actors = placed.actors;
    this.views = new Views(memory);
    this.#kept = kept;
    const module = new WebAssembly.Module(placed.code);
    this.#exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
  }

  /** Puts so many states there, from a number on. */
  load(first: number, count: number): void {
    const { states, marks, state } = this.plan;
    const { bytes } = this.views;
    this.#kept.states.read(first, bytes.subarray(states, states + count * state));
    this.#kept.marks?.read(first, bytes.subarray(marks, marks + count));
  }

  /** Tells the ways out of the first `count` states; returns of how many it has told all. */
  expand(count: number): number {
    this.views.put(this.plan.next, this.plan.out);
    return this.#call("expand", count);
  }

  /** For each state how many records there are up to its last one; valid until the next call. */
  get ends(): Int32Array {
    const from = this.plan.ends >>> 2;
    return this.views.words.subarray(from);
  }

  /** So many records; valid until the next call. */
  records(count: number): Uint8Array {
    const { out, record } = this.plan;
    return this.views.bytes.subarray(out, out + count * record);
  }

  /** The truths of a predicate in the first `count` states; valid until the next call. */
  truths(predicate: number, count: number): Uint8Array {
    this.#call(`truth${predicate}`, count);
    const { truths } = this.plan;
    return this.views.bytes.subarray(truths, truths + count);
  }

  /** Was there no room for more interned values? Then a call has trapped. */
  get isFull(): boolean {
    return this.views.get(heap.full) !== 0;
  }

  #call(name: string, count: number): number {
    const called = this.#exports[name];
    if (typeof called !== "function") throw new Error(`internal error: the module has no ${name}`);
    return Number(called(count));
  }
}
