import type { Code, Local } from "../wasm/code.js";
import { cell, load, loaded, store } from "./cells.js";
import { BUCKET } from "./slots.js";

/*
 * Linear probing over buckets that are in the order of hashes: of n buckets a state begins at number (high half of its hash ×
 * n) >> 32. If that bucket is full, the next one is looked at, after the last one the first.
 */

/** The table, in locals, as it stays while a function runs. */
export interface Table {
  /** Addresses of the first bucket, and after the last one. */
  readonly start: Local;
  readonly end: Local;
  /** How many buckets, 64 bits. */
  readonly buckets: Local;
}

export function tableOf(code: Code): Table {
  const buckets = code.local("i64");
  load(code, cell.buckets).op("i64.extend_i32_u").set(buckets);
  return { start: loaded(code, cell.table), end: loaded(code, cell.tableEnd), buckets };
}

/** Leaves the address of the bucket where the state of a hash begins. */
export function home(code: Code, hashed: Local, { start, buckets }: Table): Code {
  code.get(hashed).i64(32).op("i64.shr_u").get(buckets).op("i64.mul").i64(32).op("i64.shr_u", "i32.wrap_i64");
  return code.i32(BUCKET).op("i32.mul").get(start).op("i32.add");
}

/** Goes to the next bucket. */
export function following(code: Code, bucket: Local, { start, end }: Table): Code {
  code.get(start).get(bucket).i32(BUCKET).op("i32.add").tee(bucket);
  return code.get(bucket).get(end).op("i32.eq", "select").set(bucket);
}

/** Keeps the greatest distance, in bytes, from the bucket where a state begins to its own. */
export interface Distances {
  note(bucket: Local, begin: Local): void;
  /** When all are noted. */
  end(): void;
}

export function distances(code: Code, { start, end }: Table): Distances {
  const longest = loaded(code, cell.longest);
  const distance = code.local("i32");
  return {
    note(bucket, begin) {
      code.get(bucket).get(begin).op("i32.sub").tee(distance);
      code.get(end).get(start).op("i32.sub").get(distance).op("i32.add").get(bucket).get(begin);
      code.op("i32.ge_u", "select").tee(distance);
      code.get(longest).get(distance).get(longest).op("i32.gt_u", "select").set(longest);
    },
    end: () => void store(code, cell.longest, () => code.get(longest)),
  };
}
