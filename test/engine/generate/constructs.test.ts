import { describe, expect, it } from "vitest";
import { action } from "../../support/action.js";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

describe("expressions", () => {
  it.each<[string, number, string]>([
    ["arithmetic", 8, action("var x: -3..4 = -3", "x := x + 1")],
    ["an overflow", 1, action("var x: int = 2147483647", "x := x * x * x * x div (x * x * x)")],
    ["beyond 32 bits in between", 1, action("var x: int = 2147483647", "x := (x * 4 - x * 3)")],
    ["stored ints", 2, action("var x: int = 2147483646", "x := x + 1")],
    [
      "div and mod of negative numbers",
      11,
      action("var x: -5..5 = -5\nvar y: -5..5 = 0", "x := x + 1 y := x div 2 + x mod 3"),
    ],
    [
      "a divisor that is not positive",
      2,
      action("var x: 0..3 = 3", "x := 6 div x - 2 either { x := x } or { when x > 0 x := x - 1 }"),
    ],
    ["mod", 1, action("var x: 0..6 = 1", "x := (0 - x * 5) mod 7 div 2")],
    ["min and max of two", 3, action("var x: 0..3 = 0", "x := min(max(x + 1, 2), 3)")],
    ["if with unlike ranges", 4, action("var x: 0..3 = 0", "x := if x < 2 then x + 1 else 7 - x * 2")],
    ["comparison of tuples", 16, action("var x: 0..3 = any\nvar y: 0..3 = any", "when (x, y) < (y, x + 1)  x := y")],
    ["enumerations", 3, action("var c: Color = red", "c := match c { red: green, green: blue, blue: red }")],
    ["options", 4, action("var o: 1..3? = none", "o := if o == none then 1 else o + 1")],
    ["an option used as a value", 1, action("var o: 1..3? = none\nvar x: 0..3 = 0", "x := o")],
    [
      "options of unions",
      6,
      action(
        "var m: Msg? = none",
        "m := match m { none: Ok, Ok: Tell(red), Tell(c): (if c == red then Tell(blue) else Ask(5, 2)), Ask(n, p): (if n == 0 then none else Ask(0, p)) }",
      ),
    ],
    [
      "a field out of range",
      7,
      action("var m: Msg = Ok", "m := match m { Ok: Ask(0, 1), Ask(n, p): Ask(n + 1, p), _: Ok }"),
    ],
    ["records", 5, action("var r: Rec = {n: 0, c: red}", "r := r with {n: r.n + 1}")],
    [
      "fields assigned",
      15,
      action(
        "var r: Rec = {n: 0, c: red}",
        "either { r.n := r.n + 1 } or { r.c := if r.c == red then green else blue }",
      ),
    ],
    [
      "tuples",
      9,
      action(
        "var t: Pair = (1, red)",
        "let (p, c) = t  t := (if p == 3 then 1 else p + 1, if c == red then blue else if c == blue then green else red) either { skip } or { t := (p, red) }",
      ),
    ],
    [
      "definitions",
      4,
      action(
        "var x: 0..3 = 0\ndef twice(n) = n + n\ndef f(a: int, b: int) = twice(a) - twice(b) + a",
        "x := f(x, x) + twice(1) - 1",
      ),
    ],
    ["let", 4, action("var x: 0..3 = 0", "x := let y = x + 1: let z = y * 2: z - y")],
    ["a let that does not match", 2, action("var m: Msg = Ask(1, 2)", "let Ask(n, p) = m  m := Ok")],
    [
      "implications and counters",
      4,
      action(
        "var x: 0..3 = 0",
        "x := x + 1",
        "invariant I: x > 1 => x != 5\ninvariant J: forall i in 1..x: i > 1 => x > 1\nreachable R: x == 3\nconstraint C: x < 3 or x + 0 == 3\nconstraint D: 6 div (3 - x) > 0",
      ),
    ],
    ["done when", 2, action("var x: 0..1 = 0", "when x == 0 x := 1", "invariant I: true\ndone when 1 div x == 1")],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});

describe("sets", () => {
  it.each<[string, number, string]>([
    [
      "operators",
      8,
      action(
        "var s: set of P = any\nvar t: set of P = {1, 2}",
        "s := (s union {1}) \\ (t intersect s) union ({3} \\ s)",
      ),
    ],
    ["any set in its order", 16, action("var s: set of P = any\nvar b: bool = any", "skip")],
    [
      "comprehensions",
      8,
      action("var s: set of P = any", "s := {x in P: x not in s and x < 3} union {4 - x for x in s}"),
    ],
    ["a map outside the type", 8, action("var s: set of P = any", "s := {x + 1 for x in s}")],
    [
      "membership of what is not in the type",
      4,
      action("var x: 0..3 = any", "when x in {1, 7} and x + 5 not in {1, 2}  x := 0"),
    ],
    ["intervals", 8, action("var s: set of P = any", "s := (size(s) + 1)..3")],
    ["pick", 8, action("var s: set of P = {1, 2, 3}", "pick x in s { s := s \\ {x} }")],
    [
      "pick of two, and what follows",
      3,
      action("var s: set of P = {}", "pick x in P, y in P \\ {x} { when x < y s := s union {x} } s := s union {2}"),
    ],
    ["powerset", 8, action("var s: set of P = {1, 2, 3}", "pick t in powerset(s) { s := t }")],
    [
      "pick a function",
      8,
      action(
        "var f: P -> bool = [i in P: false]",
        "pick g in (P -> bool) { when exists i in P: g[i] != f[i]  f := g }",
      ),
    ],
    [
      "sets of enumerations",
      8,
      action("var s: set of Color = {}", "pick c in Color { s := if c in s then s \\ {c} else s union {c} }"),
    ],
    ["sets of unions", 300, action("var s: set of Msg = {}", "pick m in Msg { s := s union {m} }")],
    [
      "sets of pairs",
      128,
      action(
        "var s: set of Pair = {}",
        "pick m in Pair { s := s union {m} } when forall (p, c) in s: p < 3 or c == red",
      ),
    ],
    [
      "min, max, sum, size",
      8,
      action(
        "var s: set of P = any\nvar x: 0..9 = 0",
        "x := if s == {} then size(s) else min(s) + max(s) + sum(s)  x := 0",
      ),
    ],
    ["min of nothing", 8, action("var s: set of P = any\nvar x: 0..9 = 0", "x := min(s) - min(s)")],
    [
      "quantifiers",
      8,
      action(
        "var s: set of P = any",
        "when forall x in s, y in s: x == y or exists z in P: z not in s  s := s",
        "invariant I: exists x in P: x in s\ninvariant J: forall x, y in s: x + y < 6\ninvariant K: forall c in powerset(s): size(c) < 3",
      ),
    ],
    ["the", 8, action("var s: set of P = any\nvar x: 0..3 = 0", "x := (the y in s: y > 1) - (the y in s: y > 1)")],
    ["fold", 8, action("var s: set of P = any\nvar x: 0..9 = 0", "x := (fold n = 0 for y in s: n * 2 + y) mod 1")],
    ["fold over sets", 8, action("var s: set of P = any", "s := fold t = {} for y in s: t union {4 - y}")],
    [
      "subset of",
      8,
      action("var s: set of P = any", "when s subset of {1, 2} and {5} subset of (4..5)  s := s union {1}"),
    ],
    [
      "a filter that meets an error",
      8,
      action("var s: set of P = any", "pick x in {y in s: 6 div (y - 2) != 1} { s := {x} }"),
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});

describe("functions and sequences", () => {
  it.each<[string, number, string]>([
    ["functions", 27, action("var f: P -> 0..2 = [i in P: 0]", "pick i in P { f[i] := (f[i] + 1) mod 3 }")],
    [
      "wide functions",
      300,
      action("var f: 0..20 -> 0..31 = [i in 0..20: i]", "pick i in 0..20 { f[i] := (f[20 - i] + 1) mod 32 }"),
    ],
    [
      "wide functions as values",
      300,
      action(
        "var f: 0..20 -> 0..31 = [i in 0..20: i]\nvar g: 0..20 -> 0..31 = [i in 0..20: 31]",
        "let h = f  f[3] := (f[3] + 5) mod 32 either { g := h } or { g := [g with {[2]: h[3]}] } or { f := g }".replace(
          "[g with {[2]: h[3]}]",
          "g with {[2]: h[3]}",
        ),
      ),
    ],
    [
      "a key that is not there",
      4,
      action("var f: P -> bool = [i in P: false]\nvar x: 0..4 = 1", "f[x] := not f[x] f[x] := false x := x + 1"),
    ],
    [
      "functions on pairs",
      64,
      action(
        "var f: (P, 1..2) -> bool = [i in P, j in 1..2: false]",
        "pick i in P, j in 1..2 { f[i, j] := not f[i, j] }",
      ),
    ],
    [
      "functions on enumerations",
      8,
      action("var f: Color -> bool = [c in Color: c == red]", "pick c in Color { f[c] := not f[c] }"),
    ],
    ["functions on unions", 300, action("var f: Msg -> 0..1 = [m in Msg: 0]", "pick m in Msg { f[m] := 1 - f[m] }")],
    [
      "partial functions",
      27,
      action(
        "var f: P -> 1..2? = [i in {}: 1]",
        "pick i in P { f[i] := if f[i] == none then 1 else if f[i] == 1 then 2 else none }",
        "invariant I: domain(f) != {1, 2}\ninvariant J: size(range(f)) < 2\ninvariant K: forall i in domain(f): f[i] + 0 < 2",
      ),
    ],
    [
      "a function that does not cover its keys",
      8,
      action("var s: set of P = any\nvar f: P -> bool = [i in P: true]", "f := [i in s: true]"),
    ],
    [
      "functions of records of empty sets",
      2,
      action(
        "type S = set of Color\nvar f: Color -> {a: S, b: P} = [c in Color: {a: {red}, b: 1}]",
        "f := [c in Color: {a: {}, b: 1}]",
      ),
    ],
    [
      "with: the value comes before the key",
      2,
      action(
        "var f: P -> P = [i in P: i]\nvar s: seq of int = [1]\nvar t: seq of P max 2 = [1]",
        "pick x in 0..4 { either { f := f with {[x]: 6 div (x - 4)} } or { s := s with {[x]: 6 div x} } or { t := t with {[x + 1]: 6 div x} } }",
      ),
    ],
    ["with", 8, action("var f: P -> bool = [i in P: false]", "pick i in P { f := f with {[i]: not f[i]} }")],
    [
      "functions of records",
      300,
      action(
        "var f: P -> Rec = [i in P: {n: i, c: red}]",
        "pick i in P { either { f[i].n := (f[i].n + 1) mod 5 } or { f[i].c := blue } or { f[i] := f[4 - i] with {c: green} } }",
      ),
    ],
    [
      "functions of functions",
      64,
      action(
        "var f: P -> (1..2 -> bool) = [i in P: [j in 1..2: false]]",
        "pick i in P, j in 1..2 { f[i][j] := not f[i][j] }",
      ),
    ],
    [
      "options in paths",
      8,
      action(
        "var f: P -> Rec? = [i in {1}: {n: 3, c: red}]",
        "pick i in P { either { f[i].n := f[i].n + 1 } or { f[i] := {n: 4, c: f[1].c} } }",
      ),
    ],
    [
      "sequences",
      15,
      action(
        "var s: seq of 0..1 max 3 = []",
        "either { pick x in 0..1 { when len(s) < 3 s := append(s, x) } } or { s := tail(s) }",
      ),
    ],
    ["a sequence too long", 4, action("var s: seq of 0..1 max 3 = []", "s := s ++ [1]")],
    [
      "head, last, elements",
      300,
      action(
        "var s: seq of 0..4 max 4 = []",
        "either { pick x in 0..4 { s := append(s, x) } } or { s[2] := head(s) } or { s := [last(s)] ++ tail(s) }",
        "invariant I: forall i in domain(s): s[i] < 4 or i < 3\ninvariant J: size(range(s)) < 3 or s[3] != 0",
      ),
    ],
    [
      "wide sequences",
      300,
      action(
        "var s: seq of 0..1000 max 9 = []",
        "either { pick x in {0, 500, 1000} { s := append(s, x) } } or { s := tail(s) } or { s[len(s)] := s[1] + 1 } or { s := s ++ [7, 8] }",
        "invariant I: forall i in 1..len(s): s[i] < 1000 or i < 3",
      ),
    ],
    [
      "sequences of records",
      36,
      action(
        "var s: seq of Rec max 3 = []",
        "either { s := append(s, {n: len(s), c: green}) } or { s[1].n := s[1].n + 1 } or { s[2].c := red  s := tail(s) }",
      ),
    ],
    [
      "wide records",
      300,
      action(
        "var r: {a: 0..9 -> 0..100, b: seq of int max 3, c: Color?} = {a: [i in 0..9: i], b: [], c: none}",
        "either { r.a[3] := r.a[3] + 1 } or { r.b := append(r.b, r.a[3]) } or { r.c := blue } or { let q = r r.c := none r.a[1] := 5 r := q with {b: tail(q.b)} }",
      ),
    ],
    [
      "equality of wide values",
      300,
      action(
        "var f: 0..9 -> 0..100 = [i in 0..9: i]\nvar g: 0..9 -> 0..100 = [i in 0..9: i]",
        "either { f[2] := f[2] + 1 } or { g[2] := g[2] + 1 }",
        "invariant I: f == g\ninvariant J: f != g or f[2] < 5",
      ),
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});
