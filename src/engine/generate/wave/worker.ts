import { Shard, type ShardPlan } from "../table/shard.js";
import type { WaveCode } from "./module.js";
import { block, cell, own, type Plan, TOLD } from "./plan.js";
import { Views } from "./views.js";

/** What a worker is made of: plain data, which may be sent to a thread. */
export interface WorkerSetup {
  readonly plan: Plan;
  readonly shardPlan: ShardPlan;
  readonly memory: WebAssembly.Memory;
  /** Of the shards of the visited set. */
  readonly shards: readonly WebAssembly.Memory[];
  readonly code: WaveCode;
}

const PAGE = 65536;

export type Verdict = (kind: number, index: number, truth: number, number: number) => void;

/** The phases of a wave. Each is done by all workers, and ended before the next one begins. */
export const phases = ["expand", "probe", "accept"] as const;
export type Phase = (typeof phases)[number];

/** What is called of generated code and what was written beside it. */
interface Calls {
  readonly initial: () => void;
  readonly expand: (state: number) => void;
  readonly judge: (state: number, number: number) => number;
  readonly mayEnd: (state: number) => number;
  readonly shardOf: (state: number) => number;
  readonly rehash: () => void;
  readonly expandBlock: (first: number, end: number, entry: number) => void;
  readonly put: (record: number, end: number, shard: number) => void;
  readonly merge: (lists: number) => number;
  readonly count: (entry: number) => number;
  readonly acceptBlock: (entry: number) => void;
}

/**
 * One of those who work on a wave. All that they know of each other is in memory: blocks are taken in ascending order, and
 * each shard has one worker at a time, so that nothing depends on who is faster.
 */
export class WaveWorker {
  readonly call: Calls;
  readonly views: Views;
  readonly #setup: WorkerSetup;
  readonly #shards = new Map<number, Shard>();

  constructor(setup: WorkerSetup, verdict: Verdict) {
    this.#setup = setup;
    this.views = new Views(setup.memory);
    this.call = linked(setup, verdict);
  }

