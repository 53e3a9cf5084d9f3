import { describe, expect, test } from "vitest";
import { type CheckOptions, checkWith } from "../../../src/engine/check.js";
import { type CheckResult, check as checkModel, compile } from "../../../src/index.js";
import { type DrawnModel, engineOf, modelOf } from "../../support/engine.js";

const check = (drawn: DrawnModel, options: CheckOptions = {}): Promise<CheckResult> =>
  checkWith(engineOf(drawn), modelOf(drawn), options);

const told = ({ claims }: CheckResult) =>
  claims.slice(1).map(({ name, status, reason, trace, within }) => ({
    name,
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(within.length === 0 ? {} : { within }),
    ...(trace === undefined ? {} : { nodes: trace.states.map(({ values }) => values[0]) }),
  }));

/** 1 → 2, 3; 2 → 1; 3 → 4; 4 → 4. */
const trap: DrawnModel = { initial: [1], ways: { 1: [2, 3], 2: [1], 3: [4], 4: [4] } };

describe("step invariants", () => {
  test("hold, or fail with the nearest step that breaks them, also one that changes nothing", async () => {
    const claims: NonNullable<DrawnModel["claims"]> = [
      { kind: "step invariant", name: "Never5", nodes: [5] },
      { kind: "step invariant", name: "Never4", nodes: [4] },
      { kind: "step invariant", name: "NeverBack", nodes: [1] },
    ];
    expect(told(await check({ ...trap, claims }))).toEqual([
      { name: "Never5", status: "holds" },
      { name: "Never4", status: "fails", nodes: [1, 3, 4] },
      { name: "NeverBack", status: "fails", nodes: [1, 2, 1] },
    ]);
    const resting: DrawnModel = {
      initial: [1],
      ways: { 1: [1] },
      claims: [claims[2] ?? { kind: "property", name: "" }],
    };
    expect(told(await check(resting))).toEqual([{ name: "NeverBack", status: "fails", nodes: [1, 1] }]);
  });

  test("hold within a constraint, whose states are judged and not left", async () => {
    const claims: NonNullable<DrawnModel["claims"]> = [
      { kind: "step invariant", name: "Never3", nodes: [3] },
      { kind: "step invariant", name: "Never4", nodes: [4] },
    ];
    expect(told(await check({ ...trap, claims, constraints: [{ name: "Small", outside: [3] }] }))).toEqual([
      { name: "Never3", status: "fails", nodes: [1, 3] },
      { name: "Never4", status: "holds within", within: ["Small"] },
    ]);
  });

  test("an error in one is an error of the spec", async () => {
    const claims: NonNullable<DrawnModel["claims"]> = [
      { kind: "step invariant", name: "Up", nodes: { faultAt: 4, of: "too far" } },
    ];
    const result = await check({ ...trap, claims });
    expect(told(result)).toEqual([
      { name: "Up", status: "undecided", reason: "evaluating it met an error of the spec" },
    ]);
    expect(result.status).toBe("fails");
    expect(result.faults.map(({ during, fault }) => [during, fault.message])).toEqual([
      ["step invariant Up", "too far"],
    ]);
  });
});

describe("always possible", () => {
  const back = (nodes: readonly number[]): NonNullable<DrawnModel["claims"]> => [
    { kind: "always possible", name: "Back", nodes },
  ];

  test("fails at the nearest state from which it no longer is", async () => {
    expect(told(await check({ ...trap, claims: back([2]) }))).toEqual([
      { name: "Back", status: "fails", nodes: [1, 3] },
    ]);
    expect(told(await check({ ...trap, claims: back([4]) }))).toEqual([{ name: "Back", status: "holds" }]);
  });

  test("beyond a constraint it may be possible again", async () => {
    const constraints = [{ name: "Small", outside: [3] }];
    expect(told(await check({ ...trap, claims: back([2]), constraints }))).toEqual([
      { name: "Back", status: "holds within", within: ["Small"] },
    ]);
    expect(told(await check({ ...trap, claims: back([4]), constraints }))).toEqual([
      {
        name: "Back",
        status: "undecided",
        reason: "from some states it is possible through states outside the constraints, if at all",
      },
    ]);
  });

  test("a limit leaves it open, unless the trap was seen", async () => {
    const ways = { 1: [2, 3], 2: [2], 3: [4], 4: [5], 5: [6], 6: [1] };
    const limited = (nodes: readonly number[]) => check({ initial: [1], ways, claims: back(nodes) }, { maxDepth: 3 });
    expect(told(await limited([6]))).toEqual([{ name: "Back", status: "fails", nodes: [1, 2] }]);
    expect(told(await limited([2]))[0]?.status).toBe("undecided");
  });
});

