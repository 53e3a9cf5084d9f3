import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Trace } from "../../src/engine/result.js";
import { itfText } from "../../src/report/itf.js";
import { checkJson } from "../../src/report/json.js";
import { junitText } from "../../src/report/junit.js";
import { plain } from "../../src/report/style.js";
import { nameColumn, outcomeText, summaryText } from "../../src/report/summary.js";
import { Source } from "../../src/source.js";
import { root } from "../support/command.js";
import {
  claim,
  functionOf,
  generalsResult,
  mutexTrace,
  result,
  seq,
  set,
  state,
  step,
  variant,
} from "../support/results.js";
import { violations } from "../support/schema.js";

const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));

describe("JSON", () => {
  const source = new Source("a.steps", "spec A\nvar x: bool = true\n");
  const span = { start: 7, end: 10 };
  const faulty = result({
    status: "fails",
    cut: { kind: "time", seconds: 1.5 },
    faults: [
      { fault: { message: "m", kind: "range", span, parts: [] }, during: "A", step: step("A", []), trace: mutexTrace },
    ],
    findings: [
      { kind: "left side never true", claim: "I", text: "x", span },
      { kind: "no claim depends on", what: "channel", name: "c", span },
      { kind: "cut off by a constraint", name: "C", outside: 3, span },
    ],
    constraints: [{ name: "C", outside: 3, example: mutexTrace }],
    claims: [claim("I", "holds within", { within: ["C"], span, doc: "d", reason: "r" })],
  });

  it.each([
    ["a failure", generalsResult],
    ["errors, findings and places", faulty],
  ])("of %s fits the schema", (_, checked) => {
    expect(violations(schema, JSON.parse(checkJson(checked, source)))).toEqual([]);
  });

  it("is refused by the schema when something is wrong with it", () => {
    const document = { ...JSON.parse(checkJson(faulty, source)), status: "passes", extra: 1 };
    expect(violations(schema, document)).toEqual(["extra: not expected", "status: not one of those allowed"]);
  });

  it("has values by name and places by line", () => {
    const document = JSON.parse(checkJson({ ...faulty, faults: [] }, source));
    expect(document.claims[0].at).toEqual({
      file: "a.steps",
      start: { offset: 7, line: 2, column: 1 },
      end: { offset: 10, line: 2, column: 4 },
    });
    expect(document.constraints[0].example.states[1].values).toEqual({
      b: {
        function: [
          [1, false],
          [2, true],
        ],
      },
      k: 1,
      "P.at": {
        function: [
          [1, { variant: "Li4" }],
          [2, { variant: "Li0" }],
        ],
      },
      "P.unchecked": {
        function: [
          [1, { set: [] }],
          [2, { set: [] }],
        ],
      },
    });
  });
});

describe("ITF", () => {
  it("has every kind of value in the form of ADR-015", () => {
    const values = [
      true,
      -3,
      null,
      variant("a"),
      variant("Plan", 1),
      { record: [["at", 2] as const] },
      { tuple: [1, false] },
      set(1),
      seq(variant("a")),
      functionOf([1, true]),
    ];
    const trace: Trace = {
      variables: values.map((_, at) => ({ name: `v${at}`, role: "variable", process: undefined })),
      states: [state(undefined, values), state(step("A", [1], { says: "A acts" }), values)],
    };
    const document = JSON.parse(itfText({ title: "I fails", trace }, "a.steps"));
    const expected = {
      v0: true,
      v1: { "#bigint": "-3" },
      v2: "none",
      v3: "a",
      v4: { tag: "Plan", value: { "#tup": [{ "#bigint": "1" }] } },
      v5: { at: { "#bigint": "2" } },
      v6: { "#tup": [{ "#bigint": "1" }, false] },
      v7: { "#set": [{ "#bigint": "1" }] },
      v8: ["a"],
      v9: { "#map": [[{ "#bigint": "1" }, true]] },
    };
    expect(document).toEqual({
      "#meta": { format: "ITF", source: "a.steps", description: "I fails" },
      vars: values.map((_, at) => `v${at}`),
      states: [
        { "#meta": { index: 0 }, ...expected },
        { "#meta": { index: 1, action: "A(1)", says: "A acts" }, ...expected },
      ],
    });
  });
});

const counts = { states: 90, initial: 2, steps: 182, depth: 21, outside: 0 };
const passed = { file: "specs/a.steps", model: "two", failures: [], counts, seconds: 0.25 };
const failed = {
  file: "specs/a.steps",
  model: "three",
  failures: ["expected `holds I`, but <it> fails"],
  counts,
  seconds: 1,
};
const wrong = {
  file: "b&c.steps",
  model: undefined,
  failures: ["error E0101: x\nin line 2\u0001"],
  counts: undefined,
  seconds: 0,
};

describe("test outcomes", () => {
  it("are lines with aligned counts", () => {
    const column = nameColumn([passed, failed, wrong]);
    expect([passed, failed, wrong].map((outcome) => outcomeText(outcome, column, plain))).toEqual([
      "✓ specs/a.steps two     90 states, 250 ms",
      "✗ specs/a.steps three   90 states, 1.00 s\n    expected `holds I`, but <it> fails",
      "✗ b&c.steps\n    error E0101: x\n    in line 2\u0001",
    ]);
    expect(summaryText([passed, failed, wrong], plain)).toBe("1 passed, 2 failed");
    expect(summaryText([passed], plain)).toBe("1 passed");
  });

  it("are a JUnit file", () => {
    expect(junitText([passed, failed, wrong])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="everystep" tests="3" failures="2" errors="0" time="1.250">
  <testsuite name="specs/a.steps" tests="2" failures="1" errors="0" time="1.250">
    <testcase name="two" classname="specs/a.steps" time="0.250"/>
    <testcase name="three" classname="specs/a.steps" time="1.000">
      <failure message="expected \`holds I\`, but &#60;it&#62; fails">expected \`holds I\`, but &#60;it&#62; fails</failure>
    </testcase>
  </testsuite>
  <testsuite name="b&#38;c.steps" tests="1" failures="1" errors="0" time="0.000">
    <testcase name="spec" classname="b&#38;c.steps" time="0.000">
      <failure message="error E0101: x">error E0101: x
in line 2␁</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});
