import { describe, expect, it } from "vitest";
import { actionSpec, claimSpec, graph, refusal } from "../support/meaning.js";

/* `T?`: a T is a T?, and using a T? as a T is a checked operation, wherever the `none` hides. */

const none = "1 1 1 !none";

const cases: readonly [what: string, spec: string, graph: string][] = [
  ["sum of a set with none", claimSpec("sum({none, 1}) == 1"), none],
  ["the least of a set with none", claimSpec("min({none, 1}) == 1"), none],
  ["the greatest of a set with none", claimSpec("max({none, (1, 2)}) == (1, 2)"), none],
  ["the order of tuples", claimSpec("(1, y) < (1, 2)", "var y: int? = none"), none],
  ["the order of tuples without none", claimSpec("(1, y) < (1, 2)", "var y: int? = 1"), "1 1 1"],
  [
    "a definition's set of T does not take none",
    claimSpec("f(s) == 1", "var s: set of (1..3)? = {none, 1} def f(q: set of int) = size(q)"),
    "1 1 1 !range",
  ],
  [
    "a generic definition lets no none into a place of T",
    actionSpec(
      "s := either_of({true}, y)",
      "var s: set of bool = {true} var y: set of bool? = {none} def either_of(a, b) = a union b",
    ),
    "1 0 1 !range",
  ],
  [
    "of a function that is known to be optional only later",
    claimSpec("f(m, 1)", "var m: 1..2 -> int? = [i in 1..2: none] def f(g, i) = g[i] + 1 > 0 or g == m"),
    none,
  ],
  [
    "of a field that is known to be optional only later",
    claimSpec("f(r)", "var r: {a: bool?} = {a: none} def f(g) = g.a or g == r"),
    none,
  ],
  [
    "of a name that is known to be optional only later",
    claimSpec("f(m)", "var m: 1..2 -> int? = [i in 1..2: none] def f(g) = (let v = g[1]: v + 1 > 0) or g == m"),
    none,
  ],
  [
    "none is a key of a function on P?",
    "spec T type P = 1..2 type Q = P? var f: Q -> bool = [i in Q: false] action A(i in Q) { when not f[i]  f[i] := true } done when true invariant I: f[none] => f[none]",
    "8 12 4",
  ],
  [
    "none is part of a key",
    "spec T type P = 1..2 type K = (P, P?) var f: K -> bool = [k in K: false] action A { when not f[1, none]  f[1, none] := true } done when true invariant I: f[1, none] == f[(1, none)]",
    "2 1 2",
  ],
  [
    "none as a key of a function on P is an error",
    actionSpec("f[y] := true", "var f: 1..2 -> bool = [i in 1..2: false] var y: (1..2)? = none"),
    "1 0 1 !none",
  ],
  [
    "none names a process of a set of P?",
    "spec T process P(e in {none, 1}) { var n: 0..1 = 0  a: n := 1 } invariant I: (P(none) at a) == (P(none).n == 0) and enabled P(none) == (P(none) at a)",
    "4 4 3",
  ],
  [
    "none is an argument of an action",
    "spec T var x: 0..1 = 0 action A(e in {none, 1}) { x := if e == none then 0 else 1 } invariant I: enabled A(none)",
    "2 4 2",
  ],
  [
    "a function on pairs? needs a value for none",
    actionSpec("skip", "var f: (bool, bool)? -> bool = [a in bool, b in bool: true]"),
    "0 0 0 !function",
  ],
  [
    "cases of an optional int",
    actionSpec("match y { none: { x := 1 }, 3: { x := 2 }, _: { x := 3 } }", "var x: 0..3 = 0 var y: (0..3)? = any"),
    "10 10 2",
  ],
  [
    "cases of an optional int in a tuple",
    claimSpec("match (y, 2) { (none, _): 0, (3, 2): 1, (n, _): 2 } == 1", "var y: int? = 3"),
    "1 1 1",
  ],
];

describe("the graph of", () => {
  for (const [what, spec, expected] of cases)
    it(what, async () => {
      expect(await graph(spec)).toBe(expected);
    });
});

describe("refused", () => {
  const refused: readonly [what: string, spec: string, code: string][] = [
    ["a match that leaves out other ints", claimSpec("match y { none: true, 3: true }", "var y: int? = 3"), "E0305"],
    ["a case after all others", claimSpec("match y { 3: true, _: true, none: true }", "var y: int? = 3"), "E0306"],
  ];
  for (const [what, spec, code] of refused)
    it(what, () => {
      expect(refusal(spec).map((each) => each.slice(0, 5))).toEqual([code]);
    });

  it("a bound in an expression that cannot be computed", () => {
    const spec = (bound: string) => claimSpec(`forall i in 1..${bound}: i > 0`, "const N = 0");
    expect(refusal(spec("(4 div N)"))).toEqual(["E0404 the right side of `div` must be greater than 0, and is 0"]);
    expect(refusal(spec("(9007199254740991 * 9)")).map((each) => each.slice(0, 5))).toEqual(["E0403"]);
  });
});
