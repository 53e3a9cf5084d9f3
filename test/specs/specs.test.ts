import { describe, expect, it } from "vitest";
import { compile, format, Source } from "../../src/index.js";
import { modelsOf, readerFor, runModel, specsIn, textOf } from "../support/models.js";

const files = ["specs", "examples", "test/specs"].flatMap(specsIn);

describe.each(files)("%s", (file) => {
  it("is laid out as usual, and has nothing to warn of", () => {
    expect(format(new Source(file, textOf(file)))).toEqual({ text: textOf(file) });
    expect(compile(textOf(file), { name: file, read: readerFor(file) }).diagnostics).toEqual([]);
  });
});

const models = modelsOf(files.filter((file) => !file.startsWith("test/")));

it.each(models)("$file: model $name comes out as it says", { timeout: 300_000 }, async ({ file, name }) => {
  const { outcomes } = await runModel(file, name);
  expect(outcomes.length).toBeGreaterThan(0);
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
});

/* The numbers of TLC and Murphi: distinct states, states generated with the initial ones, depth. */
const elsewhere: readonly (readonly [file: string, model: string, states: number, generated: number, depth: number])[] =
  [
    ["dijkstra", "two", 90, 182, 21],
    ["dijkstra", "three", 825, 2553, 35],
    ["bakery_slide", "two", 710, 1309, 53],
    ["bakery_slide", "three", 33727, 90395, 112],
    ["bakery_slide", "three_to_four", 58764, 156682, 144],
    ["peterson", "both", 42, 77, 11],
    ["diehard", "jugs", 16, 97, 8],
    ["request", "two", 1043, 2001, 40],
    ["request", "three", 70472, 276114, 41],
    ["dij", "two", 660, 1322, 29],
    ["dij", "three", 90882, 282810, 54],
  ];

it.each(elsewhere)("%s, model %s, expects the numbers of another checker", (file, name, states, generated, depth) => {
  const { model } = compile(textOf(`specs/conformance/${file}.steps`), { model: name });
  const initial = file === "dijkstra" || file === "dij" ? { two: 2, three: 3 }[name] : 1;
  const numbers = model?.chosen?.expectations.flatMap((each) =>
    each.kind === "states" || each.kind === "steps" || each.kind === "depth" ? [`${each.kind} ${each.count}`] : [],
  );
  expect(numbers).toEqual([`states ${states}`, `steps ${generated - (initial ?? 0)}`, `depth ${depth}`]);
});

describe("the specs of the language's definition", () => {
  it("DijkstraMutex: exclusion and freedom from deadlock hold, one may starve", async () => {
    const { result } = await runModel("test/specs/language/dijkstra_mutex.steps", "two");
    expect(result.claims.map(({ name, status }) => [name, status])).toEqual([
      ["deadlock", "holds"],
      ["MutualExclusion", "holds"],
      ["DeadlockFree", "holds"],
      ["StarvationFree", "fails"],
      ["SomeoneEnters", "not selected"],
    ]);
  });

  it("TwoGenerals: no number of confirmations is enough", async () => {
    const { result } = await runModel("test/specs/language/two_generals.steps", "four");
    const together = result.claims.find(({ name }) => name === "Together");
    expect(together?.status).toBe("fails");
  });
});
