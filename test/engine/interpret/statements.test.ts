import { expect, test } from "vitest";
import { datumText } from "../../../src/engine/text.js";
import { engineOf, initialOf, onlyInitial, stateText, successorsOf, waysText } from "../../support/spec.js";

const declarations = `spec Statements
type Proc = 1..3
type Message = Req(to: Proc) | Ack
var x: 0..20 = 5
var f: Proc -> 0..9 = [i in Proc: 0]
invariant I: x >= 0 and f[1] >= 0
`;

/** The values of x and f after each way through an action with this body. */
function ways(body: string, parameters = ""): readonly string[] {
  const engine = engineOf(`${declarations}action A${parameters} { ${body} }\n`);
  return waysText(engine, onlyInitial(engine)).map((text) => text.replace("f = [1: 0, 2: 0, 3: 0]", "f = 0"));
}

const cases: readonly (readonly [body: string, ways: readonly string[]])[] = [
  ["skip", ["x = 5, f = 0"]],
  ["x := x + 1 x := x * 2", ["x = 12, f = 0"]],
  ["x := 30 - 20 + x", ["x = 15, f = 0"]],
  ["f[2] := x f[3] := f[2] + 1", ["x = 5, f = [1: 0, 2: 5, 3: 6]"]],
  ["when x == 5 x := 6", ["x = 6, f = 0"]],
  ["when x != 5 assert false", []],
  ["assert x == 5", ["x = 5, f = 0"]],
  ["assert x != 5 x := 6", ["error: the assertion `x != 5` is false"]],
  ["let y = x + 1 x := y + y", ["x = 12, f = 0"]],
  ["if x > 5 { x := 1 } else if x == 5 { x := 2 } else { x := 3 } x := x + 10", ["x = 12, f = 0"]],
  ["if x > 5 { x := 1 } f[1] := 1", ["x = 5, f = [1: 1, 2: 0, 3: 0]"]],
  ["either { x := 1 } or { x := 2 } or { when false } x := x + 10", ["x = 11, f = 0", "x = 12, f = 0"]],
  ["pick i in {3, 1} { x := i } x := x + 10", ["x = 11, f = 0", "x = 13, f = 0"]],
  ["pick i in {1} \\ {1} { x := i }", []],
  ["pick i in 1..2, j in i..2 { x := 10 * i - j }", ["x = 9, f = 0", "x = 8, f = 0", "x = 18, f = 0"]],
  ["pick i, j in 1..2 { x := 10 * i - j }", ["x = 9, f = 0", "x = 8, f = 0", "x = 19, f = 0", "x = 18, f = 0"]],
  ["for i in {3, 2} { x := 2 * x - i }", ["x = 13, f = 0"]],
  ["for i, j in 1..2 { x := x + i * j }", ["x = 14, f = 0"]],
  ["for i in 1..9 { if i <= 3 { f[i] := i } }", ["x = 5, f = [1: 1, 2: 2, 3: 3]"]],
  ["for i in Proc { when i < 3 }", []],
  ["match Req(2) { Req(t): { x := t }, Ack: { x := 0 } } x := x + 1", ["x = 3, f = 0"]],
  ["match x { 4: { x := 1 }, y: { x := y + 1 } }", ["x = 6, f = 0"]],
];

test.each(cases)("%s", (body, expected) => {
  expect(ways(body)).toEqual(expected);
});

test("names of an earlier round of `for` still mean what they meant when a choice in it is taken again", () => {
  expect(ways("x := 0 for i in 1..2 { pick d in {0, 1} { x := x * 3 + d * i } }")).toEqual([
    "x = 0, f = 0",
    "x = 2, f = 0",
    "x = 3, f = 0",
    "x = 5, f = 0",
  ]);
  expect(ways("x := 0 for i in 1..2 { either { skip } or { x := x + 1 } x := x + 3 * i }")).toEqual([
    "x = 9, f = 0",
    "x = 10, f = 0",
    "x = 10, f = 0",
    "x = 11, f = 0",
  ]);
});

test("`for` goes over very many elements", () => {
  expect(ways("for i in 1..100000 { if i mod 10000 == 0 { x := x + 1 } }")).toEqual(["x = 15, f = 0"]);
});

test("an error ends its own way alone, in its place among the others", () => {
  const outside = "error: `i` is 21, which is not in 0..20";
  expect(ways("pick i in {1, 21, 2} { x := i }")).toEqual(["x = 1, f = 0", "x = 2, f = 0", outside]);
  expect(ways("either { assert false } or { x := 1 }")).toEqual([
    "error: the assertion `false` is false",
    "x = 1, f = 0",
  ]);
  expect(ways("x := i", "(i in {21, 3})")).toEqual(["x = 3, f = 0", outside]);
  expect(ways("x := j", "(i in {0, 1}, j in 1 div i..1)")).toEqual([
    "error: `i` is 0, and a divisor must be positive",
    "x = 1, f = 0",
  ]);
});

test("parameters are chosen in canonical order, later ones depending on earlier ones and on the state", () => {
  expect(ways("x := i * 10 - j", "(i in {2, 1}, j in 1..i)")).toEqual([
    "x = 9, f = 0",
    "x = 19, f = 0",
    "x = 18, f = 0",
  ]);
  expect(ways("x := i", "(i in x..6)")).toEqual(["x = 5, f = 0", "x = 6, f = 0"]);
});

const process = `spec Processes
var x: 0..9 = 0
process P(i in 1..2) {
  var y: 0..9 = i
  a: if x == 0 { x := i  goto c }
  b: y := y + 1
  c: either { goto a } or { goto done }
}
process Q {
  d: when x == 2
}
invariant I: x < 9 and forall i in 1..2: P(i).y < 9 and not (P(i) at {a, c} and Q at done)
`;

