import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadRun, saveRun } from "../../src/cli/run-file.js";
import { type CheckOptions, type CheckResult, check, compile, Source } from "../../src/index.js";
import { behaviours } from "../../src/report/behaviours.js";
import { inductionText } from "../../src/report/induction-report.js";
import { itfText } from "../../src/report/itf.js";
import { checkJson } from "../../src/report/json.js";
import { mermaidText } from "../../src/report/mermaid.js";
import { plain } from "../../src/report/style.js";
import { checkText } from "../../src/report/text.js";
import { root } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";
import { violations } from "../support/schema.js";

const asked = { expectedToFail: new Set<string>(), byName: true };
const options = { ...asked, style: plain, full: false, source: undefined, witnesses: false, strict: false };

async function resultOf(text: string, more: CheckOptions = {}): Promise<CheckResult> {
  const { model, diagnostics } = compile(text, { name: "a.steps" });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return check(model, { continue: true, engine: "reference", ...more });
}

/** What is told before the list of claims. */
const told = async (text: string): Promise<string> => {
  const [, behaviour = ""] = /\n\n([\s\S]*?)\n\nClaims\n/.exec(checkText(await resultOf(text), options)) ?? [];
  return behaviour;
};

const lamp = (property: string, fairness = "fair") => `spec Lamp
var on: bool = false
var blown: bool = false
${fairness} action On { when not on and not blown  on := true }
${fairness} action Off { when on  on := false }
${fairness} action Blow { when on  on := false  blown := true }
done when blown
property Claim: ${property}`;

describe("a behaviour with a loop", () => {
  it("is told with where the loop begins, and why it is fair", async () => {
    expect(await told(lamp("eventually blown"))).toBe(`Claim fails in a loop of 2 steps from the start:

  1  initial state   ← the loop begins here
       on = false
       blown = false
  2  On
       on: false → true
  ↻  Off   ← back to state 1, again and again
       on: true → false

Why: Claim is false of this behaviour
       eventually blown
     \`blown\` never becomes true
Fair: On and Off take steps in the loop
      Blow is never continuously enabled (in state 1 it can take no step), so weak fairness does not force it`);
  });

  it("is told when it stops for ever", async () => {
    expect(await told(lamp("on ~> not on", ""))).toBe(`Claim fails by stopping after 1 step:

  1  initial state
       on = false
       blown = false
  2  On
       on: false → true
  ↻  no step any more: it stays in state 2 for ever

Why: Claim is false of this behaviour
       on ~> not on
     in state 2 \`on\` is true, and from there on \`not on\` never is
Fair: nothing is declared fair, so a behaviour may stop for ever in any state`);
  });

  it("is told when fairness cannot push it on", async () => {
    const lines = (await told(lamp("eventually always on", "strongly fair"))).split("\n");
    expect(lines.slice(-4)).toEqual(
      [
        "       eventually always on",
        "     in state 3 `on` is false, and stays so",
        "Fair: On, Off and Blow can take no step in state 3, so fairness does not force them",
      ].toSpliced(0, 0, "Why: Claim is false of this behaviour"),
    );
  });

  it.each([
    ["always not on", "in state 2 `not on` is false"],
    ["always eventually on", "from state 3 on `on` never is true again"],
    ["eventually (on and blown)", "`on and blown` never becomes true"],
  ])("says what %s misses", async (property, sentence) => {
    expect(await told(lamp(property))).toContain(`\n     ${sentence}\nFair: `);
  });

  it("keeps its loop in JSON, ITF, Mermaid and a saved run", async () => {
    const result = await resultOf(lamp("eventually blown"));
    const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
    const json: { claims: { trace?: { loop?: unknown } }[] } = JSON.parse(checkJson(result, undefined));
    expect(violations(schema, json)).toEqual([]);
    expect(json.claims[1]?.trace?.loop).toMatchObject({
      start: 0,
      back: { name: "Off" },
      fairness: [{ treatment: "taken" }, { treatment: "taken" }, { name: "Blow", treatment: "impossible", state: 0 }],
    });
    const [behaviour] = behaviours(result);
    if (behaviour === undefined) throw new Error("there is no behaviour");
    expect(JSON.parse(itfText(behaviour, "a.steps"))).toMatchObject({ loop: 0, states: [{}, {}] });
    expect(
      mermaidText(behaviour)
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "sequenceDiagram",
      "participant p1 as system",
      "loop again and again",
      "Note over p1: 2. On",
      "Note over p1: Off",
      "end",
      "Note over p1: Claim fails",
      "",
    ]);
    const path = join(temporaryFolder(), "lamp.run");
    saveRun(path, { result, source: new Source("a.steps", lamp("eventually blown")) });
    expect(loadRun(path).result).toEqual(result);
  });
});

const clock = (claim: string) => `spec Clock
var x: 0..3 = 0
action Tick { when x < 3  x := x + 1 }
action Back { when x == 2  x := 0 }
done when true
${claim}`;

