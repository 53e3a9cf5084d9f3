import type { Chunks } from "../queue/chunks.js";
import { NOWHERE, Predecessors } from "../queue/predecessors.js";
import { Rows } from "../queue/rows.js";

/*
 * All states that were found, by number: how each was reached, and of those that are still to be expanded what they are. Where
 * the spec has constraints, a mark says of each whether it is outside them: then it is not expanded. Where somebody may be asleep
 * (../code/sleepers.ts), a byte says who.
 */

/** What is kept of a state. */
export interface Keeping {
  readonly marked: boolean;
  readonly sleeps: boolean;
  /** Are states kept after they were expanded? */
  readonly keeping: boolean;
}

export class Discovered {
  readonly states: Rows;
  readonly marks: Rows | undefined;
  readonly asleep: Rows | undefined;
  readonly predecessors: Predecessors;

  readonly #keeping: boolean;

  /** @param state bytes of a state */
  constructor(state: number, { marked, sleeps, keeping }: Keeping, chunks: Chunks) {
    this.#keeping = keeping;
    this.states = new Rows(state, { chunks, name: "states" });
    this.marks = marked ? new Rows(1, { chunks, name: "marks" }) : undefined;
    this.asleep = sleeps ? new Rows(1, { chunks, name: "asleep" }) : undefined;
    this.predecessors = new Predecessors(chunks);
  }

  /** All lists that it is made of, the states first. */
  get lists(): readonly Rows[] {
    const bytes = [this.marks, this.asleep].filter((list) => list !== undefined);
    return [this.states, ...bytes, ...this.predecessors.lists];
  }

  get length(): number {
    return this.predecessors.length;
  }

  /** Adds one state, in which nobody is taken to be asleep; its mark is to follow. */
  push(state: Uint8Array, predecessor: number, ordinal: number): void {
    this.predecessors.push(predecessor, ordinal);
    this.states.append(state);
    this.asleep?.append(Uint8Array.of(0));
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
    this.asleep?.dropBefore(number);
    if (this.#keeping) return;
    this.states.dropBefore(number);
    this.marks?.dropBefore(number);
  }
}
