import { describe, expect, it } from "vitest";
import { PRELUDE, problemsIn } from "../support/problems.js";

/** What is added to the prelude, and what is then wrong: code and underlined text. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["def f(m: Msg) = match m { Req(t, u): t, Ack: 0 }", ["W0103 u", "E0319 Req(t, u)"]],
  ["def f(m: Msg) = match m { Req(t): true, Ack: 0 }", ["W0103 t", "E0303 0"]],
  ["action B { receive {from: z} from d }", ["W0103 z", "E0318 {from: z}"]],
  ["var v: int = any", ["W0101 v", "E0308 any"]],
  ["var v: int -> bool = [i in {1}: true]", ["W0101 v", "E0308 int"]],
  ["var v: Proc -> int = [i in Phase: 1]", ["W0101 v", "E0317 i in Phase"]],
  ["var v: Proc -> int = [i in Proc: true]", ["W0101 v", "E0301 true"]],
  ["var v: Proc in 1", ["W0101 v", "E0301 1"]],
  ["var v: Proc in {idle}", ["W0101 v", "E0301 idle"]],
  ["def f(m: Msg) = match m { Req(t): t, u: 0 }", ["W0103 u"]],
  ["action B { receive Req(t) from d }", ["W0103 t"]],
  ["def f = (let (a, e) = 3: a)", ["W0103 e", "E0318 (a, e)"]],
  ["def f = match owner { o: 1, none: 0 }", ["W0103 o", "E0306 none"]],
  ["def f = match (owner, phase) { (none, _): 0, (o, idle): 1 }", ["W0103 o", "E0305 match (owner, phase)"]],
  ["process R { l: goto l  m: skip }", ["W0102 m"]],
  ["process R { l: if x > 1 { goto l } else { goto done }  x := 1 }", ["W0102 x := 1"]],
];

describe("Warnings", () => {
  it.each(cases)("%s", (added, problems) => {
    expect(problemsIn(PRELUDE + added)).toEqual(problems);
  });
});
