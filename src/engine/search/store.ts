/*
 * The visited set. States are numbered 0, 1, 2, … in the order in which they were found; what is known of each stands in
 * arrays under its number, so that a state costs its own object and some 20 to 30 bytes beside it.
 *
 * Numbers are found by open addressing with linear probing in `slots`, a power of two long and at most two thirds full;
 * a slot holds a state's number plus one, or 0 when it is free. The hash of the system only proposes: its bits are mixed
 * (Fibonacci hashing, Knuth TAOCP 6.4), the full hash of a candidate is compared, then the states themselves. Two states
 * of equal hash are two states; a poor hash costs time, never a state.
 */

/** How states are told apart: part of `System`. */
export interface Identity<S> {
  hash(state: S): number;
  equals(left: S, right: S): boolean;
}

/** The predecessor of an initial state. */
export const NOWHERE = -1;

const SMALLEST = 1 << 10;

export class Store<S> {
  readonly #identity: Identity<S>;
  readonly #states: S[] = [];
  #hashes = new Int32Array(SMALLEST);
  #predecessors = new Int32Array(SMALLEST);
  #ordinals = new Uint32Array(SMALLEST);
  #outside = new Uint8Array(SMALLEST);
  #slots = new Int32Array(2 * SMALLEST);
  /** 32 less the number of bits of a slot's index. */
  #shift = 32 - Math.log2(2 * SMALLEST);

  constructor(identity: Identity<S>) {
    this.#identity = identity;
  }

  get size(): number {
    return this.#states.length;
  }

  /** The number of an equal state, or of this one, which is then new: its number is the `size` before the call. */
  add(state: S, predecessor: number, ordinal: number): number {
    const hash = this.#identity.hash(state) | 0;
    const mask = this.#slots.length - 1;
    let slot = Math.imul(hash, 0x9e3779b1) >>> this.#shift;
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) break;
      if (this.#hashes[id] === hash && this.#identity.equals(this.state(id), state)) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.#states.length;
    if (id === this.#hashes.length) this.#widen();
    this.#states.push(state);
    this.#hashes[id] = hash;
    this.#predecessors[id] = predecessor;
    this.#ordinals[id] = ordinal;
    this.#slots[slot] = id + 1;
    if (3 * this.#states.length > 2 * this.#slots.length) this.#rehash();
    return id;
  }

  state(id: number): S {
    const state = this.#states[id];
    if (state === undefined) throw new RangeError(`no state ${id}`);
    return state;
  }

  /** The state from which it was found first, or `NOWHERE`. */
  predecessor(id: number): number {
    return this.#predecessors[id] ?? NOWHERE;
  }

  /** Which of the ways out of its predecessor (or of the initial states) led to it first. */
  ordinal(id: number): number {
    return this.#ordinals[id] ?? 0;
  }

  /** Marks a state as outside a constraint. */
  putOutside(id: number): void {
    this.#outside[id] = 1;
  }

  isOutside(id: number): boolean {
    return this.#outside[id] === 1;
  }

  #widen(): void {
    const length = 2 * this.#hashes.length;
    this.#hashes = widened(this.#hashes, new Int32Array(length));
    this.#predecessors = widened(this.#predecessors, new Int32Array(length));
    this.#ordinals = widened(this.#ordinals, new Uint32Array(length));
    this.#outside = widened(this.#outside, new Uint8Array(length));
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    this.#shift -= 1;
    for (let id = 0; id < this.#states.length; id++) {
      let slot = Math.imul(this.#hashes[id] ?? 0, 0x9e3779b1) >>> this.#shift;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

function widened<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
