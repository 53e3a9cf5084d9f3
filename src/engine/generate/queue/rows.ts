import { CHUNK, type Chunks } from "./chunks.js";
import type { Disk, DiskFile } from "./disk.js";

/*
 * A long list of rows of the same width that grows at its end: the states of a level, the predecessors of all states.
 * Seen as one run of bytes it is cut into chunks. Each chunk is in memory, or on disk, or dropped; only the last one may
 * be filled in part, and it is in memory. A file holds FILE chunks, each at its place, and is removed when all of them
 * were dropped. One thread uses a list; others are handed copies.
 */

/** Chunks in a file: 256 MiB. */
const FILE = 256;

export interface RowsOptions {
  /** Where memory comes from; usually shared with other lists. */
  readonly chunks: Chunks;
  /** For the names of files. */
  readonly name: string;
}

export class Rows {
  readonly width: number;
  readonly #chunks: Chunks;
  readonly #name: string;
  /** By number of the chunk; a chunk that is missing here is on disk or was dropped. */
  readonly #held = new Map<number, Uint8Array>();
  readonly #files = new Map<number, DiskFile>();
  /** Bytes ever appended, and dropped at the front. */
  #end = 0;
  #start = 0;

  /** @param width bytes of a row */
  constructor(width: number, { chunks, name }: RowsOptions) {
    this.width = width;
    this.#chunks = chunks;
    this.#name = name;
  }

  /** Rows ever appended: the number of the next one. */
  get length(): number {
    return this.#end / this.width;
  }

  /** The first row that was not dropped. */
  get first(): number {
    return this.#start / this.width;
  }

  /** Bytes in memory. */
  get bytes(): number {
    return this.#held.size * CHUNK;
  }

  /** Whole rows, one after another. */
  append(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const chunk = Math.floor(this.#end / CHUNK);
      const at = this.#end - chunk * CHUNK;
      const count = Math.min(CHUNK - at, bytes.length - from);
      this.#writable(chunk).set(bytes.subarray(from, from + count), at);
      this.#end += count;
      from += count;
    }
  }

  /**
   * Fills `into` with the rows from a number on.
   *
   * @throws DiskError
   */
  read(row: number, into: Uint8Array): void {
    const begin = row * this.width;
    if (begin < this.#start || begin + into.length > this.#end) throw new Error("internal error: no such rows");
    let done = 0;
    while (done < into.length) {
      const chunk = Math.floor((begin + done) / CHUNK);
      const at = begin + done - chunk * CHUNK;
      const count = Math.min(CHUNK - at, into.length - done);
      this.#copy(chunk, at, into.subarray(done, done + count));
      done += count;
    }
  }

  /** Rows before this one are not asked for again. */
  dropBefore(row: number): void {
    const start = Math.min(row * this.width, this.#end);
    if (start <= this.#start) return;
    const first = Math.floor(this.#start / CHUNK);
    const last = Math.floor(start / CHUNK);
    this.#start = start;
    for (let chunk = first; chunk < last; chunk++) {
      this.#release(chunk);
      if ((chunk + 1) % FILE === 0) this.#removeFile(Math.floor(chunk / FILE));
    }
  }

  /**
   * Moves whole chunks to disk until so many bytes of memory are free again: the newest first, which are read last. Returns
   * how many bytes were freed, which may be fewer.
   *
   * @throws DiskError and then nothing is lost: what was not written is still in memory
   */
  spill(disk: Disk, wanted = Number.POSITIVE_INFINITY): number {
    let freed = 0;
    for (const [number, chunk] of [...this.#held].reverse()) {
      if (freed >= wanted) break;
      if ((number + 1) * CHUNK > this.#end) continue;
      this.#fileOf(number, disk).write((number % FILE) * CHUNK, chunk);
      this.#release(number);
      freed += CHUNK;
    }
    return freed;
  }

  /** Nothing is left, not on disk either. Numbers begin at 0 again. */
  clear(): void {
    for (const chunk of [...this.#held.keys()]) this.#release(chunk);
    for (const file of [...this.#files.keys()]) this.#removeFile(file);
    this.#end = 0;
    this.#start = 0;
  }

  /**
   * The rows from `first` on, piece by piece; a piece is to be used before the next is asked for.
   *
   * @throws DiskError
   */
  *save(): Generator<Uint8Array, void, undefined> {
    const piece = this.#chunks.take();
    try {
      for (let at = this.#start; at < this.#end; ) {
        const chunk = Math.floor(at / CHUNK);
        const into = piece.subarray(0, Math.min(CHUNK * (chunk + 1), this.#end) - at);
        this.#copy(chunk, at - chunk * CHUNK, into);
        yield into;
        at += into.length;
      }
    } finally {
      this.#chunks.give(piece);
    }
  }

  /**
   * An empty list gets the rows that another saved.
   *
   * @param first,length of that list
   * @param take fills what it is given with the bytes that follow
   * @param between called after each piece: the time to spill
   */
  load(first: number, length: number, take: (into: Uint8Array) => void, between: () => void = () => {}): void {
    this.#start = first * this.width;
    this.#end = this.#start;
    for (const end = length * this.width; this.#end < end; ) {
      const chunk = Math.floor(this.#end / CHUNK);
      const stop = Math.min(CHUNK * (chunk + 1), end);
      take(this.#writable(chunk).subarray(this.#end - chunk * CHUNK, stop - chunk * CHUNK));
      this.#end = stop;
      between();
    }
  }

  #writable(chunk: number): Uint8Array {
    const held = this.#held.get(chunk);
    if (held !== undefined) return held;
    const taken = this.#chunks.take();
    this.#held.set(chunk, taken);
    return taken;
  }

  #copy(chunk: number, at: number, into: Uint8Array): void {
    const held = this.#held.get(chunk);
    const file = this.#files.get(Math.floor(chunk / FILE));
    if (held !== undefined) into.set(held.subarray(at, at + into.length));
    else if (file !== undefined) file.read((chunk % FILE) * CHUNK + at, into);
    else throw new Error("internal error: rows neither in memory nor on disk");
  }

  #release(chunk: number): void {
    const held = this.#held.get(chunk);
    if (held === undefined) return;
    this.#held.delete(chunk);
    this.#chunks.give(held);
  }

  #fileOf(chunk: number, disk: Disk): DiskFile {
    const index = Math.floor(chunk / FILE);
    const known = this.#files.get(index);
    if (known !== undefined) return known;
    const file = disk.create(`${this.#name}-${index}`);
    this.#files.set(index, file);
    return file;
  }

  #removeFile(index: number): void {
    this.#files.get(index)?.remove();
    this.#files.delete(index);
  }
}
