import type { Code, Local } from "../wasm/code.js";
import { cell, load } from "./cells.js";
import { hash } from "./hash.js";
import { copyLanes, inMemory, sameLanes } from "./lanes.js";

/*
 * What a slot of the table holds. A state of one or two lanes stands in its slot; a slot of zeros is free. (The state of
 * all zeros, which would look the same, never enters the table: a cell tells whether it is there.) A wider state has a slot
 * of 64 bits: in the low half its number in the store plus one, in the high half that of its hash; where the hashes agree
 * the state in the store is compared in full. So states are told apart exactly: a hash only says where to look.
 *
 * Slots come in buckets of one cache line, which are filled from their start. All slots of a bucket are compared without a
 * branch between them: what costs time is a line that is not in the cache, and a branch that was not foreseen.
 */

/** Up to so many lanes a state stands in the table itself. */
const INLINE = 2;

/** Bytes of a bucket. */
export const BUCKET = 64;

export function isInline(lanes: number): boolean {
  return lanes <= INLINE;
}

/** Bytes of a slot. */
export function slotBytes(lanes: number): number {
  return isInline(lanes) ? 8 * lanes : 8;
}

/** Turns the number of a slot in its bucket into its address. */
export function slotIn(code: Code, bucket: Local, lanes: number): Code {
  return code.i32(slotBytes(lanes)).op("i32.mul").get(bucket).op("i32.add");
}

/** Writes the code that deals with slots, and with a state that is wanted, which it keeps in locals. */
export interface Slots {
  /** Now this state, at an address, is wanted; `place`: the high half of its hash in the high half. */
  want(state: Local, place: Local): void;
  /** Leaves 1 when the wanted state is the one that has no slot; undefined: there is none such. */
  readonly isZero?: () => Code;
  /** Leaves 0 when no slot of a bucket holds the wanted state; else bits of the one that does. */
  holding(bucket: Local): Code;
  /** Turns such bits, on the stack, into the number of the slot. */
  numbered(): Code;
  /** Leaves how many slots of a bucket are used. */
  used(bucket: Local): Code;
  /** Leaves 1 when a slot is free. */
  isFree(slot: Local): Code;
  /**
   * Puts the wanted state into a slot, which is free if the state is new, and holds it if not; `number`: that of its place in
   * the store if it is new.
   */
  put(slot: Local, number: Local, isNew: Local): void;
  /** Leaves a number, 64 bits, whose high half is that of the hash of what a slot holds. */
  hashOf(slot: Local): void;
  /** Copies what a slot holds to another one, which may be the same. */
  move(to: Local, from: Local): void;
  erase(slot: Local): void;
  /** Copies the state of a slot to an address. */
  copy(to: Local, from: Local): void;
}

export function slotsOf(code: Code, lanes: number): Slots {
  if (lanes === 1) return single(code);
  return isInline(lanes) ? inline(code, lanes) : tagged(code, lanes);
}

/** What is the same for all slots, which are so many lanes wide. */
function common(code: Code, width: number): Pick<Slots, "numbered" | "used" | "isFree" | "move" | "erase"> {
  const used = (at: Local, offset: number): Code => {
    code.get(at).memory("i64.load", offset);
    for (let lane = 1; lane < width; lane++)
      code
        .get(at)
        .memory("i64.load", offset + 8 * lane)
        .op("i64.or");
    return code.i64(0).op("i64.ne");
  };
  return {
    numbered: () => code.op("i32.ctz"),
    used(bucket) {
      for (let offset = 0; offset < BUCKET; offset += 8 * width) {
        used(bucket, offset);
        if (offset > 0) code.op("i32.add");
      }
      return code;
    },
    isFree: (slot) => used(slot, 0).op("i32.eqz"),
    move: (to, from) => void copyLanes(code, to, from, width),
    erase(slot) {
      for (let lane = 0; lane < width; lane++)
        code
          .get(slot)
          .i64(0)
          .memory("i64.store", 8 * lane);
    },
  };
}

/** Leaves a bit for each slot of a bucket for which `test`, of the slot's offset, leaves 1. */
function bits(code: Code, size: number, test: (offset: number) => void): Code {
  for (let at = 0; at * size < BUCKET; at++) {
    test(at * size);
    if (at > 0) code.i32(at).op("i32.shl", "i32.or");
  }
  return code;
}

/**
 * Leaves two bits for each slot of a bucket of single lanes that is the same as what `lane` leaves: slots are compared two at a
 * time, and what comes of each is narrowed until it fits a byte.
 */
