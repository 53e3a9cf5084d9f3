import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

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
    expect(agree(modelOf(readFileSync(path, "utf8"), name), 400)).toBe(states);
  });
});
