import type { Chunks } from "../queue/chunks.js";
import { NOWHERE, Predecessors } from "../queue/predecessors.js";
import { Rows } from "../queue/rows.js";

/*
 * All states that were found, by number: how each was reached, and of those that are still to be expanded what they are. Where
 * the spec has constraints, a mark says of each whether it is outside them: then it is not expanded. Where somebody may be asleep
 * (../code/sleepers.ts), a byte says who.
 *
 * What was found last may still stand where it was accepted: whoever needs no list need not wait until it is copied.
 */

/** What is kept of a state. */
export interface Keeping {
  readonly marked: boolean;
  readonly sleeps: boolean;
  /** Are states kept after they were expanded? */
  readonly keeping: boolean;
}

/** What stands elsewhere, and is to be added. */
interface Coming {
  /** States. */
  readonly count: number;
  readonly add: () => void;
}

/** Where states of a wave go, one after another. */
export interface Into {
  readonly states: Uint8Array;
  readonly marks: Uint8Array;
  readonly asleep: Uint8Array;
}

export class Discovered {
  readonly #states: Rows;
  readonly #marks: Rows | undefined;
  readonly #asleep: Rows | undefined;
  readonly #predecessors: Predecessors;
  readonly #keeping: boolean;
  #coming: Coming | undefined;

  /** @param state bytes of a state */
  constructor(state: number, { marked, sleeps, keeping }: Keeping, chunks: Chunks) {
    this.#keeping = keeping;
    this.#states = new Rows(state, { chunks, name: "states" });
    this.#marks = marked ? new Rows(1, { chunks, name: "marks" }) : undefined;
    this.#asleep = sleeps ? new Rows(1, { chunks, name: "asleep" }) : undefined;
    this.#predecessors = new Predecessors(chunks);
  }

  /** So many states are discovered, and added as soon as anybody asks for a list (but for `added`), or `settle` is called. */
  later(count: number, add: () => void): void {
    this.settle();
    this.#coming = { count, add };
  }

  /** Adds what is to be added. */
  settle(): void {
    const coming = this.#coming;
    this.#coming = undefined;
    coming?.add();
  }

  get states(): Rows {
    this.settle();
    return this.#states;
  }

  get marks(): Rows | undefined {
    this.settle();
    return this.#marks;
  }

  get asleep(): Rows | undefined {
    this.settle();
    return this.#asleep;
  }

  get predecessors(): Predecessors {
    this.settle();
    return this.#predecessors;
  }

  /** All lists that it is made of, the states first. */
  get lists(): readonly Rows[] {
    this.settle();
    return this.added;
  }

  /** The same, without what is still to be added. */
  get added(): readonly Rows[] {
    const bytes = [this.#marks, this.#asleep].filter((list) => list !== undefined);
    return [this.#states, ...bytes, ...this.#predecessors.lists];
  }

  get length(): number {
    return this.#predecessors.length + (this.#coming?.count ?? 0);
  }

  /** Copies what is kept of the states from a number on, as many as `into` has room for. */
  read(first: number, { states, marks, asleep }: Into): void {
    if (first + states.length / this.#states.width > this.#states.length) this.settle();
    this.#states.read(first, states);
    this.#marks?.read(first, marks);
    this.#asleep?.read(first, asleep);
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
    this.#asleep?.dropBefore(number);
    if (this.#keeping) return;
    this.#states.dropBefore(number);
    this.#marks?.dropBefore(number);
  }
}
