import { describe, expect, it } from "vitest";
import { Runs } from "../../../src/engine/generate/table/runs.js";
import type { Shard } from "../../../src/engine/generate/table/shard.js";
import { type Random, seeded } from "../../support/mutations.js";
import { moved, Plain, probed, putBatch, type State, saved, shardOf, stateOf } from "../../support/shard.js";
import { Shelf } from "../../support/shelf.js";

/** A visited set that settles its candidates when it is told to. */
class Delayed {
  readonly disk = new Shelf();
  readonly runs: Runs;
  #candidates: State[] = [];

  constructor(
    readonly shard: Shard,
    lanes: number,
    /** Are hashes of candidates noted, or all blocks read? */
    readonly noted: boolean,
  ) {
    this.runs = new Runs(shard, lanes, this.disk, "run");
  }

  /** Looks up states; what was settled because there was no memory for them. */
  probe(states: readonly State[]): readonly State[] {
    let settled: readonly State[] = [];
    if (!this.shard.fits(states.length)) {
      settled = this.settle();
      this.runs.spill();
    }
    const fresh = probed(this.shard, states);
    if (fresh === undefined) throw new Error("it said that there is memory");
    this.#candidates.push(...fresh.flatMap((at) => states.slice(at, at + 1)));
    return settled;
  }

  /** Those of the candidates that are new, in their order. */
  settle(): readonly State[] {
    const candidates = this.#candidates;
    this.#candidates = [];
    if (this.noted) {
      putBatch(this.shard, candidates);
      this.shard.note(candidates.length);
    } else this.shard.notes.fill(255);
    this.runs.mark();
    const fresh: State[] = [];
    for (let from = 0; from < candidates.length; from += 1000) {
      const some = candidates.slice(from, from + 1000);
      putBatch(this.shard, some);
      const count = this.shard.unmarked(some.length);
      fresh.push(...moved(this.shard, some, count).flatMap((at) => some.slice(at, at + 1)));
    }
    return fresh;
  }

  /** Is a state, which is not in the shard, in a run? */
  has(state: State): boolean {
    return this.runs.has(new Uint8Array(BigUint64Array.from(state).buffer));
  }
}

function someStates(random: Random, lanes: number, count: number, among: number): readonly State[] {
  return Array.from({ length: count }, () => {
    const number = random(among);
    return Array.from({ length: lanes }, (_, lane) => BigInt(number >> (2 * lane)));
  });
}

const MEMORY = 7 * 65536;

describe("a shard that has no memory for all states", () => {
  for (const lanes of [1, 2, 3]) {
    for (const noted of [true, false]) {
      it(`finds the new ones of ${lanes} lanes, in order, ${noted ? "by notes" : "reading all"}`, () => {
        const seed = Math.floor(Math.random() * 2 ** 32);
        const random = seeded(seed);
        const visited = new Delayed(shardOf({ lanes, most: MEMORY }), lanes, noted);
        const plain = new Plain();
        for (let level = 0; level < 12; level++) {
          const found: State[] = [];
          const expected: State[] = [];
          for (let wave = 0; wave < 8; wave++) {
            const states = someStates(random, lanes, random(1500), 80_000);
            found.push(...visited.probe(states));
            expected.push(...plain.probed(states).flatMap((at) => states.slice(at, at + 1)));
          }
          found.push(...visited.settle());
          expect(found, `seed ${seed}, level ${level}`).toEqual(expected);
        }
        expect(visited.runs.length).toBeGreaterThan(lanes === 1 ? 0 : 1);
        expect(visited.shard.bytes).toBeLessThanOrEqual(MEMORY + 65536);
        visited.runs.spill();
        for (const state of someStates(random, lanes, 300, 90_000)) {
          const known = plain.known.has(state.join());
          if (probed(visited.shard, [state])?.length === 1) expect(visited.has(state)).toBe(known);
          else expect(known).toBe(true);
          plain.known.add(state.join());
        }
      });
    }
  }

  it("has no state in two runs", () => {
    const random = seeded(3);
    const visited = new Delayed(shardOf({ most: MEMORY }), 1, false);
    const plain = new Plain();
    for (let round = 0; round < 120; round++) {
      const states = someStates(random, 1, 1500, 100_000);
      visited.probe(states);
      plain.probed(states);
    }
    visited.settle();
    visited.runs.spill();
    expect(visited.runs.length).toBeGreaterThan(2);
    // The state of all zeros stays.
    expect(visited.shard.size).toBe(1);
    expect(visited.runs.size).toBe(plain.known.size - 1);
    visited.runs.remove();
    expect(visited.disk.files.size).toBe(0);
  });

  it("tells states on disk apart whose hashes begin in the same way", () => {
    for (const high of [0n, 0xffffffffn]) {
      const visited = new Delayed(shardOf(), 1, true);
      const even = Array.from({ length: 3000 }, (_, at) => [stateOf((high << 32n) | BigInt(2 * at))]);
      const all = Array.from({ length: 6000 }, (_, at) => [stateOf((high << 32n) | BigInt(at))]);
      visited.probe(even);
      visited.settle();
      visited.runs.spill();
      visited.probe(all);
      expect(visited.settle()).toEqual(all.filter((_, at) => at % 2 === 1));
    }
  });

  it("saves what another one loads", () => {
    for (const lanes of [1, 3]) {
      const random = seeded(9);
      const visited = new Delayed(shardOf({ lanes, most: MEMORY }), lanes, false);
      const plain = new Plain();
      for (let round = 0; round < 80; round++) {
        const states = someStates(random, lanes, 1000, 80_000);
        visited.probe(states);
        plain.probed(states);
      }
      visited.settle();
      const count = visited.runs.size + visited.shard.size;
      const bytes = Buffer.concat(Array.from(visited.runs.save(), (piece) => piece.slice()));
      expect(bytes.length).toBe(count * 8 * lanes);
      const other = new Delayed(shardOf({ lanes, most: MEMORY }), lanes, false);
      let at = 0;
      other.runs.load(count, (into) => {
        into.set(bytes.subarray(at, at + into.length));
        at += into.length;
      });
      expect(other.runs.length).toBeGreaterThan(0);
      const states = someStates(random, lanes, 2000, 90_000);
      other.probe(states);
      expect(other.settle()).toEqual(plain.probed(states).flatMap((index) => states.slice(index, index + 1)));
      expect(saved(other.shard, lanes).length).toBe(other.shard.size);
    }
  });
});
