import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { type CheckOptions, checkWith } from "../../../src/engine/check.js";
import { generate } from "../../../src/engine/generate/code/generate.js";
import type { Sizes } from "../../../src/engine/generate/wave/plan.js";
import type { ThreadSetup } from "../../../src/engine/generate/wave/serve.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import type { CheckResult } from "../../../src/engine/result.js";
import type { Model } from "../../../src/model/ir.js";
import { root } from "../../support/command.js";
import { projectFiles } from "../../support/files.js";
import { counters, searched } from "../../support/packed.js";
import { modelOf } from "../../support/spec.js";
import { DyingThreads, ReadyThreads } from "../../support/threads.js";

/*
 * One, two and four workers tell the same of every model: counts, verdicts, behaviours, findings and errors, also where the
 * search stops in the middle. Waves are small and levels are shared early, so that a few hundred states are enough work.
 */

const SMALL: Sizes = { wave: 40, records: 4000, wide: 12 };

async function found(model: Model, options: CheckOptions, workers: number): Promise<CheckResult & { threads: number }> {
  const threads = new ReadyThreads();
  const result = await checkWith(interpret, model, options, (engine, limits, claims, reduces) => {
    const generated = generate(programOf(engine.model), claims, { reduces });
    const search = new Packed(engine, generated, { ...limits, workers, threads, wave: SMALL, memory: 2 ** 28 });
    return { search, engine: { name: "generated", refused: undefined } };
  });
  threads.end();
  return { ...result, seconds: 0, threads: threads.started };
}

async function same(model: Model, options: CheckOptions, among: readonly number[]): Promise<number> {
  const { threads: none, ...alone } = await found(model, options, 1);
  expect(none).toBe(0);
  let started = 0;
  for (const workers of among) {
    const { threads, ...together } = await found(model, options, workers);
    expect(together).toEqual(alone);
    started += threads;
  }
  return started;
}

const files = projectFiles().filter((path) => /^(specs|examples|test\/specs)\/.*\.steps$/.test(path));
const read = (from: string) => (path: string) => readFileSync(join(root, dirname(from), path), "utf8");
const models = files.flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const [model] = compile(text, { name: file, read: read(file) }).models;
  const compiled = compile(text, { name: file, read: read(file), ...(model === undefined ? {} : { model }) });
  return compiled.model === undefined ? [] : [{ file, model: compiled.model }];
});

test("the models of the specs, with any number of workers", { timeout: 240_000 }, async () => {
  let shared = 0;
  for (const [at, { model }] of models.entries()) {
    const options = { continue: at % 2 === 0, maxStates: 700 };
    if ((await same(model, options, [at % 3 === 0 ? 4 : 2])) > 0) shared += 1;
  }
  expect(shared).toBeGreaterThan(20);
});

test("a behaviour that fails in the middle of a wave", async () => {
  const model = modelOf(
    `spec T
     var x: 0..40 = 0
     var y: 0..40 = 0
     action Right { when x < 40; x := x + 1 }
     action Up { when y < 40; y := y + 1 }
     action Wrong { when x == 17 and y == 5; x := 40 div (y - 5) }
     invariant Near: x + y < 60 or x == 31
     reachable Far: x == 30 and y == 11
     constraint Half: x <= y + 25`,
  );
  for (const goOn of [true, false]) {
    for (const maxStates of [undefined, 900]) await same(model, { continue: goOn, maxStates }, [2, 3, 4]);
  }
});

test("a graph of 100,000 states, as it comes", () => {
  const threads = new ReadyThreads();
  const { states, steps, depth, found: all, path } = searched(counters(5, 4), { workers: 3, threads });
  threads.end();
  expect({ states, steps, depth, all, threads: threads.started }).toEqual({
    ...{ states: 100_000, steps: 500_000, depth: 46, all: 100_000 },
    threads: 2,
  });
  expect(path).toBeTypeOf("function");
});

test("states with more ways than a byte counts are reached as with one worker", () => {
  const model = modelOf(
    `spec T
     var x: 0..300 = 0
     var n: 0..3 = 0
     action Pick(a in 0..300) { when n < 3; x := a; n := n + 1 }
     reachable Last: n == 3 and x == 300`,
  );
  const pathsOf = (workers: number): readonly (readonly number[])[] => {
    const threads = new ReadyThreads();
    const generated = generate(programOf(model), [0]);
    const search = searched(generated, { workers, threads, wave: { wave: 16, records: 8000, wide: 1 } });
    threads.end();
    return Array.from({ length: search.found }, (_, state) => search.path(state));
  };
  const alone = pathsOf(1);
  expect([alone.length, alone.at(-1)]).toEqual([904, [0, 0, 0, 300]]);
  expect(pathsOf(2)).toEqual(alone);
});

class Broken extends ReadyThreads {
  protected override changed(setup: ThreadSetup): ThreadSetup {
    return { ...setup, shards: [] };
  }
}

test("a worker that fails is an error", () => {
  const threads = new Broken();
  expect(() => searched(counters(5, 4), { workers: 2, threads })).toThrow(
    "a worker failed: Error: internal error: no shard 1",
  );
  threads.end();
});

test("a worker that is gone is an error soon", { timeout: 10_000 }, () => {
  const threads = new DyingThreads();
  expect(() => searched(counters(5, 4), { workers: 2, threads })).toThrow("a worker is gone: its thread has ended");
  threads.end();
});
