import { describe, expect, it } from "vitest";
import { hash } from "../../../src/engine/generate/table/hash.js";
import { Shard } from "../../../src/engine/generate/table/shard.js";
import { Module } from "../../../src/engine/generate/wasm/module.js";
import { type Random, seeded } from "../../support/mutations.js";
import { moved, Plain, probed, putBatch, type State, saved, shardOf, stateOf } from "../../support/shard.js";

/** Random states, most of them of so few different ones that they come again. */
function someStates(random: Random, lanes: number, count: number, among: number): readonly State[] {
  return Array.from({ length: count }, () => {
    const number = random(among);
    return Array.from({ length: lanes }, (_, lane) => BigInt(number >> (3 * lane)));
  });
}

function hashed(states: readonly bigint[]): readonly bigint[] {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new Module();
  const { code } = module.function({ parameters: ["i32"], results: [] }, "write");
  const [at] = code.parameters;
  if (at === undefined) throw new Error("one parameter");
  code.get(at);
  hash(code, at, 1);
  code.memory("i64.store", 8);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), { env: { memory } });
  const lanes = new BigUint64Array(memory.buffer);
  return states.map((state) => {
    lanes[0] = state;
    instance.exports.write?.(0);
    return lanes[1] ?? 0n;
  });
}

describe("a shard of the visited set", () => {
  for (const lanes of [1, 2, 3, 7]) {
    it(`tells what is new as a plain set does, in states of ${lanes} lanes, while it grows`, () => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      const random = seeded(seed);
      const shard = shardOf({ lanes });
      const plain = new Plain();
      for (let round = 0; round < 60; round++) {
        const states = someStates(random, lanes, random(3000), 60_000);
        expect(probed(shard, states), `seed ${seed}, round ${round}`).toEqual(plain.probed(states));
        expect(shard.size).toBe(plain.known.size);
      }
      expect(shard.size).toBeGreaterThan(30_000);
      expect(saved(shard, lanes)).toEqual([...plain.known].sort());
    });
  }

  it("finds the state of all zeros like any other", () => {
    for (const lanes of [1, 2, 3]) {
      const shard = shardOf({ lanes });
      const zero = Array<bigint>(lanes).fill(0n);
      const other = Array<bigint>(lanes).fill(5n);
      expect(probed(shard, [other, zero, zero, other])).toEqual([0, 1]);
      expect(probed(shard, [zero])).toEqual([]);
      expect(shard.size).toBe(2);
      shard.clear();
      expect(shard.size).toBe(0);
      expect(probed(shard, [zero, other, zero])).toEqual([0, 1]);
    }
  });

  it("keeps states apart that differ in one lane only", () => {
    const states = [
      [1n, 0n],
      [0n, 1n],
      [1n, 1n],
      [1n, 0n],
    ];
    expect(probed(shardOf({ lanes: 2 }), states)).toEqual([0, 1, 2]);
    expect(
      probed(
        shardOf({ lanes: 3 }),
        states.map((state) => [...state, 0n]),
      ),
    ).toEqual([0, 1, 2]);
  });

  it("undoes its hash in this test", () => {
    const hashes = [0n, 1n, 0xffffffffffffffffn, 0x123456789abcdef0n];
    expect(hashed(hashes.map(stateOf))).toEqual(hashes);
  });

  for (const [where, high] of [
    ["at the start", 0n],
    ["in the middle", 0x80000000n],
    ["at the end", 0xffffffffn],
  ] as const) {
    it(`tells states apart whose hashes all begin ${where} of the table`, () => {
      const random = seeded(1);
      const shard = shardOf();
      const plain = new Plain();
      for (let round = 0; round < 40; round++) {
        const states = Array.from({ length: 400 }, (_, at) => {
          const low = BigInt(random(6000));
          return [at % 4 === 3 ? BigInt(random(1 << 30)) : stateOf((high << 32n) | low)];
        });
        expect(probed(shard, states)).toEqual(plain.probed(states));
      }
      expect(saved(shard, 1)).toEqual([...plain.known].sort());
    });
  }

  it("adds nothing when memory ends, and all that is there stays", () => {
    for (const lanes of [1, 2, 4]) {
      const random = seeded(7);
      const shard = shardOf({ lanes, most: 1 << 20 });
      const plain = new Plain();
      let states: readonly State[] = [];
      let fresh: readonly number[] | undefined = [];
      for (;;) {
        states = someStates(random, lanes, 500, 1 << 30);
        fresh = probed(shard, states);
        if (fresh === undefined) break;
        expect(fresh).toEqual(plain.probed(states));
      }
      expect(shard.bytes).toBeLessThanOrEqual(1 << 20);
      expect(shard.size).toBe(plain.known.size);
      // So much of the memory is filled with states.
      expect(shard.size * 8 * lanes).toBeGreaterThan(0.7 * (1 << 20));
      expect(saved(shard, lanes)).toEqual([...plain.known].sort());
      shard.most = 4 << 20;
      expect(probed(shard, states)).toEqual(plain.probed(states));
    }
  });

  it("makes its batch area larger with all states in place", () => {
    for (const lanes of [1, 3]) {
      const random = seeded(3);
      const shard = shardOf({ lanes });
      const plain = new Plain();
      for (const count of [10, 1000, 100, 20_000, 5]) {
        const states = someStates(random, lanes, count, 5000);
        expect(probed(shard, states)).toEqual(plain.probed(states));
        expect(shard.room).toBeGreaterThanOrEqual(count);
      }
      expect(shard.reserve(1 << 30)).toBe(false);
      expect(saved(shard, lanes)).toEqual([...plain.known].sort());
    }
  });

  it("saves what another one loads", () => {
    for (const lanes of [1, 2, 5]) {
      const random = seeded(11);
      const shard = shardOf({ lanes });
      probed(shard, [Array<bigint>(lanes).fill(0n)]);
      for (let round = 0; round < 10; round++) probed(shard, someStates(random, lanes, 2000, 20_000));
      const bytes = Buffer.concat(Array.from(shard.save(), (piece) => piece.slice()));
      expect(bytes.length).toBe(shard.size * 8 * lanes);
      const other = shardOf({ lanes });
      let at = 0;
      const taken = other.load(shard.size, (into) => {
        into.set(bytes.subarray(at, at + into.length));
        at += into.length;
      });
      expect(taken).toBe(true);
      expect(saved(other, lanes)).toEqual(saved(shard, lanes));
      expect(shardOf({ lanes, most: 1 << 16 }).load(shard.size, () => {})).toBe(false);
    }
  });

  it("is one and the same for all instances over a shared memory", () => {
    const plan = { lanes: 2, most: 2 ** 32, shared: true };
    const memory = Shard.memory(plan);
    const instances = [new Shard(plan, memory), new Shard(plan, memory), new Shard(plan, memory)];
    const plain = new Plain();
    const random = seeded(5);
    for (let round = 0; round < 60; round++) {
      const shard = instances[round % 3];
      if (shard === undefined) throw new Error("three instances");
      const states = someStates(random, 2, random(2000), 30_000);
      expect(probed(shard, states)).toEqual(plain.probed(states));
    }
    const late = new Shard(plan, memory);
    expect(late.size).toBe(plain.known.size);
    expect(saved(late, 2)).toEqual([...plain.known].sort());
  });

  it("does not look at the last lane of a record, and moves it with the state", () => {
    const shard = shardOf();
    putBatch(shard, [[1n], [2n], [1n]]);
    shard.batch(1)[8] = 77;
    expect(shard.probe(3)).toBe(2);
    expect([...shard.batch(1).subarray(0, 16)]).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0]);
    putBatch(shard, [[1n], [3n], [2n], [4n]]);
    expect(shard.probe(4)).toBe(2);
    expect(moved(shard, [[1n], [3n], [2n], [4n]], 2)).toEqual([1, 3]);
  });
});
