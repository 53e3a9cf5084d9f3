import { BUCKET, isInline, slotBytes } from "./slots.js";

/*
 * How large a table is to be. It grows when it would be filled to more than LOAD: the more it is filled, the fewer bytes a
 * state takes, and the more slots are looked at. Where memory ends it is filled to FULL.
 */

const LOAD = 0.7;
const FULL = 0.9;

/** The least factor by which a table grows. */
export const LEAST = 1.2;

/** By how much a table grows that has so many slots: by less where they are wide, as memory is what it costs then. */
function growthOf(lanes: number, slots: number): number {
  const { small, factor } = slotBytes(lanes) > 8 ? { small: 1 << 18, factor: 2 } : { small: 1 << 20, factor: 2.5 };
  return slots < small ? 4 : factor;
}

/** Slots at first. */
export const FIRST = 1024;

export interface Sizes {
  readonly lanes: number;
  /** Slots now. */
  readonly slots: number;
  /** States that there are to be room for. */
  readonly states: number;
  /** Bytes for slots, marks and store together; what is there already may be used in any case. */
  readonly bytes: number;
  /** Bytes that are needed besides while the table grows. */
  readonly aside: number;
}

/** The slots that a table is to have now; undefined: memory does not suffice. */
export function slotsFor(sizes: Sizes): number | undefined {
  const { lanes, slots, states } = sizes;
  if (suffices(sizes, LOAD)) return slots;
  const wanted = Math.max(Math.ceil(states / LOAD) + 8, Math.ceil(slots * growthOf(lanes, slots)));
  const grown = wholeBuckets(Math.min(wanted, fitting(sizes)), lanes);
  if (grown >= slots * LEAST && states <= grown * FULL) return grown;
  return suffices(sizes) ? slots : undefined;
}

/** Whether the slots that there are do, filled to some part: for more when it must be. */
export function suffices({ lanes, slots, states, bytes }: Sizes, load = FULL): boolean {
  return states <= slots * load && (isInline(lanes) || needed(lanes, slots, states) <= bytes);
}

/** Bytes that so many slots, their marks and so many states in the store take. */
export function needed(lanes: number, slots: number, states: number): number {
  return slots * slotBytes(lanes) + marksBytes(slots) + (isInline(lanes) ? 0 : 8 * lanes * states);
}

export function marksBytes(slots: number): number {
  return Math.ceil(slots / 64) * 8;
}

function wholeBuckets(slots: number, lanes: number): number {
  const each = BUCKET / slotBytes(lanes);
  return Math.floor(slots / each) * each;
}

/** The most slots that fit with the states that fill them. */
function fitting({ lanes, bytes, aside }: Sizes): number {
  const each = slotBytes(lanes) + 1 / 8 + (isInline(lanes) ? 0 : 8 * lanes * FULL);
  return Math.max(0, Math.floor((bytes - aside - 8) / each));
}
