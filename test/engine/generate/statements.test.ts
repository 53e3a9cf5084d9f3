import { describe, expect, it } from "vitest";
import { action, TYPES } from "../../support/action.js";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

describe("statements and channels", () => {
  it.each<[string, number, string]>([
    ["for", 1, action("var s: set of P = {}\nvar x: 0..9 = 0", "x := 0 for p in P \\ s { x := x + p } x := x - 6")],
    ["for with when", 2, action("var x: 0..9 = 0", "for p in P { when x < 3 x := x + 1 } x := x - 2")],
    [
      "match with choices",
      7,
      action(
        "var m: Msg = Ok",
        "match m { Ok: { pick n in 0..5 { m := Ask(n, 1) } }, Ask(n, _): { either { m := Ok } or { when n > 3 assert n < 5 } }, _: { } }",
      ),
    ],
    [
      "either within if",
      3,
      action(
        "var x: 0..3 = 0",
        "if x < 2 { either { x := x + 1 } or { x := x + 2 } } else { when x < 3 } x := min(x + 1, 3)",
      ),
    ],
    [
      "errors end their own way",
      3,
      action("var x: 0..2 = 0", "pick y in 0..3 { either { assert y != 1 } or { skip } x := y }"),
    ],
    [
      "init",
      6,
      "spec T var x: 0..5 = any var y: 0..5 in {z in 0..5: z < 2} init { when x < 4 either { y := x } or { y := 10 div x - 2 } } action A { skip } invariant I: x == y",
    ],
    [
      "actions with parameters",
      4,
      "spec T type P = 1..3 var x: 0..3 = 0 action A(p in P, q in P \\ {p}) { when x < p x := q } action B(p in {y in P: y > x}) { x := p } invariant I: x < 3",
    ],
    [
      "a fifo channel",
      300,
      `spec T ${TYPES} channel c: P of Msg max 2, fifo action S(p in P, m in Msg) { send m to c[p] } action R(p in P) { receive Ask(n, q) from c[p] send Ok to c[q] } invariant I: true`,
    ],
    [
      "an unordered channel",
      60,
      `spec T ${TYPES} channel c of Msg max 3 var n: 0..2 = 0 action S(m in {Ok, Tell(blue), Ask(3, 1)}) { send m to c } action R { receive m from c n := (n + 1) mod 3 } action Q { receive Tell(x) from c assert x != red } invariant I: len(c) < 3`,
    ],
    [
      "a lossy fifo channel",
      300,
      "spec T channel c of 0..2 max 4, fifo, lossy var n: 0..2 = 0 action S { pick x in 0..2 { send x to c } } action R { receive x from c n := x } invariant I: c != [1, 0]",
    ],
    [
      "a lossy duplicating channel",
      300,
      "spec T type P = 1..2 channel c: P of 0..2 max 3, lossy, duplicating var n: 0..2 = 0 action S(p in P) { pick x in 0..2 { send x to c[p] } } action R(p in P) { receive x from c[p] n := (n + x) mod 3 } invariant I: true",
    ],
    [
      "a duplicating fifo channel",
      120,
      "spec T channel c of 0..2 max 3, fifo, duplicating var n: 0..2 = 0 action S { pick x in 0..2 { send x to c } } action R { receive x from c n := (n + x) mod 3 } invariant I: true",
    ],
    [
      "processes on some keys",
      25,
      "spec T type P = 0..4 var x: 0..4 = 0 process Q(i in {1, 3}) { var l: 0..2 = 0 a: x := i l := 1 b: when x == i l := 2 either { goto a } or { goto done } } invariant I: Q(1) at a or Q(3).l < 2 invariant J: Q(x) at b",
    ],
    [
      "locals with choices",
      16,
      "spec T process Q(i in 1..2) { var l: 1..3 = any a: l := i } invariant I: forall i in 1..2: Q(i) at {a, done}".replace(
        "forall i in 1..2: Q(i) at {a, done}",
        "Q(1) at {a, done}",
      ),
    ],
    [
      "a process alone",
      5,
      "spec T var x: 0..3 = 0 process Q { a: while x < 2 { x := x + 1 } b: skip } invariant I: Q at a or x == 2",
    ],
    [
      "a process alone with a local that is a function",
      4,
      "spec T type P = 1..2 process Q { var l: P -> bool = [i in P: false] a: pick i in P { when not l[i] l[i] := true } goto a } invariant I: not Q.l[2] or Q.l[1]",
    ],
    [
      "a choice inside for",
      4,
      action("var x: 0..9 = 0", "when x == 0 for p in P { either { x := x + p } or { skip } } x := x mod 4"),
    ],
    [
      "choices inside for, and names",
      90,
      action(
        "var f: P -> 0..3 = [i in P: 0]\nvar y: 0..5 = 0",
        "let k = y pick z in 1..2 { for p in P \\ {z} { let q = f[p] pick v in 0..z { when v != q f[p] := v either { y := (k + v + q) mod 6 } or { assert v < 2 } } } } f[1] := max(f[1], f[2])",
      ),
    ],
    [
      "choices inside two fors",
      32,
      action(
        "var f: (P, Color) -> bool = [i in P, c in Color: false]",
        "for p in P, c in {red, blue} { either { f[p, c] := not f[p, c] } or { when p != 2 } }",
      ),
    ],
    [
      "choices inside for of two names",
      9,
      action(
        "var f: (1..2, 1..2) -> 0..3 = [i in 1..2, j in 1..2: 0]\nvar s: set of Color = {}\ntype T = 1..2",
        "for p, q in T { if p != q { pick v in 0..3 { when v != p f[p, q] := v } } }",
      ),
    ],
    [
      "a choice inside for in a process",
      300,
      "spec T type P = 1..2 channel c: P of 0..2 max 2 process Q(i in P) { var l: 0..2 = 0 a: for j in P { either { send l to c[j] } or { receive l2 from c[i] l := l2 } } l := (l + 1) mod 3 b: goto a } invariant I: true",
    ],
    [
      "a process of many members",
      300,
      "spec T type P = 1..99 var x: P = 1 process Q(i in P) { var l: bool = false a: when x == i x := if i < 99 then i + 1 else i l := true b: goto done } invariant I: not Q(3).l or x > 2",
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});
