import type { Code, Local } from "../wasm/code.js";
import { isInline, type Plan } from "./plan.js";

/*
 * The table: 2^k slots, open addressing with linear probing. The highest k bits of a state's hash say where to begin.
 *
 * A state of one or two lanes stands in its slot; a slot of zeros is free. (The state of all zeros, which would look the
 * same, never enters the table: a cell tells whether it was found.) A wider state has a slot of 64 bits: the low half of its
 * hash, then its number plus one; where the hash agrees, the record of that number is compared in full. So states are told
 * apart exactly; a hash only says where to look.
 */

/** What is looked up: the state's lanes in memory, and its hash. */
export interface Wanted {
  readonly state: Local;
  readonly hash: Local;
}

/** Writes the code that deals with one slot, whose address is in a local. */
export interface Slots {
  /** Leaves 1 when it is the state that has no slot; undefined: there is none such. */
  readonly isZero?: (code: Code, wanted: Wanted) => Code;
  /** Leaves 1 when the slot holds the state. */
  holds(code: Code, slot: Local, wanted: Wanted): Code;
  /** Leaves 1 when the slot is free. */
  isFree(code: Code, slot: Local): Code;
  /** Puts the state into a free slot, with the number that is in a local. */
  put(code: Code, slot: Local, wanted: Wanted, number: Local): Code;
}

export function slotsOf(plan: Plan): Slots {
  return isInline(plan) ? inline(plan) : indexed(plan);
}

function inline({ lanes }: Plan): Slots {
  return {
    isZero: (code, { state }) => zeros(code, state, lanes),
    holds: (code, slot, { state }) => sameLanes(code, slot, state, lanes),
    isFree: (code, slot) => zeros(code, slot, lanes),
    put: (code, slot, { state }) => copyLanes(code, slot, state, lanes),
  };
}

function indexed({ lanes, records, entry }: Plan): Slots {
  return {
    holds(code, slot, { state, hash }) {
      const record = code.local("i32");
      code.get(slot).memory("i32.load", 4).get(hash).op("i32.wrap_i64", "i32.eq");
      code.get(slot).memory("i32.load").i32(0).op("i32.ne", "i32.and");
      code.if(
        "i32",
        () => {
          code.get(slot).memory("i32.load").i32(1).op("i32.sub").i32(entry).op("i32.mul");
          code.i32(records).op("i32.add").set(record);
          sameLanes(code, record, state, lanes);
        },
        () => code.i32(0),
      );
      return code.release(record);
    },
    isFree: (code, slot) => code.get(slot).memory("i32.load").op("i32.eqz"),
    put(code, slot, { hash }, number) {
      code.get(slot).get(number).i32(1).op("i32.add").memory("i32.store");
      return code.get(slot).get(hash).op("i32.wrap_i64").memory("i32.store", 4);
    },
  };
}

/** Leaves 1 when the lanes at an address are all zero. */
export function zeros(code: Code, at: Local, lanes: number): Code {
  code.get(at).memory("i64.load");
  for (let lane = 1; lane < lanes; lane++)
    code
      .get(at)
      .memory("i64.load", 8 * lane)
      .op("i64.or");
  return code.op("i64.eqz");
}

/** Leaves 1 when the lanes at two addresses are the same. */
export function sameLanes(code: Code, one: Local, other: Local, lanes: number): Code {
  for (let at = 0; at < lanes; at++) {
    code
      .get(one)
      .memory("i64.load", 8 * at)
      .get(other)
      .memory("i64.load", 8 * at)
      .op("i64.xor");
    if (at > 0) code.op("i64.or");
  }
  return code.op("i64.eqz");
}

export function copyLanes(code: Code, to: Local, from: Local, lanes: number): Code {
  for (let at = 0; at < lanes; at++)
    code
      .get(to)
      .get(from)
      .memory("i64.load", 8 * at)
      .memory("i64.store", 8 * at);
  return code;
}

const MULTIPLIERS = [
  0x9e3779b97f4a7c15n,
  0xd6e8feb86659fd93n,
  0xbf58476d1ce4e5b9n,
  0x94d049bb133111ebn,
  0xa0761d6478bd642fn,
  0xe7037ed1a0b428dbn,
  0x8ebc6af09c88c6e3n,
  0x589965cc75374cc3n,
];

const LAST_MULTIPLIER = 0xd6e8feb86659fd93n;

/**
 * Leaves the hash of the lanes at an address: each lane folded and multiplied by an odd number of its own, the products
 * added up, then folded and multiplied again, so that every bit of the state reaches the highest bits.
 */
export function hash(code: Code, state: Local, lanes: number): void {
  const lane = code.local("i64");
  const sum = code.local("i64");
  for (let at = 0; at < lanes; at++) {
    // Beyond the eighth lane the multipliers are used again, turned.
    const multiplier = BigInt.asUintN(64, (MULTIPLIERS[at % 8] ?? 1n) * BigInt(2 * Math.floor(at / 8) + 1));
    code
      .get(state)
      .memory("i64.load", 8 * at)
      .tee(lane)
      .get(lane)
      .i64(29)
      .op("i64.shr_u", "i64.xor");
    code.i64(multiplier).op("i64.mul");
    if (at > 0) code.get(sum).op("i64.add");
    code.set(sum);
  }
  const folded = (): Code => code.get(sum).get(sum).i64(32).op("i64.shr_u", "i64.xor");
  folded().i64(LAST_MULTIPLIER).op("i64.mul").set(sum);
  folded();
  code.release(lane, sum);
}
