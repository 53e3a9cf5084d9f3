import { describe, expect, it } from "vitest";
import { actionSpec, claimSpec, graph } from "../support/meaning.js";

/* A range is checked when a value is assigned, sent, put in a field or used as a key, never in between. */

const big = 3_000_000_000;

const cases: readonly [what: string, spec: string, graph: string][] = [
  [
    "a literal has no ranges of its own: functions",
    actionSpec(
      "m := [i in 1..2: x] with {[1]: 7}",
      "var x: 0..3 = 0 var m: 1..2 -> 0..9 = [i in 1..2: 0] invariant E: m[2] == 0",
    ),
    "2 2 2",
  ],
  [
    "a literal has no ranges of its own: records",
    actionSpec(
      "r := base(1) with {a: 7}",
      "var x: 0..3 = 0 var r: {a: 0..9, b: 0..9} = {a: 0, b: 0} def base(n) = {a: x, b: n}",
    ),
    "2 2 2",
  ],
  [
    "a literal has no ranges of its own: sequences",
    actionSpec("q := [x, x] with {[2]: 7}", "var x: 0..3 = 0 var q: seq of 0..9 = []"),
    "2 2 2",
  ],
  [
    "a parameter has no range because it is compared with one",
    claimSpec("f(5)", "var k: 1..3 = 1 var r: {a: 0..9} = {a: 5} def f(n) = n != k and {a: n} == r"),
    "1 1 1",
  ],
  ["a declared field has a range", claimSpec("(r with {a: 7}).a == 7", "var r: {a: 0..3} = {a: 0}"), "1 1 1 !range"],
  [
    "a declared function has a range",
    claimSpec("(m with {[1]: 7})[1] == 7", "var m: 1..2 -> 0..3 = any"),
    "16 16 1 !range",
  ],
  ["an element of a set of first values", actionSpec("skip", "var x: 0..3 in {1, 7}"), "0 0 0 !range"],
  [
    "a send checks",
    actionSpec("send {t: x + 4} to c  receive _ from c", "var x: 0..3 = 0 channel c of {t: 0..3}"),
    "1 0 1 !range",
  ],
  [
    "a key checks",
    actionSpec("m[x + 3] := true", "var x: 0..3 = 0 var m: 1..2 -> bool = [i in 1..2: false]"),
    "1 0 1 !key",
  ],
  ["one more than `max` is appended", actionSpec("q := q ++ [1]", "var q: seq of 0..1 max 2 = []"), "3 2 3 !range"],
  [
    "one more than `max` in a field",
    actionSpec("r.q := append(r.q, 1)", "var r: {q: seq of 0..1 max 2} = {q: []}"),
    "3 2 3 !range",
  ],
  [
    "one more than `max` is sent",
    actionSpec("send [1, 1, 1] to c  receive _ from c", "channel c of seq of 0..1 max 2"),
    "1 0 1 !range",
  ],
];

describe("the graph of", () => {
  for (const [what, spec, expected] of cases)
    it(what, async () => {
      expect(await graph(spec)).toBe(expected);
    });
});

describe("a stored int has 32 bits", () => {
  const places: readonly [place: string, declaration: string, statement: string][] = [
    ["a variable", "var s: int = 0", `s := ${big}`],
    ["a set", "var s: set of int = {}", `s := {n + ${big} for n in {1, 2}}`],
    ["a sequence", "var s: seq of int = []", `s := append(s, ${big})`],
    ["a function", "var s: 1..2 -> int = [i in 1..2: 0]", `s[1] := ${big}`],
    ["a field", "var s: {a: int} = {a: 0}", `s.a := ${big}`],
    ["a field inside a function", "var s: 1..1 -> {a: int} = [i in 1..1: {a: 0}]", `s := s with {[1]: {a: ${big}}}`],
    ["a tuple", "var s: (int, int) = (1, 1)", `s := (1, ${big})`],
    ["an optional place", "var s: int? = none", `s := ${big}`],
    ["a variant", "type W = V(a: int) | U  var s: W = U", `s := V(${big})`],
    ["a mailbox", "channel c of int", `send ${big} to c  receive _ from c`],
  ];
  for (const [place, declaration, statement] of places)
    it(`in ${place}`, async () => {
      expect(await graph(actionSpec(statement, declaration))).toBe("1 0 1 !range");
    });
});