test("processes go from label to label", () => {
  const engine = engineOf(process);
  const first = onlyInitial(engine);
  expect(stateText(engine, first)).toBe("x = 0, P.at = [1: a, 2: a], P.y = [1: 1, 2: 2], Q.at = d");
  expect(waysText(engine, first)).toEqual([
    "x = 1, P.at = [1: c, 2: a], P.y = [1: 1, 2: 2], Q.at = d",
    "x = 2, P.at = [1: a, 2: c], P.y = [1: 1, 2: 2], Q.at = d",
  ]);
  const [, second] = successorsOf(engine, first);
  if (second?.state === undefined) throw new Error("no second step");
  expect(successorsOf(engine, second.state).map((way) => way.transition)).toEqual(["P.a", "P.c", "P.c", "Q.d"]);
  expect(waysText(engine, second.state)).toEqual([
    "x = 2, P.at = [1: b, 2: c], P.y = [1: 1, 2: 2], Q.at = d",
    "x = 2, P.at = [1: a, 2: a], P.y = [1: 1, 2: 2], Q.at = d",
    "x = 2, P.at = [1: a, 2: done], P.y = [1: 1, 2: 2], Q.at = d",
    "x = 2, P.at = [1: a, 2: c], P.y = [1: 1, 2: 2], Q.at = done",
  ]);
});

test("a while goes round until its test fails, and reaches its own label before each test", () => {
  const engine = engineOf(
    "spec W\nvar x: 0..3 = 0\nprocess P { a: while x < 2 { x := x + 1 } x := 3 }\ninvariant I: x < 4 and not P at done",
  );
  let state = onlyInitial(engine);
  const seen: string[] = [];
  for (;;) {
    const [next] = successorsOf(engine, state);
    if (next?.state === undefined) break;
    state = next.state;
    seen.push(stateText(engine, state));
  }
  expect(seen).toEqual(["x = 1, P.at = a", "x = 2, P.at = a", "x = 3, P.at = done"]);
});

test("a spec may end where all processes are done, or where it says so", () => {
  const ends = (text: string): unknown => {
    const engine = engineOf(text);
    return engine.system.mayEnd(onlyInitial(engine));
  };
  expect(ends("spec A\nvar x: 0..3 = 1\naction A { when false x := 2 }\ninvariant I: x > 0")).toBe(false);
  expect(ends("spec A\nvar x: 0..3 = 1\ndone when x == 1\naction A { when false x := 2 }\ninvariant I: x > 0")).toBe(
    true,
  );
  expect(ends("spec A\nvar x: 0..3 = 1\ndone when 1 div (x - 1) == 0\ninvariant I: x > 0")).toMatchObject({
    kind: "division",
  });
  expect(ends("spec A\nvar x: 0..3 = 1\nprocess P { a: x := 2 }\ninvariant I: x > 0 and not P at done")).toBe(false);
});

const initials: readonly (readonly [declarations: string, states: readonly string[]])[] = [
  [
    "var x: 1..2 = any var y: bool = any",
    ["x = 1, y = false", "x = 1, y = true", "x = 2, y = false", "x = 2, y = true"],
  ],
  ["var x: 1..2 = any var y: 1..4 in x..2", ["x = 1, y = 1", "x = 1, y = 2", "x = 2, y = 2"]],
  ["var x: 1..2 = 1 init { either { x := 2 } or { skip } or { when false } }", ["x = 2", "x = 1"]],
  ["var x: 1..2 = any init { assert x == 1 }", ["x = 1", "error: the assertion `x == 1` is false"]],
  [
    "var x: 1..2 = any var y: 0..9 = 6 div (x - 1)",
    ["error: `x - 1` is 0, and a divisor must be positive", "x = 2, y = 6"],
  ],
];

test.each(initials)("%s", (text, expected) => {
  const engine = engineOf(`spec Initial\n${text}\ninvariant I: x > 0`);
  const found = initialOf(engine).map((each) => ("kind" in each ? `error: ${each.message}` : stateText(engine, each)));
  expect(found).toEqual(expected);
});

test("a local starts for each member by itself", () => {
  const engine = engineOf(
    "spec L\nprocess P(i in {1, 3}) { var v: 0..9 in i..i + 1\n a: skip }\ninvariant I: P(1).v > 0",
  );
  const found = initialOf(engine).map((each) =>
    "kind" in each ? each.message : datumText(engine.values(each)[1] ?? null),
  );
  expect(found).toEqual(["[1: 1, 3: 3]", "[1: 1, 3: 4]", "[1: 2, 3: 3]", "[1: 2, 3: 4]"]);
});

test("enabled asks whether a step is possible; a way that meets an error is none", () => {
  const engine = engineOf(`spec E
var x: 0..3 = 1
action A(p in 1..2, q in {p}) { when p == x  x := 2 }
action B { assert false }
process P(i in 1..2) { a: when i == 2 }
invariant AnyA: enabled A(_, _)
invariant OneA: enabled A(1, _)
invariant TwoA: enabled A(2, _)
invariant NoPair: enabled A(1, 2)
invariant Failing: enabled B
invariant P1: enabled P(1)
invariant P2: enabled P(2)
invariant SomeP: enabled P(_)
invariant Each: forall i in 1..2: enabled A(i, _) <=> i == x
`);
  const state = onlyInitial(engine);
  const truths = engine.invariants.map((claim, at) => [
    engine.model.claims[claim]?.name,
    engine.system.invariant(at, state),
  ]);
  expect(Object.fromEntries(truths)).toEqual({
    AnyA: true,
    OneA: true,
    TwoA: false,
    NoPair: false,
    Failing: false,
    P1: false,
    P2: true,
    SomeP: true,
    Each: true,
  });
});
