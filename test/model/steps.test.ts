import { describe, expect, it } from "vitest";
import { PRELUDE, problemsIn } from "../support/problems.js";

/** What is added to the prelude, and what is then wrong: code and underlined text. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["process R { x := 1 }", ["E0501 x := 1"]],
  ["process R { }", ["E0501 R"]],
  ["process R { l: skip l: skip }", ["E0503 l"]],
  ["process R { x: skip }", ["E0504 x"]],
  ["process R(p in Proc) { p: skip }", ["E0504 p"]],
  ["process R { var v: int = 0 v: skip }", ["E0504 v"]],
  ["process R { l: goto a0 }", ["E0505 a0"]],
  ["process R { l: goto m }", ["E0505 m"]],
  ["process R { l: goto l skip }", ["E0507 skip"]],
  ["process R { l: skip while x > 0 { x := x - 1 } }", ["E0508 while x > 0"]],
  ["process R { l: skip while x > 0 { if x > 1 { m: skip } x := x - 1 } }", ["E0508 while x > 0"]],
  ["process R { l: pick p in s { m: skip } }", ["E0502 m"]],
  ["process R { l: for p in s { m: skip } }", ["E0502 m"]],
  ["action B { m: skip }", ["E0502 m"]],
  ["action B { goto m }", ["E0506 goto m"]],
  ["action B { while x > 0 { x := x - 1 } }", ["E0510 while x > 0"]],
  ["init { while x > 0 { x := x - 1 } }", ["E0510 while x > 0"]],
  ["process R { l: let v = x  m: x := v }", ["E0511 v"]],
  ["process R { l: let v = x  if x > 0 { m: skip } x := v }", ["E0511 v"]],
  ["process R { l: receive Req(v) from d  m: x := v  let v = 2  x := v }", ["E0511 v"]],
  ["process R { l: skip  while x > 1 { while x > 2 { m: x := 1 } } }", ["E0508 while x > 1"]],
  ["process R { l: let v = 1  either { m: skip } or { goto l }  x := v }", ["E0511 v"]],
  ["process R { l: let v = 1  while x > v { m: skip } }", ["E0511 v"]],
];

describe("Labels, goto and while", () => {
  it.each(cases)("%s", (added, problems) => {
    expect(problemsIn(PRELUDE + added)).toEqual(problems);
  });
});
