import { describe, expect, test } from "vitest";
import { type CheckOptions, checkWith, type Progress } from "../../../src/engine/check.js";
import type { CheckResult } from "../../../src/engine/result.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";

const check = (drawn: DrawnModel, options: CheckOptions = {}): Promise<CheckResult> =>
  checkWith(engineOf(drawn), modelOf(drawn), options);

const statuses = ({ claims }: CheckResult) => claims.map(({ name, status }) => `${name}: ${status}`);
const reasons = ({ claims }: CheckResult) => claims.map(({ reason }) => reason);
const nodes = (result: CheckResult, name: string) =>
  result.claims.find((claim) => claim.name === name)?.trace?.states.map(({ values }) => values[0]);

/** 1 → 2, 3; 2 → 4; 3 → 4, 5; 4 → 6; 5 → 1; 6 → 6. */
const diamond: DrawnModel = {
  initial: [1],
  ways: { 1: [2, 3], 2: [4], 3: [4, 5], 4: [6], 5: [1], 6: [6] },
  claims: [
    { kind: "invariant", name: "Low", nodes: [6] },
    { kind: "invariant", name: "Never4", nodes: [4] },
    { kind: "invariant", name: "Sound" },
    { kind: "reachable", name: "Five", nodes: [5] },
    { kind: "reachable", name: "Nine", nodes: [9] },
  ],
};
const only = (names: readonly string[], drawn: DrawnModel = diamond): DrawnModel => ({
  ...drawn,
  claims: (drawn.claims ?? []).filter(({ name }) => names.includes(name)),
});

describe("the verdict", () => {
  test("holds when everything was visited", async () => {
    const result = await check(only(["Sound", "Five"]));
    expect(result).toMatchObject({ status: "holds", exact: true, cut: undefined, unexplored: 0, model: undefined });
    expect(result).toMatchObject({ spec: "Drawn", file: "drawn.steps", faults: [], constraints: [] });
    expect(result.counts).toEqual({ states: 6, initial: 1, steps: 8, depth: 4, outside: 0 });
    expect(statuses(result)).toEqual(["deadlock: holds", "Sound: holds", "Five: holds"]);
    expect(nodes(result, "Five")).toEqual([1, 3, 5]);
  });

  test("fails at the first violation; the rest is undecided and the counts are so far", async () => {
    const result = await check(diamond);
    expect(result).toMatchObject({ status: "fails", exact: false, cut: undefined });
    expect(result.counts).toEqual({ states: 4, initial: 1, steps: 3, depth: 3, outside: 0 });
    expect(statuses(result)).toEqual([
      "deadlock: undecided",
      "Low: undecided",
      "Never4: fails",
      "Sound: undecided",
      "Five: undecided",
      "Nine: undecided",
    ]);
    expect(reasons(result)[1]).toBe("the search stopped at the first violation");
    expect(nodes(result, "Never4")).toEqual([1, 2, 4]);
  });

  test("going on, every claim has its own verdict and its own shortest trace", async () => {
    const result = await check(diamond, { continue: true });
    expect(result).toMatchObject({ status: "fails", exact: true });
    expect(statuses(result)).toEqual([
      "deadlock: holds",
      "Low: fails",
      "Never4: fails",
      "Sound: holds",
      "Five: holds",
      "Nine: fails",
    ]);
    expect(nodes(result, "Low")).toEqual([1, 2, 4, 6]);
    expect(nodes(result, "Never4")).toEqual([1, 2, 4]);
    expect(nodes(result, "Nine")).toBeUndefined();
  });

  test("a violation is told with its steps and why", async () => {
    const result = await check(diamond);
    const claim = result.claims[2];
    expect(claim?.trace?.states.map(({ step }) => step?.arguments)).toEqual([undefined, [1, 0], [2, 0]]);
    expect(claim?.trace?.variables).toEqual([{ name: "node", role: "variable", process: undefined }]);
    expect(claim?.why).toEqual({ text: "Never4", value: false, bindings: [], parts: [{ text: "node", value: 4 }] });
  });

  test("a reachable that no state satisfies fails without a trace", async () => {
    const result = await check(only(["Nine"]));
    expect(result).toMatchObject({ status: "fails", exact: true });
    expect(result.claims[1]).toMatchObject({ status: "fails", within: [], trace: undefined });
  });

  test("nothing is said to hold of a spec without behaviours", async () => {
    const result = await check({ ...only(["Sound", "Nine"]), initial: [] });
    expect(result).toMatchObject({ status: "incomplete", exact: true, counts: { states: 0, initial: 0, depth: 0 } });
    expect(statuses(result)).toEqual(["deadlock: undecided", "Sound: undecided", "Nine: undecided"]);
    expect(reasons(result)[1]).toBe("there is no initial state");
  });

  test("deadlock is a claim of every model", async () => {
    const result = await check({ initial: [1], ways: { 1: [2], 2: [3] } });
    expect(result.status).toBe("fails");
    expect(result.claims).toHaveLength(1);
    expect(result.claims[0]).toMatchObject({ kind: "deadlock", status: "fails", span: undefined, why: undefined });
    expect(nodes(result, "deadlock")).toEqual([1, 2, 3]);
  });
});

