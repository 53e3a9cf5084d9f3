import { describe, expect, test } from "vitest";
import { BreadthFirst, type BreadthOptions } from "../../../src/engine/search/breadth.js";
import { pathTo } from "../../../src/engine/search/path.js";
import { type Graph, graph } from "../../support/graph.js";

function search(drawn: Graph, options: Partial<BreadthOptions> = {}) {
  const system = graph(drawn);
  const run = new BreadthFirst(system, { persist: true, ...options });
  while (run.advance(3)) {}
  const { states, initial, steps, depth, outside, unexplored, end } = run;
  return { run, expanded: system.expanded, counts: { states, initial, steps, depth, outside, unexplored, end } };
}

/** The nodes of the shortest path to a node, and the ordinals of the ways. */
function path(run: BreadthFirst<number>, id: number | undefined) {
  return id === undefined ? undefined : pathTo(run.store, id).map(({ state, ordinal }) => [state, ordinal]);
}

/** 1 → 2, 3; 2 → 4; 3 → 4, 5; 4 → 6; 5 → 1; 6 → 6. */
const diamond: Graph = { initial: [1], ways: { 1: [2, 3], 2: [4], 3: [4, 5], 4: [6], 5: [1], 6: [6] } };

describe("what is visited and counted", () => {
  test("states are expanded by distance, and in the order found within one", () => {
    const { expanded, counts } = search(diamond);
    expect(expanded).toEqual([1, 2, 3, 4, 5, 6]);
    expect(counts).toEqual({
      states: 6,
      initial: 1,
      steps: 8,
      depth: 4,
      outside: 0,
      unexplored: 0,
      end: "exhausted",
    });
  });

  test("a longer way found first does not hide a shorter one", () => {
    const { run, expanded } = search({ initial: [1], ways: { 1: [2, 5], 2: [3], 3: [4], 5: [4], 4: [1] }, bad: [[4]] });
    expect(expanded).toEqual([1, 2, 5, 3, 4]);
    expect(path(run, run.verdicts.violations[0])).toEqual([
      [1, 0],
      [5, 1],
      [4, 0],
    ]);
  });

  test("initial states are counted once each, and are the first level", () => {
    const { expanded, counts } = search({ initial: [7, 8, 7, 9], ways: { 7: [8], 8: [9], 9: [7] } });
    expect(expanded).toEqual([7, 8, 9]);
    expect(counts).toMatchObject({ states: 3, initial: 3, steps: 3, depth: 1 });
  });

  test("no initial state: nothing is visited", () => {
    expect(search({ initial: [], ways: {} }).counts).toMatchObject({ states: 0, steps: 0, depth: 0, end: "exhausted" });
  });

  test("steps are counted by transition, and apart from them those that changed the state", () => {
    const { run } = search({
      initial: [1],
      ways: {
        1: [
          { to: 1, by: 1 },
          { to: 2, by: 0 },
          { to: 2, by: 0 },
        ],
        2: [
          { to: 2, by: 1 },
          { to: 1, by: 2 },
        ],
      },
      transitions: 4,
    });
    expect([...run.taken]).toEqual([2, 2, 1, 0]);
    expect([...run.changed]).toEqual([2, 0, 1, 0]);
  });

  test("a hash that never tells states apart changes nothing", () => {
    const nodes = [...Array(300).keys()];
    const ways = Object.fromEntries(
      nodes.map((node) => [node, [(node * 7 + 1) % 300, (node * 3) % 300, (node + 1) % 300]]),
    );
    const plain = search({ initial: [0], ways, bad: [[299]] });
    const colliding = search({ initial: [0], ways, bad: [[299]], hash: () => 0 });
    expect(colliding.counts).toEqual(plain.counts);
    expect(colliding.expanded).toEqual(plain.expanded);
    expect(colliding.counts.states).toBe(300);
    expect(path(colliding.run, colliding.run.verdicts.violations[0])).toEqual(
      path(plain.run, plain.run.verdicts.violations[0]),
    );
  });

  test("the store grows past its first size", () => {
    const count = 5000;
    const ways = Object.fromEntries([...Array(count).keys()].map((node) => [node, [(node + 1) % count]]));
    const { counts, run } = search({ initial: [0], ways, bad: [[count - 1]] });
    expect(counts).toMatchObject({ states: count, steps: count, depth: count });
    expect(path(run, run.verdicts.violations[0])).toHaveLength(count);
  });
});

