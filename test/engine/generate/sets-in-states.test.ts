import { describe, expect, it } from "vitest";
import { action, agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

describe("large sets in states", () => {
  it.each<[string, number, string]>([
    [
      "of ints",
      200,
      action(
        "var s: set of int = {}",
        "pick x in {0 - 7, 3, 100000, 2147483647} { either { s := s union {x} } or { s := {y div 2 for y in s} } or { s := s \\ {x} } or { s := s union {x + 1} } }",
        "invariant I: size(s) < 4 or 3 in s\ninvariant J: forall y in s: y != 50000\nreachable R: s == {1, 3}",
      ),
    ],
    [
      "of sequences",
      200,
      action(
        "var s: set of seq of int = {}",
        "pick x in {0, 5} { either { s := s union {[x]} } or { s := {append(q, x) for q in s} } or { pick q in s { when len(q) > 1 s := s \\ {q} union {tail(q)} } } }",
        "invariant I: forall q in s: len(q) < 3 or head(q) == 0\ninvariant J: [0, 5] not in s",
      ),
    ],
    [
      "of sets",
      112,
      action(
        "var s: set of set of int = {}",
        "pick x in {0, 500} { either { s := s union {{x}} } or { s := {q union {x + 1} for q in s} } or { s := {q \\ {x + 1} for q in s} } }",
        "invariant I: forall q in s: size(q) < 3\ninvariant J: {0} in s => {500} not in s",
      ),
    ],
    [
      "of records and tuples",
      200,
      action(
        "var s: set of {a: int, b: P?} = {}\nvar t: set of (int, set of P) = {}",
        "pick p in P { either { s := s union {{a: p * 100, b: none}} } or { s := {r with {b: p} for r in s} } or { t := t union {(p, {1})} } or { t := {(a, b union {p}) for (a, b) in t} } }",
        "invariant I: forall r in s: r.b != 2 or r.a == 100\ninvariant J: forall (a, b) in t: a in b or a > 1",
      ),
    ],
    [
      "of many values, any",
      200,
      action(
        "var s: set of 1..6 = any\nvar t: set of 0..80 = {}",
        "t := {x * 13 for x in s} union t s := {x mod 6 + 1 for x in s}",
      ),
    ],
    [
      "from a powerset",
      40,
      action(
        "var s: set of 1..100 in {t in powerset({1, 50, 100, 7, 9, 11}): size(t) < 3}",
        "s := {101 - x for x in s} assert 50 not in s",
        "invariant I: size(s) < 3",
      ),
    ],
    [
      "a set that leaves its type",
      200,
      action(
        "var s: set of 1..100 = {}\nvar t: set of set of 1..70 = {}",
        "either { pick x in {1, 40, 90} { s := s union {x} } } or { s := {x + 20 for x in s} } or { t := t union {s} }",
        "invariant I: size(t) < 3",
      ),
    ],
    [
      "in functions and sequences",
      200,
      action(
        "var f: P -> set of int = [p in P: {}]\nvar q: seq of set of int = []",
        "pick p in P { either { f[p] := f[p] union {p * 1000} } or { q := append(q, f[p]) } or { f[p] := {x + 1 for x in f[p]} } or { q := tail(q) } }",
        "invariant I: forall p in P: size(f[p]) < 2\ninvariant J: len(q) > 1 => q[1] != q[2]\nconstraint C: len(q) < 3",
      ),
    ],
    [
      "in channels",
      200,
      "spec T channel c of set of int max 2 channel d: 1..2 of (int, set of 0..99) var n: set of int = {} action S { pick x in {1, 1000} { either { send n union {x} to c } or { send (x, {x mod 100}) to d[1] } } } action R { either { receive s from c n := s } or { receive (a, b) from d[1] n := {a} union b } } invariant I: n != {1000, 1} constraint C: len(d[1]) < 3",
    ],
    [
      "large types walked",
      7,
      action(
        "type V = set of 1..70\nvar s: V = {}\nvar n: 0..99 = 0",
        "pick x in {3, 70, 1} { s := if size(s) > 1 then {x} else s union {x} }",
        "invariant I: exists u in V: u == s and size(u) < 3\ninvariant J: s in V\nconstraint C: sum(s) < 90",
      ),
    ],
    [
      "comparison by size, then elements",
      200,
      action(
        "var s: set of set of int = {{}, {5}}\nvar n: int = 0",
        "n := (fold m = 0 for q in s: (m * 7 + size(q) + sum(q)) mod 1000003) pick x in {3, 1000} { either { s := s union {{x, 5}} } or { s := s union {{x}} } or { s := {q union {0 - x} for q in s} } }",
      ),
    ],
    [
      "conversion and kinds of elements",
      200,
      action(
        "var s: set of (P, Color) = {}\nvar t: set of (int, Color) = {}\nvar u: set of Msg = {}\nvar v: set of Msg? = {none}",
        "pick p in P, c in Color { either { s := s union {(p, c)} } or { t := s } or { t := {(x + 1, d) for (x, d) in t} } or { s := t } or { u := u union {Ask(p, p), Tell(c)} } or { v := u union v } }",
        "invariant I: none in v\ninvariant J: Ok not in v",
      ),
    ],
    ...(
      [
        ["int", "n - 3", "5 - n"],
        ["(int, int)", "(n - 3, 5 - n)", "(5 - n, 2)"],
        ["{a: int, b: int, c: int}", "{a: n - 3, b: 5 - n, c: 0}", "{a: 5 - n, b: 2, c: n}"],
        ["set of int", "{n - 3, 9}", "{5 - n}"],
        ["seq of {a: int, b: int, c: int}", "[{a: n - 3, b: 0, c: n}]", "[]"],
        ["(set of P)?", "{1, n mod 3 + 1}", "none"],
        ["(int, set of P)", "(0 - n, {n mod 3 + 1, 2})", "(n - 4, {1, 3})"],
      ] as const
    ).map(([of, one, other]): [string, number, string] => [
      `one element more or less of ${of}`,
      200,
      action(
        `var s: set of ${of} = {}\nvar t: set of ${of} = {}\nvar n: 0..7 = 0\nvar m: 0..40 = 0`,
        `n := (n + 3) mod 8 either { s := s union {${one}} } or { s := s union {${other}} t := {x in s: x in t or size(s) > 2} } or { s := s \\ {${one}} } or { t := (t \\ {${other}}) union {${one}} } or { pick x in s { t := s \\ {x} } } m := (fold q = 0 for x in s: (2 * q + (if x in t then 1 else 0)) mod 41)`,
        "invariant I: size(s union {x in s: true}) == size(s) and size(s \\ t) <= size(s)\ninvariant J: forall x in s: s union {x} == s and x not in s \\ {x} and (s \\ {x}) union {x} == s",
      ),
    ]),
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 200)).toBe(states);
  });
});
