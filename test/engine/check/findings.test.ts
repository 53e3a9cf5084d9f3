import { expect, test } from "vitest";
import { type CheckOptions, checkWith } from "../../../src/engine/check.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";

async function findings(drawn: DrawnModel, options: CheckOptions = {}) {
  const { findings } = await checkWith(engineOf(drawn), modelOf(drawn), options);
  return findings.map(({ kind, ...about }) => [kind, "name" in about ? about.name : `${about.claim}: ${about.text}`]);
}

/** T0 moves, T1 is never possible, T2 stays, T3 is a label where nobody is, T4 one where a way always ends early. */
const idle: DrawnModel = {
  initial: [1],
  ways: {
    1: [
      { to: 2, by: 0 },
      { to: 1, by: 2 },
    ],
    2: [{ to: 1, by: 0 }],
  },
  transitions: 4,
  kinds: ["action", "action", "action", "label"],
};

test("steps never taken, labels never reached, steps that change nothing", async () => {
  expect(await findings(idle)).toEqual([
    ["step never taken", "T1"],
    ["step changes nothing", "T2"],
    ["label never reached", "T3"],
  ]);
});

test("nothing of the kind is said of a search that was cut off", async () => {
  expect(await findings(idle, { maxStates: 1 })).toEqual([]);
});

test("a label that may be reached outside a constraint is only said not to be left", async () => {
  expect(await findings({ ...idle, constraints: [{ name: "C", outside: [2] }] })).toEqual([
    ["step never taken", "T1"],
    ["step changes nothing", "T2"],
    ["step never taken", "T3"],
    ["cut off by a constraint", "C"],
  ]);
});

const site = (kind: "implies" | "quantifier", claim: number, evaluated: number, witnessed: number) => ({
  kind,
  claim,
  evaluated,
  witnessed,
  span: { start: 4, end: 8 },
});

test("implications and quantifiers that say nothing, in claims that were evaluated to the end", async () => {
  const drawn: DrawnModel = {
    initial: [1],
    ways: { 1: [2], 2: [1] },
    claims: [
      { kind: "invariant", name: "Holds" },
      { kind: "invariant", name: "Fails", nodes: [2] },
      { kind: "reachable", name: "Found", nodes: [2] },
      { kind: "reachable", name: "Missed" },
    ],
    sites: [
      site("implies", 0, 2, 0),
      site("implies", 0, 2, 1),
      site("quantifier", 0, 2, 0),
      site("quantifier", 0, 0, 0),
      site("implies", 1, 2, 0),
      site("quantifier", 2, 1, 0),
      site("quantifier", 3, 2, 0),
    ],
  };
  expect(await findings(drawn, { continue: true })).toEqual([
    ["left side never true", "Holds: text"],
    ["always over an empty set", "Holds: text"],
    ["always over an empty set", "Missed: text"],
  ]);
  expect(await findings(drawn)).toEqual([]);
});
