import { Views } from "../wave/views.js";
import { BLOCK, type GraphCode } from "./code.js";
import { GraphBlock } from "./graph-block.js";
import type { Placed } from "./kept.js";
import { MadeSteps } from "./made.js";
import { type NumbersShape, StateNumbers } from "./numbers.js";

/*
 * Who makes the graph of a search together with others, each in a thread of its own: all have the same table of numbers, and each
 * its own block. In a round they give numbers to states, each to a part of those that were put there, or make the steps of some
 * blocks each, that come one after another; the first worker (team.ts) takes these over in their order.
 */

export const rounds = { insert: 0, expand: 1 } as const;

/** Addresses in the memory that workers meet in, besides those of barrier.ts. */
export const meeting = {
  /** Of a round: the first state, and the first one behind. */
  first: 32768,
  end: 32772,
  /** Blocks for each worker, where steps are made. */
  blocks: 32776,
  bytes: 65536,
} as const;

/** What a worker is made of: plain data. */
export interface GraphWorkerSetup {
  readonly index: number;
  /** In which all meet. */
  readonly memory: WebAssembly.Memory;
  readonly block: Placed<GraphCode>;
  readonly numbers: { readonly shape: NumbersShape; readonly memory: WebAssembly.Memory };
  /** A byte for each state where the spec has constraints, not zero for those outside. */
  readonly outside: Uint8Array;
  /** So many predicates are told with the steps. */
  readonly told: number;
  /** Blocks of a round for each worker, at most; where it puts what it makes of them. */
  readonly blocks: number;
  readonly made: SharedArrayBuffer;
}

/** The states of a range that a worker gives their numbers. */
export function partOf(first: number, end: number, index: number, workers: number): readonly [number, number] {
  const from = (worker: number): number => first + Math.floor(((end - first) * worker) / workers);
  return [from(index), from(index + 1)];
}

export class GraphWorker {
  readonly views: Views;
  readonly #numbers: StateNumbers;
  readonly #block: GraphBlock;
  /** Does nobody else use the heap of its block? */
  readonly #apart: boolean;
  readonly #told: number;
  readonly #made: MadeSteps;

  constructor(setup: GraphWorkerSetup) {
    const { index, memory, block, outside, told, blocks, made } = setup;
    const { shape, memory: table } = setup.numbers;
    const numbers = new StateNumbers(shape, index, table);
    const states = {
      read: (row: number, into: Uint8Array): void => into.set(numbers.states(row, into.length / (8 * shape.lanes))),
    };
    const marks = { read: (row: number, into: Uint8Array): void => into.set(outside.subarray(row, row + into.length)) };
    this.views = new Views(memory);
    this.#numbers = numbers;
    this.#block = new GraphBlock({ states, marks: outside.length > 0 ? marks : undefined }, block);
    this.#apart = block.apart;
    this.#told = told;
    this.#made = new MadeSteps(made, blocks);
  }

  run(round: number, index: number, workers: number): void {
    const { views } = this;
    const [first, end] = [views.get(meeting.first) >>> 0, views.get(meeting.end) >>> 0];
    if (round === rounds.insert) this.#numbers.insert(...partOf(first, end, index, workers));
    else this.#expandAll(first, end, index);
  }

  /** Up to a block that the first worker has to make. */
  #expandAll(begin: number, end: number, index: number): void {
    const blocks = this.views.get(meeting.blocks);
    const first = begin + index * blocks * BLOCK;
    this.#made.clear();
    for (let more = blocks, from = first; more > 0 && from < end; more--, from += BLOCK) {
      const count = Math.min(BLOCK, end - from);
      if (!this.#expand(from, count, from === first)) return;
      this.#made.add(this.#block, count, this.#told);
      if (this.#apart) this.#block.tidy();
    }
  }

  /** The steps of so many states, all or none. `anew`: not those that come after the ones before. */
  #expand(first: number, count: number, anew: boolean): boolean {
    this.#block.load(first, count);
    if (this.#block.expand(count) < count) return false;
    const { states, count: targets } = this.#block.targets;
    const numbers = anew ? this.#numbers.findAnew(states, targets) : this.#numbers.find(states, targets);
    if (!this.#block.makeSteps(first, count, numbers, () => undefined)) return false;
    for (let predicate = 0; predicate < this.#told; predicate++) this.#block.truths(predicate, count);
    return true;
  }
}
