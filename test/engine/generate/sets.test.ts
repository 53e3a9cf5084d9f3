import { describe, expect, it } from "vitest";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

const action = (vars: string, body: string, claims = "invariant I: true"): string =>
  `spec T\ntype P = 1..3\ntype Color = red | green | blue\ntype Msg = Ask(at: 0..5, who: P) | Ok | Tell(c: Color)\n${vars}\naction A { ${body} }\n${claims}`;

describe("large sets inside expressions", () => {
  it.each<[string, number, string]>([
    ["map", 50, action("var x: 0..99 = any", "x := size({(y * y * x) mod 101 for y in 1..100}) mod 100")],
    [
      "map with many equal",
      1,
      action("var x: 0..99 = 98", "x := size({(y + x) mod 1500 for y in 1..300000}) mod 1401 - 1"),
    ],
    ["filter", 50, action("var x: 0..99 = any", "x := (sum({y in 0 - 50 .. 200: y mod (x + 1) == 0}) mod 97)")],
    [
      "literals",
      50,
      action("var x: 0..99 = any", "let s = {x, 1000 * x, 0 - x * x, 5} x := (max(s) - min(s) + size(s)) mod 100"),
    ],
    [
      "union, intersect, difference",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {y * 3 for y in x .. 80} let b = {y * 2 for y in 0 .. 90 + x} x := (size(a union b) * 3 + size(a intersect b) * 5 + sum(a \\ b) + sum(b \\ a) * 7) mod 100",
      ),
    ],
    [
      "subset and equality",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {y * 3 for y in x .. 80} let b = {y * 3 for y in 0 .. 80} let c = {y in 3 .. 240: y mod 3 == 0} when a subset of b and not (b subset of a) and a == c and a != b and (a union {0}) == b x := 2 assert a subset of 0 .. 240 assert a subset of 0 .. 239",
      ),
    ],
    [
      "in",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {y * y for y in 0 .. 80} pick z in 0..99 { when z * x in a or z + 100 not in a x := (x + z) mod 100 }",
      ),
    ],
    [
      "fold, quantifiers, the",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {(y * y) mod 1009 for y in 0 .. 80} x := ((fold n = x for y in a: (n * 31 + y) mod 1000) + (the y in a: y > 1000)) mod 100",
        "invariant I: exists y in {z * x for z in 0..70}: y == 99 * x - x\ninvariant J: forall y, z in {z + x for z in 0..70}: y - z < 70",
      ),
    ],
    [
      "sets of tuples",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {(y mod 7, y mod 11) for y in 0 .. 60 + x} x := (fold n = x for (p, q) in a: (n * 31 + p * 3 + q) mod 1000) mod 100",
      ),
    ],
    [
      "sets of sets",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {{z in 0..7: z mod (y + 1) == x mod (y + 1)} for y in 0 .. 6} x := ((fold n = x for s in a: (n * 31 + sum(s)) mod 1000) + size(a) + (if {0} in a then 1 else 2)) mod 100",
      ),
    ],
    [
      "sets of large sets",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {{z in 0..99: z mod (y + 1) == x mod (y + 1)} for y in 0 .. 6} x := ((fold n = x for s in a: (n * 31 + sum(s)) mod 1000) + size(a) + (if {x} in a then 1 else 2)) mod 100",
      ),
    ],
    [
      "powerset as a value",
      50,
      action(
        "var x: 0..99 = any",
        "let a = powerset({x, x + 1, x + 200, x * 3}) x := ((fold n = x for s in a: (n * 31 + sum(s) * size(s)) mod 1000) + size(a)) mod 100",
      ),
    ],
    [
      "powerset of a powerset",
      50,
      action(
        "var x: 0..99 = any",
        "let a = powerset(powerset({1, 2})) x := ((fold n = x for s in a: (n * 31 + size(s) * (if {1} in s then 2 else 3)) mod 1000) + size(a)) mod 100",
      ),
    ],
    [
      "too large powersets and intervals",
      1,
      action(
        "var x: 0..99 = 1",
        "either { x := size(powerset(1..20)) mod 7 } or { x := size(0..1000000) mod 7 } or { x := size({y * 2 for y in 0..1000000}) mod 7 }",
      ),
    ],
    [
      "just not too large",
      2,
      action(
        "var x: 0..99 = 1",
        "either { x := size(powerset({0 - 5} union (1..11))) mod 7 } or { x := size({y mod 1000 for y in 0..400000}) mod 97 }",
      ),
    ],
    [
      "pick from a powerset",
      50,
      action(
        "var x: 0..99 = any",
        "pick s in powerset({x, 2 * x, 100 + x, 7}) { when sum(s) mod 3 == 1 x := (sum(s) + size(s)) mod 100 }",
      ),
    ],
    [
      "pick from a large set",
      50,
      action(
        "var x: 0..99 = any",
        "pick y in {(z * z) mod 1013 for z in 0 .. 70} { when y mod 9 == x mod 9 x := y mod 100 }",
      ),
    ],
    [
      "for",
      50,
      action("var x: 0..99 = any", "for y in {(z * z + x) mod 1013 for z in 0 .. 70} { x := (x * 3 + y) mod 100 }"),
    ],
    [
      "for through subsets",
      50,
      action(
        "var x: 0..99 = any",
        "for s in powerset({1, x, 100}) { x := (x * 3 + sum(s)) mod 100 } for f in (P -> bool) { when x != 98 x := (x + (if f[1] then 3 else 1)) mod 100 }",
      ),
    ],
    [
      "for through a filter of functions",
      50,
      action(
        "var x: 0..99 = any",
        "for f in {g in (P -> 0..3): g[1] == x mod 4} { x := (x * 3 + f[2] * 5 + f[3]) mod 100 }",
      ),
    ],
    [
      "for with choices through a large set",
      50,
      action(
        "var x: 0..99 = any",
        "let a = x for y in {0, 100, 5000} { either { x := (x + y + 1) mod 100 } or { when y != a } } for z in 1..66 { pick v in {z mod 4} { x := (x + v) mod 100 } }",
      ),
    ],
    [
      "for with choices through functions",
      10,
      action(
        "var x: 0..9 = 1",
        "for f in (1..2 -> bool) { either { x := (x + (if f[1] then 1 else 3)) mod 10 } or { when f[2] } }",
      ),
    ],
    [
      "domain and range",
      50,
      action(
        "var x: 0..99 = any\nvar f: 0..70 -> 0..99 = [i in 0..70: i]",
        "f[x mod 71] := (x * x) mod 100 x := (sum(range(f)) + sum(domain(f)) + size(range(f))) mod 100",
      ),
    ],
    [
      "domain of a partial function",
      50,
      action(
        "var x: 0..99 = any\nvar f: 0..70 -> 0..3? = [i in {3, 70}: i mod 3]",
        "f[x mod 71] := if f[(x + 1) mod 71] == none then 2 else none x := (sum(domain(f)) + size(range(f))) mod 100",
      ),
    ],
    [
      "options",
      50,
      action(
        "var x: 0..99 = any",
        "let a = {if y mod 9 == x mod 9 then none else y for y in 0 .. 80} x := (size(a) + (if none in a then 1 else 0) + (if 7 in a then 2 else 0) + (fold n = 0 for y in a: if y == none then n else (n + y) mod 50)) mod 100",
      ),
    ],
    [
      "min of options",
      50,
      action("var x: 0..99 = any", "let a = {if y mod 9 == x mod 9 then none else y for y in 0 .. 80} x := min(a)"),
    ],
    [
      "sum of options",
      50,
      action("var x: 0..99 = any", "let a = {if y == 5 then none else y for y in 0 .. 6} x := sum(a)"),
    ],
    [
      "domains as values",
      50,
      action(
        "var x: 0..99 = any",
        "let a = Msg x := (x + size(a) + size({f in (P -> bool): f[1]}) + size((P -> Color))) mod 100",
        "invariant I: size(Msg) == 22",
      ),
    ],
    [
      "lazy filters asked",
      50,
      action(
        "var x: 0..3 = any\nvar f: P -> 0..3 = [i in P: 0]",
        "pick p in P { when f in {g in (P -> 0..3): g[1] == x or 6 div g[2] == 2} f[p] := (f[p] + 1) mod 4 }",
      ),
    ],
    [
      "walks through wide values",
      50,
      action(
        "var x: 0..99 = any",
        "x := (x + (if exists f in (0..39 -> 0..5): f[39] == 3 and f[38] == 2 and x > 3 then 1 else 3)) mod 100".replace(
          "x > 3",
          "f[37] == 1",
        ),
      ),
    ],
    [
      "walks through unions of sets",
      50,
      action(
        "var x: 0..99 = any\ntype U = One(s: set of P) | Two(a: bool, o: P?) | Three(l: seq of bool max 2)",
        "x := (fold n = x for u in U: (n * 7 + match u { One(s): sum(s), Two(a, o): (if a then 50 else 60) + (if o == none then 9 else o), Three(l): len(l) + (if l == [true, false] then 77 else 1) }) mod 1009) mod 100",
      ),
    ],
    [
      "walks that are too long",
      50,
      action(
        "var x: 0..99 = any\ntype U = set of 0..2000000",
        "either { pick s in U { x := 2 } } or { x := size({s in U: 1 in s}) }",
        "invariant I: exists s in U: s == {1}\ninvariant J: {1} in U",
      ),
    ],
    [
      "ordinals of sets and sequences",
      50,
      action(
        "var f: set of P -> 0..3 = [s in set of P: 0]\nvar g: seq of P max 2 -> 0..2 = [s in seq of P max 2: 0]\nvar x: set of set of 1..2 = {}"
          .replaceAll("[s in set of P", "[s in powerset(P)")
          .replace("[s in seq of P max 2", "[s in Q")
          .replace("var f", "type Q = seq of P max 2\nvar f"),
        "either { pick s in powerset({1, 3}) { f[s] := (f[s] + size(s)) mod 4 } } or { pick q in {[], [2], [2, 1], [3, 3]} { g[q] := (g[q] + 1) mod 3 } } or { pick s in powerset({1, 2}) { x := x union {s} } }",
        "invariant I: sum(range(f)) < 5 or f[{3}] == 1\ninvariant J: forall q in domain(g): g[q] < 2 or len(q) < 2\ninvariant K: domain(f) == powerset({1, 2, 3})\ninvariant L: forall s in x: size(s) < 2",
      ),
    ],
    [
      "comparisons of large tuples",
      50,
      action(
        "var x: 0..99 = any\nvar y: int = 5",
        "when (x * x * x, y, x * 1000000, y) < (x * y * x, x, x * 1000001, 7) or (y * y * y * y * y, x, 3) >= (x * y * y * y * y, 7, 3) y := y + 1 - x div 50",
      ),
    ],
    [
      "comparisons with none",
      50,
      action("var x: 0..99 = any\nvar o: 0..3? = any", "when (x, o) < (o, x) x := 1 o := 2"),
    ],
    [
      "min and max of large tuples",
      50,
      action(
        "var x: 0..99 = any",
        "let (a, b, c) = max({(y * y * y mod (x + 5), 1000000 * y, y * 1000000) for y in 0..90}) let (d, e, f) = min({(y * y * y mod (x + 5), 1000000 * y, y * 1000000) for y in 0..90}) x := (a + b + c + d + e + f) mod 97",
      ),
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 50)).toBe(states);
  });
});

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
