import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { diagnosticsText } from "../../src/report/diagnostics.js";
import { plain } from "../../src/report/style.js";
import { root } from "../support/command.js";
import { mutated, nonsense, oneOf, type Random, seeded, vocabulary } from "../support/mutations.js";
import { stopwatch } from "../support/processor.js";

/*
 * Whatever stands in a file: the compiler gives a model or says what is wrong, and soon. `SEED=…` chooses other texts; a failure
 * prints the text, for a case of its own.
 */

const seed = Number(process.env.SEED ?? 20261122);
const texts = 20_000;
const slowest = 1000;

const specs = ["specs", "test/specs/language", "examples"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".steps"))
    .map((name) => readFileSync(join(root, folder, name), "utf8")),
);

const examples = ["docs/errors", "docs"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...readFileSync(join(root, folder, name), "utf8").matchAll(/^```steps.*?\n(.*?)^```/gms)])
    .map(([, example = ""]) => (/^spec /m.test(example) ? example : `spec Example\n${example}invariant I: true\n`)),
);

const words = vocabulary([...specs, ...examples]);

test(`${texts} texts, seed ${seed}: a model or errors, and each within a second`, { timeout: 300_000 }, () => {
  console.log(`seed ${seed}`);
  expect(specs.length).toBeGreaterThan(10);
  expect(examples.length).toBeGreaterThan(100);
  const random = seeded(seed);
  const counts = { models: 0, refused: 0 };
  for (let round = 0; round < texts; round++) {
    const text = textFor(random(50), random);
    if (compiles(text)) counts.models += 1;
    else counts.refused += 1;
  }
  expect(counts.models).toBeGreaterThan(texts / 100);
  expect(counts.refused).toBeGreaterThan(texts / 2);
});

/** Of fifty: one long spec mutated, five of nonsense, and short specs mutated. */
function textFor(kind: number, random: Random): string {
  if (kind === 0) return mutated(random, oneOf(random, specs), examples);
  return kind <= 5 ? nonsense(random, words) : mutated(random, oneOf(random, examples), examples);
}

/** Whether there is a model; throws, with the text, when there is none and nobody says why, or when it took too long. */
function compiles(text: string): boolean {
  const passed = stopwatch();
  try {
    const { model, diagnostics, source } = compile(text, { name: "spec.steps" });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if ((model === undefined) !== errors.length > 0) throw new Error("neither a model nor errors");
    diagnosticsText(diagnostics, source, plain);
    const places = diagnostics.flatMap((each) => (each.span === undefined ? [] : [each.span]));
    if (places.some(({ start, end }) => start > end || end > source.text.length)) throw new Error("a place nowhere");
    const took = passed();
    if (took > slowest) throw new Error(`it took ${Math.round(took)} ms`);
    return model !== undefined;
  } catch (cause) {
    throw new Error(`seed ${seed}, this text: ${JSON.stringify(text)}`, { cause });
  }
}