describe("the choice of claims", () => {
  const holds = (claim: string) => ({ kind: "holds", claim, within: [], span: { start: 0, end: 0 } }) as const;

  test("those of the call, before those that the model names", async () => {
    const drawn: DrawnModel = { ...diamond, expectations: [holds("Low")] };
    expect(statuses(await check(drawn, { claims: ["Sound"] }))).toEqual([
      "deadlock: holds",
      "Low: not selected",
      "Never4: not selected",
      "Sound: holds",
      "Five: not selected",
      "Nine: not selected",
    ]);
    expect(statuses(await check(drawn, { continue: true })).slice(0, 3)).toEqual([
      "deadlock: holds",
      "Low: fails",
      "Never4: not selected",
    ]);
  });

  test("a model that only counts names none; one that expects nothing, all", async () => {
    const counting = await check({
      ...diamond,
      expectations: [{ kind: "states", count: 6, span: { start: 0, end: 0 } }],
    });
    expect(new Set(counting.claims.slice(1).map(({ status }) => status))).toEqual(new Set(["not selected"]));
    expect(statuses(await check({ ...diamond, expectations: [] }))).toContain("Never4: fails");
  });

  test("deadlock may be named, and is checked alone", async () => {
    expect((await check(diamond, { claims: ["deadlock"] })).status).toBe("holds");
  });

  test("a name that is no claim is refused", async () => {
    await expect(check(diamond, { claims: ["Sond"] })).rejects.toThrow(
      new RangeError("the spec Drawn has no claim named Sond"),
    );
  });
});

describe("claims that this version does not check", () => {
  test("are named, and leave the result incomplete when nothing fails", async () => {
    const later: DrawnModel["claims"] = [
      { kind: "refines", name: "A" },
      { kind: "refines", name: "B" },
    ];
    const result = await check({ ...diamond, claims: later });
    expect(result).toMatchObject({ status: "incomplete", exact: true });
    expect(result.claims.slice(1).map(({ status }) => status)).toEqual(Array(2).fill("not checked yet"));
    expect(reasons(result)[1]).toBe("the spec that it refines is not known");
    const failing = await check({ ...diamond, claims: [...later, { kind: "invariant", name: "No", nodes: [6] }] });
    expect(failing.status).toBe("fails");
  });

  test("an inductive invariant is checked as an invariant, then its inductive step", async () => {
    const inductive = (bad: number[]) =>
      check({ ...diamond, claims: [{ kind: "inductive invariant", name: "I", nodes: bad }] });
    const passing = await inductive([]);
    expect(passing.status).toBe("holds");
    expect(passing.claims[1]?.induction).toMatchObject({ initial: 1, typeCorrect: 9, satisfying: 5, complete: true });
    const failing = (await inductive([5])).claims[1];
    expect(failing?.status).toBe("fails");
    expect(failing?.induction).toBeUndefined();
  });
});

describe("constraints", () => {
  const bounded: DrawnModel = {
    ...only(["Sound", "Low", "Five", "Nine"]),
    constraints: [
      { name: "Small", outside: [4] },
      { name: "Idle", outside: [7] },
    ],
  };

  test("a pass holds within those that cut something off; a reachable not found fails within them", async () => {
    const result = await check(bounded);
    expect(result.claims.map(({ name, status, within }) => [name, status, within])).toEqual([
      ["deadlock", "holds within", ["Small"]],
      ["Low", "holds within", ["Small"]],
      ["Sound", "holds within", ["Small"]],
      ["Five", "holds", []],
      ["Nine", "fails", ["Small"]],
    ]);
    expect(result).toMatchObject({ status: "fails", exact: true, cut: undefined });
    expect(result.counts).toEqual({ states: 4, initial: 1, steps: 6, depth: 3, outside: 1 });
  });

  test("what was cut off is told with an example", async () => {
    const result = await check(only(["Sound"], bounded));
    expect(result.status).toBe("holds");
    expect(result.constraints.map(({ name, outside }) => [name, outside])).toEqual([["Small", 1]]);
    expect(result.constraints[0]?.example?.states.map(({ values }) => values)).toEqual([[1], [2], [4]]);
    expect(result.findings).toEqual([
      { kind: "cut off by a constraint", name: "Small", outside: 1, span: { start: 4, end: 8 } },
    ]);
  });
});

