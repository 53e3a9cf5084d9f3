import { expect, test } from "vitest";
import type { Explanation } from "../../../src/engine/result.js";
import { datumText } from "../../../src/engine/text.js";
import { engineOf, onlyInitial, successorsOf } from "../../support/spec.js";

const mutex = `spec Mutex
type Proc = 1..2
var number: Proc -> 0..9 = [i in Proc: i]
var on: bool = true
def late(i: Proc) = number[i] > 1
def someLate = exists i in Proc: late(i)
process P(i in Proc) { cs: skip }
invariant MutualExclusion: forall i, j in Proc: i != j => not (P(i) at cs and P(j) at cs)
invariant Ordered: forall i, j in Proc: i < j => number[i] >= number[j]
invariant Both: on and not someLate
invariant Same: late(1) <=> late(2)
invariant Let: let n = number[2]: n < 2
invariant Chosen: if on then number[1] == 2 else false
reachable Late: exists i in Proc: late(i)
reachable Nothing: forall i in Proc: number[i] in 0..9
`;

function told({ value, bindings, parts }: Explanation): unknown {
  return {
    value,
    bindings: bindings.map((each) => `${each.name} = ${datumText(each.value)}`).join(", "),
    parts: parts.map((part) => `${part.text}: ${datumText(part.value)}`),
  };
}

test("why a claim is false, or true", () => {
  const engine = engineOf(mutex);
  const state = onlyInitial(engine);
  const why = engine.model.claims.map((claim, index) => [claim.name, told(engine.explain(index, state))]);
  expect(Object.fromEntries(why)).toEqual({
    MutualExclusion: {
      value: false,
      bindings: "i = 1, j = 2",
      parts: ["i != j: true", "P(i) at cs: true", "P(j) at cs: true"],
    },
    Ordered: {
      value: false,
      bindings: "i = 1, j = 2",
      parts: ["i < j: true", "number[i] >= number[j]: false", "number[i]: 1", "number[j]: 2"],
    },
    Both: {
      value: false,
      bindings: "i = 2",
      parts: ["someLate: true", "late(i): true", "number[i] > 1: true", "number[i]: 2"],
    },
    Same: { value: false, bindings: "", parts: ["late(1): false", "late(2): true"] },
    Let: { value: false, bindings: "n = 2", parts: ["n < 2: false"] },
    Chosen: { value: false, bindings: "", parts: ["on: true", "number[1] == 2: false", "number[1]: 1"] },
    Late: { value: true, bindings: "i = 2", parts: ["late(i): true", "number[i] > 1: true", "number[i]: 2"] },
    Nothing: { value: true, bindings: "", parts: ["forall i in Proc: number[i] in 0..9: true"] },
  });
  expect(engine.explain(0, state).text).toBe("forall i, j in Proc: i != j => not (P(i) at cs and P(j) at cs)");
});

const steps = `spec Steps
type Proc = 1..2
type Letter = Plan(round: 1..3) | Ack
var x: 0..9 = 0
channel c: Proc of Letter
/// Sends a plan.
action Send(p in Proc, (q, r) in {(1, 2)}) says "{p} sends {m} by {q}{r}, x is {x}, {{so}" {
  pick n in 2..3 { x := n  let m = Plan(n)  send m to c[p] }
}
action Fail(p in Proc) { pick n in 1..2 { let k = n + 1  assert n == p } }
/// Takes letters.
process P(i in Proc) {
  var got: 0..3 = 0
  wait says "{i} got {got}": either { receive Plan(n) from c[i]  got := n } or { when x == 0  pick y in {7} { x := y } }
  rest says "{i} rests with {y}": pick y in {1} { x := y }
}
process Q { only: skip }
show double = 2 * x
show wrong = 1 div x
invariant I: x < 9 and forall i in Proc: P(i).got < 3
`;

test("a step is told with its arguments, what it named, its messages, and what it says", () => {
  const engine = engineOf(steps);
  const state = onlyInitial(engine);
  const ways = successorsOf(engine, state);
  const tell = (ordinal: number) => engine.detail(state, ordinal);
  expect(ways.map((way) => way.transition)).toEqual([
    "Send",
    "Send",
    "Send",
    "Send",
    "Fail",
    "Fail",
    "Fail",
    "Fail",
    "P.wait",
    "P.wait",
    "Q.only",
  ]);
  const plan = { variant: "Plan", arguments: [3] };
  expect(tell(3)).toEqual({
    kind: "action",
    name: "Send",
    arguments: [2, { tuple: [1, 2] }],
    from: undefined,
    to: undefined,
    says: "2 sends Plan(3) by 12, x is 3, {so}",
    doc: "Sends a plan.",
    bindings: [
      { name: "n", value: 3 },
      { name: "m", value: plan },
    ],
    messages: [{ kind: "send", channel: "c", key: 2, message: plan }],
  });
  expect(tell(9)).toEqual({
    kind: "label",
    name: "P",
    arguments: [2],
    from: "wait",
    to: "rest",
    says: "2 got 0",
    doc: "Takes letters.",
    bindings: [{ name: "y", value: 7 }],
    messages: [],
  });
  expect(tell(10)).toMatchObject({ kind: "label", name: "Q", arguments: [], from: "only", to: "done" });
});

