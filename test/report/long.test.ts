import { expect, it } from "vitest";
import { check, compile } from "../../src/index.js";
import { plain } from "../../src/report/style.js";
import { checkText } from "../../src/report/text.js";

const options = {
  style: plain,
  full: false,
  source: undefined,
  witnesses: false,
  strict: false,
  expectedToFail: new Set<string>(),
  byName: false,
};

it.each([
  ["a claim", "n := n + 1", "invariant Small: n < 70000", "Small fails after 70,000 steps:"],
  [
    "an error",
    "assert n < 70000  n := n + 1",
    "invariant Any: n >= 0",
    "An error of the spec in Inc, after 70,000 steps:",
  ],
])("a behaviour of any length is told when %s ends it", async (_, body, claim, title) => {
  const { model } = compile(`spec Long\nvar n: int = 0\naction Inc { ${body} }\n${claim}`);
  if (model === undefined) throw new Error("the spec does not compile");
  const lines = checkText(await check(model), options).split("\n");
  expect(lines).toContain(title);
  expect(lines.map((line) => line.trim())).toContain("n: 69999 → 70000");
});
