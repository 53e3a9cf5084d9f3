import { block, cell, own } from "../wave/plan.js";
import { append, fresh, hasWide, number } from "./arrivals.js";
import type { Careful, Course } from "./careful.js";

/*
 * Candidates (delayed.ts) are settled: they are put where a wave has what it told, as many as fit, in one block, and are
 * accepted as what comes of a wave is; only that those that are on disk are left out. The high halves of their keys are numbers
 * of predecessors: such a wave begins at number 0.
 *
 * If the search ends here, states were expanded already that it would not have come to: their ways are counted again.
 */
export class Settling {
  readonly #course: Course;
  readonly #careful: Careful;
  readonly #load: (first: number, count: number) => void;
  readonly #between: () => void;

  /**
   * @param load makes ready for expanding so many states from a number on
   * @param between called again and again: the time to move to disk what can be
   */
  constructor(course: Course, careful: Careful, load: (first: number, count: number) => void, between: () => void) {
    this.#course = course;
    this.#careful = careful;
    this.#load = load;
    this.#between = between;
  }

  /** @throws DiskError */
  settle(): void {
    const { crew, delayed, tally } = this.#course;
    const most = this.#most;
    try {
      delayed.mark();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      tally.end = "memory";
    }
    const taken = crew.shards.map(() => 0);
    while (tally.end === undefined && this.#take(taken, most)) {
      this.#accept();
      for (const [shard, rows] of delayed.candidates.entries()) rows.dropBefore(taken[shard] ?? 0);
      this.#between();
    }
    delayed.clear();
  }

  /** How many candidates of each shard can be taken at once: marks would not survive making room for more. */
  get #most(): number {
    const { plan, area, shards } = this.#course.crew;
    const room = Math.min(area.room, ...shards.map((shard) => shard.room));
    return Math.max(1, Math.min(room, Math.floor(plan.records / plan.shards)));
  }

  /** Takes the next candidates of all shards; `taken`: how many of each were before. False: there are none. */
  #take(taken: number[], most: number): boolean {
    const { crew, delayed, discovered } = this.#course;
    const { plan, worker } = crew;
    const { views } = worker;
    const counts = delayed.candidates.map(({ length }, shard) => Math.min(most, length - (taken[shard] ?? 0)));
    if (counts.every((count) => count === 0)) return false;
    for (const [shard, rows] of delayed.candidates.entries()) {
      const [address, count] = [this.#addressOf(shard), counts[shard] ?? 0];
      rows.read(taken[shard] ?? 0, views.bytes.subarray(address, address + count * plan.record));
    }
    if (plan.shards > 1) this.#cut(counts, taken);
    crew.begin();
    views.put(cell.first, 0);
    views.put(cell.found, discovered.length);
    views.put(cell.count, 1);
    views.put(cell.block, 1);
    views.put(cell.stop, 0);
    views.put(cell.later, 1);
    for (const [shard, count] of counts.entries()) {
      worker.putTold(0, shard, { address: this.#addressOf(shard), count });
      worker.probe(shard, true);
      taken[shard] = (taken[shard] ?? 0) + count;
    }
    return true;
  }

  #accept(): void {
    const { crew, tally, maxStates } = this.#course;
    const { plan } = crew;
    const found = fresh(crew);
    if (found === undefined) throw new Error("internal error: there was room for candidates");
    const excluded = crew.excluded();
    const limited = tally.states + found > maxStates;
    if (!limited) {
      this.#merge();
      crew.run("accept");
    }
    if (!limited && crew.stopped === undefined) {
      append(this.#course, found, hasWide(crew));
      tally.found(found, plan.constraints === 0 ? found : crew.sum(own.inside));
      return;
    }
    crew.restoreExcluded(excluded);
    crew.clearPlaces();
    const end = this.#careful.settle();
    if (end !== undefined) this.#recount(end.predecessor, end.ordinal);
  }

  /** Gives the new ones places in the order of their keys, in the only block. */
  #merge(): void {
    const { crew } = this.#course;
    const { plan, worker } = crew;
    const { views } = worker;
    const entry = worker.beginBlock(0);
    const lists = entry + 4 * block.told;
    for (let shard = 0; shard < plan.shards; shard++) {
      const first = worker.freshOf(shard);
      views.put(lists + 8 * shard, first);
      views.put(lists + 8 * shard + 4, first + views.get(plan.probed + 4 * shard) * plan.record);
    }
    views.put(entry + 4 * block.end, worker.call.merge(lists));
    number(crew);
  }

  /** The search ends at this way of this state. */
  #recount(predecessor: number, ordinal: number): void {
    const { delayed, tally } = this.#course;
    const wave = delayed.waves.find(({ first, count }) => first <= predecessor && predecessor < first + count);
    if (wave === undefined) throw new Error("internal error: a candidate of no wave");
    const before = predecessor - wave.first;
    const again = this.#count(wave.first, before);
    tally.steps = wave.steps + again.ways + ordinal + 1;
    tally.expanded = wave.expanded + again.inside;
  }

  /** Ways out of so many states from a number on, and how many of these are inside: in pieces where there is no room for all. */
  #count(first: number, count: number): { readonly ways: number; readonly inside: number } {
    if (count === 0) return { ways: 0, inside: 0 };
    const { crew } = this.#course;
    this.#load(first, count);
    crew.run("expand");
    if (crew.stopped === undefined) {
      return { ways: this.#careful.waysBefore(count), inside: this.#careful.inside(count) };
    }
    crew.forget();
    if (count === 1) return { ways: this.#ways(), inside: this.#careful.inside(1) };
    const half = count >> 1;
    const [one, other] = [this.#count(first, half), this.#count(first + half, count - half)];
    return { ways: one.ways + other.ways, inside: one.inside + other.inside };
  }

  /** Of the only state of the wave: counted without a record of any. */
  #ways(): number {
    const { crew } = this.#course;
    const { worker, area, plan } = crew;
    const { views } = worker;
    crew.begin(true);
    views.put(area.start + own.key + 4, 0);
    views.put(area.start + own.from, plan.states);
    views.put(area.start + own.skip, -1);
    views.put(area.start + own.careful, 1);
    if (this.#careful.inside(1) > 0) worker.call.expand(plan.states);
    views.put(area.start + own.careful, 0);
    return views.get(area.start + own.key);
  }

  /** Leaves those for later that may come after ones that were not read yet, or that there is no room to accept. */
  #cut(counts: number[], taken: readonly number[]): void {
    const { delayed, crew } = this.#course;
    const { records, shards } = crew.plan;
    const last = delayed.candidates.flatMap(({ length }, shard) => {
      const count = counts[shard] ?? 0;
      if (count === 0) return [];
      if (records < shards) return [this.#keyOf(shard, 0)];
      return (taken[shard] ?? 0) + count < length ? [this.#keyOf(shard, count - 1)] : [];
    });
    for (const [shard, all] of counts.entries()) {
      let [low, high] = [0, all];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (last.some((key) => this.#keyOf(shard, middle) > key)) high = middle;
        else low = middle + 1;
      }
      counts[shard] = low;
    }
  }

  /** The key of a candidate, by its index among those that were read. */
  #keyOf(shard: number, index: number): bigint {
    const { plan, worker } = this.#course.crew;
    const at = this.#addressOf(shard) + index * plan.record + plan.state;
    const { bytes } = worker.views;
    return new DataView(bytes.buffer).getBigUint64(at, true);
  }

  #addressOf(shard: number): number {
    const { plan, area } = this.#course.crew;
    return area.out + shard * area.room * plan.record;
  }
}
