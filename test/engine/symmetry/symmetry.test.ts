import { describe, expect, it } from "vitest";
import { type CheckOptions, check } from "../../../src/engine/check.js";
import type { Datum } from "../../../src/engine/datum.js";
import type { CheckResult, Trace } from "../../../src/engine/result.js";
import { compile } from "../../../src/index.js";
import { readerFor, textOf } from "../../support/models.js";
import { modelOf } from "../../support/spec.js";

const checked = (lines: readonly string[], options: CheckOptions = {}): Promise<CheckResult> =>
  check(modelOf(`spec S\ntype A = symmetric 3\n${lines.join("\n")}`), { continue: true, ...options });

const engines = ["reference", "generated"] as const;

/** Whether states were exchanged; why not. */
const reduced = ({ symmetry }: CheckResult): boolean | string => symmetry?.unreduced ?? symmetry !== undefined;

/** The values of a variable along a behaviour. */
function along(trace: Trace | undefined, name: string): readonly (Datum | undefined)[] {
  const slot = trace?.variables.findIndex((variable) => variable.name === name) ?? -1;
  return trace?.states.map(({ values }) => values[slot]) ?? [];
}

/** Somebody tells everybody else a number. */
const asking = (max: string): string[] => ["var n: A -> 0..3 = [i in A: 0]", `channel net: A of 0..3 ${max}`];

describe("two-phase commit", () => {
  const file = "specs/conformance/twophase.steps";
  /* The numbers of TLC: distinct states with a symmetry set; distinct and generated states, and depth, without. */
  it.each([
    ["three", 80, 288, 1146, 11],
    ["five", 314, 8832, 58_146, 17],
  ])("of %s managers comes to the numbers of another checker", async (name, orbits, states, generated, depth) => {
    const { model } = compile(textOf(file), { name: file, model: name, read: readerFor(file) });
    if (model === undefined) throw new Error("no model");
    expect((await check(model)).counts.states).toBe(orbits);
    const { counts } = await check(model, { symmetry: false });
    expect([counts.states, counts.steps + 1, counts.depth]).toEqual([states, generated, depth]);
  });
});

describe.each(engines)("the %s engine", (engine) => {
  it("tells behaviours in which members stay who they are", async () => {
    const result = await checked(
      [
        "var first: A? = none",
        "var order: seq of A max 3 = []",
        "action Begin(a in A) { when first == none  first := a }",
        "action Come(a in A) { when first != none and len(order) < 3 and a not in range(order)  order := append(order, a) }",
        "done when true",
        "invariant I: len(order) < 3 or order[1] == first",
      ],
      { engine },
    );
    expect(reduced(result)).toBe(true);
    const trace = result.claims.find(({ name }) => name === "I")?.trace;
    const first = along(trace, "first");
    expect(new Set(first.slice(1).map((value) => JSON.stringify(value))).size).toBe(1);
    const orders = along(trace, "order").map((value) =>
      typeof value === "object" && value !== null && "seq" in value ? value.seq : [],
    );
    for (const [at, order] of orders.slice(1).entries()) expect(order.slice(0, orders[at]?.length)).toEqual(orders[at]);
    expect(orders.at(-1)?.length).toBe(3);
  });

  it("tells the error of a step with the members of the behaviour that leads to it", async () => {
    const { faults } = await checked(
      [
        "var level: A -> 0..2 = [i in A: 0]",
        "action Up(a in A) { when forall i in A: i != a => level[i] <= level[a]  level[a] := level[a] + 1 }",
        "invariant I: true",
      ],
      { engine },
    );
    expect(faults).toHaveLength(1);
    const [found] = faults;
    expect(found?.trace.states).toHaveLength(3);
    expect(found?.step?.arguments).toEqual(found?.trace.states[2]?.step?.arguments);
    expect(found?.trace.states[1]?.step?.arguments).toEqual(found?.trace.states[2]?.step?.arguments);
  });

  it("does not take a step to another state of the orbit for one that changes nothing", async () => {
    const result = await checked(
      ["var turn: A = any", "action Pass(a in A) { turn := a }", "reachable R: exists i in A: turn == i"],
      { engine },
    );
    expect([result.counts.states, result.findings]).toEqual([1, []]);
  });

  it("finds nothing wrong with an implication whose left side is true for another member", async () => {
    const lines = [
      "var s: set of A = {}",
      "action Add(a in A) { when s == {}  s := {a} }",
      "done when true",
      "invariant I: exists i in A: (i in s => s != A)",
      "invariant J: forall i in A: (size(s) > 1 => i in s)",
    ];
    for (const symmetry of [true, false]) {
      const { findings } = await checked(lines, { engine, symmetry });
      expect(findings.map((found) => ("claim" in found ? found.claim : found.kind))).toEqual(["J"]);
    }
  });

  it("counts states outside a constraint by orbits, too", async () => {
    const lines = [
      "var s: set of A = {}",
      "action Add(a in A) { s := s union {a} }",
      "constraint Small: size(s) < 2",
      "reachable R: size(s) == 2",
    ];
    const counts = async (symmetry: boolean) => (await checked(lines, { engine, symmetry })).counts;
    expect(await counts(true)).toMatchObject({ states: 2, outside: 1 });
    expect(await counts(false)).toMatchObject({ states: 4, outside: 3 });
  });
});

