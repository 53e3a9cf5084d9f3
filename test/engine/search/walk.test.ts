import { expect, test } from "vitest";
import { Random } from "../../../src/engine/search/random.js";
import { walk } from "../../../src/engine/search/walk.js";
import { type Graph, graph } from "../../support/graph.js";

function run(drawn: Graph, length: number, seed = 1) {
  const { path, ending, verdicts } = walk(graph(drawn), new Random(seed), length);
  return { nodes: path.map(({ state }) => state), ordinals: path.map(({ ordinal }) => ordinal), ending, verdicts };
}

test("a behaviour of the length asked for: so many steps", () => {
  expect(run({ initial: [1], ways: { 1: [2], 2: [1] } }, 4)).toMatchObject({
    nodes: [1, 2, 1, 2, 1],
    ending: "length",
  });
});

test("the same seed is the same behaviour, and the choice is spread over all ways", () => {
  const ways = { 0: [0, 1, 2], 1: [0, 1, 2], 2: [0, 1, 2] };
  const one = run({ initial: [0, 1, 2], ways }, 3000, 7);
  expect(run({ initial: [0, 1, 2], ways }, 3000, 7).nodes).toEqual(one.nodes);
  expect(run({ initial: [0, 1, 2], ways }, 3000, 8).nodes).not.toEqual(one.nodes);
  for (const node of [0, 1, 2]) expect(one.nodes.filter((at) => at === node).length).toBeGreaterThan(850);
});

test("it ends where no step is possible: wrong or all right", () => {
  const drawn: Graph = { initial: [1], ways: { 1: [2] } };
  const stuck = run(drawn, 9);
  expect(stuck).toMatchObject({ nodes: [1, 2], ending: "deadlock" });
  expect(stuck.verdicts).toMatchObject({ failed: true, deadlock: "last" });
  expect(run({ ...drawn, mayEnd: [2] }, 9)).toMatchObject({
    nodes: [1, 2],
    ending: "done",
    verdicts: { failed: false },
  });
  expect(run({ ...drawn, mayEnd: { faultAt: 2, of: "unclear" } }, 9).ending).toBe("violation");
  expect(run({ ...drawn, mayEnd: [2] }, 1).ending).toBe("done");
});

test("it ends at a violation, which is judged before constraints", () => {
  const drawn: Graph = { initial: [1], ways: { 1: [2], 2: [3], 3: [1] } };
  const broken = run({ ...drawn, bad: [[], [3]], outside: [[3]] }, 9);
  expect(broken).toMatchObject({ nodes: [1, 2, 3], ending: "violation" });
  expect(broken.verdicts.violations).toEqual([undefined, "last"]);
  expect(run({ ...drawn, outside: [[3]] }, 9)).toMatchObject({ nodes: [1, 2, 3], ending: "constraint" });
});

test("it ends where any way meets an error, and ordinals count those", () => {
  const drawn: Graph = { initial: [{ fault: "early" }, 1], ways: { 1: [2], 2: [1] } };
  expect(run(drawn, 9)).toMatchObject({ nodes: [], ending: "violation" });
  const broken = run({ initial: [1], ways: { 1: [2], 2: [1, { fault: "broken" }] } }, 9);
  expect(broken).toMatchObject({ nodes: [1, 2], ending: "violation" });
  expect(broken.verdicts.faults).toMatchObject([{ during: { kind: "step", ordinal: 1 }, where: "last" }]);
});

test("no initial state: nothing happens", () => {
  expect(run({ initial: [], ways: {} }, 9)).toMatchObject({ nodes: [], ending: "done" });
});
