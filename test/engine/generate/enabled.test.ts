import { describe, expect, it } from "vitest";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

describe("enabled", () => {
  it.each<[string, number, string]>([
    [
      "actions, in claims and definitions",
      30,
      "spec T var x: 0..3 = 0 var y: 0..9 = 0 action A { when x < 2 x := x + 1 } action B(p in 0..3, q in {1, 3}) { when p + q == x + 2 y := y + p } def can = enabled B(_, 3) invariant I: enabled A or x > 1 invariant J: enabled B(1, 1) => x == 0 reachable R: not can invariant K: enabled B(x, _) constraint C: y < 3 done when not enabled A",
    ],
    [
      "a way that meets an error is none",
      4,
      "spec T var x: 0..3 = 0 action A { when 6 div (x - 2) > 0 - 9 assert x != 0 x := x + 1 } action B { x := (x + 1) mod 4 } invariant I: enabled A invariant J: enabled C(6 div x) action C(y in 0..9) { when y == 3 }",
    ],
    [
      "choices",
      16,
      "spec T var s: set of 1..3 = {} var x: 0..3 = 0 action A { pick y in s { either { when x == y x := 0 } or { for z in s { pick v in {z, 1} { when v != y x := v } } } } } action B { pick y in 1..3 { s := s union {y} } } invariant I: enabled A",
    ],
    [
      "processes",
      67,
      "spec T channel c: 1..2 of 0..2 max 2 process Q(i in {1, 3}) { var l: 0..2 = 0 a: when l < 2 l := l + 1 b: either { send l to c[1] goto a } or { receive l2 from c[1] l := l2 } } process R { a: when exists i in {1, 3}: Q(i).l == 2 } invariant I: enabled Q(1) or enabled Q(_) invariant J: enabled R => enabled Q(3) invariant K: enabled Q(2)",
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});
