import { Chunks } from "./chunks.js";
import { type Disk, DiskError } from "./disk.js";

/*
 * How much memory a search may take. The bound is on what the whole process has resident, of which the search holds a
 * part: shards of the visited set, queues, the memory of generated code. Two ways to tell how much is taken are used
 * together, and the greater counts:
 *
 *   measured   what the process said when it was last asked, and what the search took since. It sees the JavaScript heap,
 *              and not what was reserved and not written to yet.
 *   accounted  what the process had before the search began, what waves will take, and all that the search holds.
 *
 * The visited set grows as long as there is room. Queues may take a quarter of the budget, and must do with less once the
 * visited set has taken the rest: their newest chunks move to disk, and the memory is used again by the next ones. Memory
 * that was once taken is never given back to the system before the end, so that nothing depends on when that happens.
 */

/** What bounds a search. */
export interface Bounds {
  /** Bytes that the process may have resident; no bound but that of the system by default. */
  readonly memory?: number | undefined;
  /** Bytes that the process has resident now; default: what the search itself holds. */
  readonly resident?: (() => number) | undefined;
  /** Where what does not fit is kept; without it a search ends when memory is full. */
  readonly disk?: Disk | undefined;
}

/** What can move to disk, as `Rows` can. */
export interface Movable {
  readonly bytes: number;
  spill(disk: Disk, wanted: number): number;
}

/**
 * Parts of the bound: kept free for what grows between two looks; what the visited set leaves, because the JavaScript heap and
 * the queues come and go; what may be exceeded before a search must end.
 */
const SLACK = 0.02;
const LEFT = 0.04;
const EXCESS = 0.1;

/** The part of what was free at the start that queues may take. */
const QUEUES = 0.25;

/** The part of the queues that is moved at once, so that it need not be done often. */
const MOVED = 0.25;

/** What queues may need until the next look, at most. */
const NEXT = 16 * 2 ** 20;

/** Milliseconds after which the process is asked again. */
const SAMPLE = 20;

export class Budget {
  readonly chunks = new Chunks();
  readonly disk: Disk | undefined;
  readonly #most: number;
  readonly #resident: (() => number) | undefined;
  readonly #held: () => number;
  /** What the process had besides what the search holds, at first. */
  readonly #base: number;
  readonly #coming: number;
  readonly #queues: number;
  #sample = { at: Number.NEGATIVE_INFINITY, resident: 0, held: 0 };

  /**
   * @param held bytes that the search holds in memory, without `chunks`
   * @param coming bytes that it will take besides, and does not have yet
   */
  constructor({ memory = Number.POSITIVE_INFINITY, resident, disk }: Bounds, held: () => number, coming = 0) {
    this.#coming = coming;
    this.#most = memory;
    this.#resident = resident;
    this.#held = held;
    this.disk = disk;
    this.#base = resident === undefined ? 0 : Math.max(0, resident() - this.#all);
    this.#queues = QUEUES * (memory - this.#base);
  }

  /** Bytes that may still be taken; negative when too many are. */
  get free(): number {
    if (this.#most === Number.POSITIVE_INFINITY) return this.#most;
    const all = this.#all;
    this.#look(all);
    const { resident, held } = this.#sample;
    return (1 - SLACK) * this.#most - Math.max(this.#base + this.#coming + all, resident + (all - held));
  }

  /** Bytes that the visited set may still take. */
  get room(): number {
    return this.#most === Number.POSITIVE_INFINITY ? this.#most : Math.max(0, this.free - LEFT * this.#most);
  }

  /** Bytes on disk, ever written. */
  get spilled(): number {
    return this.disk?.written ?? 0;
  }

  /**
   * Moves as much to disk as must be, and tells whether the search can go on.
   *
   * @throws DiskError when the disk cannot take it
   */
  relieve(queues: readonly Movable[]): boolean {
    const inUse = this.chunks.bytes - this.chunks.spare;
    const { free } = this;
    const tight = Math.max(0, free) + this.chunks.spare < Math.min(SLACK * this.#most, NEXT);
    if (this.disk === undefined) return !tight;
    if (tight || inUse > this.#queues) this.#move(queues, MOVED * inUse, this.disk);
    return free > -EXCESS * this.#most;
  }

  get #all(): number {
    return this.#held() + this.chunks.bytes;
  }

  #look(held: number): void {
    if (this.#resident === undefined) return;
    const at = performance.now();
    if (at - this.#sample.at >= SAMPLE) this.#sample = { at, resident: this.#resident(), held };
  }

  #move(queues: readonly Movable[], wanted: number, disk: Disk): void {
    let freed = 0;
    for (const queue of [...queues].sort((one, other) => other.bytes - one.bytes)) {
      if (freed < wanted) freed += queue.spill(disk, wanted - freed);
    }
  }
}

/** Why a disk does not take more; anything else is thrown again. */
export function reasonOf(error: unknown): string {
  if (error instanceof DiskError) return error.reason;
  throw error;
}
