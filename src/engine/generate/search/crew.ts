import type { Generated } from "../abi.js";
import type { Placeable, Placed } from "../graph/kept.js";
import { beginHeap, HEAP_BYTES, heap, MOST_ADDRESS } from "../heap/cells.js";
import { Shard, type ShardPlan } from "../table/shard.js";
import { MOST_PAGES, type WaveCode, waveCode } from "../wave/module.js";
import { type Area, cell, own, type Plan, planOf, type Sizes } from "../wave/plan.js";
import { type Phase, type Verdict, WaveWorker } from "../wave/worker.js";
import { type Cost, costsOf } from "./costs.js";
import { Team, type Threads } from "./team.js";

/** Milliseconds that each worker spent in each phase. */
export type Profile = readonly Readonly<Record<Phase, number>>[];

export interface CrewOptions {
  readonly workers: number;
  readonly shards: number;
  /** Who starts the other workers. */
  readonly threads: Threads | undefined;
  /** See `Needs`. */
  readonly wave?: Sizes | undefined;
  readonly memory?: number | undefined;
}

const PAGE = 65536;

/** Addresses below this one are for cells. */
const OWN = 1024;

/** The workers of a search with all that they share. The first one is this thread's. */
export class Crew {
  readonly plan: Plan;
  readonly worker: WaveWorker;
  readonly shards: readonly Shard[];
  /** The first worker's part of the memory. */
  readonly area: Area;
  /** Where the heap of interned values begins, if there is one. */
  readonly heapStart: number | undefined;
  /** Of those who work, or did: until others are needed, the first one alone. */
  #codes: readonly WaveCode[];
  readonly #memory: WebAssembly.Memory;
  readonly #team: Team;
  /** Claims that were decided. */
  readonly #decided = new Set<number>();

