import type { Chunks } from "./chunks.js";
import type { Disk } from "./disk.js";
import { Rows } from "./rows.js";

/*
 * How each state was first reached, in the order of numbers: the number of its predecessor and which of that one's ways
 * led here. Five bytes a state: the predecessor in 32 bits, low byte first, and the ordinal in the last byte. An ordinal
 * that has no room there is told as WIDE, and stands in a second list, of pairs (state, ordinal), which is short for all
 * but odd specs; its states ascend.
 */

/** The predecessor of an initial state. */
export const NOWHERE = 0xffffffff;

/** Bytes of a row. */
export const STEP = 5;

/** In the last byte: the ordinal stands in the second list. */
export const WIDE = 255;

export class Predecessors {
  /** As told above. */
  readonly rows: Rows;
  readonly #wide: Rows;

  constructor(chunks: Chunks) {
    this.rows = new Rows(STEP, { chunks, name: "predecessors" });
    this.#wide = new Rows(8, { chunks, name: "ordinals" });
  }

  /** The lists that it is made of, for saving. */
  get lists(): readonly Rows[] {
    return [this.rows, this.#wide];
  }

  /** States. */
  get length(): number {
    return this.rows.length;
  }

  /** Bytes in memory. */
  get bytes(): number {
    return this.rows.bytes + this.#wide.bytes;
  }

  /** For the next states, rows as told above; `wide` is called for those of them that say WIDE, in order. */
  append(rows: Uint8Array): void {
    this.rows.append(rows);
  }

  /** The ordinal of a state whose row says WIDE. */
  wide(state: number, ordinal: number): void {
    this.#wide.append(new Uint8Array(Uint32Array.of(state, ordinal).buffer));
  }

  /** For the next state. */
  push(predecessor: number, ordinal: number): void {
    const row = new Uint8Array(STEP);
    new DataView(row.buffer).setUint32(0, predecessor, true);
    row[4] = Math.min(ordinal, WIDE);
    if (ordinal >= WIDE) this.wide(this.length, ordinal);
    this.append(row);
  }

  /**
   * The ways to a state: the first among the initial ones, each further one among those of the state before.
   *
   * @throws DiskError
   */
  path(state: number): readonly number[] {
    const ordinals: number[] = [];
    const row = new Uint8Array(STEP);
    const view = new DataView(row.buffer);
    for (let at = state; at !== NOWHERE; at = view.getUint32(0, true)) {
      this.rows.read(at, row);
      const ordinal = row[4] ?? 0;
      ordinals.push(ordinal === WIDE ? this.#wideOf(at) : ordinal);
    }
    return ordinals.reverse();
  }

  /** See `Rows.spill`. */
  spill(disk: Disk, wanted?: number): number {
    const freed = this.rows.spill(disk, wanted);
    return freed + this.#wide.spill(disk, wanted === undefined ? undefined : wanted - freed);
  }

  clear(): void {
    for (const rows of this.lists) rows.clear();
  }

  /** The last pair of a state that is not greater. */
  #wideOf(state: number): number {
    const pair = new Uint32Array(2);
    const bytes = new Uint8Array(pair.buffer);
    let [low, high] = [0, this.#wide.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      this.#wide.read(middle, bytes);
      if ((pair[0] ?? 0) > state) high = middle - 1;
      else low = middle;
    }
    this.#wide.read(low, bytes);
    if (pair[0] !== state) throw new Error(`internal error: no ordinal for state ${state}`);
    return pair[1] ?? 0;
  }
}
