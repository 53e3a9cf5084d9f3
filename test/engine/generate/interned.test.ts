import { describe, expect, it } from "vitest";
import { action } from "../../support/action.js";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

/* Values that are numbers of nodes: what generated code tells of them is what the reference engine tells. */

const same = (cases: readonly (readonly [string, number, string])[]): void => {
  it.each(cases)("%s", (_, states, text) => {
    expect(agree(modelOf(text), 200)).toBe(states);
  });
};

describe("sequences without a greatest length", () => {
  same([
    ["append", 200, action("var s: seq of P = []", "pick x in P { s := append(s, x) }")],
    ["append, and a bound", 40, action("var s: seq of P = []", "when len(s) < 3 pick x in P { s := append(s, x) }")],
    [
      "head and tail",
      40,
      action(
        "var s: seq of P = []",
        "either { when len(s) < 3 pick x in P { s := append(s, x) } } or { when s != [] s := append(tail(s), head(s)) } or { s := tail(s) }",
      ),
    ],
    [
      "last, concatenation, literals",
      5,
      action(
        "var s: seq of 0..9 = []",
        "when len(s) < 4 s := s ++ [1] ++ [] ++ (if len(s) > 1 then [last(s)] else []) either { s := s ++ s } or { skip } when len(s) < 9",
      ),
    ],
    ["head of nothing", 1, action("var s: seq of bool = []", "either { s := [head(s)] } or { s := [last(s)] }")],
    ["elements", 9, action("var s: seq of P = [1, 1]", "pick i in 0..3 { s[i] := if s[i] == 3 then 1 else s[i] + 1 }")],
    ["an element out of range", 3, action("var s: seq of P = [1]", "s[1] := s[1] + 1")],
    [
      "with an element",
      16,
      action("var s: seq of 0..3 = [0, 0]", "pick i in 1..3 { s := s with {[i]: (s[i] + 1) mod 4} }"),
    ],
    [
      "range, domain and membership",
      129,
      action(
        "var s: seq of P = []\nvar n: 0..3 = 0",
        "either { when len(s) < 3 pick x in P { s := append(s, x) } } or { n := size(range(s)) } or { when 2 in domain(s) and s[2] in range(tail(s)) n := sum(range(s)) mod 4 }",
        "invariant I: forall i in domain(s): s[i] in range(s)\ninvariant J: forall i, j in domain(s): s[i] <= s[j] => i <= j",
      ),
    ],
    [
      "equality",
      34,
      action(
        "var s: seq of P = []\nvar t: seq of 0..9 = []",
        "either { when len(s) < 2 pick x in P { s := append(s, x) } } or { when s != t t := s }",
        "invariant I: s == t or s != t",
      ),
    ],
    [
      "into a bounded one, and back",
      41,
      action(
        "var s: seq of 0..3 = []\nvar t: seq of 1..2 max 2 = []",
        "either { when len(s) < 3 pick x in 1..2 { s := append(s, x + len(s) div 2) } } or { t := s } or { s := t }",
      ),
    ],
    ["of bits", 31, action("var s: seq of bool = []", "when len(s) < 4 pick b in bool { s := append(s, b) }")],
    [
      "of records, with a field changed",
      21,
      action(
        "var s: seq of Rec = []",
        "either { when len(s) < 2 s := append(s, {n: 0, c: red}) } or { pick i in domain(s) { s[i].n := (s[i].n + 1) mod 3 s[i].c := if s[i].c == red then green else s[i].c } }",
      ),
    ],
    ["of sets", 73, action("var s: seq of set of P = []", "when len(s) < 2 pick t in powerset(P) { s := s ++ [t] }")],
    [
      "of sequences",
      200,
      action(
        "var s: seq of seq of P = []",
        "either { s := append(s, []) } or { pick i in domain(s) { pick x in P { s[i] := append(s[i], x) } } } when len(s) < 3",
      ),
    ],
    [
      "of bounded sequences",
      183,
      action(
        "var s: seq of (seq of P max 2) = []",
        "either { s := append(s, []) } or { pick i in domain(s) { pick x in P { s[i] := append(s[i], x) } } } when len(s) < 3",
      ),
    ],
    [
      "of large records",
      39,
      action(
        "var s: seq of Wide = []",
        "either { when len(s) < 3 s := append(s, {a: len(s), b: 0 - len(s), c: 7}) } or { pick i in domain(s) { s[i].c := 9 } } or { when len(s) == 3 s := tail(s) }",
        "invariant I: forall x in range(s): x.a + x.b == 0",
      ),
    ],
    [
      "of options, and options of them",
      51,
      action(
        "var s: seq of P? = []\nvar o: (seq of P)? = none",
        "either { when len(s) < 2 pick x in P { s := append(s, x) } } or { s := [none] } or { o := [2, 1] } or { o := none } or { o := append(o, 3) when len(o) < 4 }",
      ),
    ],
    [
      "functions to them",
      49,
      action(
        "var f: P -> seq of bool = [p in P: []]",
        "pick p in 1..2 { pick b in bool { when len(f[p]) < 2 f[p] := append(f[p], b) } }",
        "invariant I: f[3] == []",
      ),
    ],
    [
      "constants and definitions",
      7,
      `spec T\nconst S: seq of 0..9 = [3, 1, 4, 1, 5, 9]\nvar i: 0..7 = 0\nvar s: seq of 0..9 = S\ndef front(q: seq of 0..9) = head(q)\naction A { i := i + 1  s := tail(s)  assert front(S) == 3 and S[2] == 1 and S != s }\ninvariant I: len(s) == len(S) - i`,
    ],
    [
      "a fold, a match, a let",
      21,
      action(
        "var s: seq of 0..3 = []\nvar x: 0..9 = 0",
        "either { when len(s) < 3 s := append(s, x mod 4) } or { x := fold m = 0 for y in range(s): max(m, y) + 1 } or { let t = s  s := match s == [] { true: [1, 1], false: t } }",
      ),
    ],
    [
      "a process's own",
      25,
      `spec T\nprocess P(i in 1..2) {\nvar s: seq of 1..2 = []\na: s := append(s, i)  if len(s) < 3 {\n  goto a\n}\nb: s := s with {[i]: 3 - i}\n}\ninvariant I: true`,
    ],
  ]);
});

