import type { Rows } from "../queue/rows.js";
import type { Threads } from "../search/team.js";

/** All that a search which has come to its end, or to a limit, kept of the states that it found. */
export interface Kept {
  /** 32-bit words of a packed state. */
  readonly words: number;
  /** By number: packed states in whole lanes; a byte, not zero for those outside a constraint. */
  readonly states: Rows;
  readonly marks: Rows | undefined;
  /** How many of them are initial; they come first. */
  readonly initial: number;
  /** How many of them, the first ones, it expanded; the last one perhaps not to the last way where it came to a limit. */
  readonly expanded: number;
  /** Did it come to its end? Then all states that there are were kept, and expanded. */
  readonly complete: boolean;
  /** Steps that were told in all. */
  readonly steps: number;
  /** Bytes of memory that may still be used. */
  readonly free: number;
  /** Who else may work on it; undefined where that is not worth while. */
  readonly helpers: Helpers | undefined;
  /**
   * Writes code for an address, and has memory there: that of the search where it has interned values: nobody may use that
   * meanwhile. `shared`: several threads are to use it.
   *
   * @throws RangeError when there is no memory for it
   */
  place<T extends Placeable>(write: (base: number, most: number | undefined) => T, shared?: boolean): Placed<T>;
}

/** Threads that can be started, and how many at most. */
export interface Helpers {
  readonly threads: Threads;
  readonly count: number;
}

/** Code, and the memory for it. */
export interface Placed<T> {
  readonly placed: T;
  readonly memory: WebAssembly.Memory;
  /** Is the memory for this code alone, with the heap behind it if it interns values? */
  readonly apart: boolean;
}

/** Code that uses memory up to an address, and behind it if it interns values. */
export interface Placeable {
  readonly end: number;
  readonly heap: boolean;
}
