import { describe, expect, it } from "vitest";
import { action, agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

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
