import { describe, expect, it } from "vitest";
import { actionSpec, graph, run } from "../support/meaning.js";

/* What each construct means, by the graph that it spans: worked out by hand from docs/language.md. */

const process = (body: string, before = ""): string =>
  `spec T\n${before}\nprocess P {\n${body}\n}\ninvariant I: true\n`;
const action = actionSpec;

const graphs: readonly [what: string, spec: string, graph: string][] = [
  ["a step counts even when it leads nowhere new", action("when x < 2  x := x + 1"), "3 2 3"],
  ["branches that do the same are two steps", action("either { x := 1 } or { x := 1 }"), "2 4 2"],
  ["pick takes each element", action("pick v in 1..3 { x := v }"), "4 12 2"],
  ["pick from an empty set is no step", action("pick v in {w in 1..3: w > 5} { x := v }"), "1 0 1"],
  ["what follows a pick follows each way", action("pick v in 1..2 { x := v } x := x + 1"), "3 6 2"],
  ["for runs through all", action("for v in 1..3 { x := v }"), "2 2 2"],
  ["a choice inside for", action("when x == 0 for v in 1..2 { either { x := x + v } or { skip } }"), "4 4 2"],
  ["when after an assignment sees it", action("x := 1 when x == 0"), "1 0 1"],
  ["nothing after a false when is evaluated", action("when x == 5  assert false"), "1 0 1"],
  ["assert is an error", action("assert x == 5"), "1 0 1 !assert"],
  ["leaving the range is an error", action("x := x + 1"), "4 3 4 !range"],
  ["an error ends its way alone", action("either { x := 9 } or { x := 1 }"), "2 2 2 !range"],
  ["a range is not checked in between", action("x := (x + 10) - 10"), "1 1 1"],
  ["let", action("let y = x + 1  when y < 3  x := y"), "3 2 3"],
  [
    "a parameter may depend on an earlier one and on the state",
    "spec T var x: 0..3 = 0 action A(p in 1..2, q in (1..2) \\ {p}) { when x == 0 x := p + q } done when true invariant I: true",
    "2 2 2",
  ],
  ["any: one initial state for each", "spec T var x: 0..3 = any action A { x := x } invariant I: true", "4 4 1"],
  ["in: one initial state for each", "spec T var x: 0..3 in {1, 2} action A { x := x } invariant I: true", "2 2 1"],
  [
    "init may pick and when",
    "spec T var x: 0..3 = 0 init { pick v in 0..3 { when v != 2  x := v } } action A { skip } invariant I: true",
    "3 3 1",
  ],
  ["labels cut steps", process("a: x := 1\nb: x := 2", "var x: 0..3 = 0"), "3 2 3"],
  ["a label may follow another, or end a block", process("a: b: if true { c: }\nd: skip"), "5 4 5"],
  ["goto done halts", process("a: goto done"), "2 1 2"],
  ["if without labels falls through", process("a: if x == 0 { x := 1 } x := x + 1", "var x: 0..3 = 0"), "2 1 2"],
  [
    "a label inside if ends the step there",
    process("a: if x == 0 { x := 1  b: x := 2 } x := 3", "var x: 0..3 = 0"),
    "3 2 3",
  ],
  ["a labelled while tests at its label", process("a: while x < 2 { x := x + 1 }", "var x: 0..3 = 0"), "4 3 4"],
  [
    "a while with a label inside tests on the way",
    process("s: while x < 2 { a: x := x + 1 }\n x := 3", "var x: 0..3 = 0"),
    "6 5 6",
  ],
  [
    "an unlabelled while is entered within the step before",
    process("s: skip while x < 2 { x := x + 1  a: skip } x := 3", "var x: 0..3 = 0"),
    "4 3 4",
  ],
  [
    "nested whiles",
    process("s: while x < 2 { t: while y < 1 { y := y + 1 } x := x + 1 y := 0 }", "var x: 0..3 = 0 var y: 0..1 = 0"),
    "8 7 8",
  ],
  [
    "either with labels",
    process("a: either { x := 1 b: skip } or { x := 2 c: skip } x := 3", "var x: 0..3 = 0"),
    "4 4 3",
  ],
  ["either at the end of an either chooses the way", process("a: either { goto a } or { goto done }"), "2 2 2"],
  ["processes interleave", "spec T process P(i in 1..2) { a: skip b: skip } invariant I: true", "9 12 5"],
  [
    "locals are one for each",
    "spec T process P(i in 1..2) { var n: 0..2 = i  a: n := 0 } invariant I: forall i in 1..2: P(i).n in {0, i}",
    "4 4 3",
  ],
  [
    "locals with any: each by itself",
    "spec T process P(i in 1..2) { var n: bool = any  a: skip } invariant I: true",
    "16 16 3",
  ],
  ["all at done is no deadlock, stopping elsewhere is", process("a: when false"), "1 0 1 deadlock"],
  [
    "states outside a constraint are checked and not counted",
    "spec T var x: 0..9 = 0 action A { x := x + 1 } constraint C: x < 3 invariant I: x < 3",
    "3 3 3 I",
  ],
  [
    "match",
    "spec T type M = A(n: 0..3) | B  var m: M = A(0)  action S { match m { A(n): { if n < 2 { m := A(n + 1) } else { m := B } }, B: { when false } } } done when true invariant I: true",
    "4 3 4",
  ],
  [
    "assignment reaches into functions, records and sequences",
    "spec T type R = {log: seq of 0..3, n: 0..3} var m: bool -> R = [b in bool: {log: [1, 2], n: 0}] action A { when m[true].n == 0 m[true].log[2] := 3 m[true].n := 1 } done when true invariant I: m[true].log[2] == 2 + m[true].n and m[false].log == [1, 2]",
    "2 1 2",
  ],
];

