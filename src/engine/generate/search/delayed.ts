import type { Budget } from "../queue/budget.js";
import { Rows } from "../queue/rows.js";
import { Runs } from "../table/runs.js";
import type { Shard } from "../table/shard.js";
import { cell } from "../wave/plan.js";
import type { Crew } from "./crew.js";
import type { Tally } from "./tally.js";

/*
 * Past memory, what a shard takes for new may be on disk (../table/runs.ts). It is kept as a candidate, with whatever the order
 * of the search depends on, until all candidates are settled: at the end of a level, and before a shard is emptied. Then
 * they come back as one wave after another, whose records need no looking up but in the marks that the runs have left.
 *
 * A candidate is a record whose key has the number of the predecessor in its high half, not its position in the wave: keys
 * ascend in the order of the search in the whole level.
 */

/** A wave whose candidates are not settled, and what was counted before it. */
export interface Unsettled {
  readonly first: number;
  readonly count: number;
  readonly steps: number;
  readonly expanded: number;
}

/** With fewer candidates for each block on disk it pays to note their hashes and to leave blocks out. */
const FEW = 2;

/** Blocks of 2048 states of one lane. */
const BLOCK = 2048;

export class Delayed {
  readonly #crew: Crew;
  readonly #tally: Tally;
  readonly #budget: Budget;
  readonly #spillNow: () => boolean;
  /** By shard. */
  readonly candidates: readonly Rows[];
  #runs: readonly Runs[] | undefined;
  #waves: Unsettled[] = [];
  #emptied = false;
  /** The shards that the last wave did not fit. */
  #full: readonly number[] = [];
  #staged = new Int32Array(0);

  /** @param spillNow is a shard to be emptied, even if it is not full? */
  constructor(crew: Crew, tally: Tally, budget: Budget, spillNow: () => boolean) {
    this.#spillNow = spillNow;
    this.#crew = crew;
    this.#tally = tally;
    this.#budget = budget;
    const { record, shards } = crew.plan;
    const { chunks } = budget;
    this.candidates = Array.from({ length: shards }, () => new Rows(record, { chunks, name: "candidates" }));
  }

  /** Is anything on disk? Then what the shards take for new is not certain to be. */
  get active(): boolean {
    return this.#runs?.some(({ length }) => length > 0) ?? false;
  }

  /** Was a shard emptied, having no memory for more? */
  get emptied(): boolean {
    return this.#emptied;
  }

  /** The waves that are not settled. */
  get waves(): readonly Unsettled[] {
    return this.#waves;
  }

  /** Is there memory in the shards for all that a wave has told? Tells them how far to grow, too: see `cell.most`. */
  fits(): boolean {
    const { shards } = this.#crew;
    this.#prepare();
    const { worker } = this.#crew;
    const told = [...shards.keys()].map((shard) => worker.countTold(shard));
    worker.views.put(cell.most, Math.max(...shards.map(({ size }, index) => size + (told[index] ?? 0))));
    this.#full = [...shards.keys()].filter((index) => this.#isFull(index, told[index] ?? 0));
    return this.#full.length === 0;
  }

  /** Keeps what of a wave may be new, after it was looked up. */
  keep(wave: Unsettled): void {
    const { plan } = this.#crew;
    for (let shard = 0; shard < plan.shards; shard++) this.#keepOf(shard, wave.first);
    this.#waves.push(wave);
  }

  /**
   * Compares all candidates with what is on disk: marks those that are there.
   *
   * @throws DiskError, RangeError
   */
  mark(): void {
    const { shards } = this.#crew;
    for (const [index, shard] of shards.entries()) {
      const rows = this.candidates[index];
      const runs = this.#runs?.[index];
      if (rows === undefined || runs === undefined) throw new Error("internal error: nothing is on disk");
      this.#note(shard, rows, runs);
      runs.mark();
    }
  }

  /** All candidates are settled. */
  clear(): void {
    for (const rows of this.candidates) rows.clear();
    this.#waves = [];
  }

