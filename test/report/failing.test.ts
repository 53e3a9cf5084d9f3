import { expect, test } from "vitest";
import { check, compile } from "../../src/index.js";
import { plain } from "../../src/report/style.js";
import { claimBlock } from "../../src/report/text.js";

/* Where a temporal claim fails, by its form: the lines below its text. */

const lift = (property: string): string => `spec Lift
type P = 1..6
var x: 0..4 = 0
var up: bool = true
var calls: P -> bool = [p in P: false]
fair action Inc { when up and x < 4  x := x + 1 }
fair action Dec { when not up and x > 0  x := x - 1 }
action Flip { when x == 4 or x == 0  up := not up }
property Claim: ${property}`;

const why = async (property: string, engine: "reference" | "generated"): Promise<readonly string[]> => {
  const { model } = compile(lift(property), { name: "lift.steps" });
  if (model === undefined) throw new Error("it does not compile");
  const claim = (await check(model, { engine })).claims[1];
  if (claim === undefined) throw new Error("no claim");
  const lines = claimBlock(claim, { style: plain, full: false, lanes: false });
  const at = lines.findIndex((line) => line.startsWith("Why: "));
  const end = lines.findIndex((line) => line.startsWith("Fair: "));
  return lines.slice(at + 2, end).map((line) => line.trim());
};

test.each<readonly [property: string, ...lines: string[]]>([
  ["not up", "in state 1 `not up` is false"],
  ["x < 3 until x == 4", "`x == 4` never becomes true"],
  [
    "always (up => (up until x == 4))",
    "in state 1 `up` is true",
    "in state 2 `up` is false, and up to there `x == 4` never is true",
  ],
  ["x == 0 => eventually x == 5", "in state 1 `x == 0` is true", "`x == 5` never becomes true"],
  ["always (x == 2 => eventually x == 0)", "in state 3 `x == 2` is true", "from state 3 on `x == 0` never is true"],
  [
    "exists p in P: eventually calls[p]",
    "for p = 1: `calls[p]` never becomes true",
    "for p = 2: `calls[p]` never becomes true",
    "for p = 3: `calls[p]` never becomes true",
    "for p = 4: `calls[p]` never becomes true",
    "and so on, for 2 more cases",
  ],
  [
    "exists p in 1..2: always x < p",
    "for p = 1: in state 2 `x < p` is false",
    "for p = 2: in state 3 `x < p` is false",
  ],
  [
    "always forall p in P: x == p => eventually x == 0",
    "for p = 1: in state 2 `x == p` is true",
    "for p = 1: from state 2 on `x == 0` never is true",
  ],
  ["not eventually x == 3", "in state 4 `x == 3` is true"],
  ["always x' >= x", "of the step out of state 6 `x' >= x` is false", "where", "x'   is 3", "x    is 4"],
  [
    "(always x < 2) or (eventually always x > 2)",
    "in state 3 `x < 2` is false",
    "in state 10 `x > 2` is false, and stays so",
  ],
  ["(always x < 5) and (always x < 4)", "in state 5 `x < 4` is false", "where", "x   is 4"],
  [
    "always (not up => not eventually always not up)",
    "in state 2 `not up` is true",
    "from state 2 on `eventually always not up` holds",
  ],
  ["always eventually x == 3", "`x == 3` never becomes true"],
  ["x == 4 ~> always x == 4", "in state 5 `x == 4` is true, and from there on `always x == 4` never is"],
])("%s", async (property, ...lines) => {
  expect(await why(property, "generated")).toEqual(lines);
  expect(await why(property, "reference")).toEqual(lines);
});