test("a step that met an error is told as far as its last choice", () => {
  const engine = engineOf(steps);
  const state = onlyInitial(engine);
  expect(successorsOf(engine, state)[5]?.fault?.kind).toBe("assert");
  expect(engine.detail(state, 5)).toMatchObject({
    kind: "action",
    name: "Fail",
    arguments: [1],
    says: undefined,
    bindings: [{ name: "n", value: 2 }],
  });
});

test("a name that this way has not bound is said as written", () => {
  const engine = engineOf(`spec Unbound
var x: 0..9 = 0
action A says "took {y}" { either { pick y in {1, 2} { x := y } } or { skip } }
invariant I: x < 9`);
  const state = onlyInitial(engine);
  expect([0, 1, 2].map((ordinal) => engine.detail(state, ordinal).says)).toEqual(["took 1", "took 2", "took {y}"]);
});

test("what is received is named", () => {
  const engine = engineOf(steps);
  const [sent] = successorsOf(engine, onlyInitial(engine));
  if (sent?.state === undefined) throw new Error("nothing was sent");
  const { state } = sent;
  const at = successorsOf(engine, state).findIndex((way) => way.transition === "P.wait");
  expect(engine.detail(state, at)).toMatchObject({
    says: "1 got 2",
    bindings: [{ name: "n", value: 2 }],
    messages: [{ kind: "receive", channel: "c", key: 1, message: { variant: "Plan", arguments: [2] } }],
  });
});

test("shows and variables of a state", () => {
  const engine = engineOf(steps);
  const state = onlyInitial(engine);
  expect(engine.shows(state)).toEqual([
    { name: "double", value: 0 },
    { name: "wrong", value: { fault: "`x` is 0, and a divisor must be positive" } },
  ]);
  expect(engine.variables).toEqual([
    { name: "x", role: "variable", process: undefined },
    { name: "c", role: "channel", process: undefined },
    { name: "P.at", role: "pc", process: "P" },
    { name: "P.got", role: "local", process: "P" },
    { name: "Q.at", role: "pc", process: "Q" },
  ]);
  expect(engine.values(state).map(datumText)).toEqual([
    "0",
    "[1: [], 2: []]",
    "[1: wait, 2: wait]",
    "[1: 0, 2: 0]",
    "only",
  ]);
});

test("equal states have equal hashes whichever way they were reached", () => {
  const engine = engineOf(`spec H
var s: set of 1..3 = {}
channel c of 1..3
action A(i in 1..2) { s := s union {i}  send i to c }
invariant I: size(s) < 4 and c != [3]`);
  const { system } = engine;
  const first = onlyInitial(engine);
  const via = (order: readonly number[]) =>
    order.reduce((state, at) => successorsOf(engine, state)[at]?.state ?? state, first);
  expect(system.equals(via([0, 1]), via([1, 0]))).toBe(true);
  expect(system.hash(via([0, 1]))).toBe(system.hash(via([1, 0])));
  expect(system.equals(via([0, 0]), via([0]))).toBe(false);
});

test("counters tell what was tried and what claims met", () => {
  const engine = engineOf(`spec Counted
var x: 0..3 = 0
action A(i in 1..3) { when i == 1  x := 1 }
action B(i in 1..0) { x := 2 }
process P { a: skip
 b: skip }
invariant First: x == 2 => x > 1
invariant Second: forall i in 1..x: i < 4
invariant Third: x == 0 => (forall i in 1..2: i < 4) and not P at b`);
  const { system, counters } = engine;
  const state = onlyInitial(engine);
  successorsOf(engine, state);
  expect(system.transitions.map(({ kind, name }, at) => [kind, name, counters.tried[at]])).toEqual([
    ["action", "A", 3],
    ["action", "B", 0],
    ["label", "P.a", 1],
    ["label", "P.b", 0],
  ]);
  const { sites, source } = engine.model;
  expect(engine.invariants.map((_, index) => system.invariant(index, state))).toEqual([true, true, true]);
  expect(sites.map(({ span }, at) => [source.slice(span), counters.evaluated[at], counters.witnessed[at]])).toEqual([
    ["x == 2", 1, 0],
    ["forall i in 1..x: i < 4", 1, 0],
    ["x == 0", 1, 1],
    ["forall i in 1..2: i < 4", 1, 1],
  ]);
});
