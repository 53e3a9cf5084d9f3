import { describe, expect, it } from "vitest";
import { check, compile } from "../../src/index.js";
import { behaviours } from "../../src/report/behaviours.js";
import { checkJson } from "../../src/report/json.js";
import { mermaidText } from "../../src/report/mermaid.js";
import { plain } from "../../src/report/style.js";
import { verdictLines } from "../../src/report/verdict.js";
import { waitLines } from "../../src/report/waits.js";

const resultOf = (text: string, engine: "reference" | "generated") => {
  const { model } = compile(text, { name: "waits.steps" });
  if (model === undefined) throw new Error("it does not compile");
  return check(model, { engine });
};

const stuck = `spec Stuck
type P = 1..2
type Letter = Ask(p: P) | Ack
var x: 0..5 = 0
var idle: set of P = {}
channel road: P of Letter max 1
channel post of Letter
init { send Ack to road[1]  send Ack to road[2] }
action Empty(p in idle) { x := 1 }
action Second(p in P, q in idle \\ {p}) { x := 1 }
action Full(p in P) { send Ack to road[p] }
action Other(p in P) { receive Ask(r) from road[p]  x := r }
action Picks { x := 2  pick y in idle { x := y } }
action Many(p in 1..9) { when x > p }
process Q(i in P) {
  first: either { when x > 2 or i == 3 } or { pick j in P { when forall k in P: x >= j + k } }
  third: receive Ack from post
}
process R { only: when x == 0 and
                       idle != {} }
invariant Bound: x < 9
`;

describe.each(["reference", "generated"] as const)("by the %s engine", (engine) => {
  it("tells what everybody waits for in a deadlock", async () => {
    const result = await resultOf(stuck, engine);
    const [deadlock] = result.claims;
    expect(waitLines(deadlock?.waits ?? [], plain)).toEqual([
      "     Empty, line 9: p in idle — idle is {}",
      "     Second, line 10: q in idle \\ {p} — idle is {}",
      "     Full(1), line 11: send Ack to road[p] — road[1] is [Ack], which is full",
      "     Full(2), line 11: send Ack to road[p] — road[2] is [Ack], which is full",
      "     Other(1), line 12: receive Ask(r) from road[p] — road[1] is [Ack]",
      "     Other(2), line 12: receive Ask(r) from road[p] — road[2] is [Ack]",
      "     Picks, line 13: pick y in idle — idle is {}",
      "     Many(1), Many(2) and Many(3), line 14: when x > p — x is 0",
      "     6 more ways of Many, line 14",
      "     Q(1) and Q(2) at first, line 16: when x > 2 or i == 3 — x > 2 is false, x is 0, i == 3 is false",
      "     Q(1) and Q(2) at first, line 16: when forall k in P: x >= j + k — j is 1, k is 1, x >= j + k is false, x is 0",
      "     Q(1) and Q(2) at first, line 16: when forall k in P: x >= j + k — j is 2, k is 1, x >= j + k is false, x is 0",
      "     R at only, line 19: when x == 0 and idle != {} — idle != {} is false, idle is {}",
    ]);
    expect(JSON.parse(checkJson(result, undefined)).claims[0].waits[2]).toEqual({
      kind: "action",
      name: "Full",
      reason: "full",
      line: 11,
      text: "send Ack to road[p]",
      ways: [
        { arguments: [1], bindings: [], parts: [{ text: "road[1]", value: { seq: [{ variant: "Ack" }] } }] },
        { arguments: [2], bindings: [], parts: [{ text: "road[2]", value: { seq: [{ variant: "Ack" }] } }] },
      ],
      untold: 0,
    });
    const [behaviour] = behaviours(result);
    expect(behaviour && mermaidText(behaviour)).toContain(
      "Note over p1,p3: R at only, line 19: when x == 0 and idle != {} — idle != {} is false, idle is {}\n",
    );
  });

  it("does not speak of those who are done", async () => {
    const text =
      "spec Half var x: bool = false process P { a: skip } process Q { b: when x c: x := true } invariant I: true";
    const [deadlock] = (await resultOf(text, engine)).claims;
    expect(waitLines(deadlock?.waits ?? [], plain)).toEqual(["     Q at b, line 1: when x — x is false"]);
  });

  it("tells what leaves no initial state: the last that leaves nothing", async () => {
    const told = async (declarations: string): Promise<string[]> => {
      const text = `spec None type P = 1..3\n${declarations} action A { x := 1 } invariant I: x < 4`;
      return verdictLines(await resultOf(text, engine), plain).slice(0, -1);
    };
    expect(await told("var x: P = any var y: P in {z in P: z > x} \\ {2, 3}")).toEqual([
      "Incomplete: there is no initial state.",
      "     y, line 2: var y: P in {z in P: z > x} \\ {2, 3} — {z in P: z > x} is {2, 3}",
      "     y, line 2: var y: P in {z in P: z > x} \\ {2, 3} — {z in P: z > x} is {3}",
      "     y, line 2: var y: P in {z in P: z > x} \\ {2, 3} — {z in P: z > x} is {}",
    ]);
    expect(await told("var x: P = any init { when x > 1 pick q in P { when q > x + 1 } }")).toEqual([
      "Incomplete: there is no initial state.",
      "     init, line 2: when x > 1 — x is 1",
      "     init, line 2: when q > x + 1 — q is 1, x is 2",
      "     init, line 2: when q > x + 1 — q is 2, x is 2",
      "     init, line 2: when q > x + 1 — q is 3, x is 2",
      "     other first values, line 2",
    ]);
    expect(await told("var x: P = any constraint K: x > 3")).toEqual([
      "Incomplete: there is no initial state inside K.",
    ]);
  });
});