describe("violations", () => {
  test("the first one found ends the search", () => {
    const { expanded, run, counts } = search({ ...diamond, bad: [[6], [4, 5]] }, { persist: false });
    expect(expanded).toEqual([1, 2]);
    expect(counts).toMatchObject({ states: 4, steps: 3, end: "violation", unexplored: 3 });
    expect(run.verdicts.violations).toEqual([undefined, 3]);
    expect(path(run, 3)).toEqual([
      [1, 0],
      [2, 0],
      [4, 0],
    ]);
  });

  test("a search that persists has the first violation of each claim, and exact counts", () => {
    const { run, counts } = search({ ...diamond, bad: [[6], [4, 5], [7]] });
    expect(counts).toMatchObject({ states: 6, steps: 8, depth: 4, end: "exhausted" });
    expect(run.verdicts.violations.map((id) => path(run, id)?.map(([node]) => node))).toEqual([
      [1, 2, 4, 6],
      [1, 2, 4],
      undefined,
    ]);
  });

  test("an initial state can break a claim", () => {
    const { counts, run } = search({ ...diamond, bad: [[1]] }, { persist: false });
    expect(counts).toMatchObject({ states: 1, initial: 1, steps: 0, depth: 1, end: "violation" });
    expect(path(run, run.verdicts.violations[0])).toEqual([[1, 0]]);
  });

  test("a reachable state is a witness, no violation", () => {
    const { run, counts } = search({ ...diamond, reachable: [[5, 6], [7]] }, { persist: false });
    expect(counts.end).toBe("exhausted");
    expect(run.verdicts.failed).toBe(false);
    expect(run.verdicts.witnesses.map((id) => path(run, id)?.map(([node]) => node))).toEqual([[1, 3, 5], undefined]);
  });
});

describe("deadlock", () => {
  const dead: Graph = { initial: [1], ways: { 1: [2, 3], 3: [4] } };

  test("a state without steps is one", () => {
    const { run, expanded } = search(dead, { persist: false });
    expect(path(run, run.verdicts.deadlock)).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(expanded).toEqual([1, 2]);
  });

  test("not where the system may end", () => {
    const { run } = search({ ...dead, mayEnd: [2] });
    expect(path(run, run.verdicts.deadlock)?.map(([node]) => node)).toEqual([1, 3, 4]);
    expect(search({ ...dead, mayEnd: [2, 4] }).run.verdicts.failed).toBe(false);
  });

  test("not where a step changes nothing", () => {
    expect(search({ initial: [1], ways: { 1: [1] } }).run.verdicts.deadlock).toBeUndefined();
  });

  test("not where all ways met an error", () => {
    const { run } = search({ initial: [1], ways: { 1: [{ fault: "broken" }] } });
    expect(run.verdicts.deadlock).toBeUndefined();
    expect(run.verdicts.faults.map(({ fault }) => fault.message)).toEqual(["broken"]);
  });

  test("an error while asking whether it may end is an error, not a deadlock", () => {
    const { run } = search({ ...dead, mayEnd: { faultAt: 2, of: "unclear" } });
    expect(run.verdicts.faults).toMatchObject([{ fault: { message: "unclear" }, during: { kind: "end" }, where: 1 }]);
    expect(path(run, run.verdicts.deadlock)?.map(([node]) => node)).toEqual([1, 3, 4]);
    expect(run.verdicts.isUnevaluable("deadlock")).toBe(true);
  });
});

describe("constraints", () => {
  const cut: Graph = {
    initial: [1],
    ways: { 1: [2, 3], 2: [4, 5], 3: [4, 1], 4: [6], 5: [1], 6: [6] },
    outside: [[4], [5, 4]],
  };

  test("states outside are counted apart and not left", () => {
    const { run, expanded, counts } = search(cut);
    expect(expanded).toEqual([1, 2, 3]);
    expect(counts).toEqual({ states: 3, initial: 1, steps: 6, depth: 2, outside: 2, unexplored: 0, end: "exhausted" });
    expect(run.verdicts.constraints.map(({ outside, example }) => [outside, path(run, example)?.at(-1)?.[0]])).toEqual([
      [1, 4],
      [2, 4],
    ]);
  });

  test("states outside are checked", () => {
    const { run } = search({ ...cut, bad: [[4], [6]], reachable: [[5]] });
    expect(run.verdicts.violations.map((id) => path(run, id)?.map(([node]) => node))).toEqual([[1, 2, 4], undefined]);
    expect(path(run, run.verdicts.witnesses[0])?.map(([node]) => node)).toEqual([1, 2, 5]);
  });

  test("an initial state may be outside", () => {
    const { counts } = search({ initial: [1, 2], ways: { 1: [1], 2: [2] }, outside: [[1]] });
    expect(counts).toMatchObject({ states: 1, initial: 1, outside: 1, steps: 1, depth: 1 });
  });

  test("one whose evaluation meets an error does not admit the state", () => {
    const { run, expanded } = search({ ...diamond, outside: [{ faultAt: 2, of: "unclear" }] });
    expect(expanded).toEqual([1, 3, 4, 5, 6]);
    expect(run.verdicts.faults).toMatchObject([{ during: { kind: "constraint", index: 0 }, where: 1 }]);
  });
});

