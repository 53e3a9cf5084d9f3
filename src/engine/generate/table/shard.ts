import { BATCH, cell, NOTES, NOTES_BYTES } from "./cells.js";
import { asideBytes } from "./growth.js";
import { type Calls, linked } from "./link.js";
import { FIRST, LEAST, marksBytes, needed, type Sizes, slotsFor, suffices } from "./sizes.js";
import { BUCKET, isInline, slotBytes } from "./slots.js";

/** What a shard of the visited set is made for. */
export interface ShardPlan {
  /** 64-bit lanes of a state. */
  readonly lanes: number;
  /** Bytes that it may use at most. */
  readonly most: number;
  /** Several threads have it, one at a time. */
  readonly shared: boolean;
}

/** High halves of hashes. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

export interface Taken extends Range {
  readonly states: Uint8Array;
}

/** Of WebAssembly memory. */
const PAGE = 65536;

/** Of the system's memory, at least. */
const SYSTEM_PAGE = 4096;

/** 4 GiB, but for one page: the end of all is an address too. */
const PAGES = 65535;

/** A memory that need not grow by more grows by this part of itself. */
const AMPLE = 32;

/** Records that fit the batch area at first. */
const ROOM = 64;

/** Slots that one call walks over: code that was compiled in haste is replaced between calls. */
const STRIDE = 1 << 16;

/**
 * One shard of the visited set: an exact set of states in a WebAssembly memory of its own. A batch of records is put into
 * its batch area, then looked up; a record is the lanes of a state and one more lane, which is not looked at.
 *
 * All that a shard knows is in its memory: instances over the same memory, in several threads, are the same shard. They
 * must not be used at the same time.
 */
export class Shard {
  /** A memory for a shard; RangeError when there is none to be had. */
  static memory({ lanes, shared }: ShardPlan): WebAssembly.Memory {
    const initial = Math.ceil((tableAfter(lanes, ROOM) + FIRST * slotBytes(lanes)) / PAGE);
    for (let maximum = PAGES; ; maximum = Math.floor(maximum / 2)) {
      try {
        return new WebAssembly.Memory({ initial, maximum, shared });
      } catch (error) {
        if (!(error instanceof RangeError) || maximum < 2 * initial) throw error;
      }
    }
  }

  /** Bytes that it may use at most; may be changed at any time. */
  most: number;

  readonly #lanes: number;
  readonly #memory: WebAssembly.Memory;
  readonly #call: Calls;
  #bytes: Uint8Array = new Uint8Array(0);
  #cells: Uint32Array = new Uint32Array(0);