describe("the graph of", () => {
  for (const [what, spec, expected] of graphs)
    it(what, async () => {
      expect(await graph(spec)).toBe(expected);
    });
});

describe("channels", () => {
  const spec = (options: string, max: number): string => `
    spec T
    var sent: 0..${max} = 0
    var got: seq of 1..${max} = []
    channel c of 1..${max}${options}
    action S { when sent < ${max}  sent := sent + 1  send sent to c }
    action R { receive m from c  when len(got) < ${max}  got := append(got, m) }
    done when true
    invariant InOrder: forall i in domain(got): got[i] == i
    invariant NoRepetition: size(range(got)) == len(got)
    reachable AllArrive: len(got) == ${max}
    reachable Nothing: sent == ${max} and c == [] and got == []`;
  const combinations: readonly [options: string, failing: string][] = [
    ["", "InOrder Nothing"],
    [", fifo", "Nothing"],
    [", lossy", "InOrder"],
    [", fifo, lossy", "InOrder"],
    [", duplicating", "InOrder NoRepetition Nothing"],
    [", fifo, duplicating", "InOrder NoRepetition Nothing"],
    [", lossy, duplicating", "InOrder NoRepetition"],
    [", fifo, lossy, duplicating", "InOrder NoRepetition"],
  ];
  for (const [options, failing] of combinations)
    it(`c of T${options}`, async () => {
      const { claims } = await run(spec(options, 2));
      expect(claims.flatMap((claim) => (claim.status === "fails" ? [claim.name] : [])).join(" ")).toBe(failing);
    });
  it("the order of receiving from a plain channel is free", async () => {
    expect(await graph(spec("", 2))).toBe("8 8 5 InOrder Nothing");
  });
  it("any of the equal messages of a fifo may be lost", async () => {
    const spec = `spec T channel c of 1..2, fifo, lossy
      init { send 1 to c send 2 to c send 1 to c }
      action A { when false }
      done when true
      invariant I: true
      reachable First: c == [2, 1]
      reachable Last: c == [1, 2]`;
    // [1,2,1] → [2,1], [1,2], [1,1]; then [1], [2]; then []
    expect(await graph(spec)).toBe("7 10 4");
  });
  it("a send to a full one is not possible", async () => {
    expect(
      await graph("spec T channel c of 1..1 max 2 action S { send 1 to c } done when true invariant I: true"),
    ).toBe("3 2 3");
  });
});