  /** @throws RangeError when there is not even enough memory to begin; Unsupported */
  constructor(generated: Generated, { workers, shards, wave, memory, threads }: CrewOptions, verdict: Verdict) {
    const { words, transitions, constraints, invariants, reachables, sleeps } = generated;
    const judged = invariants + reachables + constraints > 0;
    this.plan = planOf({ words, transitions, constraints, judged, sleeps, workers, shards, memory, most: wave });
    const { plan } = this;
    const shared = workers > 1;
    const code = waveCode(generated, plan, plan.end);
    // Each worker's code is the same but for the addresses: so much memory each needs.
    const size = addressAfter(code.end) - plan.end;
    const end = plan.end + workers * size;
    this.heapStart = code.heap ? end : undefined;
    this.#memory = memoryFor(end, code.heap, shared);
    const shardPlan: ShardPlan = { lanes: plan.lanes, most: 0, shared };
    const memories = Array.from({ length: shards }, () => Shard.memory(shardPlan));
    const setup = { plan, shardPlan, memory: this.#memory, shards: memories };
    this.area = code.area;
    this.#codes = [code];
    this.worker = new WaveWorker({ ...setup, code }, verdict);
    this.shards = memories.map((_, index) => this.worker.shard(index));
    this.#team = new Team(this.worker, threads, (index) => ({
      ...setup,
      index,
      code: waveCode(generated, plan, plan.end + index * size),
    }));
    this.forget();
  }

  get codes(): readonly WaveCode[] {
    return this.#codes;
  }

  /** Makes the heap reach so far; false when there is no memory for it. */
  growTo(end: number): boolean {
    const missing = Math.ceil((end - this.#memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return true;
    try {
      this.#memory.grow(missing);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.worker.views.put(heap.end, Math.min(this.#memory.buffer.byteLength, MOST_ADDRESS));
    return true;
  }

  /**
   * See `Kept`: after the search, while no other worker uses the heap. Code that has no use for the interned values of the search
   * has a memory of its own.
   */
  place<T extends Placeable>(write: (base: number, most: number | undefined) => T, shared = false): Placed<T> {
    if (this.heapStart === undefined) {
      const placed = write(OWN, shared ? MOST_PAGES : undefined);
      const memory = memoryFor(addressAfter(placed.end), placed.heap, shared);
      return { placed, memory, apart: true };
    }
    const base = addressAfter(this.worker.views.get(heap.next) >>> 0);
    const placed = write(base, this.plan.workers > 1 ? MOST_PAGES : undefined);
    const end = addressAfter(placed.end + 64);
    if (end > MOST_ADDRESS || !this.growTo(end)) throw new RangeError("no memory for more generated code");
    this.worker.views.put(heap.next, end);
    return { placed, memory: this.#memory, apart: false };
  }

  /** Do all work on the wave, or this thread alone? */
  get isTogether(): boolean {
    return this.#team.isTogether;
  }

  /** Before a wave of a level with so many states left. Returns whether all work on it; others come when they are needed. */
  gather(left: number): boolean {
    const came = this.#team.gather(left, this.plan);
    if (came !== undefined) {
      this.#codes = [...this.#codes, ...came];
      this.forget();
      // Their code has just begun, with all claims open.
      for (const index of this.#decided) this.decided(index);
    }
    return this.isTogether;
  }

  /** All who work on the wave do a phase; this thread does something else before its part. */
  run(phase: Phase, before: () => void = () => {}): void {
    if (phase === "expand") this.begin();
    this.worker.views.put(cell.next, 0);
    this.#team.run(phase, before);
  }

  /** The others are not needed any more. */
  dismiss(): void {
    this.#team.end();
  }

  /** What the last wave told is forgotten. `careful`: the first worker tells all ways in their order. */
  begin(careful = false): void {
    const { plan } = this;
    const { words } = this.worker.views;
    for (const { area } of this.codes) {
      words.fill(0, area.start >>> 2, (area.start + own.spent) >>> 2);
      for (let shard = 0; shard < plan.shards; shard++) {
        const out = area.out + shard * area.room * plan.record;
        const at = (area.start + own.rooms + 8 * shard) >>> 2;
        words[at] = out;
        words[at + 1] = careful ? 0 : out + area.room * plan.record;
      }
    }
  }

  /** A shard of the visited set may use so many bytes. */
  allow(shard: number, bytes: number): void {
    const pages = Math.floor(bytes / PAGE);
    this.worker.views.put(this.plan.allowed + 4 * shard, pages);
    const mine = this.shards[shard];
    if (mine !== undefined) mine.most = pages * PAGE;
  }

  get profile(): Profile {
    const { doubles } = this.worker.views;
    return this.codes.map(({ area }) => {
      const [expand = 0, probe = 0, accept = 0] = doubles.subarray((area.start + own.spent) >>> 3);
      return { expand, probe, accept };
    });
  }

  /** What each transition cost; undefined when nobody asked. */
  get costs(): readonly Cost[] | undefined {
    const rows = this.codes.flatMap(({ profile }) => (profile === undefined ? [] : [profile]));
    const { buffer } = this.worker.views.bytes;
    return rows.length === 0 ? undefined : costsOf(buffer, rows, this.plan.transitions);
  }

  /** Did a worker have something to tell, or have no room? */
  get stopped(): { readonly told: boolean; readonly full: boolean } | undefined {
    const { views } = this.worker;
    if (views.get(cell.stop) === 0) return undefined;
    return { told: this.sum(own.told) > 0, full: this.sum(own.full) > 0 };
  }

  /** Is there no room for more interned values? Then generated code has trapped. */
  get heapIsFull(): boolean {
    return this.worker.views.get(heap.full) !== 0;
  }

  /** Of a cell that each worker has. */
  sum(which: number): number {
    const { words } = this.worker.views;
    return this.codes.reduce((sum, { area }) => sum + ((words[(area.start + which) >>> 2] ?? 0) >>> 0), 0);
  }

  /** Ways that the wave has told. */
  get steps(): number {
    return this.sum(own.steps) + 2 ** 32 * this.sum(own.steps + 4);
  }

  /** Flags of transitions. */
  flags(which: "taken" | "changed"): Uint8Array {
    const { bytes } = this.worker.views;
    const flags = new Uint8Array(this.plan.transitions);
    const starts = this.codes.flatMap(({ area, moved }) => [
      area[which] + 1,
      ...(which === "changed" && moved !== undefined ? [moved] : []),
    ]);
    for (const start of starts) {
      for (let at = 0; at < flags.length; at++) flags[at] = (flags[at] ?? 0) | (bytes[start + at] ?? 0);
    }
    return flags;
  }

  /** Sums of counters of generated code. */
  counters(which: "tried" | "evaluated" | "witnessed", count: number): Float64Array {
    const { words } = this.worker.views;
    const sums = new Float64Array(count);
    for (const code of this.codes) {
      const from = code[which] >>> 2;
      for (let at = 0; at < count; at++) sums[at] = (sums[at] ?? 0) + ((words[from + at] ?? 0) >>> 0);
    }
    return sums;
  }

  /** For each constraint, how many states it did not admit, and the least of their numbers. */
  excludedBy(): readonly { readonly count: number; readonly first: number }[] {
    const counted = this.excluded();
    return Array.from({ length: this.plan.constraints }, (_, at) => ({
      count: counted.reduce((sum, words) => sum + ((words[2 * at] ?? 0) >>> 0), 0),
      first: Math.min(...counted.map((words) => (words[2 * at + 1] ?? 0) >>> 0)),
    }));
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this.worker.views.bytes.length + this.shards.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What each worker has counted of states that constraints do not admit. */
  excluded(): readonly Int32Array[] {
    const { words } = this.worker.views;
    return this.codes.map(({ excluded }) => words.slice(excluded >>> 2, (excluded >>> 2) + 2 * this.plan.constraints));
  }

  /** What is counted since is not counted. */
  restoreExcluded(counted: readonly Int32Array[]): void {
    const { words } = this.worker.views;
    this.codes.forEach(({ excluded }, worker) => {
      words.set(counted[worker] ?? [], excluded >>> 2);
    });
  }

  /** What was emitted lately may not have been found: the front caches are emptied. */
  forget(): void {
    const { bytes, words } = this.worker.views;
    for (const { area } of this.codes) {
      bytes.fill(0, area.front, area.front + area.recent * this.plan.state);
      // A state of zeros belongs to the first slot: there, a state must stand that does not.
      words[area.front >>> 2] = 1;
    }
  }

  /** No place is that of a new state: where they are not accepted as they were to be. */
  clearPlaces(): void {
    const { bits, places, shards } = this.plan;
    this.worker.views.bytes.fill(0, bits, bits + (places / 8) * shards);
  }

  /** An invariant or (behind them) a reachable is not to be evaluated any more. */
  decided(index: number): void {
    this.#decided.add(index);
    const { bytes } = this.worker.views;
    for (const { undecided } of this.codes) bytes[undecided + index] = 0;
  }

  /** Between waves: interned values are found faster with more buckets. */
  tidy(): void {
    try {
      this.worker.call.rehash();
    } catch (error) {
      if (!this.heapIsFull) throw error;
    }
  }
}

function addressAfter(end: number): number {
  return Math.ceil(end / 64) * 64;
}

/** The memory of all workers up to an address, and of the heap behind it if there is one: that may grow. */
function memoryFor(end: number, interning: boolean, shared: boolean): WebAssembly.Memory {
  const initial = Math.ceil((end + 64 + (interning ? HEAP_BYTES : 0)) / PAGE);
  const memory = new WebAssembly.Memory({ initial, maximum: interning ? MOST_PAGES : initial, shared });
  if (interning) beginHeap(new Int32Array(memory.buffer), end);
  return memory;
}