  constructor({ lanes, most, shared }: ShardPlan, memory: WebAssembly.Memory) {
    this.most = most;
    this.#lanes = lanes;
    this.#memory = memory;
    this.#call = linked(lanes, shared, memory);
    this.#look();
    if (this.#get(cell.buckets) === 0) this.#begin();
  }

  /** Records that fit the batch area. */
  get room(): number {
    return this.#get(cell.room);
  }

  /** States. */
  get size(): number {
    return this.#get(cell.size);
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    this.#look();
    return this.#bytes.length;
  }

  /**
   * Makes the batch area so large that so many records fit, or twice as many where there is memory: the table has to move.
   * False: there is no memory for it, and nothing was changed.
   */
  reserve(records: number): boolean {
    return records <= this.room || this.#reserve(2 * records) || this.#reserve(records);
  }

  #reserve(records: number): boolean {
    const table = this.#get(cell.table);
    const by = tableAfter(this.#lanes, records) - table;
    const end = this.#end();
    if (!this.#provide(end + by)) return false;
    this.#dropMarks();
    this.#bytes.copyWithin(table + by, table, end);
    for (const each of [cell.table, cell.tableEnd, cell.store]) this.#put(each, this.#get(each) + by);
    this.#setRoom(records);
    return true;
  }

  /** The batch area from record number `from` on; valid until anything but `batch` is called. */
  batch(from: number): Uint8Array {
    const record = 8 * this.#lanes + 8;
    this.#look();
    return this.#bytes.subarray(BATCH + from * record, BATCH + this.room * record);
  }

  /** Makes room for so many states in all; false when there is no memory for them. */
  makeRoom(states: number): boolean {
    const sizes = this.#sizes(states);
    const wanted = slotsFor(sizes);
    if (wanted === undefined) return false;
    this.#dropMarks();
    if (wanted !== sizes.slots && this.#grow(wanted, states)) return true;
    return suffices(sizes) && this.#provide(this.#end(states));
  }

  /**
   * Looks up the first `count` records of the batch area, in order; states that are new are added, and their records moved to
   * its start. Returns how many were, or -1 when there is no memory for them: then nothing was added.
   */
  probe(count: number): number {
    if (!this.makeRoom(this.size + count)) return -1;
    this.#call.probe(count);
    return this.#get(cell.count);
  }

  /** Would there be memory for so many new states? */
  fits(count: number): boolean {
    return slotsFor(this.#sizes(this.size + count)) !== undefined;
  }

  /** Forgets all states; `bytes` stays. */
  clear(): void {
    this.forget();
    this.#put(cell.zero, 0);
    this.#put(cell.size, 0);
  }

  /** The states one after another, `size` of them, piece by piece; a piece is to be used before the next is asked for. */
  *save(): Generator<Uint8Array, void, undefined> {
    if (this.#get(cell.zero) !== 0) yield new Uint8Array(8 * this.#lanes);
    this.#put(cell.walk, this.#get(cell.table));
    for (;;) {
      const count = this.#call.take(this.room, 1);
      if (count === 0) return;
      yield this.packed(0, count);
    }
  }

  /**
   * Adds the states that another shard saved.
   *
   * @param size how many
   * @param take fills what it is given with the bytes that follow
   * @returns false when there is no memory for them
   */
  load(size: number, take: (into: Uint8Array) => void): boolean {
    if (!this.makeRoom(this.size + size)) return false;
    for (let left = size; left > 0; ) {
      const count = Math.min(left, this.room);
      take(this.packed(0, count));
      this.#call.add(count);
      left -= count;
    }
    return true;
  }

  /** The batch area as packed states: so many, from one on. */
  packed(from: number, count: number): Uint8Array {
    const state = 8 * this.#lanes;
    this.#look();
    return this.#bytes.subarray(BATCH + from * state, BATCH + (from + count) * state);
  }

  /** No state is marked; marks are kept until states are added. False: there is no memory for them. */
  beginMarks(): boolean {
    this.#dropMarks();
    const end = Math.ceil(this.#end() / 8) * 8;
    const bytes = marksBytes(this.#slots());
    if (!this.#extend(end + bytes)) return false;
    this.#bytes.fill(0, end, end + bytes);
    this.#put(cell.marks, end);
    return true;
  }

  /** Marks those of so many packed states that are there. */
  mark(count: number): void {
    this.#call.mark(count);
  }

  /** Of so many records, whose states are all there, how many are not marked: these move to the start of the batch area. */
  unmarked(count: number): number {
    this.#call.unmarked(count);
    return this.#get(cell.count);
  }

  /** From the start of the table on, its states are taken. */
  beginTaking(): void {
    this.#put(cell.walk, this.#get(cell.table));
  }

  /**
   * Takes so many states that are not marked, packed, and between what the high halves of their hashes are; fewer at the end,
   * then none. The state of all zeros is not among them when states have one or two lanes.
   */
  take(count: number): Taken {
    const taken = this.#call.take(count, 0);
    return { states: this.packed(0, taken), ...this.range(taken) };
  }

  /** Between what the high halves of the hashes of so many packed states are. */
  range(count: number): Range {
    this.#call.range(count);
    return { least: this.#get(cell.least), greatest: this.#get(cell.greatest) };
  }

  /** Forgets all states that `take` takes. */
  forget(): void {
    this.#dropMarks();
    this.#bytes.fill(0, this.#get(cell.table), this.#get(cell.tableEnd));
    this.#put(cell.size, this.#get(cell.zero));
    this.#put(cell.longest, 0);
  }

  /** Notes the highest 16 bits of the hashes of so many records. */
  note(count: number): void {
    this.#call.note(count);
  }

  /** The notes: bit n of the bytes is set when n was noted. May be cleared. */
  get notes(): Uint8Array {
    this.#look();
    return this.#bytes.subarray(NOTES, NOTES + NOTES_BYTES);
  }

  #begin(): void {
    const table = tableAfter(this.#lanes, ROOM);
    const end = table + FIRST * slotBytes(this.#lanes);
    this.#setRoom(ROOM);
    this.#put(cell.table, table);
    this.#put(cell.tableEnd, end);
    this.#put(cell.store, end);
    this.#put(cell.buckets, (FIRST * slotBytes(this.#lanes)) / BUCKET);
  }

  #slots(): number {
    return (this.#get(cell.buckets) * BUCKET) / slotBytes(this.#lanes);
  }

  #setRoom(records: number): void {
    this.#put(cell.room, records);
  }

  /** Where the table and the store end. */
  #end(states = this.size): number {
    return isInline(this.#lanes) ? this.#get(cell.tableEnd) : this.#get(cell.store) + 8 * this.#lanes * states;
  }

  #sizes(states: number): Sizes {
    const bytes = Math.max(this.#limit(), this.bytes) - this.#get(cell.table);
    const aside = asideBytes(this.#get(cell.longest), LEAST);
    return { lanes: this.#lanes, slots: this.#slots(), states, bytes, aside };
  }

  /** To so many slots, with room for so many states. */
  #grow(slots: number, states: number): boolean {
    const lanes = this.#lanes;
    const size = slotBytes(lanes);
    const [table, tableEnd] = [this.#get(cell.table), this.#get(cell.tableEnd)];
    const by = slots * size - (tableEnd - table);
    const end = this.#end() + by;
    const aside = asideBytes(this.#get(cell.longest), slots / this.#slots());
    if (!this.#provide(Math.max(end + aside, table + needed(lanes, slots, states)))) return false;
    if (!isInline(lanes)) {
      const store = this.#get(cell.store);
      this.#bytes.copyWithin(store + by, store, end - by);
      this.#bytes.fill(0, tableEnd, tableEnd + by);
    } else this.#claim(tableEnd, tableEnd + by);
    this.#put(cell.store, this.#get(cell.store) + by);
    this.#put(cell.tableEnd, tableEnd + by);
    this.#put(cell.buckets, (slots * size) / BUCKET);
    this.#put(cell.walk, tableEnd);
    this.#put(cell.longest, 0);
    this.#put(cell.asideStart, end);
    this.#put(cell.aside, end);
    this.#put(cell.asideEnd, end + aside);
    while (this.#call.move(STRIDE) !== 0);
    this.#call.putAside();
    return true;
  }

  /**
   * Writes to each page of memory that is zeros. The system gives a page when it is first written to; one that is read before
   * is taken for a page of zeros that all share, and replacing that interrupts all processors.
   */
  #claim(from: number, to: number): void {
    for (let word = Math.ceil(from / 4); word < to / 4; word += SYSTEM_PAGE / 4) this.#cells[word] = 0;
  }

  /** Makes the memory so large at least, unless it may not be. */
  #provide(bytes: number): boolean {
    this.#look();
    return (bytes <= this.#bytes.length || bytes <= this.#limit()) && this.#extend(bytes);
  }

  /** Makes the memory so large at least; if it may be larger, it grows by a part of itself, as it is slow to grow often. */
  #extend(bytes: number): boolean {
    this.#look();
    const { length } = this.#bytes;
    const needed = Math.ceil((bytes - length) / PAGE);
    if (needed <= 0) return true;
    const amply = Math.floor(Math.min(length / AMPLE, this.#limit() - length) / PAGE);
    return (amply > needed && this.#extendBy(amply)) || this.#extendBy(needed);
  }

  #extendBy(pages: number): boolean {
    try {
      this.#memory.grow(pages);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.#look();
    return true;
  }

  #limit(): number {
    return Math.min(PAGES, Math.floor(this.most / PAGE)) * PAGE;
  }

  #dropMarks(): void {
    const marks = this.#get(cell.marks);
    if (marks === 0) return;
    this.#bytes.fill(0, marks, marks + marksBytes(this.#slots()));
    this.#put(cell.marks, 0);
  }

  /** Memory may have grown, in another thread too. */
  #look(): void {
    const { buffer } = this.#memory;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#cells = new Uint32Array(buffer);
  }

  #get(address: number): number {
    this.#look();
    return this.#cells[address / 4] ?? 0;
  }

  #put(address: number, value: number): void {
    this.#cells[address / 4] = value;
  }
}

/** Where the table begins when so many records fit the batch area. */
function tableAfter(lanes: number, records: number): number {
  return Math.ceil((BATCH + records * (8 * lanes + 8)) / 4096) * 4096;
}