describe("large sequences with a greatest length", () => {
  same([
    [
      "a long one",
      31,
      action(
        "var s: seq of Wide max 30 = []",
        "s := append(s, {a: len(s), b: 1, c: 0})",
        "invariant I: forall i in domain(s): s[i].a == i - 1",
      ),
    ],
    [
      "between long and short ones",
      18,
      action(
        "var s: seq of int max 3 = []\nvar t: seq of int max 200 = []",
        "either { t := append(t, len(t)) when len(t) < 6 } or { s := t }",
      ),
    ],
  ]);
});

describe("filters that are walked without being held", () => {
  same([
    [
      "what a loop over one changes",
      34,
      action(
        "var s: set of 0..99 = {1, 2, 60}\nvar n: 0..9 = 0",
        "either { for x in {y in s: y < 50} { s := (s \\ {x}) union {x + 50} } } or { n := size({y in s: y > 50 or y == 1}) } or { pick x in {y in s: y > 50} { s := s \\ {x} } }",
      ),
    ],
    [
      "in definitions, several at a time",
      200,
      action(
        "var s: set of Rec = {}\nvar n: 0..9 = 0\ndef like(r: Rec) = {q in s: q.c == r.c}\ndef alone(r: Rec) = size(like(r)) == 1",
        "either { pick c in Color, i in 0..1 { s := s union {{n: i, c: c}} } } or { n := size({q in s: alone(q)}) }",
        "invariant I: forall p, q in {r in s: alone(r)}: p.c == q.c => p == q\ninvariant J: forall p in s: exists q, r in like(p): q == r and p in like(q)",
      ),
    ],
  ]);
});