describe("every state is visited", () => {
  const [set, add] = ["var s: set of A = {}", "action Add(a in A) { s := s union {a} }"];
  const plain = [set, add, "invariant I: true", "done when true"];

  it("when the call asks for it", async () => {
    expect(reduced(await checked(plain))).toBe(true);
    const result = await checked(plain, { symmetry: false });
    expect([reduced(result), result.counts.states]).toEqual(["as the call asks for it", 8]);
  });

  it.each([
    ["step invariant Grow: size(s') >= size(s)", "for Grow tells of steps or behaviours"],
    ["property Full: eventually s == A", "for Full tells of steps or behaviours"],
    ["always possible Empty: s == A", "for Empty tells of steps or behaviours"],
    ["inductive invariant Few: size(s) < 4", "for the inductive step of Few is looked at"],
  ])("for %s", async (claim, why) => {
    const result = await checked([...plain, claim]);
    expect([reduced(result), result.counts.states]).toEqual([why, 8]);
    expect(reduced(await checked([...plain, claim], { claims: ["I"] }))).toBe(true);
  });

  it.each([
    [
      "a quantifier may hide an error",
      ["var n: A -> 0..3 = [i in A: 0]", "action Up(a in A) { when n[a] < 3  n[a] := n[a] + 1 }"],
      "invariant I: exists i in A: 6 div (3 - n[i]) >= 2",
      "for `exists i in A: 6 div (3 - n[i]) >= 2` may stop before it comes to an error in `6 div (3 - n[i])`",
    ],
    [
      "the argument of a definition may lie outside its type",
      ["var n: A -> 0..3 = [i in A: 0]", "var t: 0..1 -> bool = [i in 0..1: true]", "def look(i: 0..1) = t[i]"],
      "invariant I: exists i in A: look(n[i])",
      "for `exists i in A: look(n[i])` may stop before it comes to an error in `t[i]`",
    ],
    [
      "one call passes what may be too large",
      ["var n: A -> int = [i in A: 0]", "def more(k) = k * k > 0"],
      "invariant I: exists i in A: more(1) or more(n[i] * n[i])",
      "for `exists i in A: more(1) or more(n[i] * n[i])` may stop before it comes to an error in `k * k`",
    ],
    [
      "what is kept of an interval may be too much",
      ["var n: A -> 0..2000000 = [i in A: 0]"],
      "invariant I: exists i in A: size({k in 0..n[i]: k >= 0}) > 0",
      "for `exists i in A: size({k in 0..n[i]: k >= 0}) > 0` may stop before it comes to an error in `0..n[i]`",
    ],
    [
      "what is made of others may be too much",
      ["var n: A -> 0..2000 = [i in A: 0]"],
      "invariant I: exists i in A: size({(k, l) for k, l in 0..n[i]}) > 0",
      "for `exists i in A: size({(k, l) for k, l in 0..n[i]}) > 0` may stop before it comes to an error in `{(k, l) for k, l in 0..n[i]}`",
    ],
    [
      "messages are read in their order",
      ["channel c of A max 2", "action Send(a in A) { send a to c }"],
      "invariant I: len(c) < 2 or head(c) != last(c)",
      "for the messages of `c` are read in their order",
    ],
    [
      "a round reads what another writes, by way of a definition",
      [
        "var n: A -> 0..3 = [i in A: 0]",
        "def total = size({i in A: n[i] > 0})",
        "action All { for i in A { n[i] := total } }",
      ],
      "invariant I: true",
      "for `total` is shared by the rounds of `for i in A { n[i] := total }`, so that their order shows (name before it, with `let`, what was there)",
    ],
    [
      "a round may end the way before another meets an error",
      [
        "var n: A -> seq of A max 2 = [i in A: []]",
        "action Some(a in A) { n[a] := [a] }",
        "action All { for i in A { when len(n[i]) < 2  n[i] := tail(n[i]) } }",
      ],
      "invariant I: true",
      "for one round of `for i in A { when len(n[i]) < 2 n[i] := tail(n[i]) }` may find no way on at `when len(n[i]) < 2`, where another meets an error in `tail(n[i])`, so that their order shows (work out before it, into a variable, what may fail)",
    ],
    [
      "a mailbox may be full where a message is none",
      [...asking("max 1"), "action Ask(a in A) { for p in A \\ {a} { send n[a] + 1 to net[p] } }"],
      "invariant I: true",
      "for one round of `for p in A \\ {a} { send n[a] + 1 to net[p] }` may find no way on at `send n[a] + 1 to net[p]`, where another meets an error in `n[a] + 1`, so that their order shows (work out before it, into a variable, what may fail)",
    ],
  ])("where %s", async (_, lines, claim, why) => {
    expect(reduced(await checked([...lines, claim, "done when true"]))).toBe(why);
  });
});