describe("limits", () => {
  test("leave what is open undecided, and say how much is unexplored", async () => {
    const result = await check(only(["Sound", "Five"]), { maxStates: 3 });
    expect(result).toMatchObject({ status: "incomplete", exact: false, cut: { kind: "max-states", limit: 3 } });
    expect(result.unexplored).toBe(2);
    expect(statuses(result)).toEqual(["deadlock: undecided", "Sound: undecided", "Five: undecided"]);
    expect(reasons(result)[1]).toBe("not every state was visited");
  });

  test("on depth", async () => {
    const result = await check(only(["Five", "Sound"]), { maxDepth: 3 });
    expect(result).toMatchObject({ status: "incomplete", cut: { kind: "max-depth", limit: 3 } });
    expect(statuses(result)).toEqual(["deadlock: undecided", "Sound: undecided", "Five: holds"]);
  });

  /** Chains for ever. */
  const endless: DrawnModel = {
    initial: [0],
    ways: new Proxy({}, { get: (_, node) => [Number(node) + 1] }),
    claims: [{ kind: "invariant", name: "Sound" }],
  };

  test("on time", async () => {
    const result = await check(endless, { seconds: 0.15 });
    expect(result).toMatchObject({ status: "incomplete", cut: { kind: "time", seconds: 0.15 } });
    expect(result.seconds).toBeGreaterThan(0.1);
    expect(result.counts.states).toBeGreaterThan(1000);
  });

  test("an interrupt is heard, since the event loop has its turns; progress is told meanwhile", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    const told: Progress[] = [];
    const result = await check(endless, { signal: controller.signal, onProgress: (progress) => told.push(progress) });
    expect(result).toMatchObject({ status: "incomplete", cut: { kind: "interrupted" }, exact: false });
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]?.queue).toBe(1);
    expect(told.every(({ states }, index) => states >= (told[index - 1]?.states ?? 0))).toBe(true);
  });
});

describe("errors of the spec", () => {
  const broken: DrawnModel = {
    ...only(["Sound"]),
    ways: { 1: [2, 3], 2: [{ fault: "out of range" }, 1], 3: [4], 4: [1] },
  };

  test("one in a step fails the check, with the behaviour that led there", async () => {
    const result = await check(broken);
    expect(result).toMatchObject({ status: "fails", exact: false });
    expect(result.faults).toHaveLength(1);
    expect(result.faults[0]).toMatchObject({ during: "Go(2, 0)", fault: { message: "out of range" } });
    expect(result.faults[0]?.trace.states.map(({ values }) => values)).toEqual([[1], [2]]);
    expect(result.faults[0]?.step?.arguments).toEqual([2, 0]);
    expect(statuses(result)).toEqual(["deadlock: undecided", "Sound: undecided"]);
  });

  test("going on, the others have their verdicts", async () => {
    const result = await check(broken, { continue: true });
    expect(result).toMatchObject({ status: "fails", exact: true });
    expect(statuses(result)).toEqual(["deadlock: holds", "Sound: holds"]);
  });

  test("a claim that cannot be evaluated everywhere is undecided", async () => {
    const claims: DrawnModel["claims"] = [
      { kind: "invariant", name: "Unclear", nodes: { faultAt: 4, of: "index 0" } },
      { kind: "reachable", name: "Dark", nodes: { faultAt: 5, of: "head of []" } },
    ];
    const result = await check({ ...diamond, claims }, { continue: true });
    expect(statuses(result)).toEqual(["deadlock: holds", "Unclear: undecided", "Dark: undecided"]);
    expect(reasons(result)[1]).toBe("evaluating it met an error of the spec");
    expect(result.faults.map(({ during }) => during)).toEqual(["invariant Unclear", "reachable Dark"]);
  });

  test("one in the initial values has no behaviour", async () => {
    const result = await check({ ...diamond, initial: [{ fault: "early" }, 1] });
    expect(result.faults[0]).toMatchObject({ during: "the initial values", step: undefined, trace: { states: [] } });
  });
});