test.each(["reference", "generated"] as const)("in a spec, with the %s engine", async (engine) => {
  const { model } = compile(`spec Clock
var clock: 0..1 -> 0..3 = [g in 0..1: 0]
action Tick(g in 0..1) { when clock[g] < 3  clock[g] := clock[g] + 1 }
action Back(g in 0..1) { when clock[g] == 2  clock[g] := 0 }
done when true
step invariant Monotone: forall g in 0..1: clock'[g] >= clock[g]
step invariant OneAtATime: clock'[0] == clock[0] or clock'[1] == clock[1]
always possible Restart: clock[0] == 0
always possible Full: clock[0] == 3 and not enabled Tick(0)`);
  if (model === undefined) throw new Error("it does not compile");
  const result = await checkModel(model, { engine });
  expect(result.claims.map(({ name, status, trace }) => [name, status, trace?.states.at(-1)?.step?.name])).toEqual([
    ["deadlock", "holds", undefined],
    ["Monotone", "fails", "Back"],
    ["OneAtATime", "holds", undefined],
    ["Restart", "fails", "Tick"],
    ["Full", "holds", undefined],
  ]);
  expect(result.claims[1]?.why?.bindings).toEqual([{ name: "g", value: 0 }]);
  expect(result.engine).toEqual({ name: engine, refused: undefined });
});

test("what the reference engine explores once more is told", async () => {
  const { model } = compile(`spec Count
var n: 0..3 = 0
action Up { when n < 3  n := n + 1 }
done when true
step invariant Grows: n' >= n
property Rises: always n' >= n
property Ends: eventually always n == n`);
  if (model === undefined) throw new Error("it does not compile");
  const interpreted = async (options: CheckOptions) => (await checkModel(model, options)).engine.interpreted;
  expect(await interpreted({})).toBeUndefined();
  expect(await interpreted({ claims: ["Grows", "Ends"] })).toBeUndefined();
  expect(await interpreted({ maxDepth: 2 })).toEqual(["Rises", "Ends"]);
  expect(await interpreted({ engine: "reference" })).toBeUndefined();
});

test("where generated code does not take a claim it takes the others", async () => {
  // A function on more keys than a set may have members; nobody asks for it.
  const wide = (n: string): string => `(m < 9 or [j in 0..999, k in 0..1000: k][0, ${n}] == 3)`;
  const { model } = compile(`spec Count
var n: 0..3 = 0
var m: 0..3 = 0
fair action Up { when n < 3  n := n + 1 }
action Along { when m < 3  m := m + 1 }
done when true
step invariant Apart: n' == n or m' == m
step invariant WideStep: n' > n and ${wide("n'")}
property Ends: eventually n == 3
property WideEnd: eventually always n == 3 and ${wide("n")}
property WideSteps: always n' >= n and ${wide("n'")}
always possible Top: n == 3 and m == 3
always possible WideTop: n == 3 and ${wide("n")}`);
  if (model === undefined) throw new Error("it does not compile");
  const result = await checkModel(model, {});
  const found = (from: CheckResult) =>
    from.claims.map(({ name, status, trace }) => [name, status, trace?.states.length]);
  expect(found(result)).toEqual([
    ["deadlock", "holds", undefined],
    ["Apart", "holds", undefined],
    ["WideStep", "fails", 2],
    ["Ends", "holds", undefined],
    ["WideEnd", "holds", undefined],
    ["WideSteps", "holds", undefined],
    ["Top", "holds", undefined],
    ["WideTop", "holds", undefined],
  ]);
  const interpreted = ["WideStep", "WideEnd", "WideSteps", "WideTop"];
  expect(result.engine).toEqual({ name: "generated", refused: undefined, interpreted });
  expect(found(await checkModel(model, { engine: "reference" }))).toEqual(found(result));
});

