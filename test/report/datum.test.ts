import { describe, expect, it } from "vitest";
import type { Datum } from "../../src/engine/datum.js";
import { changeLines, changes } from "../../src/report/changes.js";
import { datumText, keyText } from "../../src/report/datum.js";
import { functionOf, seq, set, variant } from "../support/results.js";

describe("a value", () => {
  it.each<[Datum, string]>([
    [true, "true"],
    [-3, "-3"],
    [null, "none"],
    [variant("Ack"), "Ack"],
    [variant("Plan", 1, false), "Plan(1, false)"],
    [variant("RM#1"), "RM#1"],
    [
      {
        record: [
          ["from", 1],
          ["at", null],
        ],
      },
      "{from: 1, at: none}",
    ],
    [{ tuple: [1, true] }, "(1, true)"],
    [set(1, 2), "{1, 2}"],
    [set(), "{}"],
    [seq(1, seq()), "[1, []]"],
    [functionOf([1, true], [2, false]), "[1: true, 2: false]"],
    [functionOf([{ tuple: [1, 2] }, set(3)]), "[(1, 2): {3}]"],
    [variant("a\u001b[31mb"), "a␛[31mb"],
  ])("%j is written %s", (datum, text) => {
    expect(datumText(datum)).toBe(text);
  });

  it("is a key without the parentheses of a pair", () => {
    expect(keyText({ tuple: [1, variant("b")] })).toBe("1, b");
    expect(keyText(3)).toBe("3");
  });
});

describe("a change", () => {
  const lines = (path: string, before: Datum, after: Datum): string[] =>
    changeLines(changes(path, before, after)).map(({ paths, text }) => `${paths}: ${text}`);
  const numbers = (from: number, to: number): Datum[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

  it.each<[string, Datum, Datum, string[]]>([
    ["nothing", 1, 1, []],
    ["a number", 0, 1, ["x: 0 → 1"]],
    ["one key", functionOf([1, 0], [2, 0]), functionOf([1, 0], [2, 1]), ["x[2]: 0 → 1"]],
    ["a pair as key", functionOf([{ tuple: [1, 2] }, 0]), functionOf([{ tuple: [1, 2] }, 1]), ["x[1, 2]: 0 → 1"]],
    ["keys alike", functionOf([1, 0], [2, 0]), functionOf([1, 1], [2, 1]), ["x[1], x[2]: 0 → 1"]],
    ["keys apart", functionOf([1, 0], [2, 5]), functionOf([1, 1], [2, 1]), ["x[1]: 0 → 1", "x[2]: 5 → 1"]],
    [
      "a field deep inside",
      functionOf([
        1,
        {
          record: [
            ["log", seq()],
            ["at", 0],
          ],
        },
      ]),
      functionOf([
        1,
        {
          record: [
            ["log", seq(7)],
            ["at", 0],
          ],
        },
      ]),
      ["x[1].log: [] → [7]"],
    ],
    ["one element", seq(1, 2, 3), seq(1, 9, 3), ["x[2]: 2 → 9"]],
    ["two elements", seq(1, 2, 3), seq(1, 3, 2), ["x: [1, 2, 3] → [1, 3, 2]"]],
    ["none", null, variant("Plan", 1), ["x: none → Plan(1)"]],
    ["a small set", set(1, 2), set(1), ["x: {1, 2} → {1}"]],
    ["a large set", set(...numbers(1, 20)), set(...numbers(2, 21)), ["x: + 21, − 1"]],
    ["a new large set", set(), set(...numbers(1, 20)), [`x: {} → {${numbers(1, 20).join(", ")}}`]],
    ["an appended sequence", seq(...numbers(1, 20)), seq(...numbers(1, 21)), ["x: … ++ [21]"]],
    [
      "a sequence without its head",
      seq(...numbers(1, 20)),
      seq(...numbers(2, 20)),
      ["x: without its first element: [1]"],
    ],
    ["a shorter sequence", seq(...numbers(1, 20)), seq(...numbers(1, 5)), ["x: cut to the first 5 of 20"]],
  ])("of %s", (_, before, after, told) => {
    expect(lines("x", before, after)).toEqual(told);
  });
});
