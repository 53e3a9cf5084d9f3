/*
 * The memory of a search, one WebAssembly memory of up to 4 GiB. All of it is reserved at the start, and only what is
 * written to takes real memory. From low to high addresses:
 *
 *   cells      where WebAssembly and JavaScript leave numbers for each other (`cell`)
 *   the generated module's own memory (its frame, its counters)
 *   flags      a byte for each transition: was it taken (`taken`), did it change the state (`changed`); the first is for init
 *   scratch    the ways out of a block of states, in order, before they are looked up: entries
 *   hashes, places   of those entries that are looked up: the hash, 64 bits, and the address of the entry
 *   recent     of narrow states some that came by last, at a place that their hash gives: most repetitions are soon ones
 *   table      finds states by their hashes; grows in place (slots.ts)
 *   records    all states in the order in which they were found: a state's number is its place here
 *
 * A packed state of W 32-bit words is handled as ceil(W / 2) lanes of 64 bits. An entry and a record are the same thing: the
 * lanes, then one lane of origin: the number of the predecessor in the low half (2^32 - 1: none, it is initial), which of its
 * ways led here in the high half. The highest bit of the high half marks, in a record, a state outside a constraint; in an
 * entry, that no state follows: an error on this way (the first lane holds place and transition), or, when all bits of the
 * high half are set, that the predecessor has no way out.
 */

/** Addresses of single numbers, 32 bits unless told otherwise. */
export const cell = {
  /** 64 bits: the origin of the next way. */
  origin: 64,
  /** Where the next entry of the scratch goes. */
  write: 72,
  /** Ways of this state to be left out: they were seen before the scratch was full. */
  skip: 76,
  /** Nonzero: the scratch was full before the state had all its ways told. */
  full: 80,
  /** The address of the state that is being expanded. */
  from: 84,
  /** States found; those of them inside and outside the constraints. */
  found: 88,
  inside: 92,
  outside: 96,
  /** States inside that are expanded to the last way. */
  expanded: 100,
  /** Finding one more state inside than `mostInside` or one more at all than `mostFound` ends the search. */
  mostInside: 104,
  mostFound: 108,
  /** Nonzero: the search has ended (`ended`). */
  ended: 112,
  /** Nonzero: the state of all zeros was found. */
  zero: 116,
  /** The hash shifted right so far is a slot's index. */
  shift: 120,
  /** Where the table ends. */
  tableEnd: 124,
  /** Entries without a state in the last `drain`. */
  events: 128,
} as const;

/** Values of `cell.ended`. */
export const ended = { violation: 1, "max-states": 2, memory: 3 } as const;

/** Why a search ended, in the words of every breadth-first search. */
export type PackedEnd = "exhausted" | "max-depth" | "stopped" | keyof typeof ended;

/** What a value of `cell.ended` means. */
export function endOf(value: number): keyof typeof ended | undefined {
  switch (value) {
    case ended.violation:
      return "violation";
    case ended["max-states"]:
      return "max-states";
    case ended.memory:
      return "memory";
    default:
      return undefined;
  }
}

/** Where the generated module's own memory begins. */
export const BASE = 4096;

/** The highest bit of an origin's high half. */
export const MARK = 1n << 63n;

/** Entries after which no further state is expanded before they are looked up; few enough to stay in the cache. */
const BLOCK = 2048;
/** Entries that fit. */
const SCRATCH = 1 << 16;

/** Recent states that are kept; so few that they stay in the fastest cache. */
export const RECENT = 1 << 12;

/** Slots of the table at first, as a power of two. */
const SMALLEST = 12;

export interface Plan {
  /** 32-bit words of a packed state, and the 64-bit lanes that hold them. */
  readonly words: number;
  readonly lanes: number;
  /** Bytes of an entry or record, of a slot. */
  readonly entry: number;
  readonly slot: number;
  /** Addresses. */
  readonly taken: number;
  readonly changed: number;
  readonly scratch: number;
  /** The scratch is to be emptied from here on; it is full. */
  readonly scratchEnough: number;
  readonly scratchEnd: number;
  readonly hashes: number;
  readonly places: number;
  readonly recent: number;
  readonly table: number;
  readonly records: number;
  /** The table has 2^smallest slots at first, at most 2^largest. */
  readonly smallest: number;
  readonly largest: number;
  /** The greatest number of states. */
  readonly capacity: number;
}

/** Up to so many lanes a state stands in the table itself. */
const INLINE = 2;

export function isInline({ lanes }: Pick<Plan, "lanes">): boolean {
  return lanes <= INLINE;
}

/**
 * @param words of a packed state
 * @param start the first address that is free
 * @param reserved the size of the memory in bytes
 * @param bytes how many of them may be used
 */
export function planOf(words: number, transitions: number, start: number, reserved: number, bytes: number): Plan {
  const lanes = Math.max(1, Math.ceil(words / 2));
  const entry = 8 * lanes + 8;
  const slot = isInline({ lanes }) ? 8 * lanes : 8;
  const taken = start;
  const changed = taken + transitions + 1;
  const scratch = aligned(changed + transitions + 1, 64);
  const scratchEnd = scratch + SCRATCH * entry;
  // One more entry than fits: that a state has no way out is told also when the scratch is full.
  const hashes = aligned(scratchEnd + entry, 64);
  const places = hashes + 8 * (SCRATCH + 1);
  const recent = aligned(places + 4 * (SCRATCH + 1), 64);
  const table = aligned(recent + RECENT * 8 * lanes, 4096);
  const room = Math.min(reserved, bytes) - table;
  const { bits: largest, states: capacity } = best(room, slot, entry);
  return {
    words,
    lanes,
    entry,
    slot,
    taken,
    changed,
    scratch,
    scratchEnough: scratch + BLOCK * entry,
    scratchEnd,
    hashes,
    places,
    recent,
    table,
    records: table + slot * 2 ** largest,
    smallest: Math.min(SMALLEST, largest),
    largest,
    capacity,
  };
}

/** How many slots, as a power of two, let most states fit into some bytes: a full table is filled to seven eighths. */
function best(room: number, slot: number, entry: number): { readonly bits: number; readonly states: number } {
  let found = { bits: 0, states: 0 };
  for (let bits = 1; bits <= 28; bits++) {
    const states = Math.floor(Math.min(2 ** bits * 0.875, (room - slot * 2 ** bits) / entry));
    if (states > found.states) found = { bits, states };
  }
  return found;
}

function aligned(address: number, to: number): number {
  return Math.ceil(address / to) * to;
}
