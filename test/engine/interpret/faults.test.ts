import { expect, test } from "vitest";
import { datumText } from "../../../src/engine/text.js";
import { engineOf, onlyInitial, successorsOf } from "../../support/spec.js";

const declarations = `spec Faults
const N = 3
type Proc = 1..3
var k: Proc = 2
var far: 0..9 = 5
var b: Proc -> bool = [i in Proc: true]
var q: seq of Proc max 3 = [2]
var s: set of Proc = {1, 2}
var empty: set of Proc = {}
var opt: Proc? = none
var n: int = 2147483647
var m: {to: Proc}? = none
process P(i in 1..2) { var u: Proc = 1  a: skip }
`;

/** What evaluating a predicate, or doing a statement, meets: kind, message, and the values that explain it. */
function faultOf(text: string): readonly string[] {
  const engine = engineOf(`${declarations}${text}\n`);
  const state = onlyInitial(engine);
  const truth = engine.system.invariants > 0 ? engine.system.invariant(0, state) : true;
  const fault = typeof truth === "object" ? truth : successorsOf(engine, state).find((way) => way.fault)?.fault;
  if (fault === undefined) throw new Error("no error was met");
  expect(engine.model.source.slice(fault.span)).not.toBe("");
  return [
    fault.kind,
    fault.message,
    fault.parts.map(({ text: part, value }) => `${part} = ${datumText(value)}`).join(", "),
  ];
}

const predicates: readonly (readonly [predicate: string, kind: string, message: string, parts: string])[] = [
  ["b[far]", "key", "5 is not a key of `b`", "far = 5"],
  ["b[far + 1]", "key", "6 is not a key of `b`", "far + 1 = 6, far = 5"],
  ["exists i in 3..4: not b[i]", "key", "4 is not a key of `b`", "i = 4"],
  ["q[k] == 1", "key", "position 2 is outside `q`, which has 1 element", "q = [2], k = 2"],
  [
    "q[k - 2] == 1",
    "key",
    "position 0 is outside `q`, which has 1 element; positions count from 1",
    "q = [2], k - 2 = 0, k = 2",
  ],
  ["head(tail(q)) == 1", "empty", "`head` of an empty sequence", "tail(q) = [], q = [2]"],
  ["last(tail(q)) == 1", "empty", "`last` of an empty sequence", "tail(q) = [], q = [2]"],
  ["tail(tail(q)) == q", "empty", "`tail` of an empty sequence", "tail(q) = [], q = [2]"],
  ["min(empty) == 1", "empty", "`min` of an empty set", "empty = {}"],
  ["max(empty) == 1", "empty", "`max` of an empty set", "empty = {}"],
  ["far div (k - 2) == 1", "division", "`k - 2` is 0, and a divisor must be positive", "far = 5, k - 2 = 0, k = 2"],
  ["far mod (k - 3) == 1", "division", "`k - 3` is -1, and a divisor must be positive", "far = 5, k - 3 = -1, k = 2"],
  ["opt + 1 == 2", "none", "`opt` is none where a value is needed", "opt = none"],
  ["(the x in s: x > 5) == 1", "the", "no element satisfies `the x in s: x > 5`", "s = {1, 2}"],
  ["(the x in s: x > 0) == 1", "the", "more than one element satisfies `the x in s: x > 0`", "s = {1, 2}"],
  ["n * n * far > 0", "overflow", "`n * n` leaves the integers within ±2^53", "n = 2147483647"],
  ["(let 3 = k: true)", "match", "2 does not match the pattern", "k = 2"],
  ["P(k + 1).u == 1", "key", "3 is not a process of `P`", "k + 1 = 3, k = 2"],
  ["P(k + 1) at a", "key", "3 is not a process of `P`", "k + 1 = 3, k = 2"],
  [
    "size({x in 1..2000000: x > 0}) == 1",
    "limit",
    "`{x in 1..2000000: x > 0}` stands for more than 1000000 values",
    "",
  ],
  ["size(1..2000000) == 1", "limit", "`1..2000000` stands for more than 1000000 values", ""],
  ["size(powerset(1..30)) == 1", "limit", "`powerset(1..30)` stands for more than 1000000 values", ""],
];

test.each(predicates)("%s: %s", (predicate, ...expected) => {
  expect(faultOf(`invariant I: ${predicate}`)).toEqual(expected);
});

const statements: readonly (readonly [statement: string, kind: string, message: string, parts: string])[] = [
  ["k := 4", "range", "`4` is not in 1..3", ""],
  ["q := tail([])", "empty", "`tail` of an empty sequence", ""],
  ["k := k + 2", "range", "`k + 2` is 4, which is not in 1..3", "k + 2 = 4, k = 2"],
  [
    "n := n + 1",
    "range",
    "`n + 1` is 2147483648, which is not in -2147483648..2147483647",
    "n + 1 = 2147483648, n = 2147483647",
  ],
  [
    "q := q ++ [1, 2, 3]",
    "range",
    "`q ++ [1, 2, 3]` is [2, 1, 2, 3], which is not of type `seq of 1..3 max 3`",
    "q ++ [1, 2, 3] = [2, 1, 2, 3], q = [2]",
  ],
  [
    "s := s union {far}",
    "range",
    "`s union {far}` is {1, 2, 5}, which is not of type `set of 1..3`: 5 is not in 1..3",
    "s union {far} = {1, 2, 5}, s = {1, 2}, far = 5",
  ],
  ["k := opt", "none", "`opt` is none where a value is needed", "opt = none"],
  ["b[far] := false", "key", "5 is not a key of `b`", "far = 5"],
  ["q[far] := 1", "key", "position 5 is outside `q`, which has 1 element", "far = 5"],
  ["m.to := 1", "none", "`m` is none where a value is needed", ""],
  ["assert k > 2", "assert", "the assertion `k > 2` is false", "k > 2 = false, k = 2"],
  ["let 1 = k", "match", "2 does not match the pattern", "k = 2"],
];

test.each(statements)("%s: %s", (statement, ...expected) => {
  expect(faultOf(`action A { ${statement} }\ninvariant I: true`)).toEqual(expected);
});