  /**
   * Moves to disk what is in the shards that have no memory for what a wave has told (`fits`); before that `settle` is called, if there
   * are candidates. False: that is of no use, or there is no disk, or the search has ended.
   *
   * @throws DiskError, RangeError
   */
  spills(settle: () => void): boolean {
    if (this.#runs === undefined) return false;
    const full = this.#full;
    if (this.#waves.length > 0) {
      settle();
      if (this.#tally.end !== undefined) return false;
    }
    return full.map((index) => this.#spillOf(index)).includes(true);
  }

  /**
   * For one state more in a shard: moves all it has to disk if it must. There are no candidates.
   *
   * @throws DiskError, RangeError
   */
  makeRoom(index: number): void {
    this.#prepare();
    if (this.#isFull(index, 1)) this.#spillOf(index);
  }

  /**
   * Is a state on disk?
   *
   * @throws DiskError
   */
  has(index: number, state: Uint8Array): boolean {
    return this.#runs?.[index]?.has(state) ?? false;
  }

  /** Where states are that were found: for each shard, in it and on disk. */
  get sizes(): readonly number[] {
    return this.#crew.shards.map(({ size }, index) => size + (this.#runs?.[index]?.size ?? 0));
  }

  /** All states that a shard has found; there are no candidates. */
  save(index: number): Iterable<Uint8Array> {
    const shard = this.#crew.shards[index];
    if (shard === undefined) throw new Error(`internal error: no shard ${index}`);
    return this.#runs?.[index]?.save() ?? shard.save();
  }

  /**
   * An empty shard gets the states that were saved, or the disk does. False: there is no memory for them.
   *
   * @throws DiskError
   */
  load(index: number, count: number, take: (into: Uint8Array) => void): boolean {
    this.#prepare();
    const place = this.#runs?.[index] ?? this.#crew.shards[index];
    return place?.load(count, take) ?? false;
  }

  /** While there is memory for it: makes ready for what there will be none for. */
  #prepare(): void {
    const { disk } = this.#budget;
    if (disk === undefined || this.#runs !== undefined) return;
    const { shards, plan } = this.#crew;
    try {
      this.#runs = shards.map((shard, index) => new Runs(shard, plan.lanes, disk, `run-${index}`));
    } catch (error) {
      // Without memory for a block, it is done without a disk.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  #isFull(index: number, count: number): boolean {
    const shard = this.#crew.shards[index];
    return shard === undefined || !shard.reserve(count) || !shard.fits(count) || this.#spillNow();
  }

  #spillOf(index: number): boolean {
    const shard = this.#crew.shards[index];
    const runs = this.#runs?.[index];
    if (shard === undefined || runs === undefined || shard.size <= 1) return false;
    shard.notes.fill(255);
    runs.mark();
    runs.spill();
    this.#emptied = true;
    return true;
  }

  /** Of the records for a shard that were looked up, those that may be new. */
  #keepOf(shard: number, first: number): void {
    const { plan, worker } = this.#crew;
    const { words } = worker.views;
    const count = worker.views.get(plan.probed + 4 * shard);
    if (count <= 0) return;
    const width = plan.record >>> 2;
    const from = worker.freshOf(shard) >>> 2;
    const rows = this.#staging(count * width);
    rows.set(words.subarray(from, from + count * width));
    for (let high = (plan.state >>> 2) + 1; high < count * width; high += width) rows[high] = (rows[high] ?? 0) + first;
    this.candidates[shard]?.append(new Uint8Array(rows.buffer, 0, count * plan.record));
  }

  /** So many words, at least, to be used at once: garbage would be too large. */
  #staging(words: number): Int32Array {
    if (this.#staged.length < words) this.#staged = new Int32Array(2 * words);
    return this.#staged;
  }

  #note(shard: Shard, rows: Rows, runs: Runs): void {
    if (rows.length * BLOCK > FEW * runs.size) {
      shard.notes.fill(255);
      return;
    }
    for (let row = 0; row < rows.length; row += shard.room) {
      const count = Math.min(shard.room, rows.length - row);
      rows.read(row, shard.batch(0).subarray(0, count * rows.width));
      shard.note(count);
    }
  }
}
