import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import type { Model } from "../../../src/model/ir.js";
import { accounts } from "../../support/generated.js";

function modelOf(text: string, model?: string): Model {
  const compiled = compile(text, { name: "some.steps", ...(model === undefined ? {} : { model }) });
  if (compiled.model === undefined) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  return compiled.model;
}

/** Fails unless the same ways, errors and truths come in the same order. */
function agree(model: Model, most = 400): number {
  const { reference, generated } = accounts(model, most);
  expect(generated.initial).toEqual(reference.initial);
  for (const [key, account] of reference.states) {
    expect({ key, ...generated.states.get(key) }).toEqual({ key, ...account });
  }
  expect(generated.tried).toEqual(reference.tried);
  expect(generated.evaluated).toEqual(reference.evaluated);
  expect(generated.witnessed).toEqual(reference.witnessed);
  return reference.states.size;
}

describe("generated code takes the ways of the reference engine", () => {
  it.each([
    ["specs/conformance/peterson.steps", "both", 42],
    ["specs/conformance/diehard.steps", "jugs", 16],
    ["specs/conformance/dijkstra.steps", "two", 90],
    ["specs/conformance/dijkstra.steps", "three", 400],
    ["specs/conformance/bakery_slide.steps", "two", 400],
    ["specs/conformance/dij.steps", "three", 400],
    ["specs/conformance/twophase.steps", "three", 288],
    ["specs/dijkstra.steps", "three", 400],
    ["specs/bakery.steps", "three", 400],
  ])("%s %s", (path, name, states) => {
    expect(agree(modelOf(readFileSync(path, "utf8"), name))).toBe(states);
  });
});
