import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { type SimulateOptions, simulate } from "../../../src/engine/simulate.js";
import type { Model } from "../../../src/model/ir.js";
import { root } from "../../support/command.js";
import { projectFiles } from "../../support/files.js";
import { modelOf } from "../../support/spec.js";

/* Random behaviours by generated code are those of the reference engine. */

async function same(model: Model, options: SimulateOptions) {
  const generated = await simulate(model, { ...options, engine: "generated" });
  expect(generated).toEqual(await simulate(model, { ...options, engine: "reference" }));
  return generated;
}

const files = projectFiles().filter((path) => /^(specs|examples|test\/specs)\/.*\.steps$/.test(path));

test("random behaviours of all specs", { timeout: 240_000 }, async () => {
  const endings = { length: 0, deadlock: 0, done: 0, constraint: 0, violation: 0 };
  for (const [at, file] of files.entries()) {
    const text = readFileSync(join(root, file), "utf8");
    const read = (path: string) => readFileSync(join(root, dirname(file), path), "utf8");
    const name = compile(text, { name: file, read }).models[0];
    const { model } = compile(text, { name: file, read, ...(name === undefined ? {} : { model: name }) });
    if (model === undefined) continue;
    const result = await same(model, { seed: at, runs: 3, steps: 25 });
    for (const ending of Object.keys(endings) as (keyof typeof endings)[]) endings[ending] += result.endings[ending];
  }
  expect(Math.min(endings.length, endings.done, endings.violation)).toBeGreaterThan(2);
});

test("of several violations, an error and a deadlock each is told once, with its first behaviour", async () => {
  const model = modelOf(
    `spec T
     var x: 0..40 = 3
     var s: set of int = {}
     action Up { when x < 40; x := x + 1  s := s union {x} }
     action Down { when x > 0 and x < 40; x := x - 1 }
     action Wrong(y in 0..3) { when x == 7; x := 9 div (3 - y) }
     action Stop { when x == 5; x := 40 }
     invariant Small: x < 9 or x == 40
     invariant Few: size(s) < 4
     invariant Sound: x != 1 or size(s) < 2 or 9 div (x - 1) == 1
     constraint Near: x != 0
     done when size(s) == 3`,
  );
  const { status, claims, faults, endings } = await same(model, { seed: 6, runs: 300, steps: 12 });
  expect({ status, endings }).toEqual({
    status: "fails",
    endings: { length: 23, deadlock: 33, done: 31, constraint: 70, violation: 143 },
  });
  expect(claims.map(({ name }) => name)).toEqual(["deadlock", "Few"]);
  expect(faults).toHaveLength(1);
});

test("more ways than are kept, and none at all", async () => {
  const wide = modelOf(
    "spec T\nvar x: 0..9999 = any\naction A(y in 0..9999) { x := (x + y) mod 10000 }\ninvariant I: x != 77",
  );
  expect((await same(wide, { seed: 1, runs: 3, steps: 5 })).steps).toBe(15);
  const none = modelOf("spec T\nvar x: 0..3 in {y in 0..3: y > 5}\naction A { x := 0 }\ninvariant I: true");
  expect((await same(none, { runs: 3 })).endings.done).toBe(3);
});
