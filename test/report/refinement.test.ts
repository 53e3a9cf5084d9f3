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
