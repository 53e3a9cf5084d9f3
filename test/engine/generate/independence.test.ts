import { expect, test } from "vitest";
import { independent, staysInside, stepsOf } from "../../../src/engine/generate/independence.js";
import { present } from "../../../src/engine/values/value.js";
import { modelOf } from "../../support/spec.js";

const spec = `spec Ways
type K = 1..2
var own: K -> int = [k in K: 0]
var shared: int = 0
channel bag: K of int
channel line: K of int, fifo
channel full: K of int max 1
def held(k: K) = own[k]
process P(i in K) {
  var x: int = 0
  Own:     own[i] := 1
  Reads:   x := own[i]
  Calls:   x := held(i)
  Other:   x := own[3 - i]
  Through: x := held(3 - i)
  Shared:  x := shared
  Writes:  shared := 1
  Sends:   send 1 to bag[1]
  Lines:   send 1 to line[1]
  Fills:   send 1 to full[1]
  Mine:    receive m from bag[i]
  Any:     receive m from bag[1]
  At:      when P(3 - i) at done
  Skips:   skip
}
process Q { Q0: own[1] := 0 }
action A { shared := 0 }
invariant I: shared >= 0
`;

const names = [
  ..."Own Reads Calls Other Through Shared Writes Sends Lines Fills Mine Any At Skips".split(" "),
  "Q0",
  "A",
];

/** The steps that a step of one member is not independent of, when another member or somebody else takes them. */
test.each([
  ["Own", "Other Through Q0"],
  ["Reads", "Q0"],
  ["Calls", "Q0"],
  ["Other", "Own Q0"],
  ["Through", "Own Q0"],
  ["Shared", "Writes A"],
  ["Writes", "Shared Writes A"],
  ["Sends", "Mine Any"],
  ["Lines", "Lines"],
  ["Fills", "Fills"],
  ["Mine", "Sends Any"],
  ["Any", "Sends Mine Any"],
  ["Skips", "At"],
  ["Q0", "Own Reads Calls Other Through Q0"],
  ["A", "Shared Writes A"],
])("%s depends on %s", (name, others) => {
  const steps = stepsOf(modelOf(spec)).flat();
  const one = steps[names.indexOf(name)];
  if (one === undefined) throw new Error("no such step");
  // Where a process is: every step of it changes that, and only `At` looks at another's.
  const expected = [...others.split(" "), ...(names.indexOf(name) < 14 && name !== "Skips" ? ["At"] : [])];
  const found = names.filter((_, at) => !independent(one, steps[at] ?? one));
  expect(found.sort()).toEqual([...new Set(expected)].sort());
});

test.each([
  ["shared < 3", "Writes A"],
  ["own[1] == 0", "Own Q0"],
  ["forall k in K: held(k) < 2", "Own Q0"],
  ["len(bag[1]) < 2", "Sends Mine Any"],
  ["P(1) at Skips", names.slice(0, -2).join(" ")],
  ["Q at Q0", "Q0"],
  ["enabled Q", names.join(" ")],
  ["true", ""],
])("to %s something is changed by %s", (constraint, changers) => {
  const model = modelOf(`${spec}constraint Bound: ${constraint}`);
  const steps = stepsOf(model).flat();
  const found = names.filter((_, at) => !staysInside(present(steps[at]), model));
  expect(found.join(" ")).toBe(changers);
});