function sameAs(code: Code, bucket: Local, lane: () => void): Code {
  const half = (first: number): void => {
    for (const offset of [first, first + 16]) {
      code.get(bucket).vectorLoad(offset);
      lane();
      code.vector("i64x2.splat", "i64x2.eq");
    }
    code.vector("i16x8.narrow_i32x4_s");
  };
  half(0);
  half(32);
  return code.vector("i8x16.narrow_i16x8_s", "i8x16.bitmask");
}

/** Of slots of a single lane, which are compared two at a time. */
function single(code: Code): Slots {
  const slots = inline(code, 1);
  const wanted = code.local("i64");
  return {
    ...slots,
    want(state, place) {
      slots.want(state, place);
      code.get(state).memory("i64.load").set(wanted);
    },
    holding: (bucket) => sameAs(code, bucket, () => code.get(wanted)),
    numbered: () => code.op("i32.ctz").i32(1).op("i32.shr_u"),
    used(bucket) {
      code.i32(BUCKET / 8);
      return sameAs(code, bucket, () => code.i64(0))
        .op("i32.popcnt")
        .i32(1)
        .op("i32.shr_u", "i32.sub");
    },
  };
}

function inline(code: Code, lanes: number): Slots {
  const wanted = Array.from({ length: lanes }, () => code.local("i64"));
  const plain = common(code, lanes);
  return {
    ...plain,
    want(state) {
      for (const [at, lane] of wanted.entries())
        code
          .get(state)
          .memory("i64.load", 8 * at)
          .set(lane);
    },
    isZero() {
      for (const [at, lane] of wanted.entries()) {
        code.get(lane);
        if (at > 0) code.op("i64.or");
      }
      return code.op("i64.eqz");
    },
    holding: (bucket) =>
      bits(code, 8 * lanes, (offset) => {
        for (const [at, lane] of wanted.entries()) {
          code
            .get(bucket)
            .memory("i64.load", offset + 8 * at)
            .get(lane)
            .op("i64.eq");
          if (at > 0) code.op("i32.and");
        }
      }),
    put(slot) {
      for (const [at, lane] of wanted.entries())
        code
          .get(slot)
          .get(lane)
          .memory("i64.store", 8 * at);
    },
    hashOf: (slot) => hash(code, slot, lanes),
    copy: plain.move,
  };
}

function tagged(code: Code, lanes: number): Slots {
  const state = code.local("i32");
  const tag = code.local("i64");
  const stored = code.local("i32");
  const maybe = code.local("i32");
  const slot = code.local("i32");
  /** Leaves the address in the store of what a slot holds. */
  const find = (from: Local): Code => addressInStore(code.get(from).memory("i32.load").i32(1).op("i32.sub"), lanes);
  return {
    ...common(code, 1),
    want(at, place) {
      code.get(at).set(state);
      code.get(place).i64(HIGH).op("i64.and").set(tag);
    },
    holding(bucket) {
      bits(code, 8, (offset) => {
        code.get(bucket).memory("i64.load", offset).i64(HIGH).op("i64.and").get(tag).op("i64.eq");
        code.get(bucket).memory("i32.load", offset).i32(0).op("i32.ne", "i32.and");
      });
      code.set(maybe);
      code.block("none", (done) => {
        code.loop("none", (again) => {
          code.get(maybe).op("i32.eqz").brIf(done);
          code.get(bucket).get(maybe).op("i32.ctz").i32(3).op("i32.shl", "i32.add").set(slot);
          find(slot).set(stored);
          sameLanes(code, inMemory(code, stored), inMemory(code, state), lanes).brIf(done);
          code.get(maybe).get(maybe).i32(1).op("i32.sub", "i32.and").set(maybe).br(again);
        });
      });
      return code.get(maybe);
    },
    put(to, number, isNew) {
      code.get(isNew).if("none", () => {
        addressInStore(code.get(number), lanes).set(stored);
        copyLanes(code, stored, state, lanes);
        code.get(to).get(tag);
        code.get(number).i32(1).op("i32.add", "i64.extend_i32_u", "i64.or").memory("i64.store");
      });
    },
    hashOf: (from) => code.get(from).memory("i64.load"),
    copy(to, from) {
      find(from).set(stored);
      copyLanes(code, to, stored, lanes);
    },
  };
}

const HIGH = -1n << 32n;

/** Turns a number in the store into its address. */
function addressInStore(code: Code, lanes: number): Code {
  code.i32(8 * lanes).op("i32.mul");
  return load(code, cell.store).op("i32.add");
}
