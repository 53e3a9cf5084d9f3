/*
 * A search as it is between two waves, as a head and bytes: the lists of discovered.ts one after another, the states in each
 * shard of the visited set, and all that interned values take. Interned values stand in states as addresses: they must come to
 * be where they were, so a search that has any goes on with as many workers as it had.
 */

/** What the head of a checkpoint says of a search. */
export interface SavedSearch {
  /** Bytes of a state. */
  readonly state: number;
  readonly workers: number;
  /** States in each shard of the visited set. */
  readonly shards: readonly number[];
  /** Those of `Tally`. */
  readonly counts: Counts;
  /** The next state to expand, and the end of the level. */
  readonly next: number;
  readonly levelEnd: number;
  /** Of each list: the first row that is kept, and how many there ever were. */
  readonly lists: readonly (readonly [first: number, length: number])[];
  /** What generated code has counted, by transition, place or constraint (two numbers each). */
  readonly counters: Readonly<Record<Counter, readonly number[]>>;
  /** Where the memory of interned values begins, and the cells that tell of it. */
  readonly heap: readonly number[] | undefined;
}

/** The bytes of a checkpoint, when they are read back. */
export interface SavedBytes {
  /** Fills all of `into` with those that follow. */
  take(into: Uint8Array): void;
  /** What to throw when they are not what they should be. */
  damaged(what: string): Error;
}

export const counts = ["states", "initial", "outside", "steps", "depth", "expanded", "level"] as const;
export type Counts = Readonly<Record<(typeof counts)[number], number>>;

export const counters = ["taken", "changed", "tried", "evaluated", "witnessed", "excluded"] as const;
export type Counter = (typeof counters)[number];
