import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadRun, saveRun } from "../../src/cli/run-file.js";
import { check, compile, Source } from "../../src/index.js";
import { checkJson } from "../../src/report/json.js";
import { plain } from "../../src/report/style.js";
import { checkText } from "../../src/report/text.js";
import { root } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";
import { violations } from "../support/schema.js";

const clock = 'spec Clock\nvar hr: 1..4 = 1\naction Tick says "it is {hr}" { hr := hr mod 4 + 1 }';
const watch = `spec Watch
var h: 1..4 = 1
var half: bool = false
action Half { half := not half  h := if not half then h mod 4 + (if h == 2 then 2 else 1) else h }
refines Clock from "clock.steps" with { hr = h }`;

it("both levels of a refinement stand side by side, in text, JSON and saved runs", async () => {
  const { model } = compile(watch, { name: "watch.steps", read: () => clock });
  if (model === undefined) throw new Error("it does not compile");
  const result = await check(model);
  const options = { style: plain, source: undefined, witnesses: false, strict: false, full: false };
  const text = checkText(result, { ...options, expectedToFail: new Set(), byName: false });
  expect(/\n\n([\s\S]*?)\n\nClaims\n/.exec(text)?.[1]).toBe(`Clock fails after 4 steps:

  1  initial state
       h = 1
       half = false
       Clock.hr = 1
  2  Half
       half: false → true
  3  Half
       h: 1 → 2
       half: true → false
       Clock: Tick — it is 2
       Clock.hr: 1 → 2
  4  Half
       half: false → true
  5  Half   ← this is no step of Clock
       h: 2 → 4
       half: true → false
       Clock.hr: 2 → 4

Why: what is seen of Clock changes with this step, and no step of Clock does that: there it can only take Tick`);
  const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
  expect(violations(schema, JSON.parse(checkJson(result, undefined)))).toEqual([]);
  const path = join(temporaryFolder(), "watch.run");
  saveRun(path, { result, source: new Source("watch.steps", watch) });
  expect(loadRun(path).result).toEqual(result);
});

/** The behaviour of a claim that fails, as text. */
async function told(text: string, refined: string): Promise<string | undefined> {
  const { model } = compile(text, { name: "ours.steps", read: () => refined });
  if (model === undefined) throw new Error("it does not compile");
  const result = await check(model);
  const options = { style: plain, source: undefined, witnesses: false, strict: false, full: false };
  const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
  expect(violations(schema, JSON.parse(checkJson(result, undefined)))).toEqual([]);
  const path = join(temporaryFolder(), "ours.run");
  saveRun(path, { result, source: new Source("ours.steps", text) });
  expect(loadRun(path).result).toEqual(result);
  return /\n\n([\s\S]*?)\n\nWhy/.exec(checkText(result, { ...options, expectedToFail: new Set(), byName: false }))?.[1];
}

const door = `spec Door
var open: bool = false
var painted: bool = false
action Open { when not open  open := true }
action Close { when open  open := false }
fair action Paint { when not painted  painted := true }`;

it("of a loop that changes nothing of what is seen, the way back tells no step of the refined spec, though the way in is one", async () => {
  const handle = `spec Handle
var open: bool = false
var up: bool = false
fair action Open { when not open  open := true }
fair action Turn { when open  up := not up }
refines Door from "door.steps" with { painted = false }`;
  expect(await told(handle, door)).toBe(`Door fails in a loop of 2 steps after 1 step:

  1  initial state
       open = false
       up = false
       Door.open = false
       Door.painted = false
  2  Open   ← the loop begins here
       open: false → true
       Door: Open
       Door.open: false → true
  3  Turn
       up: false → true
  ↻  Turn   ← back to state 2, again and again
       up: true → false`);
});

it("a step of the refined spec that is seen on the way back is told", async () => {
  const hinge = `spec Hinge
var open: bool = false
fair action Swing { open := not open }
refines Door from "door.steps" with { painted = false }`;
  expect(await told(hinge, door)).toBe(`Door fails in a loop of 2 steps from the start:

  1  initial state   ← the loop begins here
       open = false
       Door.open = false
       Door.painted = false
  2  Swing
       open: false → true
       Door: Open
       Door.open: false → true
  ↻  Swing   ← back to state 1, again and again
       open: true → false
       Door: Close
       Door.open: true → false`);
});
