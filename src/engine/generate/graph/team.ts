import { heap } from "../heap/cells.js";
import { open, together } from "../wave/barrier.js";
import { cell } from "../wave/plan.js";
import { Views } from "../wave/views.js";
import { BLOCK, type GraphCode } from "./code.js";
import type { GraphBlock } from "./graph-block.js";
import type { Helpers, Placed } from "./kept.js";
import { MadeSteps } from "./made.js";
import type { StateNumbers } from "./numbers.js";
import { type GraphWorkerSetup, meeting, partOf, rounds } from "./worker.js";

/** Blocks of a round for each worker, at most; so many rounds there are at least. */
const MOST_BLOCKS = 16;
const LEAST_ROUNDS = 4;

/** Milliseconds: rounds that take less become longer, those that take more shorter. Between rounds somebody may want to stop. */
const SHORT = 25;
const LONG = 100;

/** Bytes that they take, each, about: what it makes, and as much again for its block. */
export const BYTES_OF_ONE = 2 * MadeSteps.bytes(MOST_BLOCKS);

/** The other workers on a graph, as the first one sees them; they take part as soon as all are ready. */
export class GraphTeam {
  readonly #helpers: Helpers;
  readonly #numbers: StateNumbers;
  readonly #views: Views;
  /** The blocks of the others, and what they have made. */
  readonly #others: readonly { readonly placed: GraphCode; readonly views: Views; readonly made: MadeSteps }[];
  readonly #most: number;
  /** Blocks of the next round for each worker. */
  #blocks = 1;
  #ended = false;

  /**
   * @param place code for another one
   * @throws RangeError when there is no memory for it
   */
  constructor(
    helpers: Helpers,
    place: () => Placed<GraphCode>,
    numbers: StateNumbers,
    shared: Pick<GraphWorkerSetup, "outside" | "told">,
  ) {
    const pages = meeting.bytes / 65536;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const placed = Array.from({ length: helpers.count }, place);
    const { shape, memory: table } = numbers;
    this.#helpers = helpers;
    this.#numbers = numbers;
    this.#views = new Views(memory);
    const blocks = Math.max(
      1,
      Math.min(MOST_BLOCKS, Math.floor(shape.states / (LEAST_ROUNDS * shape.workers * BLOCK))),
    );
    this.#most = blocks;
    const setups = placed.map((block, at) => {
      const made = new SharedArrayBuffer(MadeSteps.bytes(blocks));
      return { ...shared, index: at + 1, memory, block, numbers: { shape, memory: table }, blocks, made };
    });
    this.#others = setups.map(({ block, made }) => {
      return { placed: block.placed, views: new Views(block.memory), made: new MadeSteps(made, blocks) };
    });
    for (const setup of setups) helpers.threads.start(setup);
  }

  /** Can they take part? */
  get isReady(): boolean {
    if (this.#ended) return false;
    const ready = Atomics.load(this.#views.words, cell.ready >>> 2) === this.#others.length;
    const { failure } = this.#helpers.threads;
    if (failure !== undefined) throw new Error(`a worker ${ready ? "is gone" : "could not be started"}: ${failure}`);
    return ready;
  }

  /** States of the next round for each worker, at most. */
  get states(): number {
    return this.#blocks * BLOCK;
  }

  /** Had one of the others no room for more interned values? */
  get isFull(): boolean {
    return this.#others.some(({ views }) => views.get(heap.full) !== 0);
  }

  /** All give states, which stand in their places, their numbers. */
  insert(first: number, end: number): void {
    const workers = this.#others.length + 1;
    this.#run(rounds.insert, first, end, () => this.#numbers.insert(...partOf(first, end, 0, workers)));
  }

  /**
   * The others make the steps of states behind those, as many as there are for each worker, that begin with the first one and are
   * made by `own` meanwhile. Returns what they have made, in its order; less where the first worker has to make it.
   */
  expand(first: number, end: number, own: () => void): readonly MadeSteps[] {
    this.#views.put(meeting.blocks, this.#blocks);
    const began = performance.now();
    this.#run(rounds.expand, first, end, own);
    const took = performance.now() - began;
    if (took < SHORT) this.#blocks = Math.min(this.#most, 2 * this.#blocks);
    else if (took > LONG) this.#blocks = Math.max(1, this.#blocks >>> 1);
    return this.#others.map(({ made }) => made);
  }

  /** The actors that a block has met are known to all. */
  teach(from: GraphBlock): void {
    const known = from.known;
    for (const { placed, views } of this.#others) views.words.set(known, placed.known >>> 2);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    open(this.#views, undefined, 0);
    this.#helpers.threads.end();
  }

  #run(round: number, first: number, end: number, own: () => void): void {
    this.#views.put(meeting.first, first);
    this.#views.put(meeting.end, end);
    // What this worker failed of is told as it is: it may be the disk.
    let failed: { readonly error: unknown } | undefined;
    const guarded = (): void => {
      try {
        own();
      } catch (error) {
        failed = { error };
      }
    };
    together(this.#views, round, this.#others.length, guarded, () => this.#helpers.threads.failure);
    if (failed !== undefined) throw failed.error;
  }
}
