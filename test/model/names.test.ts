import { describe, expect, it } from "vitest";
import { examine, PRELUDE, problemsIn, treeOf } from "../support/problems.js";

/** What is added to the prelude, and what is then wrong: code and underlined text. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["invariant I: P(1) at crtical", ["E0205 crtical"]],
  ["invariant I: P(1) at z0", ["E0205 z0"]],
  ["invariant I: P at crit", ["E0220 P"]],
  ["invariant I: Q(1) at z0", ["E0220 Q(1)"]],
  ["invariant I: P(1).crit", ["E0206 crit"]],
  ["invariant I: P(1) == crit", ["E0207 P(1) == crit"]],
  ["invariant I: P(1).yy == 1", ["E0206 yy"]],
  ["invariant I: y == 1", ["E0215 y"]],
  ["invariant I: crit", ["E0207 crit"]],
  ["invariant I: k at crit", ["E0214 k"]],
  ["invariant I: phse == idle", ["E0203 phse"]],
  ["invariant I: phase == idel", ["E0203 idel"]],
  ["action B { phase := Idle }", ["E0203 Idle"]],
  ["action B { N := 4 }", ["E0213 N"]],
  ["action B { double := 4 }", ["E0213 double"]],
  ["action B(p in Proc) { p := 4 }", ["E0213 p"]],
  ["action B { c[1] := [] }", ["E0213 c"]],
  ["action B { y := 2 }", ["E0213 y"]],
  ["def f = A(1)", ["E0208 A"]],
  ["def f = P(1)", ["E0208 P"]],
  ["def f = double", ["E0221 double"]],
  ["def f = double(1, 2)", ["E0221 double(1, 2)"]],
  ["def f = Req", ["E0221 Req"]],
  ["def f = Ack(1)", ["E0221 Ack(1)"]],
  ["def f(m: Msg) = match m { Req(t): t, Akc: 0 }", ["E0222 Akc"]],
  ["action B { send Ack to x }", ["E0217 x"]],
  ["action B { receive Ack from s }", ["E0217 s"]],
  ["invariant I: enabled A", ["E0220 A"]],
  ["invariant I: enabled Z(1)", ["E0218 Z"]],
  ["const M = x", ["E0212 x"]],
  ["const M = M + 1", ["E0209 M"]],
  ["const M2 = M3  const M3 = M2", ["E0209 M2"]],
  ["type L = 1..x", ["E0212 x"]],
  ["type L = {a: L}", ["E0209 L"]],
  ["type L = Lx?", ["E0204 Lx"]],
  ["type L = Lx", ["E0204 Lx"]],
  ["type L = N", ["E0204 N"]],
  ["var v: L = 1", ["E0204 L"]],
  ["var v: int = w  var w: int = 1", ["E0211 w"]],
  ["var x: int = 0", ["E0201 x"]],
  ["var size: int = 0", ["E0201 size"]],
  ["const idle = 1", ["E0201 idle"]],
  ["def f(x) = 1", ["E0202 x"]],
  ["def f(a, a) = 1", ["E0202 a"]],
  ["def f = forall x in s: true", ["E0202 x"]],
  ["def f = exists p in s: exists p in s: true", ["E0202 p"]],
  ["def f(n) = f(n - 1)", ["E0209 f"]],
  ["def f = g  def g = f", ["E0209 f"]],
  ["init { x := 1 } init { x := 2 }", ["E0210 init { x := 2 }"]],
  ["done when true done when false", ["E0210 done when false"]],
  ["model m {} model m {}", ["E0201 m"]],
  ["process R(p in {x}) { l: skip }", ["E0212 x"]],
  ["process R(p in s) { l: skip }", ["E0212 s"]],
  ["process R { var v: int = v2  var v2: int = 1 l: v := v2 }", ["E0211 v2"]],
  ["action B { r := {from: 1, from: 2, at: 2} }", ["E0219 from"]],
  ["def f = undefined", ["E0203 undefined"]],
  ["def f = Cardinality(s)", ["E0203 Cardinality"]],
  ["var v: boolean = true", ["E0204 boolean"]],
  ["fairness weak: A or P(1)", ["E0220 A"]],
  ["fairness weak: B(1)", ["E0218 B"]],
  ["fairness weak(p in s): A(p)", ["E0212 s"]],
  ["show t = zz", ["E0203 zz"]],
  ['show t says "{zz}"', ["E0203 zz"]],
  ['action B says "{zz}" { skip }', ["E0203 zz"]],
  ["def f = P(1) in {crit}", ["E0207 P(1) in {crit}"]],
  ["def f = let v = zz: v[1] + v.x + v(2)", ["E0203 zz", "E0208 v"]],
  ["def f = let v = zz: match v { {a: 1}: 2 }", ["E0203 zz"]],
  ["process R { l: when zz  x := x + 1  m: goto l }", ["E0203 zz"]],
  ["def f = forall p in zz: b[p] and x[p] and p.x", ["E0203 zz", "E0316 x"]],
  ["action B { receive Akc from d }", ["E0222 Akc"]],
  ["process R { l: pick v in s { x := v }  m: x := v }", ["E0203 v"]],
];

describe("Names", () => {
  it.each(cases)("%s", (added, problems) => {
    expect(problemsIn(PRELUDE + added)).toEqual(problems);
  });

  it("fairness to steps that depend on the state is had by an action of its own", () => {
    const { found } = examine(treeOf(`${PRELUDE}fairness weak: A(k)`));
    expect(found.map(({ message, hint }) => [message, hint])).toEqual([
      [
        "a fairness group may only use constants: `k` is a variable",
        "give the steps that are meant an action of their own, with a `when` that says which they are",
      ],
    ]);
  });
});
