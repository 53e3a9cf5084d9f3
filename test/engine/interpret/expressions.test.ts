import { describe, expect, test } from "vitest";
import { datumText } from "../../../src/engine/text.js";
import { engineOf, onlyInitial } from "../../support/spec.js";

const declarations = `spec Expressions
const N = 3
type Proc = 1..3
type Colour = red | green
type Message = Req(time: 1..3, to: Proc) | Ack
type Pair = (Proc, Proc)
type RM = symmetric 2
var b: Proc -> bool = [i in Proc: i > 1]
var part: Proc -> Proc? = [i in {1, 2}: i + 1]
var q: seq of 1..9 max 4 = [4, 5, 6]
var s: set of Proc = {3, 1}
var r: {from: Proc, at: 1..9} = {from: 2, at: 7}
var m: Message = Req(2, 3)
var opt: Proc? = none
var cut: set of Pair = {(1, 2), (2, 3)}
var grid: Pair -> bool = [p in Proc, q1 in Proc: p < q1]
def twice(x: int) = 2 * x
def big(x) = x > 2
invariant I: b[1] or true
`;

/** The value of an expression in the initial state, as text; its error where it has none. */
function shown(expression: string): string {
  const engine = engineOf(`${declarations}show value = ${expression}\n`);
  const [first] = engine.shows(onlyInitial(engine));
  const value = first?.value;
  if (value === undefined) throw new Error("nothing shown");
  if (value === null || typeof value !== "object") return datumText(value);
  if ("said" in value) return value.said;
  return "fault" in value ? `error: ${value.fault}` : datumText(value);
}

function gives(cases: readonly (readonly [expression: string, value: string])[]): void {
  test.each(cases)("%s is %s", (expression, value) => {
    expect(shown(expression)).toBe(value);
  });
}

describe("arithmetic", () => {
  gives([
    ["1 + 2 * 3", "7"],
    ["7 div 2", "3"],
    ["-7 div 2", "-4"],
    ["-8 div 2", "-4"],
    ["-7 mod 2", "1"],
    ["7 mod 3", "1"],
    ["-6 mod 3", "0"],
    ["-(2 - 5)", "3"],
    ["0 * -1", "0"],
    ["N - 1", "2"],
    ["min(2, 1)", "1"],
    ["max(2, 1)", "2"],
    ["9007199254740990 + 1", "9007199254740991"],
    ["-9007199254740991 div 2", "-4503599627370496"],
  ]);
});

describe("comparison and logic", () => {
  gives([
    ["1 < 2 and 2 <= 2 and 3 > 2 and 2 >= 2", "true"],
    ["(1, 2) < (1, 3)", "true"],
    ["(2, 1) < (1, 3)", "false"],
    ["(1, 3) <= (1, 3)", "true"],
    ["1 == 1 and 1 != 2", "true"],
    ["{1, 2} == {2, 1}", "true"],
    ["[1, 2] == [2, 1]", "false"],
    ["opt == none", "true"],
    ["opt == 1", "false"],
    ["m == Req(2, 3)", "true"],
    ["not b[1]", "true"],
    ["b[1] <=> b[2]", "false"],
    ["b[1] => 1 div 0 == 1", "true"],
    ["b[1] and 1 div 0 == 1", "false"],
    ["b[2] or 1 div 0 == 1", "true"],
    ["if b[1] then 1 div 0 else 5", "5"],
  ]);
});

