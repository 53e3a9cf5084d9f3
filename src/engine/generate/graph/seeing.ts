import type { SeenChange } from "../../behaviours.js";
import type { GeneratedSeeing } from "../abi.js";
import { Block, placed } from "./block.js";
import { BLOCK, WAY, WAYS } from "./code.js";
import type { Kept } from "./kept.js";
import { type SeeingCode, seeingCode } from "./seeing-code.js";

/** What is seen of another spec in the states that a search found and along their steps, one state after another. */
export class Seeing {
  /** By number of the state, as the heap in use numbers it. */
  readonly #seen: Uint32Array;
  /** Which heap that is: another one may begin anew. */
  #heaps = 0;
  readonly #kept: Kept;
  readonly #generated: GeneratedSeeing;
  /** Told of each change, some of them more than once; false ends it. */
  readonly #met: (change: SeenChange) => boolean;
  #block: Block<SeeingCode>;
  /** States of which all is told. */
  #told = 0;
  #ended = false;

  /** @throws Unsupported; RangeError when there is no memory for it */
  constructor(kept: Kept, generated: GeneratedSeeing, met: (change: SeenChange) => boolean) {
    this.#kept = kept;
    this.#generated = generated;
    this.#met = met;
    this.#seen = new Uint32Array(kept.states.length);
    this.#block = this.#place(WAYS);
  }

  /** States that are still to be looked at. */
  get left(): number {
    return this.#ended ? 0 : this.#kept.states.length - this.#told;
  }

  /** What is seen in a state; undefined while that is not known. */
  seenIn(state: number): number | undefined {
    return state < this.#told ? this.#name(this.#seen[state] ?? 0) : undefined;
  }

  /** Was there no room for more interned values? */
  get isFull(): boolean {
    return this.#block.isFull;
  }

  /** Takes up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    for (let more = blocks; more > 0 && this.left > 0; more--) this.#look(Math.min(BLOCK, this.left));
    return this.left > 0;
  }

  #look(count: number): void {
    const block = this.#block;
    block.load(this.#told, count);
    const done = block.expand(count);
    if (done === 0) {
      this.#block = this.#place(8 * block.plan.ways);
      this.#heaps += 1;
      this.#told = 0;
      return;
    }
    const changes = block.call("see", done);
    const first = this.#told;
    this.#seen.set(this.#words(block.code.states, done), first);
    this.#told += done;
    for (let at = 0; at < changes && !this.#ended; at++)
      this.#tell(first, done, block.views.get(block.code.told + 4 * at));
    if (block.code.heap) block.call("rehash");
  }

  #tell(first: number, done: number, place: number): void {
    const { plan, views, code } = this.#block;
    const { state, way } = this.#block.wayAt(place, done);
    const target = views.get(plan.out + WAY * place);
    const after = views.get(code.targets + 4 * (target - 1));
    const from = first + state;
    const before = this.#name(this.#seen[from] ?? 0);
    if (!this.#met({ from, way, before, after: this.#name(after) })) this.#ended = true;
  }

  /** A number that no other heap gives. */
  #name(seen: number): number {
    return seen === 0 ? 0 : seen + 2 ** 32 * this.#heaps;
  }

  #words(address: number, count: number): Int32Array {
    return this.#block.views.words.subarray(address >>> 2, (address >>> 2) + count);
  }

  #place(ways: number): Block<SeeingCode> {
    return new Block(
      this.#kept,
      placed(this.#kept, (size, base, most) => seeingCode(this.#generated, size, base, most), ways),
    );
  }
}
