import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkWith } from "../../../src/engine/check.js";
import { Packed } from "../../../src/engine/packed.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";
import type { Way } from "../../support/graph.js";
import { counters, packed, SHORT, searched } from "../../support/packed.js";
import { Shelf } from "../../support/shelf.js";

const SEED = Number(process.env.SEED ?? 20_261_122);

describe("the search over packed states", () => {
  it.each([
    { count: 1, stride: 4 },
    { count: 3, stride: 4 },
    { count: 4, stride: 4 },
    { count: 3, stride: 32 },
    { count: 3, stride: 64 },
    { count: 2, stride: 512 },
  ])("finds all states of $count counters, $stride bits apart", ({ count, stride }) => {
    const { states, steps, depth, end, found, unexplored } = searched(counters(count, stride));
    const all = 10 ** count;
    expect({ states, steps, depth, end, found, unexplored }).toEqual({
      states: all,
      steps: count * all,
      depth: 9 * count + 1,
      end: "exhausted",
      found: all,
      unexplored: 0,
    });
  });

  it.each([16, 128])("grows its table many times (%i bits a counter)", (stride) => {
    // Room is made for all that a wave may find: in short ones it is the table that grows.
    const search = searched(counters(5, stride), { wave: SHORT });
    expect([search.states, search.steps, search.depth]).toEqual([100_000, 500_000, 46]);
    expect(search.path(search.found - 1)).toHaveLength(46);
    expect(search.used / search.states).toBeLessThan(stride === 16 ? 80 : 145);
  });

  it("ends where memory ends, with what it knows", () => {
    const search = searched(counters(5, 4), { memory: 3_000_000 });
    expect(search.end).toBe("memory");
    expect(search.states).toBeGreaterThan(10_000);
    expect(search.states).toBeLessThan(100_000);
    expect(search.path(search.found - 1).length).toBe(search.depth);
  });

  it("does not take the place of an error for a state", () => {
    // The first lane of the error's entry, transition 3 and place 1, is that of the node 1 in two words: 1 and 3.
    const ways = { 0: [{ fault: "\u0001", by: 3 }, 1], 1: [0] };
    const { states, steps, depth } = searched(packed({ initial: [0], ways, transitions: 4 }, 2));
    expect({ states, steps, depth }).toEqual({ states: 2, steps: 2, depth: 2 });
  });

  it.each([1, 3])("numbers states and remembers the ways to them in %i shards", (shards) => {
    const ways = { 0: Array.from({ length: 600 }, (_, at) => at + 1), 300: [700], 700: [700, 701] };
    const drawn = { initial: [5, 0], ways, mayEnd: Array.from({ length: 702 }, (_, at) => at) };
    const search = searched(packed(drawn, 3), { shards });
    expect([search.found, search.steps, search.depth]).toEqual([603, 603, 4]);
    // Numbers: 5, 0, then 1 to 600 without 5, then 700 and 701.
    expect([0, 1, 2, 256, 300, 600, 601, 602].map((number) => search.path(number))).toEqual([
      [0],
      [1],
      [1, 0],
      [1, 255],
      [1, 299],
      [1, 599],
      [1, 299, 0],
      [1, 299, 0, 1],
    ]);
  });

  it.each([
    [1, 4],
    [3, 4],
    [4, 32],
  ])("finds the same in the same order with states on disk (%i shards, %i bits a counter)", (shards, stride) => {
    const whole = searched(counters(4, stride));
    let asked = 0;
    const search = searched(counters(4, stride), {
      ...{ shards, disk: new Shelf(), spillNow: () => asked++ % 23 === 9 },
      ...{ wave: { wave: 50, records: 300 } },
    });
    expect([search.end, search.states, search.steps, search.depth]).toEqual(["exhausted", 10_000, 40_000, 37]);
    for (let number = 0; number < 10_000; number += 7) expect(search.path(number)).toEqual(whole.path(number));
    expect(search.spilled).toBeGreaterThan(50_000);
  });

  it.each([1, 2])("sees more initial ways than there are places for (%i shards)", (shards) => {
    // Each of 40 states ten times, one after another: they take few records, and 400 places of 256.
    const initial = Array.from({ length: 400 }, (_, at) => 1 + Math.floor(at / 10));
    const mayEnd = Array.from({ length: 41 }, (_, at) => at);
    const search = searched(packed({ initial, ways: {}, mayEnd }, 2), { shards, wave: { wave: 100, records: 64 } });
    expect([search.states, search.initial, search.end]).toEqual([40, 40, "exhausted"]);
    expect(Array.from({ length: 40 }, (_, number) => search.path(number)[0])).toEqual(
      Array.from({ length: 40 }, (_, number) => 10 * number),
    );
  });

  it("counts again where there is no room for what a single state tells", () => {
    const ways = { 0: [1, 2, 3, 4, 5, 6], 1: [7], 2: [8], 3: [7], 4: [7, 8], 5: [9], 6: [10] };
    const mayEnd = Array.from({ length: 11 }, (_, at) => at);
    const told = new Set<string>();
    for (let one = 0; one < 25; one++) {
      for (let other = one; other < 25; other += 3) {
        let asked = 0;
        const { end, states, steps, unexplored } = searched(packed({ initial: [0], ways, mayEnd }, 2), {
          ...{ maxStates: 9, memory: 1e8, disk: new Shelf(), wave: { wave: 2, records: 1 } },
          spillNow: () => [one, other].includes(asked++),
        });
        told.add([end, states, steps, unexplored].join(" "));
      }
    }
    expect([...told]).toEqual(["max-states 9 12 4"]);
  });

  it("sees a state with more ways than the scratch holds", () => {
    const ways = Array.from({ length: 70_000 }, (_, at) => 1 + (at % 5));
    const drawn = { initial: [0], ways: { 0: ways, 1: [], 2: [0] }, mayEnd: [1, 3, 4, 5] };
    const search = searched(packed({ ...drawn, initial: [...ways, 0] }, 2));
    expect([search.states, search.steps, search.depth, search.initial]).toEqual([6, 70_001, 1, 6]);
  });
});

