import { expect, test } from "vitest";
import { checkWith } from "../../../src/engine/check.js";
import { compareExpectations } from "../../../src/engine/expectations.js";
import type { Expectation } from "../../../src/model/ir.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";

const span = { start: 0, end: 1 };
const holds = (claim: string, ...within: string[]): Expectation => ({ kind: "holds", claim, within, span });
const fails = (claim: string, steps?: number): Expectation => ({ kind: "fails", claim, steps, span });
const count = (kind: "states" | "steps" | "depth", number: number): Expectation => ({ kind, count: number, span });
const deadlock: Expectation = { kind: "deadlock", span };

/** What is wrong with each expectation; undefined where it passed. */
async function messages(drawn: DrawnModel, ...expectations: Expectation[]) {
  const model = modelOf({ ...drawn, expectations });
  const result = await checkWith(engineOf(drawn), model, { continue: true });
  const outcomes = model.chosen === undefined ? [] : compareExpectations(result, model.chosen);
  for (const { passed, message } of outcomes) expect(passed).toBe(message === undefined);
  return outcomes.map(({ text, message }) => [text, message]);
}

const ring: DrawnModel = {
  initial: [1],
  ways: { 1: [2], 2: [3], 3: [4], 4: [1] },
  claims: [
    { kind: "invariant", name: "Sound" },
    { kind: "invariant", name: "Not3", nodes: [3] },
    { kind: "reachable", name: "Four", nodes: [4] },
    { kind: "reachable", name: "Nine", nodes: [9] },
    { kind: "refines", name: "Live" },
  ],
};

test("what comes out as expected passes", async () => {
  expect(await messages(ring, holds("Sound"), fails("Not3"), fails("Not3", 2), holds("Four"), fails("Nine"))).toEqual([
    ["holds Sound", undefined],
    ["fails Not3", undefined],
    ["fails Not3 in 2 steps", undefined],
    ["holds Four", undefined],
    ["fails Nine", undefined],
  ]);
  expect(await messages(ring, count("states", 4), count("steps", 4), count("depth", 4))).toEqual([
    ["states 4", undefined],
    ["steps 4", undefined],
    ["depth 4", undefined],
  ]);
});

test("what comes out otherwise is told", async () => {
  expect(
    await messages(
      ring,
      holds("Not3"),
      fails("Sound"),
      fails("Not3", 3),
      fails("Four"),
      holds("Nine"),
      fails("Nine", 1),
    ),
  ).toEqual([
    ["holds Not3", "it fails in 2 steps"],
    ["fails Sound", "it holds"],
    ["fails Not3 in 3 steps", "it fails in 2 steps"],
    ["fails Four", "it holds"],
    ["holds Nine", "no reachable state satisfies it"],
    ["fails Nine in 1 step", "no state satisfies it, so there is no number of steps"],
  ]);
  expect(await messages(ring, count("states", 5), count("steps", 3), count("depth", 1), deadlock)).toEqual([
    ["states 5", "there are 4"],
    ["steps 3", "there are 4"],
    ["depth 1", "it is 4"],
    ["deadlock", "no state is deadlocked"],
  ]);
});

test("a claim that this version does not check fails either expectation, with the reason", async () => {
  const message = "it is not checked yet: the spec that it refines is not known";
  expect(await messages(ring, holds("Live"), fails("Live"))).toEqual([
    ["holds Live", message],
    ["fails Live", message],
  ]);
});

test("a pass within a constraint must be expected as one", async () => {
  const bounded: DrawnModel = {
    ...ring,
    constraints: [
      { name: "C", outside: [3] },
      { name: "D", outside: [3] },
      { name: "E", outside: [9] },
    ],
  };
  expect(
    await messages(
      bounded,
      holds("Sound"),
      holds("Sound", "C"),
      holds("Sound", "C", "D"),
      holds("Sound", "E", "D", "C"),
      fails("Sound"),
    ),
  ).toEqual([
    ["holds Sound", "it holds within C and D only: say `holds Sound within C and D`"],
    ["holds Sound within C", "it holds within C and D only: say `holds Sound within C and D`"],
    ["holds Sound within C and D", undefined],
    ["holds Sound within E and D and C", undefined],
    ["fails Sound", "it holds within C and D"],
  ]);
  expect(await messages(ring, holds("Sound", "C"))).toEqual([["holds Sound within C", undefined]]);
});

test("a deadlock must be expected", async () => {
  const dead: DrawnModel = { ...ring, ways: { 1: [2] } };
  expect(await messages(dead, holds("Sound"))).toEqual([
    ["holds Sound", undefined],
    ["no deadlock", "it fails in 1 step: say `deadlock` if that is meant"],
  ]);
  expect(await messages(dead, deadlock)).toEqual([["deadlock", undefined]]);
});

test("an error of the spec fails every model", async () => {
  const broken: DrawnModel = { ...ring, ways: { ...ring.ways, 4: [1, { fault: "index 0" }] } };
  expect(await messages(broken, holds("Sound"))).toEqual([
    ["holds Sound", undefined],
    ["no error of the spec", "Go(4, 1): index 0"],
  ]);
});
