import { expect, it } from "vitest";
import { modelsOf, runModel, specsIn } from "../support/models.js";

/*
 * Specs whose models state the numbers that explicit searches written elsewhere, in another language and without this
 * project's code, found for the same algorithms: states, steps, depth, and the lengths of the shortest counterexamples.
 */

it.each(modelsOf(specsIn("test/specs/oracle")))("$file, model $name", { timeout: 60_000 }, async ({ file, name }) => {
  const { outcomes } = await runModel(file, name);
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
  const stated = outcomes.map(({ text }) => text);
  for (const number of [/^states \d+$/, /^steps \d+$/, /^depth \d+$/])
    expect(stated).toContainEqual(expect.stringMatching(number));
});
