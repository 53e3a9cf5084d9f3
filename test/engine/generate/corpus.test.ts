import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { check } from "../../../src/engine/check.js";
import { Unsupported } from "../../../src/engine/generate/unsupported.js";
import { root } from "../../support/command.js";
import { projectFiles } from "../../support/files.js";

/*
 * Every model of every spec of the repository through both engines: verdicts, counts, behaviours, findings and errors are the
 * same to the last detail, when everything is visited and when the search stops at the first violation.
 */

/** With more states than this the reference engine takes too long here; such models expect the counts of other programs, or stand beside smaller ones. */
const MOST = 2_000;

const files = projectFiles().filter((path) => /^(specs|examples|test\/specs)\/.*\.steps$/.test(path));
const read = (from: string) => (path: string) => readFileSync(join(root, dirname(from), path), "utf8");
const compiled = (file: string, model?: string) =>
  compile(readFileSync(join(root, file), "utf8"), { name: file, read: read(file), ...(model ? { model } : {}) });

const cases = files.flatMap((file) => {
  const { models } = compiled(file);
  return (models.length === 0 ? [undefined] : models).map((model) => ({ file, model }));
});
const refused: string[] = [];

const larger: string[] = [];

test.each(cases)("$file $model: both engines tell the same", async ({ file, model: name }) => {
  const { model } = compiled(file, name);
  if (model === undefined) throw new Error("it does not compile");
  for (const goOn of [true, false]) {
    try {
      const generated = await check(model, { engine: "generated", continue: goOn, memory: 2 ** 28 });
      if (generated.counts.states > MOST) {
        larger.push(`${file} ${name}`);
        return;
      }
      const reference = await check(model, { engine: "reference", continue: goOn });
      expect({ ...generated, seconds: 0, engine: reference.engine }).toEqual({ ...reference, seconds: 0 });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      if (goOn) refused.push(`${file} ${name}: ${error.construct}`);
    }
  }
});

test("most of them are compared", () => {
  console.log(`${cases.length} models, ${larger.length} of them with more than ${MOST} states: ${larger.join(", ")}`);
  expect(larger.length).toBeLessThan(cases.length / 2);
});

test("the generated engine takes most of them", () => {
  console.log(
    `${cases.length} models, ${refused.length} of them not taken by the generated engine:\n${refused.join("\n")}`,
  );
  expect(refused.length).toBeLessThan(cases.length / 2);
});
