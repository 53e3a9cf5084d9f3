import { copyLanes, sameLanes, zeros } from "../table/lanes.js";
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