describe("sets", () => {
  gives([
    ["s", "{1, 3}"],
    ["s union {2}", "{1, 2, 3}"],
    ["s intersect {2, 3}", "{3}"],
    ["s \\ {3}", "{1}"],
    ["Proc \\ s", "{2}"],
    ["2 in s", "false"],
    ["2 not in s", "true"],
    ["5 in Proc", "false"],
    ["5 in 1..9", "true"],
    ["s subset of Proc", "true"],
    ["{1, 7} subset of Proc", "false"],
    ["{1, 2} subset of s", "false"],
    ["{1, 7} subset of 1..7", "true"],
    ["3..1", "{}"],
    ["1..3", "{1, 2, 3}"],
    ["Colour", "{red, green}"],
    ["RM", "{RM#1, RM#2}"],
    ["bool", "{false, true}"],
    ["{x in Proc: x != 2}", "{1, 3}"],
    ["{x + y for x in 1..2, y in {10, 20}}", "{11, 12, 21, 22}"],
    ["{x - x for x in Proc}", "{0}"],
    ["powerset({1, 2})", "{{}, {1}, {2}, {1, 2}}"],
    ["{1} in powerset(s)", "true"],
    ["{2} in powerset(s)", "false"],
    ["{x in powerset(Proc): size(x) == 2}", "{{1, 2}, {1, 3}, {2, 3}}"],
    ["{1, 2} in {x in powerset(Proc): size(x) == 1}", "false"],
    ["size((Proc -> bool))", "8"],
    ["b in (Proc -> bool)", "true"],
    ["size(s)", "2"],
    ["min(s)", "1"],
    ["max(s)", "3"],
    ["sum(s)", "4"],
    ["sum({1} \\ {1})", "0"],
  ]);
});

describe("quantifiers and what ranges", () => {
  gives([
    ["forall x in Proc: x > 0", "true"],
    ["forall x in Proc: x > 1", "false"],
    ["exists x, y in Proc: x + y == 6", "true"],
    ["exists x in 1..3, y in 1..x: x * y == 9", "true"],
    ["forall x in s \\ s: 1 div 0 == 1", "true"],
    ["exists x in 1..3: x == 1 or 1 div 0 == 1", "true"],
    ["forall (p, q1) in cut: p < q1", "true"],
    ["exists f in (1..30 -> bool): not f[30] and not f[1]", "true"],
    ["exists t in powerset(1..40): size(t) == 2", "true"],
    ["exists t in {t1 in powerset(1..40): 7 in t1}: size(t) == 1", "true"],
    ["the x in Proc: x > 2", "3"],
    ["fold acc = 0 for x in s: acc * 10 + x", "13"],
    ["let (x, y) = (1, 2): x + y", "3"],
    ["let x = 2: let y = x + 1: x * y", "6"],
    ["twice(twice(3))", "12"],
    ["twice(1) + twice(twice(2) + 1)", "12"],
    ["big(3) and not big(2)", "true"],
  ]);
});

describe("functions, sequences, records, variants", () => {
  gives([
    ["b", "[1: false, 2: true, 3: true]"],
    ["b[2]", "true"],
    ["b with {[2]: false}", "[1: false, 2: false, 3: true]"],
    ["part", "[1: 2, 2: 3, 3: none]"],
    ["part[3] == none", "true"],
    ["domain(part)", "{1, 2}"],
    ["range(part)", "{2, 3}"],
    ["grid[1, 2]", "true"],
    ["grid[2, 1]", "false"],
    ["q[1]", "4"],
    ["head(q) + last(q)", "10"],
    ["tail(q)", "[5, 6]"],
    ["append(q, 1)", "[4, 5, 6, 1]"],
    ["q ++ [1]", "[4, 5, 6, 1]"],
    ["len(q)", "3"],
    ["range(q)", "{4, 5, 6}"],
    ["domain(q)", "{1, 2, 3}"],
    ["q with {[2]: 9}", "[4, 9, 6]"],
    ["r.at", "7"],
    ["r with {at: 1}", "{from: 2, at: 1}"],
    ["m", "Req(2, 3)"],
    ["match m { Req(t, to1): t + to1, Ack: 0 }", "5"],
    ["match m { Req(3, _): 1, _: 2 }", "2"],
    ["match opt { none: 0, x: x + 1 }", "0"],
    ["match part[1] { none: 0, x: x + 1 }", "3"],
    ["match r { {at: a}: a }", "7"],
    ["match b[1] { true: 1, false: 2 }", "2"],
    ["{Ack, Req(1, 1), Req(1, 2)}", "{Req(1, 1), Req(1, 2), Ack}"],
    ["(1, true)", "(1, true)"],
  ]);
});