describe("a claim about steps", () => {
  it("is told with the step marked", async () => {
    expect(await told(clock("step invariant Up: x' > x"))).toBe(`Up fails after 3 steps:

  1  initial state
       x = 0
  2  Tick
       x: 0 → 1
  3  Tick
       x: 1 → 2
  4  Back   ← this step breaks Up
       x: 2 → 0

Why: Up is false of the step from state 3 to state 4
       x' > x
     where
       x' > x   is false
       x'       is 0
       x        is 2`);
  });

  it("or with the state from which something is no longer possible", async () => {
    expect((await told(clock("always possible Start: x == 0"))).split("\n").slice(-5)).toEqual([
      "Why: Start is false in state 4, and in all that can follow",
      "       x == 0",
      "     where",
      "       x == 0   is false",
      "       x        is 3",
    ]);
  });
});

describe("induction", () => {
  const text = clock("invariant NotOne: x != 3 or x == 3\ninvariant Small: x < 4 and x != 7");

  const report = async (spec: string, name: string, more: CheckOptions = {}): Promise<string> => {
    const result = await resultOf(spec, { claims: [name], induct: {}, ...more });
    const claim = result.claims.find((each) => each.name === name);
    if (claim === undefined) throw new Error("there is no such claim");
    return inductionText(result, claim, { style: plain, full: false, source: undefined });
  };

  it("is told as base case and inductive step", async () => {
    expect(await report(text, "Small")).toBe(`Clock
Is Small inductive?

Base case
  ✓ Small is true in the initial state

Inductive step
  4 type-correct states; Small is true in 4 of them
  4 steps lead out of these
  ✓ each of them leads to a state in which Small is true

Inductive: Small is true at first and kept by every step, so it is true in every reachable state.
`);
  });

  const jump = (n: number) => `spec Jump
var x: 0..9 = 0
action Jump { when x mod 2 == 0 and x < 8  x := x + 2 }
action Fall { when x == ${n}  x := 0 }
done when true
invariant NotFive: x != 5
action Odd { when x == 3  x := 5 }`;

  it("shows a step that does not keep it, and whether it begins in a reachable state", async () => {
    expect(await report(jump(8), "NotFive")).toBe(`Jump
Is NotFive inductive?

Base case
  ✓ NotFive is true in the initial state

Inductive step
  10 type-correct states, looked at until a step breaks NotFive
  NotFive is true in 4 of those looked at; 3 steps lead out of these
  ✗ the last of these steps leads to a state in which NotFive is false

NotFive is not inductive:

  1  a type-correct state
       x = 3
  2  Odd   ← this step breaks NotFive
       x: 3 → 5

Why: NotFive is false in state 2
       x != 5
     where
       x != 5   is false
       x        is 5

State 1 is not reachable: if it were, state 2 would be, too, and NotFive is true in every reachable state.
So NotFive is an invariant, but does not say enough to follow from itself. A stronger one would also say
something that is true in all reachable states and false in state 1.

Not inductive: NotFive is true in all 5 reachable states, but not kept by every step.
`);
    const cut = await report(jump(8), "NotFive", { maxStates: 2 });
    expect(cut).toContain(
      "\nWhether state 1 is reachable is not known, since not every reachable state was visited.\n",
    );
    expect(cut).toContain("\nNot inductive: NotFive is not refuted, but not kept by every step.\n");
  });

  it("tells the error that a step meets", async () => {
    const up = "var x: 0..9 = 0\naction Up { when x != 4  x := x + 2 }\ninvariant Even: x mod 2 == 0";
    expect(await report(`spec Up\n${up}`, "Even")).toContain(`
  1  a type-correct state
       x = 8
  ✗  Up

Why: the step meets an error: \`x + 2\` is 10, which is not in 0..9

State 1 is not reachable: if it were, the search would have met the error.
So Even is an invariant, but`);
  });

  it("says when it is no invariant, and where its base case fails", async () => {
    const never = jump(8).replace("x != 5", "x != 4");
    expect(await report(never, "NotFive")).toMatch(
      /\nInductive step\n {2}✗ the step out of state 2, which is reachable, leads to state 3, in which NotFive is false\n\n[\s\S]*\nNot an invariant: NotFive fails after 2 steps.\n$/,
    );
    const base = await report(jump(8).replace("x != 5", "x != 0"), "NotFive");
    expect(base).toContain("\nBase case\n  ✗ NotFive is false in an initial state\n");
  });

  it("fits the schema of the JSON, and a saved run", async () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
    const result = await resultOf(jump(8), { induct: { samples: 50, seed: 4 } });
    expect(violations(schema, JSON.parse(checkJson(result, undefined)))).toEqual([]);
    const path = join(temporaryFolder(), "jump.run");
    saveRun(path, { result, source: new Source("a.steps", jump(8)) });
    expect(loadRun(path).result).toEqual(result);
  });
});
