import { Shard, type ShardPlan } from "../table/shard.js";
import type { WaveCode } from "./module.js";
import { cell, own, type Plan, part, SHARD_WORDS } from "./plan.js";
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
  readonly expandBlock: (first: number, end: number) => void;
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

  /** Of what was told since, block number `index`: its records are those after the ones that went before. */
  endBlock(index: number, before: Int32Array): void {
    const { plan, code } = this.#setup;
    const { words } = this.views;
    const rooms = (code.area.start + own.rooms) >>> 2;
    for (let shard = 0; shard < plan.shards; shard++) {
      const entry = ((plan.entries + index * plan.entry) >>> 2) + 1 + SHARD_WORDS * shard;
      const [from, to] = [before[2 * shard] ?? 0, words[rooms + 2 * shard] ?? 0];
      words[entry + part.address] = from;
      words[entry + part.count] = ((to - from) >>> 0) / plan.record;
    }
  }

  /** Where the next record for each shard goes, and where there is no room. */
  rooms(): Int32Array {
    const at = (this.#setup.code.area.start + own.rooms) >>> 2;
    return this.views.words.slice(at, at + 2 * this.#setup.plan.shards);
  }

  /** Looks up what went to a shard; what is settled is there, and is new if it is not marked. */
  probe(index: number, settled = false): void {
    const { plan } = this.#setup;
    const shard = this.shard(index);
    const { words } = this.views;
    shard.most = ((words[(plan.allowed >>> 2) + index] ?? 0) >>> 0) * PAGE;
    const count = this.#copyInto(index, shard);
    const found = count <= 0 ? count : settled ? shard.unmarked(count) : shard.probe(count);
    words[(plan.probed >>> 2) + index] = found;
    if (found > 0) words.set(shard.fresh(), (plan.fresh >>> 2) + index * plan.records);
    if (found >= 0) this.listFresh(index);
  }

  /** Tells each block which new records of a shard are its own. */
  listFresh(index: number): void {
    const { plan } = this.#setup;
    const { words } = this.views;
    const list = (plan.fresh >>> 2) + index * plan.records;
    const end = list + (words[(plan.probed >>> 2) + index] ?? 0);
    let at = list;
    let before = 0;
    for (let block = 0; block < this.blocks; block++) {
      const entry = ((plan.entries + block * plan.entry) >>> 2) + 1 + SHARD_WORDS * index;
      const count = words[entry + part.count] ?? 0;
      words[entry + part.base] = (words[entry + part.address] ?? 0) - before * plan.record;
      words[entry + part.from] = 4 * at;
      before += count;
      at = firstFrom(words, at, end, before);
      words[entry + part.to] = 4 * at;
    }
  }

  /** Blocks of the wave. */
  get blocks(): number {
    const { views } = this;
    return Math.ceil(views.get(cell.count) / views.get(cell.block));
  }

  #expand(): void {
    const { plan, code } = this.#setup;
    const { views } = this;
    const [count, size] = [views.get(cell.count), views.get(cell.block)];
    for (;;) {
      const index = Atomics.add(views.words, cell.next >>> 2, 1);
      if (index * size >= count || Atomics.load(views.words, cell.stop >>> 2) !== 0) return;
      const before = this.rooms();
      this.call.expandBlock(index * size, Math.min(count, (index + 1) * size));
      if (views.get(code.area.start + own.told) !== 0 || views.get(code.area.start + own.full) !== 0) {
        Atomics.store(views.words, cell.stop >>> 2, 1);
        return;
      }
      if (index < plan.blocks) this.endBlock(index, before);
    }
  }

  /** Of the blocks that this worker expanded: their records are still in its caches. */
  #accept(): void {
    const { plan, code } = this.#setup;
    const { views, blocks } = this;
    const { out, room } = code.area;
    const end = out + plan.shards * room * plan.record;
    for (let index = 0; index < blocks; index++) {
      const entry = plan.entries + index * plan.entry;
      const address = views.get(entry + 4 + 4 * part.address) >>> 0;
      if (address < out || address > end) continue;
      if (Atomics.load(views.words, cell.stop >>> 2) !== 0) return;
      this.call.acceptBlock(entry);
      if (views.get(code.area.start + own.told) !== 0) Atomics.store(views.words, cell.stop >>> 2, 1);
    }
  }

  /** Copies the records of all blocks that belong to a shard into its batch area; how many, or -1 when they do not fit. */
  #copyInto(index: number, shard: Shard): number {
    const { plan } = this.#setup;
    const { words, bytes } = this.views;
    const entry = (block: number): number => ((plan.entries + block * plan.entry) >>> 2) + 1 + SHARD_WORDS * index;
    const { blocks } = this;
    let total = 0;
    for (let block = 0; block < blocks; block++) total += words[entry(block) + part.count] ?? 0;
    if (!shard.reserve(total)) return -1;
    let copied = 0;
    for (let block = 0; block < blocks; block++) {
      const count = words[entry(block) + part.count] ?? 0;
      if (count === 0) continue;
      const address = (words[entry(block) + part.address] ?? 0) >>> 0;
      shard.batch(copied).set(bytes.subarray(address, address + count * plan.record));
      copied += count;
    }
    return total;
  }
}

/** The first place from which on the ascending numbers of a list are not less than a bound. */
function firstFrom(list: Int32Array, from: number, to: number, bound: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
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
    acceptBlock: named("acceptBlock"),
  };
}