const NODES = 12;
const node = fc.integer({ min: 0, max: NODES - 1 });
const nodes = fc.array(node, { maxLength: 3 });
const text = fc.constantFrom("a", "b", "c");
const predicate = fc.oneof(nodes, fc.record({ faultAt: node, of: text }));
const way: fc.Arbitrary<Way> = fc.oneof(
  { weight: 6, arbitrary: node },
  { weight: 3, arbitrary: fc.record({ to: node, by: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ fault: text, by: fc.integer({ min: 0, max: 2 }) }) },
);
const claim = fc.oneof(
  fc.record({ kind: fc.constant("invariant" as const), nodes: predicate }),
  fc.record({ kind: fc.constant("reachable" as const), nodes: predicate }),
);
const drawnModel: fc.Arbitrary<DrawnModel> = fc
  .record({
    initial: fc.array(fc.oneof({ weight: 9, arbitrary: node }, { weight: 1, arbitrary: fc.record({ fault: text }) }), {
      maxLength: 3,
    }),
    ways: fc.array(fc.array(way, { maxLength: 4 }), { minLength: NODES, maxLength: NODES }),
    mayEnd: predicate,
    claims: fc.array(claim, { maxLength: 3 }),
    constraints: fc.array(predicate, { maxLength: 2 }),
  })
  .map(({ initial, ways, mayEnd, claims, constraints }) => ({
    initial,
    ways: Object.fromEntries(ways.entries()),
    mayEnd,
    transitions: 3,
    claims: claims.map((each, at) => ({ ...each, name: `C${at}` })),
    constraints: constraints.map((outside, at) => ({ name: `K${at}`, outside })),
  }));

const limits = fc.record({
  continue: fc.boolean(),
  maxStates: fc.option(fc.integer({ min: 1, max: NODES }), { nil: undefined }),
  maxDepth: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
});

describe("the search over packed states and the one over values", () => {
  it(`tell the same of random graphs (seed ${SEED})`, async () => {
    const property = fc.asyncProperty(
      drawnModel,
      limits,
      fc.constantFrom(1, 2, 3, 5, 9),
      fc.record({
        shards: fc.integer({ min: 1, max: 4 }),
        wave: fc.record({ wave: fc.constantFrom(1, 2, 3, 5, 100), records: fc.constantFrom(1, 2, 3, 5, 8, 100) }),
      }),
      // When shards are moved to disk, again and again.
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (drawn, options, words, shape, spills) => {
        let asked = 0;
        const disk = new Shelf();
        const spillNow = (): boolean => spills[asked++ % (spills.length + 1)] ?? false;
        const model = modelOf(drawn);
        const make = engineOf(drawn);
        const listed = (kind: string, claims: readonly number[]) =>
          claims.flatMap((index) => {
            const each = drawn.claims?.[index];
            return each?.kind === kind ? [each.nodes ?? []] : [];
          });
        const expected = await checkWith(make, model, options);
        const found = await checkWith(make, model, options, (engine, given, claims) => {
          const bad = listed("invariant", claims);
          const reachable = listed("reachable", claims);
          const outside = drawn.constraints?.map((each) => each.outside) ?? [];
          const generated = packed({ ...drawn, bad, reachable, outside }, words);
          return {
            search: new Packed(engine, generated, { ...given, ...shape, disk, spillNow, memory: 1e8 }),
            engine: expected.engine,
          };
        });
        expect({ ...found, seconds: 0, spilled: 0 }).toEqual({ ...expected, seconds: 0 });
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: 200 });
  });
});
