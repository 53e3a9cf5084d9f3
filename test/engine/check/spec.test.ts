import { expect, test } from "vitest";
import { type CheckOptions, check } from "../../../src/engine/check.js";
import type { CheckResult } from "../../../src/engine/result.js";
import { simulate } from "../../../src/engine/simulate.js";
import { modelOf } from "../../support/spec.js";

const spec = (...lines: string[]) => modelOf(`spec S\n${lines.join("\n")}`);

const checked = (lines: readonly string[], options: CheckOptions = {}): Promise<CheckResult> =>
  check(spec(...lines), options);

test("everything that a pass does not say by itself is found", async () => {
  const { findings, status } = await checked([
    "const Unused = 4",
    "var x: 0..5 = 0",
    "var s: set of 1..3 = {}",
    "channel c of 0..3, lossy",
    "process P(i in 1..2) {",
    "  a: if x < 2 { x := x + 1 } else if x > 4 { goto lost }",
    "     goto a",
    "  lost: skip",
    "}",
    "action Idle { x := x }",
    "action No { when x > 4  x := 0 }",
    "def sub(y: int) = y > 5 => y > 6",
    "invariant I1: x > 3 => x > 2",
    "invariant I2: forall y in s: y > 0",
    "invariant I3: sub(x)",
    "invariant I4: x > 0 => forall i in 1..2: P(i) at lost => x == 7",
  ]);
  expect(status).toBe("holds");
  expect(
    findings.map((finding) => [finding.kind, "claim" in finding ? `${finding.claim}: ${finding.text}` : finding.name]),
  ).toEqual([
    ["label never reached", "P.lost"],
    ["step changes nothing", "Idle"],
    ["step never taken", "No"],
    ["step never taken", "lose c"],
    ["left side never true", "I1: x > 3"],
    ["always over an empty set", "I2: forall y in s: y > 0"],
    ["left side never true", "I3: y > 5"],
    ["left side never true", "I4: P(i) at lost"],
    ["no claim depends on", "Unused"],
    ["no claim depends on", "c"],
  ]);
});

test("errors of the spec are told with the step, the claim or the constraint in which they were met", async () => {
  const places = async (...lines: string[]) =>
    (await checked(lines, { continue: true })).faults.map(({ during, fault, trace }) => [
      during,
      fault.kind,
      trace.states.length,
    ]);
  const count = ["var x: 0..9 = 0", "action Up(n in 1..2) { when x < 4  x := x + n }", "done when true"];
  expect(await places(...count, "invariant I: [1, 2, 3][x + 1] > 0")).toEqual([["invariant I", "key", 3]]);
  expect(await places(...count, "reachable R: 12 div (2 - x) > 12")).toEqual([["reachable R", "division", 2]]);
  expect(await places(...count, "invariant I: x < 9", "constraint C: head([x]) < min({y in 1..3: y > x})")).toEqual([
    ["constraint C", "empty", 3],
  ]);
  expect(await places("var x: 0..2 = 0", "action Up(n in 1..2) { x := x + n }", "invariant I: x < 3")).toEqual([
    ["Up(2)", "range", 2],
  ]);
  expect(
    await places("var x: 0..2 = 0", "process P(i in 1..2) { a: x := x + 1  b: assert x != 2 }", "invariant I: x < 3"),
  ).toEqual([["P(1) at b", "assert", 3]]);
  expect(
    await places(
      "var x: 0..2 = 0",
      "action A { when x < 1  x := x + 1 }",
      "done when 1 mod x == 0",
      "invariant I: x < 3",
    ),
  ).toEqual([]);
  expect(
    await places("var x: 0..2 = 0", "action A { when x > 0 }", "done when 1 mod x == 0", "invariant I: x < 3"),
  ).toEqual([["done when", "division", 1]]);
});

test("the values of a trace, its steps and the reason are those of the shortest behaviour", async () => {
  const { claims, counts } = await checked(
    [
      "var x: 0..9 = any",
      "action Up(n in 2..3) { when x < 7  x := x + n }",
      "action Down { when x > 0  x := x - 1 }",
      "invariant Small: x < 9",
    ],
    { claims: ["Small"], continue: true },
  );
  expect(counts).toMatchObject({ states: 10, initial: 10, depth: 1, steps: 23 });
  expect(claims[1]?.trace?.states.map(({ values }) => values)).toEqual([[9]]);
  const later = await checked([
    "var x: 0..9 = 0",
    "action Up(n in 2..3) { when x < 7  x := x + n }",
    "invariant Small: x < 9",
    "done when true",
  ]);
  const trace = later.claims[1]?.trace;
  expect(trace?.states.map(({ values, step }) => [values[0], step?.name, step?.arguments])).toEqual([
    [0, undefined, undefined],
    [3, "Up", [3]],
    [6, "Up", [3]],
    [9, "Up", [3]],
  ]);
  expect(later.claims[1]?.why).toMatchObject({ text: "x < 9", value: false });
});

test("a simulation of a spec depends on its seed alone", async () => {
  const model = spec("var x: 0..9 = 0", "action Go(n in 0..9) { x := n }", "invariant I: x < 9");
  const one = await simulate(model, { seed: 3, runs: 5, steps: 40 });
  expect(await simulate(model, { seed: 3, runs: 5, steps: 40 })).toEqual(one);
  expect(one).toMatchObject({ spec: "S", seed: 3, runs: 5, status: "fails" });
  expect(one.claims[0]?.trace?.states.at(-1)?.values).toEqual([9]);
});
