import type { Disk, DiskFile } from "../queue/disk.js";
import type { Range, Shard, Taken } from "./shard.js";

/*
 * The part of a shard that memory has no room for: delayed duplicate detection (Stern & Dill 1998 for model checking; Korf
 * 2003; Munagala & Ranade 1999). When a shard may not grow, its states are written to disk as a run, and it is emptied. From then
 * on what it takes for new is a candidate only, until it was compared with all runs. That happens for many candidates at once:
 * every run is read, and each of its states that is in the shard is marked there; the candidates without a mark are new. In
 * the end of a level none may be left, and none when the shard is emptied again.
 *
 * A run is written in the order of the shard's slots, which is that of hashes, nearly: so the shard is gone through from its
 * start to its end while a run is read, and both are in the caches. (A run that comes of a saved search has such pieces one
 * after another.) What is marked is not written again: runs have no state in common. Of every block of a run it is known between
 * what the hashes of its states are; a block is read only if there are candidates with such hashes.
 */

/** Bytes of a block, about. */
const BLOCK = 1 << 14;

/** Packed states that are read at once, about. */
const READ = 1 << 13;

interface Run {
  readonly file: DiskFile;
  readonly states: number;
  /** Of each block. */
  readonly ranges: readonly Range[];
}

export class Runs {
  readonly #shard: Shard;
  readonly #disk: Disk;
  readonly #name: string;
  /** Bytes of a state; states of a block. */
  readonly #state: number;
  readonly #block: number;
  #runs: Run[] = [];

  /**
   * @param lanes of a state
   * @param name for the names of files
   * @throws RangeError when there is no memory for blocks
   */
  constructor(shard: Shard, lanes: number, disk: Disk, name: string) {
    this.#shard = shard;
    this.#disk = disk;
    this.#name = name;
    this.#state = 8 * lanes;
    this.#block = Math.max(1, Math.floor(BLOCK / this.#state));
    if (!shard.reserve(Math.max(READ, this.#block))) throw new RangeError("no memory for blocks");
  }

  /** How many. */
  get length(): number {
    return this.#runs.length;
  }

  /** States on disk. */
  get size(): number {
    return this.#runs.reduce((sum, { states }) => sum + states, 0);
  }

  /**
   * Marks the states of the shard that are on disk, too: those at least whose hashes were noted.
   *
   * @throws RangeError when there is no memory for marks; DiskError
   */
  mark(): void {
    this.#beginMarks();
    const { notes } = this.#shard;
    for (const run of this.#runs) {
      const wanted = run.ranges.map((range) => isNoted(notes, range));
      this.#readAll(
        run,
        (block) => wanted[block] === true,
        (count) => this.#shard.mark(count),
      );
    }
    notes.fill(0);
  }

  /**
   * Writes what the shard has and is not marked, and empties it. `mark` has been called, and no state was added since.
   *
   * @throws DiskError and then the shard still has all states
   */
  spill(): void {
    this.#shard.beginTaking();
    this.#write(() => this.#shard.take(this.#block));
    this.#shard.forget();
  }

  /**
   * Is a state on disk?
   *
   * @throws DiskError
   */
  has(state: Uint8Array): boolean {
    const wanted = state.slice();
    this.#shard.packed(0, 1).set(wanted);
    const { least: hash } = this.#shard.range(1);
    return this.#runs.some((run) =>
      run.ranges.some(({ least, greatest }, block) => {
        if (hash < least || hash > greatest) return false;
        return isAmong(wanted, this.#shard.packed(0, this.#read(run, block, block + 1)));
      }),
    );
  }

  /**
   * All states, those of the shard first, `size + shard.size` of them; some may come twice. Piece by piece: a piece is to be used
   * before the next is asked for.
   *
   * @throws DiskError
   */
  *save(): Generator<Uint8Array, void, undefined> {
    yield* this.#shard.save();
    for (const run of this.#runs) {
      for (let block = 0; block < run.ranges.length; block++) {
        yield this.#shard.packed(0, this.#read(run, block, block + 1));
      }
    }
  }

  /**
   * Nothing is there yet; adds what was saved: to the shard if there is memory for all of it, else as one run. The first state
   * goes to the shard in any case: it may be that of all zeros, which no run has.
   *
   * @param count how many states
   * @param take fills what it is given with the bytes that follow
   * @returns false when there is no memory for a single one
   * @throws DiskError
   */
  load(count: number, take: (into: Uint8Array) => void): boolean {
    if (this.#shard.fits(count)) return this.#shard.load(count, take);
    if (!this.#shard.load(1, take)) return false;
    this.#write((at) => {
      const states = this.#shard.packed(0, Math.min(this.#block, count - 1 - at));
      if (states.length > 0) take(states);
      return { states, ...this.#shard.range(states.length / this.#state) };
    });
    return true;
  }

  /** The space on disk is free again. */
  remove(): void {
    for (const { file } of this.#runs) file.remove();
    this.#runs = [];
  }

  /** States that are read at once. */
  get #most(): number {
    return Math.max(this.#block, Math.min(READ, this.#shard.room));
  }

  #beginMarks(): void {
    if (!this.#shard.beginMarks()) throw new RangeError("no memory for marks");
  }

  /**
   * Writes a run.
   *
   * @param next the block that comes after so many states; only the last may be shorter than others, and then none comes
   * @throws DiskError and what `next` throws, and then there is no such run
   */
  #write(next: (at: number) => Taken): void {
    const file = this.#disk.create(this.#name);
    const ranges: Range[] = [];
    let bytes = 0;
    try {
      for (;;) {
        const { states, least, greatest } = next(bytes / this.#state);
        if (states.length === 0) break;
        file.write(bytes, states);
        bytes += states.length;
        ranges.push({ least, greatest });
      }
    } catch (error) {
      file.remove();
      throw error;
    }
    this.#runs.push({ file, states: bytes / this.#state, ranges });
  }

  /** Reads the blocks that are wanted, as many as fit at once; `then` hears how many states stand in the batch area. */
  #readAll(run: Run, wanted: (block: number) => boolean, then: (count: number) => void): void {
    const most = Math.floor(this.#most / this.#block);
    let first = 0;
    for (let block = 0; block <= run.ranges.length; block++) {
      const ends = block === run.ranges.length || !wanted(block);
      if (block > first && (ends || block - first === most)) {
        then(this.#read(run, first, block));
        first = block;
      }
      if (ends) first = block + 1;
    }
  }

  /** Reads blocks from one up to another into the batch area; how many states. */
  #read({ file, states }: Run, first: number, end: number): number {
    const from = first * this.#block;
    const count = Math.min(end * this.#block, states) - from;
    file.read(from * this.#state, this.#shard.packed(0, count));
    return count;
  }
}

/** Are there notes between? */
function isNoted(notes: Uint8Array, { least, greatest }: Range): boolean {
  for (let bit = least >>> 16; bit <= greatest >>> 16; bit++) {
    const byte = notes[bit >> 3] ?? 0;
    if (byte === 0) bit |= 7;
    else if ((byte & (1 << (bit & 7))) !== 0) return true;
  }
  return false;
}

function isAmong(state: Uint8Array, states: Uint8Array): boolean {
  const wanted = new Uint32Array(state.buffer, state.byteOffset, state.length / 4);
  const words = new Uint32Array(states.buffer, states.byteOffset, states.length / 4);
  for (let at = 0; at < words.length; at += wanted.length) {
    let same = 0;
    while (same < wanted.length && words[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return true;
  }
  return false;
}