it("a mailbox without an end takes every message, and what is stored before a `for` cannot fail in it", async () => {
  const endless = "when not asked  asked := true  for p in A \\ {a} { send n[a] + 1 to net[p] }";
  const stored = "when n[a] < 3  n[a] := n[a] + 1  for p in A \\ {a} { send n[a] to net[p] }";
  for (const lines of [
    [...asking(""), "var asked: bool = false", `action Ask(a in A) { ${endless} }`],
    [...asking("max 1"), `action Ask(a in A) { ${stored} }`],
  ]) {
    expect(reduced(await checked([...lines, "invariant I: true", "done when true"]))).toBe(true);
  }
});

it("permutations are not tried where there are very many of them, unless none has to be", async () => {
  const many = (declaration: string, step: string) =>
    check(
      modelOf(
        `spec S type A = symmetric 9 ${declaration} action Go(a in A) { ${step} } done when true invariant I: true`,
      ),
    );
  const told = await many("var s: set of A = {}", "when size(s) < 3  s := s union {a}");
  expect([reduced(told), told.symmetry?.permutations, told.counts.states]).toEqual([true, 362_880, 4]);
  const tried = await many("var q: seq of A max 2 = []", "q := [a]");
  expect([reduced(tried), tried.counts.states]).toEqual(["for 362880 permutations are too many to be tried", 10]);
});

describe("is no obstacle:", () => {
  it.each([
    [
      "how many messages there are, which, and whether they are the same",
      "len(c) < 3 and size(range(c)) < 3 and c == c",
    ],
    ["a quantifier that meets no error", "forall i, j in A: not (n[i] == 1 and n[j] == 2) or i != j"],
    [
      "a position that the sequence has",
      "forall i, j in A: forall k in 1..min(len(logs[i]), len(logs[j])): logs[i][k] >= 0 and logs[j][k] >= 0",
    ],
    [
      "the subsets of a small set",
      "exists q in {s in powerset(A): 2 * size(s) > size(A)}: forall i in q: n[i] < 2 or n[i] == 2",
    ],
    [
      "a division by what is positive",
      "exists q in {s in powerset(A): size(s) > size(A) div 2}: forall i in q: n[i] mod 2 < 2",
    ],
    ["a key that was checked", "forall i in A, k in Level \\ {0}: [j in Level: j > 0][k] or [j in Level: true][n[i]]"],
    ["a function that is written out", "forall i in A: [j in A: i == j][i]"],
    [
      "arithmetic on what goes through an interval",
      "forall i in A, k in Level: forall l in k - 1..k + 1: (forall m in {x in l - 1..2: x > 0} \\ {0}: m + 1 > 0) or n[i] >= 0",
    ],
    ["arithmetic on what every call passes", "forall i in A, k in Level: up(i, k) and up(i, k + 1)"],
    [
      "sets that are made of few",
      "forall i in A: size({k + l for k, l in 0..n[i]}) > 0 and size({k in 0..n[i]: k > 0}) < 3",
    ],
    ["`the` of what is there once", "let p = the (i, v) in {(i, n[i]) for i in A}: true: true"],
  ])("%s", async (_, claim) => {
    const result = await checked([
      "channel c of A max 2",
      "type Level = 0..2",
      "def up(i: A, b: Level) = forall d in 0..b - 1: n[i] + d >= 0 and (let e = if d > 0 then d else b: e + 1 > 0)",
      "var logs: A -> seq of 0..1 max 2 = [i in A: [0]]",
      "var n: A -> 0..2 = [i in A: 0]",
      "action Send(a in A) { send a to c }",
      "action Up(a in A) { when n[a] < 2  n[a] := n[a] + 1 }",
      "action All { for i in A { if n[i] == 1 { n[i] := 2 } } }",
      "done when true",
      `invariant I: ${claim}`,
    ]);
    expect(reduced(result)).toBe(true);
  });
});
