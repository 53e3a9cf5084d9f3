import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadRun, saveRun } from "../../src/cli/run-file.js";
import { type CheckOptions, type CheckResult, check, compile, Source } from "../../src/index.js";
import { checkJson } from "../../src/report/json.js";
import { plain } from "../../src/report/style.js";
import { checkText } from "../../src/report/text.js";
import { root } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";
import { violations } from "../support/schema.js";

const asked = { expectedToFail: new Set<string>(), byName: true };
const options = { ...asked, style: plain, source: undefined, witnesses: false, strict: false };

async function resultOf(text: string, more: CheckOptions = {}): Promise<CheckResult> {
  const { model, diagnostics } = compile(text, { name: "a.steps" });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return check(model, { why: true, ...more });
}

/** What is told before the list of claims. */
async function told(text: string, full = false): Promise<string> {
  const report = checkText(await resultOf(text), { ...options, full });
  return /\n\n([\s\S]*?)\n\nClaims\n/.exec(report)?.[1] ?? "";
}

const lines = (text: string, ...words: readonly string[]): string[] =>
  text
    .split("\n")
    .filter((line) => words.some((word) => line.includes(word)))
    .map((line) => line.trim());

/** A walker who may turn back only before the bridge. */
const walk = (claims: string, more = "") => `spec Walk
var place: 0..4 = 0
action Walk says "on to {place}" { when place < 4  place := place + 1 }
action Back { when place in {1, 2}  place := 0 }
${more}
done when true
${claims}`;

describe("the point of no return", () => {
  it("is marked, with what else was possible beside each step", async () => {
    expect(await told(walk("invariant Safe: place < 4"))).toBe(`Safe fails after 4 steps:

  1  initial state
       place = 0
  2  Walk — on to 1
       place: 0 → 1
  3  Walk — on to 2   ← the point of no return
       place: 1 → 2
       instead ✓ Back
  4  Walk — on to 3
       place: 2 → 3
       instead ✓ Back
  5  Walk — on to 4
       place: 3 → 4

Why: Safe is false in state 5
       place < 4
     where
       place < 4   is false
       place       is 4
Point of no return: state 3. From there Safe could still be kept for ever; however it goes on from state 4, Safe fails.
     instead ✓: after that step there still was a way to avoid it.`);
  });

  it("counts many other ways by name, and tells each in full", async () => {
    const swim = walk("invariant Safe: place < 4", "action Swim(n in 0..5) { when place == 1  place := n }").replace(
      "0..4",
      "0..5",
    );
    expect(lines(await told(swim), "instead ✓ ", "instead ✗ ")).toEqual([
      "instead ✓ Walk — on to 2",
      "instead ✓ Back",
      "instead ✓ Swim(0) or Swim(2)",
      "instead ✗ Swim(3) or Swim(5)",
    ]);
    expect(lines(await told(swim, true), "instead ✓ ", "instead ✗ ")).toEqual([
      "instead ✓ Walk — on to 2",
      "instead ✓ Back",
      "instead ✓ Swim(0)",
      "instead ✓ Swim(2)",
      "instead ✗ Swim(3)",
      "instead ✗ Swim(5)",
    ]);
  });

  it("of a step is told as of a step, and tells steps of equal sentence apart by what they chose", async () => {
    const two = walk(
      "step invariant Slow: place' <= place + 1",
      'action Jump says "a jump" { when place == 1  pick n in {2, 3, 4} { place := n } }',
    );
    const report = await told(two);
    expect(lines(report, "instead ✓ ", "instead ✗ ", "no return")).toEqual([
      "2  Walk — on to 1   ← the point of no return",
      "instead ✓ Walk — on to 2",
      "instead ✓ Back",
      "instead ✓ Jump with n = 2 — a jump",
      "instead ✗ Jump with n = 4 — a jump",
      "Point of no return: state 2. From there Slow could still be kept for ever; the next step breaks it.",
    ]);
  });

  it("tells steps that read the same apart by what they do", async () => {
    const turns = walk(
      "invariant Safe: place < 4",
      `var side: bool = false
show side = side
action Turn(n in 1..2) { when place == 2  either { side := not side } or { place := 0 } or { side := not side } }
action Leap { when place == 2  either { place := 3 } or { place := 4 } }`,
    ).replace("place in {1, 2}", "false");
    expect(lines(await told(turns), "Leap", "instead")).toEqual([
      "4  Leap",
      "instead ✓ 4 ways of Turn(1) and Turn(2)",
      "instead ✗ Walk — on to 3",
      "instead ✗ Leap; place: 2 → 3",
      "instead ✓: after that step there still was a way to avoid it; instead ✗: there was none.",
    ]);
    expect(lines(await told(turns, true), "Turn")).toEqual([
      "instead ✓ Turn(1); side: false → true",
      "instead ✓ Turn(1); place: 2 → 0",
      "instead ✓ Turn(2); side: false → true",
      "instead ✓ Turn(2); place: 2 → 0",
    ]);
  });

  it("of an error, of a deadlock, and where there is none", async () => {
    const broken = walk("invariant Any: place >= 0", "action Fall { when place == 3  assert false }");
    expect(lines(await told(broken), "no return:")).toEqual([
      "Point of no return: state 4. From there the error could still be avoided; the next step meets it.",
    ]);
    const stuck = walk("invariant Any: place >= 0").replace("done when true", "");
    expect(lines(await told(stuck), "no return:")).toEqual([
      "Point of no return: state 3. From there a deadlock could still be avoided; however it goes on from state 4, it ends in one.",
    ]);
    const lost = walk("invariant Safe: place < 4").replace("place: 0..4 = 0", "place: 0..4 in {2, 3, 4}");
    const no = ["Point", "initial states"];
    expect(lines(await told(lost), ...no)).toEqual([
      "Point of no return: none; it is there from the start.",
      "From 1 of the 3 initial states it can be avoided.",
    ]);
    expect(lines(await told(lost.replace("{2, 3, 4}", "{2, 3}")), ...no)).toEqual([
      "Point of no return: none; however it goes on from state 1, Safe fails.",
      "From 1 of the 2 initial states it can be avoided.",
    ]);
  });

  it("is not told of claims about behaviours, and the report says so", async () => {
    const text = walk("property Ends: eventually (place == 4)");
    const report = checkText(await resultOf(text), { ...options, full: false, why: true });
    expect(report).toContain(
      "\nThe point of no return is told of invariants, step invariants, deadlock and errors alone, not of Ends.\n",
    );
    expect(report).not.toContain("Point of no return");
  });

  it("fits the schema of the JSON, and a saved run", async () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
    const text = walk(
      "invariant Safe: place < 4\nstep invariant Slow: place' != 3",
      "action Fall { when place == 2  assert false }",
    );
    const result = await resultOf(text, { continue: true });
    expect(result.claims.map(({ choices }) => choices?.pointOfNoReturn)).toEqual([undefined, 2, 2]);
    expect(violations(schema, JSON.parse(checkJson(result, undefined)))).toEqual([]);
    const path = join(temporaryFolder(), "walk.run");
    saveRun(path, { result, source: new Source("a.steps", text) });
    expect(loadRun(path).result).toEqual(result);
  });
});