describe("a limit leaves step invariants open, unless a step within it breaks them, with the", () => {
  const line = (constraint: string): string => `spec Line
var n: 0..9 = 0
action Up { when n < 9  n := n + 1 }
done when true
${constraint}
step invariant Grows: n' > n
step invariant NotThree: n' != 3`;

  const judged = async (constraint: string, options: CheckOptions) => {
    const { model } = compile(line(constraint));
    if (model === undefined) throw new Error("it does not compile");
    const { claims } = await checkModel(model, options);
    return claims.slice(1).map(({ name, status, trace }) => [name, status, trace?.states.length]);
  };
  const open = [
    ["Grows", "undecided", undefined],
    ["NotThree", "undecided", undefined],
  ];
  const broken = [open[0], ["NotThree", "fails", 4]];

  test.each(["reference", "generated"] as const)("%s engine", async (engine) => {
    for (const constraint of ["", "constraint Small: n < 6"]) {
      expect(await judged(constraint, { engine, maxDepth: 3 })).toEqual(open);
      expect(await judged(constraint, { engine, maxDepth: 4 })).toEqual(broken);
      expect(await judged(constraint, { engine, maxStates: 2 })).toEqual(open);
      expect(await judged(constraint, { engine, maxStates: 3 })).toEqual(broken);
    }
    const within = [["Grows", "holds within", undefined], broken[1]];
    expect(await judged("constraint Small: n < 6", { engine, maxDepth: 7 })).toEqual(within);
  });
});

test("errors in step invariants, with names, enabled steps and parts of what is after the step", async () => {
  const { model } = compile(`spec Faults
const N = 2
type Proc = 1..N
var m: Proc -> 0..3 = [p in Proc: 0]
var log: seq of 0..3 = []
var who: Proc? = none
action Add(p in Proc) {
  when m[p] < 3 and len(log) < 4
  m[p] := m[p] + 1
  log := append(log, m[p])
  who := p
}
action Rest { skip }
process Q(i in Proc) {
  var seen: 0..3 = 0
  a: seen := m[i]
  b: skip
}
def behind(p: Proc) = m[p] < max(m[1], m[2])
step invariant Divides: forall p in Proc: 6 div (3 - m[p])' > 0
step invariant Keys: m'[len(log)'] >= 0
step invariant Last: log' == log or last(log)' == m'[who']
step invariant Moved: forall p in Proc: (Q(p) at a and (Q(p) at b)') => Q(p).seen' == m[p]'
step invariant Able: (enabled Add(1))' => enabled Add(1)
step invariant Behind: exists p in Proc: behind(p)' => behind(p) or m' == m
step invariant Lengths: forall k in {len(log), len(log)'}: k in 0..4 and (k <= 2 or tail(log)' != [])
step invariant Slow: m[1]' + m[2]' < 4
step invariant Three: (forall p in Proc: m[p]' == 3) => false`);
  if (model === undefined) throw new Error("it does not compile");
  for (const goOn of [true, false]) {
    const by = (engine: "reference" | "generated") => checkModel(model, { engine, continue: goOn });
    const [reference, generated] = [await by("reference"), await by("generated")];
    const untimed = (result: CheckResult) => ({ ...result, seconds: 0, engine: undefined });
    expect(untimed(generated)).toEqual(untimed(reference));
    expect(generated.engine).toEqual({ name: "generated", refused: undefined });
    const called = (status: string) => generated.claims.flatMap((each) => (each.status === status ? [each.name] : []));
    expect([called("undecided"), called("fails")]).toEqual([["Divides", "Keys"], ["Slow"]]);
    expect(generated.faults.map(({ during, fault }) => [during, fault.kind])).toEqual([
      ["step invariant Keys", "key"],
      ["step invariant Divides", "division"],
    ]);
    expect(generated.findings.map((each) => [each.kind, "claim" in each && each.claim])).toEqual([
      ["step changes nothing", false],
      ["left side never true", "Three"],
    ]);
  }
});