describe("states of many words", () => {
  same([
    [
      "functions to sequences",
      49,
      action(
        "var f: 0..9 -> seq of bool = [i in 0..9: []]\nvar g: P -> int = [p in P: 0]",
        "pick p in P { when len(f[p]) < 2 f[p] := append(f[p], p > 1) f[9] := f[p] g[p] := g[p] - 1 }",
        "invariant I: forall p in P: len(f[p]) == 0 - g[p]\nconstraint C: len(f[3]) < 2",
      ),
    ],
    [
      "channels between all",
      200,
      action(
        "channel net: (P, P) of Msg, fifo\nvar n: P -> int = [p in P: 0]",
        "pick p in P, q in P \\ {p} { either { when n[p] < 1 n[p] := 1 send Ask(p, q) to net[p, q] } or { receive Ask(x, y) from net[q, p] send Tell(red) to net[p, q] assert x == q and y == p } or { receive Tell(c) from net[q, p] n[p] := -7 } }",
      ),
    ],
    [
      "any of many",
      81,
      action(
        "var f: 0..99 -> set of 0..99 = [i in 0..99: {}]",
        "pick i in 0..3 { when size(f[i]) < 2 f[i] := f[i] union {i * 20 + size(f[i])} }",
      ),
    ],
  ]);
});

describe("channels without `max`", () => {
  const channel = (options: string, body: string, of = "Msg"): string =>
    action(`channel c of ${of}${options}\nvar n: 0..9 = 0`, body);
  const traffic =
    "either { when n < 3 n := n + 1 pick m in {Ok, Tell(red), Ask(2, 1)} { send m to c } } or { receive Tell(_) from c } or { receive m from c send (if m == Ok then Tell(blue) else Ok) to c }";
  same([
    ["fifo", 112, channel(", fifo", traffic)],
    ["in any order", 56, channel("", traffic)],
    ["lossy", 56, channel(", lossy", traffic)],
    ["fifo and lossy", 112, channel(", fifo, lossy", traffic)],
    ["duplicating", 200, channel(", duplicating", traffic)],
    ["fifo, lossy and duplicating", 200, channel(", fifo, lossy, duplicating", traffic)],
    [
      "keyed",
      200,
      action(
        "channel c: P of Msg, lossy\nvar n: 0..3 = 0",
        "either { when n < 3 n := n + 1 pick p in P { send Ok to c[p] send Ask(n, p) to c[(p mod 3) + 1] } } or { pick p in P { receive Ask(x, _) from c[p]  when x < 2 } }",
        "invariant I: forall p in P: len(c[p]) < 9\nreachable R: len(c[1]) == 4 and head(c[1]) == Ask(2, 1)",
      ),
    ],
  ]);
});

describe("bounded channels of large messages", () => {
  const channel = (options: string, of: string, sent: string): string =>
    action(
      `channel c of ${of} max 2${options}\nvar n: 0..4 = 0`,
      `either { when n < 4 n := n + 1  pick i in 0..2 { send ${sent} to c } } or { receive m from c  assert m == m  n := 4 }`,
    );
  const wide = ["Wide", "{a: 2 - i, b: i * 2, c: 7}"] as const;
  const sets = ["(set of P)", "{x in P: x > i and x != 2}"] as const;
  const numbers = ["{a: int, b: 0..9000000}", "{a: i - 1, b: 5}"] as const;
  same([
    ["fifo, large", 17, channel(", fifo", ...wide)],
    ["fifo, lossy, large", 44, channel(", fifo, lossy", ...wide)],
    ["in any order, large", 14, channel("", ...wide)],
    ["lossy, sets", 22, channel(", lossy", ...sets)],
    ["fifo, lossy, duplicating, sets", 25, channel(", fifo, lossy, duplicating", ...sets)],
    ["fifo, beyond 53 bits", 17, channel(", fifo", ...numbers)],
    ["in any order, beyond 53 bits", 14, channel("", ...numbers)],
  ]);
});
