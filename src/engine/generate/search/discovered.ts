import type { Chunks } from "../queue/chunks.js";
import { NOWHERE, Predecessors } from "../queue/predecessors.js";
import { Rows } from "../queue/rows.js";

/*
 * All states that were found, by number: how each was reached, and of those that are still to be expanded what they are. Where
 * the spec has constraints, a mark says of each whether it is outside them: then it is not expanded.
 */
export class Discovered {
  readonly states: Rows;
  readonly marks: Rows | undefined;
  readonly predecessors: Predecessors;

  readonly #keeping: boolean;

  /** @param state bytes of a state @param keeping are states kept after they were expanded? */
  constructor(state: number, marked: boolean, chunks: Chunks, keeping = false) {
    this.#keeping = keeping;
    this.states = new Rows(state, { chunks, name: "states" });
    this.marks = marked ? new Rows(1, { chunks, name: "marks" }) : undefined;
    this.predecessors = new Predecessors(chunks);
  }

  /** All lists that it is made of, the states first. */
  get lists(): readonly Rows[] {
    return [this.states, ...(this.marks === undefined ? [] : [this.marks]), ...this.predecessors.lists];
  }

  get length(): number {
    return this.predecessors.length;
  }

  /** Adds one state; its mark is to follow. */
  push(state: Uint8Array, predecessor: number, ordinal: number): void {
    this.predecessors.push(predecessor, ordinal);
    this.states.append(state);
  }

  /** The first of the states that are kept when so many are expanded. */
  firstOf(expanded: number): number {
    return this.#keeping ? 0 : expanded;
  }

  /** How many are initial; they come first. */
  get initial(): number {
    const row = new Uint8Array(this.predecessors.rows.width);
    const view = new DataView(row.buffer);
    for (let number = 0; number < this.length; number++) {
      this.predecessors.rows.read(number, row);
      if (view.getUint32(0, true) !== NOWHERE) return number;
    }
    return this.length;
  }

  mark(outside: boolean): void {
    this.marks?.append(Uint8Array.of(outside ? 1 : 0));
  }

  /** States before this one are not expanded any more. */
  dropBefore(number: number): void {
    if (this.#keeping) return;
    this.states.dropBefore(number);
    this.marks?.dropBefore(number);
  }
}
