import { describe, expect, it } from "vitest";
import { resolve } from "../../src/model/resolve.js";
import { atomicity } from "../../src/model/steps/atomicity.js";
import { PRELUDE, treeOf } from "../support/problems.js";

/** Messages for the process `R` with this body. */
function warnings(body: string): readonly string[] {
  const { resolved } = resolve(treeOf(`${PRELUDE}process R(me in Proc) { var own: int = 0  ${body} }`));
  return atomicity(resolved)
    .map((each) => each.message)
    .filter((message) => !message.includes("`a0`"));
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ["l: x := x + 1", []],
  ["l: own := own + 1  b[me] := true  b[me] := false", []],
  ["l: b[me] := true  m: x := 1", []],
  ["l: b[me] := true  x := 1", ["one step from `l` reads or writes 2 shared places: `b[me]`, `x`"]],
  ["l: b[k] := true", ["one step from `l` reads or writes 2 shared places: `b[k]`, `k`"]],
  ["l: when b[me] and not b[own]", ["one step from `l` reads or writes 2 shared places: `b[me]`, `b[own]`"]],
  ["l: either { x := 1 } or { k := 1 }", []],
  ["l: if own > 0 { x := 1 } else if own > 1 { k := 1 } else { phase := idle }", []],
  ["l: if own > 0 { x := 1 }  k := 1", ["one step from `l` reads or writes 2 shared places: `x`, `k`"]],
  ["l: send Ack to d  m: receive Ack from c[me]", []],
  ["l: send Ack to d  receive Ack from c[me]", ["one step from `l` reads or writes 2 shared places: `d`, `c[me]`"]],
  ["l: own := P(1).y", []],
  ["l: own := R(me).own + x", []],
  ["l: own := P(1).y + x", ["one step from `l` reads or writes 2 shared places: `P(1).y`, `x`"]],
  ["l: when forall p in Proc: b[p]", ["one step from `l` reads or writes 2 shared places: `b[p]`, `b[p] for other p`"]],
  ["l: while own < 3 { own := own + 1  if b[own] { goto m } }  m: skip", []],
  [
    "l: skip  while own < 3 { if x > 1 { m: skip } else { n: k := 1 } }",
    ["one step from `n` reads or writes 2 shared places: `k`, `x`"],
  ],
];

describe("atomicity", () => {
  it.each(cases)("%s", (body, messages) => {
    expect(warnings(body)).toEqual(messages);
  });

  it("sees through definitions", () => {
    const { resolved } = resolve(treeOf(`${PRELUDE}def both = x + k  process R { var own: int = 0  l: own := both }`));
    expect(atomicity(resolved).map((each) => each.message)).toEqual([
      "one step from `l` reads or writes 2 shared places: `x`, `k`",
    ]);
  });
});
