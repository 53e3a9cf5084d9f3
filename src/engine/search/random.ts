/**
 * Pseudo-random numbers that a seed determines: Mulberry32 (Tommy Ettinger, 2017, public domain), a counter of 32 bits
 * stepped by an odd constant and mixed. It passes the usual batteries of tests well enough to choose steps, and no more.
 */
export class Random {
  #counter: number;

  /** Of the seed the lowest 32 bits count. */
  constructor(seed: number) {
    this.#counter = seed | 0;
  }

  /** The seed from which another one goes on as this one does. */
  get seed(): number {
    return this.#counter;
  }

  /** An integer in 0..bound-1; `bound` is in 1..2^32. */
  below(bound: number): number {
    this.#counter = (this.#counter + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#counter ^ (this.#counter >>> 15), this.#counter | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }
}
