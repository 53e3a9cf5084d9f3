import { expect, test } from "vitest";
import { type SimulateOptions, simulateWith } from "../../../src/engine/simulate.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";

const simulate = (drawn: DrawnModel, options: SimulateOptions) =>
  simulateWith(engineOf(drawn), modelOf(drawn), options);

const square: DrawnModel = {
  initial: [0],
  ways: { 0: [1, 2], 1: [3], 2: [0], 3: [0] },
  claims: [
    { kind: "invariant", name: "Not3", nodes: [3] },
    { kind: "invariant", name: "Sound" },
    { kind: "reachable", name: "Two", nodes: [2] },
  ],
};

test("runs that meet nothing go to their length", async () => {
  const result = await simulate(square, { seed: 4, runs: 10, steps: 20, claims: ["Sound"] });
  expect(result).toMatchObject({ spec: "Drawn", seed: 4, runs: 10, steps: 200, status: "no violation found" });
  expect(result.endings).toEqual({ length: 10, deadlock: 0, done: 0, constraint: 0, violation: 0 });
  expect(result).toMatchObject({ claims: [], faults: [] });
  expect(result.sample?.states).toHaveLength(21);
});

test("a run ends at a violation, which is told with the behaviour that met it first", async () => {
  const result = await simulate(square, { seed: 4, runs: 10, steps: 200 });
  expect(result).toMatchObject({ status: "fails", endings: { violation: 10, length: 0 } });
  expect(result.claims.map(({ name, status }) => [name, status])).toEqual([["Not3", "fails"]]);
  expect(result.claims[0]?.trace?.states.at(-1)?.values).toEqual([3]);
  expect(result.claims[0]?.why?.parts).toEqual([{ text: "node", value: 3 }]);
});

test("the same seed gives the same, another one something else", async () => {
  const told = async (seed: number) =>
    (await simulate(square, { seed, runs: 1, steps: 50, claims: ["Sound"] })).sample?.states.map(
      ({ values }) => values,
    );
  expect(await told(11)).toEqual(await told(11));
  expect(await told(11)).not.toEqual(await told(12));
});

test("a deadlock and an error are violations", async () => {
  const dead = await simulate({ initial: [1], ways: { 1: [2] } }, { runs: 3 });
  expect(dead).toMatchObject({ status: "fails", endings: { deadlock: 3 }, steps: 3 });
  expect(dead.claims[0]).toMatchObject({ kind: "deadlock", status: "fails" });
  const broken = await simulate({ initial: [1], ways: { 1: [{ fault: "index 0" }] } }, { runs: 3 });
  expect(broken).toMatchObject({ status: "fails", endings: { violation: 3 }, claims: [] });
  expect(broken.faults).toHaveLength(1);
  expect(broken.faults[0]).toMatchObject({ during: "Go(1, 0)", trace: { states: [{ values: [1] }] } });
});

test("an interrupt ends it after the present run", async () => {
  const { runs } = await simulate(square, { runs: 5, signal: AbortSignal.abort(), claims: ["Sound"] });
  expect(runs).toBe(0);
});
