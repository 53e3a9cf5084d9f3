import type { GeneratedBehaviours } from "../abi.js";
import { heap } from "../heap/cells.js";
import { Views } from "../wave/views.js";
import { type BlockPlan, blockCode, WAY } from "./code.js";
import type { Kept } from "./kept.js";

/** States that a search has kept, in the memory of generated code, which tells what claims about behaviours ask for. */
export class Block {
  readonly plan: BlockPlan;
  readonly predicates: number;
  readonly views: Views;
  readonly #known: number;
  readonly #kept: Kept;
  readonly #exports: WebAssembly.Instance["exports"];

  /**
   * @param ways that there is room for
   * @throws Unsupported; RangeError when there is no memory for it
   */
  constructor(kept: Kept, generated: GeneratedBehaviours, ways: number) {
    const { words } = kept;
    const { placed, memory } = kept.place((base, most) => blockCode(generated, { words, ways }, base, most));
    this.plan = placed.plan;
    this.predicates = placed.predicates;
    this.#known = placed.known;
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
    return this.#call("expand", count);
  }

  /** The states that ways lead to, in whole lanes; valid until the next call. */
  get targets(): { readonly states: Uint8Array; readonly count: number } {
    const { targets, found, state } = this.plan;
    const count = this.views.get(found);
    return { states: this.views.bytes.subarray(targets, targets + count * state), count };
  }

  /** Makes steps of the ways of the first `count` states, by the numbers of all targets. `first`: the number of the first state. */
  makeSteps(first: number, count: number, numbers: Uint32Array, meet: (state: number, way: number) => number): void {
    const { plan, views } = this;
    views.words.set(numbers, plan.numbers >>> 2);
    for (let way = this.#call("steps", count, first); way > 0; way = this.#call("steps", count, first)) {
      const who = views.get(plan.out + WAY * (way - 1) + 4);
      const ends = views.words.subarray(plan.ends >>> 2, (plan.ends >>> 2) + count);
      const at = ends.findIndex((end) => end >= way);
      views.put(this.#known + 4 * who, meet(first + at, way - 1 - (ends[at - 1] ?? 0)) + 1);
    }
  }

  /** Of the steps: how many there are up to the last one of each state, where they lead, and who takes them; valid until the next call. */
  steps(count: number): { readonly ends: Int32Array; readonly targets: Int32Array; readonly actors: Int32Array } {
    const { stepEnds, stepTargets, stepActors } = this.plan;
    const { words } = this.views;
    const part = (address: number, length: number): Int32Array =>
      words.subarray(address >>> 2, (address >>> 2) + length);
    const ends = part(stepEnds, count);
    const steps = ends[count - 1] ?? 0;
    return { ends, targets: part(stepTargets, steps), actors: part(stepActors, steps) };
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

  #call(name: string, ...numbers: number[]): number {
    const called = this.#exports[name];
    if (typeof called !== "function") throw new Error(`internal error: the module has no ${name}`);
    return Number(called(...numbers));
  }
}