  shard(index: number): Shard {
    const known = this.#shards.get(index);
    if (known !== undefined) return known;
    const memory = this.#setup.shards[index];
    if (memory === undefined) throw new Error(`internal error: no shard ${index}`);
    const shard = new Shard(this.#setup.shardPlan, memory);
    this.#shards.set(index, shard);
    return shard;
  }

  /** Does its part of a phase: it is number `index` of so many workers. */
  run(phase: Phase, index: number, workers: number): void {
    const begun = performance.now();
    const { plan, code } = this.#setup;
    if (phase === "expand") this.#expand();
    else if (phase === "accept") this.#accept();
    else {
      const first = (worker: number): number => Math.floor((worker * plan.shards) / workers);
      for (let shard = first(index); shard < first(index + 1); shard++) this.probe(shard);
    }
    const spent = ((code.area.start + own.spent) >>> 3) + phases.indexOf(phase);
    const { doubles } = this.views;
    doubles[spent] = (doubles[spent] ?? 0) + performance.now() - begun;
  }

  /** Gives block number `index` its places; returns the address of what is told of it. */
  beginBlock(index: number): number {
    const { plan } = this.#setup;
    const { views } = this;
    const entry = plan.entries + index * plan.entry;
    views.put(entry + 4 * block.from, index * views.get(cell.places));
    return entry;
  }

  /** Of what was told since, block number `index`: its records are those after the ones that went before. */
  endBlock(index: number, before: Int32Array): void {
    const { plan } = this.#setup;
    const now = this.rooms();
    for (let shard = 0; shard < plan.shards; shard++) {
      const [from, to] = [before[2 * shard] ?? 0, now[2 * shard] ?? 0];
      this.putTold(index, shard, { address: from, count: ((to - from) >>> 0) / plan.record });
    }
  }

  /** Where the next record for each shard goes, and where there is no room. */
  rooms(): Int32Array {
    const at = (this.#setup.code.area.start + own.rooms) >>> 2;
    return this.views.words.slice(at, at + 2 * this.#setup.plan.shards);
  }

  /** Says what a block has told for a shard. */
  putTold(index: number, shard: number, { address, count }: Told): void {
    const { words } = this.views;
    const entry = this.#told(index, shard);
    words[entry] = address;
    words[entry + 1] = count;
  }

  /** What was told for a shard, block after block. */
  told(shard: number): readonly Told[] {
    const { words } = this.views;
    return Array.from({ length: this.blocks }, (_, index) => {
      const entry = this.#told(index, shard);
      return { address: (words[entry] ?? 0) >>> 0, count: words[entry + 1] ?? 0 };
    });
  }

  /** How many records were told for a shard. */
  countTold(shard: number): number {
    const { words } = this.views;
    const { blocks } = this;
    let sum = 0;
    for (let index = 0; index < blocks; index++) sum += words[this.#told(index, shard) + 1] ?? 0;
    return sum;
  }

  /** Looks up what went to a shard; what is settled is there, and is new if it is not marked. */
  probe(index: number, settled = false): void {
    const { plan } = this.#setup;
    const { views } = this;
    const shard = this.shard(index);
    shard.most = (views.get(plan.allowed + 4 * index) >>> 0) * PAGE;
    const count = this.countTold(index);
    let found = -1;
    if (shard.reserve(count) && (settled || this.#makeRoom(shard, count))) {
      this.#copyInto(index, shard);
      found = settled ? shard.unmarked(count) : shard.probe(count);
    }
    views.put(plan.probed + 4 * index, found);
    if (found <= 0) return;
    const first = this.freshOf(index);
    const bytes = found * plan.record;
    views.bytes.set(shard.batch(0).subarray(0, bytes), first);
    if (views.get(cell.later) === 0) this.call.put(first, first + bytes, index);
  }

  /** Where the records of a shard that were new stand, one after another. */
  freshOf(shard: number): number {
    const { plan } = this.#setup;
    return plan.fresh + shard * plan.room * plan.record;
  }

  /** All shards grow in the same wave, if they can, so that nobody waits for one that does. */
  #makeRoom(shard: Shard, states: number): boolean {
    const { views } = this;
    return shard.makeRoom(views.get(cell.most) >>> 0) || shard.makeRoom(shard.size + states);
  }

  /** Blocks of the wave. */
  get blocks(): number {
    const { views } = this;
    return Math.ceil(views.get(cell.count) / views.get(cell.block));
  }

  #expand(): void {
    const { code } = this.#setup;
    const { views } = this;
    const [count, size] = [views.get(cell.count), views.get(cell.block)];
    for (;;) {
      const index = Atomics.add(views.words, cell.next >>> 2, 1);
      if (index * size >= count || Atomics.load(views.words, cell.stop >>> 2) !== 0) return;
      const before = this.rooms();
      this.call.expandBlock(index * size, Math.min(count, (index + 1) * size), this.beginBlock(index));
      if (views.get(code.area.start + own.told) !== 0 || views.get(code.area.start + own.full) !== 0) {
        Atomics.store(views.words, cell.stop >>> 2, 1);
        return;
      }
      this.endBlock(index, before);
    }
  }

  #accept(): void {
    const { plan, code } = this.#setup;
    const { views, blocks } = this;
    for (;;) {
      const index = Atomics.add(views.words, cell.next >>> 2, 1);
      if (index >= blocks || Atomics.load(views.words, cell.stop >>> 2) !== 0) return;
      this.call.acceptBlock(plan.entries + index * plan.entry);
      if (views.get(code.area.start + own.told) !== 0) Atomics.store(views.words, cell.stop >>> 2, 1);
    }
  }

  /** Copies the records that were told for a shard into its batch area. */
  #copyInto(index: number, shard: Shard): void {
    const { plan } = this.#setup;
    const { bytes } = this.views;
    let copied = 0;
    for (const { address, count } of this.told(index)) {
      if (count === 0) continue;
      shard.batch(copied).set(bytes.subarray(address, address + count * plan.record));
      copied += count;
    }
  }

  /** Where the words are that say what a block has told for a shard. */
  #told(index: number, shard: number): number {
    const { plan } = this.#setup;
    return ((plan.entries + index * plan.entry) >>> 2) + block.told + TOLD * shard;
  }
}

/** Records that stand one after another. */
export interface Told {
  readonly address: number;
  readonly count: number;
}

function linked({ code, memory }: WorkerSetup, verdict: Verdict): Calls {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code.code), {
    env: { memory, verdict, now: () => performance.now() },
  });
  const named = (name: string): ((...numbers: number[]) => number) => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`internal error: the module has no ${name}`);
    return (...numbers) => Number(found(...numbers));
  };
  return {
    initial: named("initial"),
    expand: named("expand"),
    judge: named("judge"),
    mayEnd: named("mayEnd"),
    shardOf: named("shardOf"),
    rehash: code.heap ? named("rehash") : () => {},
    expandBlock: named("expandBlock"),
    put: named("put"),
    merge: named("merge"),
    count: named("count"),
    acceptBlock: named("acceptBlock"),
  };
}