describe("errors of the spec", () => {
  test("one in a step ends the search, and is told with its place", () => {
    const { run, counts } = search(
      {
        initial: [1],
        ways: { 1: [2, { to: 3, by: 1 }], 3: [1, { fault: "broken", by: 1 }, 4], 2: [1] },
        transitions: 2,
      },
      { persist: false },
    );
    expect(counts).toMatchObject({ states: 3, steps: 4, end: "violation" });
    expect(run.verdicts.faults).toMatchObject([
      { fault: { message: "broken" }, during: { kind: "step", transition: 1, ordinal: 1 }, where: 2 },
    ]);
  });

  test("ordinals count the ways that met an error, steps do not", () => {
    const { run, counts } = search({
      initial: [{ fault: "early" }, 1],
      ways: { 1: [{ fault: "broken" }, 2], 2: [1] },
      bad: [[2]],
    });
    expect(counts).toMatchObject({ states: 2, steps: 2 });
    expect(path(run, run.verdicts.violations[0])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(run.verdicts.faults[0]).toMatchObject({ during: { kind: "init" }, where: undefined });
  });

  test("of errors at one place the first is kept", () => {
    const { run } = search({ initial: [1], ways: { 1: [2, { fault: "a" }], 2: [{ fault: "b" }, { fault: "a" }, 1] } });
    expect(run.verdicts.faults.map(({ fault, where }) => [fault.message, where])).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
  });

  test("one in a claim is an error of that claim and leaves the others alone", () => {
    const { run } = search({
      ...diamond,
      bad: [{ faultAt: 3, of: "unclear" }, [5]],
      reachable: [{ faultAt: 2, of: "dark" }],
    });
    expect(run.verdicts.faults.map(({ fault }) => fault.message)).toEqual(["dark", "unclear"]);
    expect(run.verdicts.isUnevaluable({ kind: "invariant", index: 0 })).toBe(true);
    expect(run.verdicts.isUnevaluable({ kind: "invariant", index: 1 })).toBe(false);
    expect(run.verdicts.isUnevaluable({ kind: "reachable", index: 0 })).toBe(true);
    expect(run.verdicts.violations).toEqual([undefined, 4]);
  });
});

describe("limits", () => {
  test("on states: one more than allowed ends the search", () => {
    const { counts } = search(diamond, { maxStates: 4 });
    expect(counts).toMatchObject({ states: 4, end: "max-states", unexplored: 2 });
    expect(search(diamond, { maxStates: 6 }).counts.end).toBe("exhausted");
  });

  test("on depth: states at that depth are judged and not expanded", () => {
    const { counts, expanded, run } = search({ ...diamond, bad: [[5], [6]] }, { maxDepth: 3 });
    expect(expanded).toEqual([1, 2, 3]);
    expect(counts).toMatchObject({ states: 5, depth: 3, end: "max-depth", unexplored: 2 });
    expect(run.verdicts.violations).toEqual([4, undefined]);
    expect(search(diamond, { maxDepth: 1 }).expanded).toEqual([]);
    expect(search(diamond, { maxDepth: 5 }).counts.end).toBe("exhausted");
  });

  test("told to stop, it stops, also between the ways out of one state", () => {
    const many = [...Array(5000).keys()].map((node) => node + 1);
    const { counts, expanded } = search({ initial: [0], ways: { 0: many } }, { stop: () => true });
    expect(expanded).toEqual([0]);
    expect(counts).toMatchObject({ states: 1024, end: "stopped", unexplored: 1024 });
  });

  test("a violation on the way is kept when a limit ends the search", () => {
    const { run, counts } = search({ ...diamond, bad: [[2]] }, { maxStates: 4 });
    expect(counts.end).toBe("max-states");
    expect(run.verdicts.violations).toEqual([1]);
  });
});

test("the same search twice gives the same numbers to the same states", () => {
  const order = (run: BreadthFirst<number>) => [...Array(run.store.size).keys()].map((id) => run.store.state(id));
  const [one, two] = [search(diamond), search(diamond)];
  expect(order(one.run)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(order(two.run)).toEqual(order(one.run));
});
