import type { SavedBytes, SavedSearch } from "./generate/search/saved.js";

/*
 * What a search holds, so that another process can go on from there. It is handed out between two waves, when everything is
 * in order, as a head, plain data that survives msgpack, and then a run of bytes.
 *
 * Verdicts are not among it: what was told is, and is told again to the same engine, which finds out once more what it means.
 */

/** What a search was told, the first of its kind, in the order in which it came: see `Judge`. */
export type Told = readonly [what: "verdict" | "faulted" | "stuck", ...numbers: number[]];

export interface SearchHead {
  readonly told: readonly Told[];
  readonly search: SavedSearch;
}

export interface Snapshot {
  readonly head: SearchHead;
  /** A piece is to be used before the next is asked for. */
  pieces(): Iterable<Uint8Array>;
}

/** A snapshot that is read back. */
export interface Restored extends SavedBytes {
  readonly head: SearchHead;
  /** Seconds that the search had taken. */
  readonly seconds: number;
  /** All was taken. */
  end(): void;
}

/** Who keeps snapshots. */
export interface Keeper {
  /** Asked between two turns of a search: is it time for one? */
  due(): boolean;
  /** `seconds`: that the search has taken. */
  keep(snapshot: Snapshot, seconds: number): void;
}
