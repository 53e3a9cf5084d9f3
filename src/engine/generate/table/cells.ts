import type { Code, Local } from "../wasm/code.js";

/*
 * The memory of a shard, from low to high addresses:
 *
 *   cells      numbers that WebAssembly and JavaScript leave for each other, in 32 bits each (`cell`)
 *   places     of a chunk of states that are being looked up: the address of the bucket where each one begins, in the low half,
 *              and in the high half that of its hash
 *   notes      a bit for each possible value of the highest 16 bits of a hash: there are candidates with it (runs.ts)
 *   batch      records that come in, of which those that were new move to its start; or packed states on their way to and from a disk
 *   table      buckets of slots (slots.ts)
 *   store      of wide states: the states themselves, in the order in which they were found
 *   marks      while candidates are settled (runs.ts): a bit for each slot
 *
 * Batch, table and store grow, and what is behind them is moved up. Behind all that, and behind a table that has no store,
 * memory is all zeros.
 */

export const cell = {
  /** Where the table begins and ends, and how many buckets it has. */
  table: 64,
  tableEnd: 68,
  buckets: 72,
  /** States; one of them may be the state of all zeros, which has no slot. */
  size: 76,
  /** Nonzero: the state of all zeros is one of them. */
  zero: 80,
  /** Records that fit the batch. */
  room: 88,
  /** How many records were new. */
  count: 96,
  /** The greatest distance, in bytes, from the bucket where a state begins to its own. */
  longest: 100,
  /** Where the store begins. */
  store: 104,
  /** The slot where a walk over the table goes on. */
  walk: 112,
  /** States set aside while the table grows: where they begin, where the next goes, and where room for them ends. */
  asideStart: 116,
  aside: 120,
  asideEnd: 124,
  /** Where the marks begin; 0: there are none. */
  marks: 108,
  /** The least and the greatest high half of a hash in the batch area. */
  least: 84,
  greatest: 136,
  /** 64 bits that nobody reads. */
  unread: 128,
} as const;

/** States that are looked up together; few enough to stay in the fastest cache with their places. */
export const CHUNK = 256;

export const PLACES = 4096;

export const NOTES = PLACES + 8 * CHUNK;
export const NOTES_BYTES = 2 ** 16 / 8;

export const BATCH = NOTES + NOTES_BYTES;

/** Leaves what a cell holds. */
export function load(code: Code, from: number): Code {
  return code.i32(0).memory("i32.load", from);
}

export function store(code: Code, to: number, value: () => unknown): Code {
  code.i32(0);
  value();
  return code.memory("i32.store", to);
}

/** A new local with what a cell holds now. */
export function loaded(code: Code, from: number): Local {
  const local = code.local("i32");
  load(code, from).set(local);
  return local;
}
