import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRun, saveRun } from "../../src/cli/run-file.js";
import { check, compile, Source } from "../../src/index.js";
import { checkJson } from "../../src/report/json.js";
import { plain } from "../../src/report/style.js";
import { claimBlock } from "../../src/report/text.js";
import { root } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";
import { violations } from "../support/schema.js";

const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));

/* Where a temporal claim fails, by its form: the lines below its text. JSON and saved runs tell the same. */

const lift = (property: string): string => `spec Lift
type P = 1..6
var x: 0..4 = 0
var up: bool = true
var calls: P -> bool = [p in P: false]
fair action Inc { when up and x < 4  x := x + 1 }
fair action Dec { when not up and x > 0  x := x - 1 }
action Flip { when x == 4 or x == 0  up := not up }
def Low(n: int): bool = always x < n
property Claim: ${property}`;

const why = (property: string, engine: "reference" | "generated"): Promise<readonly string[]> =>
  of(lift(property), engine);

const of = async (spec: string, engine: "reference" | "generated"): Promise<readonly string[]> => {
  const { model } = compile(spec, { name: "lift.steps" });
  if (model === undefined) throw new Error("it does not compile");
  const result = await check(model, { engine });
  const claim = result.claims[1];
  if (claim === undefined) throw new Error("no claim");
  expect(violations(schema, JSON.parse(checkJson(result, undefined)))).toEqual([]);
  const path = join(temporaryFolder(), "a.run");
  saveRun(path, { result, source: new Source("lift.steps", spec) });
  expect(loadRun(path).result).toEqual(result);
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
  [
    "if x == 0 then eventually x == 5 else eventually x == 6",
    "in state 1 `x == 0` is true",
    "`x == 5` never becomes true",
  ],
  [
    "if x == 3 then eventually x == 0 else eventually x == 6",
    "in state 1 `x == 3` is false",
    "`x == 6` never becomes true",
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
  [
    "always x' >= x",
    "`x' >= x` is false of the step from state 6 to state 7",
    "where along the step from state 6 to state 7",
    "x'   is 3",
    "x    is 4",
  ],
  [
    "always (x' < x => eventually up)",
    "`x' < x` is true of the step from state 6 to state 7",
    "from state 6 on `up` never is true",
  ],
  ["x' < x ~> up", "`x' < x` is true of the step from state 6 to state 7", "from state 6 on `up` never is true"],
  ["x == 4 ~> x' > 4", "in state 5 `x == 4` is true", "from state 5 on `x' > 4` is true of no step"],
  ["(always up) ~> x' > 4", "`always up` holds", "`x' > 4` is true of no step"],
  [
    "x' == x + 1 until x == 5",
    "`x' == x + 1` is false of the step from state 1 to state 2",
    "and in state 1 `x == 5` is false",
  ],
  [
    "always (x == 3 and not up => (x' > 1 until x == 0))",
    "in state 7 `x == 3 and not up` is true",
    "`x' > 1` is false of the step from state 8 to state 9",
    "and from state 7 up to state 8 `x == 0` never is true",
  ],
  ["x < 2 until x' > 4", "`x' > 4` is true of no step"],
  [
    "always (x == 3 => (x == 3 until up'))",
    "in state 7 `x == 3` is true",
    "in state 8 `x == 3` is false",
    "and `up'` is true of no step from state 7 up to the one out of state 8",
  ],
  [
    "always (x == 3 => (x == 3 until x == 2))",
    "in state 4 `x == 3` is true",
    "in state 5 `x == 3` is false, and from state 4 up to there `x == 2` never is true",
  ],
  [
    "always (x == 3 => (x == 2 until x == 1))",
    "in state 4 `x == 3` is true",
    "in state 4 neither `x == 2` nor `x == 1` is true",
  ],
  ["always eventually x' > x", "`x' > x` is true of no step"],
  [
    "always not (x == 2 and eventually (not up and eventually x == 0))",
    "in state 3 `x == 2` is true",
    "in state 6 `not up` is true",
    "in state 10 `x == 0` is true",
  ],
  [
    "exists p in 1..2: always (eventually x == p => eventually x == 5)",
    "for p = 1: in state 2 `x == p` is true",
    "for p = 1: `x == 5` never becomes true",
    "for p = 2: in state 3 `x == p` is true",
    "for p = 2: `x == 5` never becomes true",
  ],
  [
    "(exists p in 3..4: eventually x == p) => x == 1",
    "for p = 3: in state 4 `x == p` is true",
    "in state 1 `x == 1` is false",
    "where in state 1",
    "x   is 0",
  ],
  [
    "always (x == 1 => eventually (x == 3 and eventually x' > 4))",
    "in state 2 `x == 1` is true",
    "from state 2 on `x' > 4` is true of no step",
  ],
  ["not eventually x' < x", "`x' < x` is true of the step from state 6 to state 7"],
  [
    "eventually always x' != x",
    "`x' != x` is false of the step from state 1 to state 2, each time round",
    "where along the step from state 1 to state 2",
    "x'   is 0",
    "x    is 0",
  ],
  [
    "exists p in 1..2: always (x == 3 => exists q in P: eventually calls[q])",
    "for p = 1: in state 4 `x == 3` is true",
    "for p = 1, q = 1: from state 4 on `calls[q]` never is true",
    "for p = 1, q = 2: from state 4 on `calls[q]` never is true",
    "and so on, for 4 more cases with p = 1",
    "for p = 2: in state 4 `x == 3` is true",
    "for p = 2, q = 1: from state 4 on `calls[q]` never is true",
    "for p = 2, q = 2: from state 4 on `calls[q]` never is true",
    "and so on, for 4 more cases with p = 2",
  ],
  [
    "exists p, q in P: always exists r in P: eventually calls[r]",
    "for p = 1, q = 1, r = 1: `calls[r]` never becomes true",
    "and so on, for 5 more cases with p = 1, q = 1",
    "for p = 1, q = 2, r = 1: `calls[r]` never becomes true",
    "and so on, for 5 more cases with p = 1, q = 2",
    "for p = 1, q = 3, r = 1: `calls[r]` never becomes true",
    "and so on, for 5 more cases with p = 1, q = 3",
    "for p = 1, q = 4, r = 1: `calls[r]` never becomes true",
    "and so on, for 5 more cases with p = 1, q = 4",
    "and so on, for 32 more cases",
  ],
  [
    "always (up => Low(2) or Low(3))",
    "in state 1 `up` is true",
    "for n = 2: in state 3 `x < n` is false",
    "for n = 3: in state 4 `x < n` is false",
  ],
  ["always forall n in 2..3: Low(n)", "for n = 2: in state 3 `x < n` is false", "where in state 3", "x   is 2"],
  [
    "always (x == 4 => exists n in 5..4: Low(n))",
    "in state 5 `x == 4` is true",
    "from state 5 on `exists n in 5..4: Low(n)` does not hold",
  ],
  [
    "(always x < 2) or (eventually always x > 2)",
    "in state 3 `x < 2` is false",
    "in state 10 `x > 2` is false, and stays so",
  ],
  ["(always x < 5) and (always x < 4)", "in state 5 `x < 4` is false", "where in state 5", "x   is 4"],
  [
    "always (not up => not eventually always not up)",
    "in state 2 `not up` is true",
    "from state 2 on `always not up` holds",
  ],
  ["always eventually x == 3", "`x == 3` never becomes true"],
  ["x == 4 ~> always x == 4", "in state 5 `x == 4` is true, and from there on `always x == 4` never is"],
])("%s", async (property, ...lines) => {
  expect(await why(property, "generated")).toEqual(lines);
  expect(await why(property, "reference")).toEqual(lines);
});

test("what comes only when the loop comes round again is told as that", async () => {
  const spec = lift("always not (up and eventually (not up and eventually up))").replace(
    "action Flip",
    "fair action Flip",
  );
  for (const engine of ["reference", "generated"] as const) {
    expect(await of(spec, engine)).toEqual([
      "in state 1 `up` is true",
      "in state 2 `not up` is true",
      "in state 1 `up` is true, the next time round",
    ]);
  }
});

test("an error of a predicate of steps is told with its step", async () => {
  const { model } = compile(
    `spec Queue
var s: seq of 0..3 max 3 = [1, 2]
fair action Take { when s != []  s := tail(s) }
done when s == []
property Bad: always head(s') >= 0`,
    { name: "queue.steps" },
  );
  if (model === undefined) throw new Error("it does not compile");
  for (const engine of ["reference", "generated"] as const) {
    const { faults } = await check(model, { engine });
    expect(faults.map(({ trace }) => trace.states.map(({ step, values }) => [step?.name, values[0]]))).toEqual([
      [
        [undefined, { seq: [1, 2] }],
        ["Take", { seq: [2] }],
        ["Take", { seq: [] }],
      ],
    ]);
  }
});
