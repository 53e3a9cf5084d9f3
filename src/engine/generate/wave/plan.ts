import { SLEEPERS } from "../abi.js";

/*
 * The memory in which waves of states are expanded and accepted; all workers of a search share it. From low to high addresses:
 *
 *   cells       where workers and generated code leave numbers for each other (`cell`), the same for all
 *   the wave    states, their marks (1: outside a constraint, not expanded), who is asleep in each, and, afterwards, how many
 *               ways out each has, and the place of the first of them
 *   blocks      what became of each block of the wave (`block`)
 *   new ones    for each shard of the visited set, the records of those that went to it that were new, and a bit for the place of
 *               each; then for each such place where the record is (places.ts)
 *   new states  lanes, rows of predecessors, marks, who is asleep, ordinals that do not fit a row
 *   areas       one for each worker: cells (`own`), flags, front cache, out-buffers, the memory of its generated code
 *
 * What comes after that belongs to the heap of interned values. A packed state of W 32-bit words is ceil(W / 2) lanes of 64
 * bits. A record is the lanes of a state, then a key: the predecessor's position in the wave in the high half, the ordinal of
 * the way in the low half (with `sleeps`: who is asleep in its low byte). Keys ascend in the order of the search. Only where ways are told one after another, a key whose
 * highest bit is set says that no state follows: the first lane holds transition and place of an error.
 */

/** Addresses of numbers that all workers share; 32 bits each. */
export const cell = {
  /** The number of the wave's first state; of its first new one. */
  first: 512,
  found: 516,
  /** States of the wave, and of a block. */
  count: 520,
  block: 524,
  /** The next block to be taken. */
  next: 528,
  /** Nonzero: a worker has something to tell, or has no room. */
  stop: 532,
  /** See barrier.ts. */
  round: 536,
  phase: 540,
  taking: 544,
  working: 548,
  ready: 552,
  failed: 556,
  /** Bytes of a text, and where it stands. */
  length: 560,
  /** Places for the ways of a block. */
  places: 564,
  /** Nonzero: what is new gets no places when it was looked up: it is kept for later, or merged (settling.ts). */
  later: 568,
  /** States that each shard is to have room for. */
  most: 572,
  text: 576,
} as const;

/** Bytes of that text at most. */
export const TEXT = 448;

/** Addresses in a worker's area, from its start. */
export const own = {
  /** 64 bits: the key of the next way. */
  key: 0,
  /** 64 bits: ways told. */
  steps: 8,
  /** Nonzero: there is something to tell; an out-buffer was full. The two are one number of 64 bits, too. */
  told: 16,
  full: 20,
  /** The address of the state that is being expanded. */
  from: 24,
  /** Nonzero: ways are told in their order, errors too; `skip` of them are left out. */
  careful: 28,
  skip: 32,
  /** New states that are inside all constraints. */
  inside: 36,
  /** Nonzero: an ordinal did not fit a row. */
  wide: 40,
  /** See `Asleep` (abi.ts). */
  asleep: 44,
  way: 48,
  quiet: 52,
  /** 64-bit floating-point numbers, one for each phase: milliseconds that it has taken so far. */
  spent: 56,
  /** From here on two words for each shard: where the next record goes, and where there is no room; on the careful path never any. */
  rooms: 80,
} as const;

/** Words about a block. */
export const block = {
  /** How many new states there are before it. */
  found: 0,
  /** The place of its first way, and after its last one. */
  from: 1,
  end: 2,
  /** From here on, for each shard, the address of the records that were told for it, and how many: `TOLD` words. */
  told: 3,
} as const;
export const TOLD = 2;

/** Bits of a key that say who is asleep, below the ordinal: so many bits less it has. */
export const KEPT_BITS = SLEEPERS;

/** States in the front cache, at most; so few that they stay in the caches of one core. */
const FRONT = 1 << 14;
const FRONT_BYTES = 1 << 17;

/** Records in a wave, at most, if they are short. */
const RECORDS = 1 << 20;
const RECORD_BYTES = 1 << 25;

export interface Needs {
  readonly words: number;
  readonly transitions: number;
  readonly constraints: number;
  /** Is there any claim or constraint to evaluate? */
  readonly judged: boolean;
  /** May anybody be asleep? */
  readonly sleeps?: boolean | undefined;
  readonly workers: number;
  readonly shards: number;
  readonly most?: Sizes | undefined;
  /** Bytes for the whole search, if they are bounded. */
  readonly memory?: number | undefined;
}

export interface Sizes {
  /** States in a wave, and records that may come of it, at most. */
  readonly wave: number;
  readonly records: number;
  /** States of a level from which on several workers share it. */
  readonly wide?: number;
}

