import { expect, test } from "vitest";
import { check } from "../../../src/engine/check.js";
import { modelOf } from "../../support/spec.js";

test.each([
  "var x: set of 1..40 = any  action A { x := {} }",
  "var x: set of 1..40 = {}  action A { pick y in powerset(1..40) { x := y } }",
])("a search stops among the ways of one state: %s", async (text) => {
  const model = modelOf(`spec Huge ${text} invariant I: size(x) < 41`);
  const result = await check(model, { engine: "generated", seconds: 0.15, memory: 2 ** 28 });
  expect(result).toMatchObject({ status: "incomplete", cut: { kind: "time", seconds: 0.15 } });
  expect(result.counts.states).toBeGreaterThan(100);
});