export interface Plan extends Needs {
  readonly lanes: number;
  /** Bytes of a state's lanes, of a record. */
  readonly state: number;
  readonly record: number;
  /** What a wave takes of the memory, about. */
  readonly bytes: number;
  /** States that fit a wave, blocks in it, records that may come of it. */
  readonly wave: number;
  readonly blocks: number;
  readonly records: number;
  /** See `Sizes`. */
  readonly wide: number;
  /** Bytes of what is told of a block. */
  readonly entry: number;
  /** Addresses of what workers share. */
  readonly states: number;
  readonly marks: number;
  readonly asleep: number;
  readonly ways: number;
  readonly starts: number;
  readonly entries: number;
  /** Places for the ways of a wave. */
  readonly places: number;
  /** A word for each shard: how many of the records that went to it were new; -1: it had no memory for them. */
  readonly probed: number;
  /** A word for each shard: the most memory that it may use, in pages of 64 KiB. */
  readonly allowed: number;
  /** Records of the first shard; as many for each as there is `room`. */
  readonly fresh: number;
  readonly room: number;
  /** Bits of the first shard; `places` for each. */
  readonly bits: number;
  /** A word for each place. */
  readonly where: number;
  readonly rows: number;
  readonly predecessors: number;
  readonly newMarks: number;
  readonly newAsleep: number;
  readonly ordinals: number;
  /** The first address of the first worker's area. */
  readonly end: number;
}

/** A worker's part of the memory. */
export interface Area {
  readonly start: number;
  /** A byte for each transition, the first for init: was it ever taken, did it ever lead to another state? */
  readonly taken: number;
  readonly changed: number;
  /** So many states, a power of two. */
  readonly front: number;
  readonly recent: number;
  /** Of the first shard; `room` records for each. */
  readonly out: number;
  readonly room: number;
  /** Where generated code may have its memory. */
  readonly base: number;
}

/** States in a wave: one worker keeps it in the cache, several need more to share. */
export const ALONE = 1 << 15;
const TOGETHER = 1 << 18;
/** A bound of memory does not make waves smaller than this. */
const LEAST = 1 << 11;
const WIDE = 1 << 12;
const WAVE_BYTES = 1 << 22;

/** Bytes of memory that a state of a wave takes with all that comes of it, in bytes of the state, about. */
const COMES = 16;

/** The part of memory, where it is bounded, that a wave may take; of few states it may take more. */
const SHARE = 1 / 64;

/** Ways for each record that may come of them. */
const WAYS = 4;

/** Records for a shard, of so many for all. */
function roomOf(shards: number, records: number): number {
  return shards === 1 ? records : Math.min(records, Math.ceil((2 * records) / shards));
}

export function planOf(needs: Needs): Plan {
  const { words, workers, shards, constraints, sleeps = false } = needs;
  const lanes = Math.ceil(words / 2);
  const [state, record] = [8 * lanes, 8 * lanes + 8];
  const { most = { wide: WIDE, wave: workers === 1 ? ALONE : TOGETHER, records: RECORDS } } = needs;
  const { memory = Number.POSITIVE_INFINITY } = needs;
  const affordable = Math.max(LEAST, Math.floor((memory * SHARE) / (COMES * state)));
  const wave = Math.min(most.wave, Math.max(16, Math.floor(WAVE_BYTES / state)), affordable);
  const blocks = workers === 1 ? 1 : Math.max(64, 16 * workers);
  const records = Math.min(most.records, Math.max(1 << 10, Math.floor(RECORD_BYTES / record)));
  const room = roomOf(shards, records);
  const places = 64 * Math.ceil((WAYS * records) / 64);
  const entry = 4 * (block.told + TOLD * shards);
  const address = addresses(1024);
  return {
    ...needs,
    ...{ lanes, state, record, wave, blocks, records, room, places, entry },
    bytes: COMES * wave * state,
    wide: most.wide ?? WIDE,
    states: address(wave * state),
    marks: address(constraints > 0 ? wave : 0),
    asleep: address(sleeps ? wave : 0),
    ways: address(4 * wave),
    starts: address(4 * wave),
    entries: address(blocks * entry),
    probed: address(4 * shards),
    allowed: address(4 * shards),
    fresh: address(room * record * shards),
    bits: address((places / 8) * shards),
    where: address(4 * places),
    rows: address(records * state),
    predecessors: address(5 * records),
    newMarks: address(constraints > 0 ? records : 0),
    newAsleep: address(sleeps ? records : 0),
    ordinals: address(4 * records),
    end: address(0),
  };
}

/** So many workers may each have room for all records of a wave; more have less, for all areas stand in one memory. */
const AMPLE = 8;

export function areaOf({ state, record, room: all, shards, transitions, workers }: Plan, from: number): Area {
  const address = addresses(from);
  const recent = 2 ** Math.floor(Math.log2(Math.min(FRONT, Math.max(4, FRONT_BYTES / state))));
  const room = Math.ceil(all * Math.min(1, AMPLE / workers));
  return {
    start: address(own.rooms + 8 * shards),
    taken: address(transitions + 1),
    changed: address(transitions + 1),
    front: address(recent * state),
    recent,
    out: address(shards * room * record),
    room,
    base: address(0),
  };
}

/** Hands out addresses from one on, each the start of a cache line. */
function addresses(from: number): (bytes: number) => number {
  let next = from;
  return (bytes) => {
    const address = Math.ceil(next / 64) * 64;
    next = address + bytes;
    return address;
  };
}
