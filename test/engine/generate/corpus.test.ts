import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CheckResult, check, compile, Unsupported } from "everystep";
import { expect, test } from "vitest";
import { root } from "../../support/command.js";
import { projectFiles } from "../../support/files.js";

/*
 * Every model of every spec of the repository through both engines: verdicts, counts, behaviours, findings and errors are the
 * same to the last detail, when everything is visited and when the search stops at the first violation. The package as it is
 * built, for it takes half the time.
 */

/** Models for which the reference engine needs more than ten seconds; they expect the counts of other programs, or stand beside smaller ones. */
const slow = [
  "specs/bakery.steps four",
  "specs/bakery_clocks.steps three",
  "specs/bakery_deconstructed.steps three",
  "specs/bakery_distributed.steps three",
  "specs/bakery_generalised.steps three",
  "specs/bakery_safe.steps four",
  "specs/conformance/dij.steps three",
  "specs/conformance/request.steps three",
  "specs/oral_messages.steps seven_traitors_first",
  "specs/oral_messages.steps ten_false_commander",
  "specs/oral_messages.steps twelve",
  "specs/request_queue.steps three",
  "specs/telephones.steps six",
];

const files = projectFiles().filter((path) => /^(specs|examples|test\/specs)\/.*\.steps$/.test(path));
const read = (from: string) => (path: string) => readFileSync(join(root, dirname(from), path), "utf8");
const compiled = (file: string, model?: string) =>
  compile(readFileSync(join(root, file), "utf8"), { name: file, read: read(file), ...(model ? { model } : {}) });

const cases = files.flatMap((file) => {
  const { models } = compiled(file);
  return (models.length === 0 ? [undefined] : models).map((model) => ({ file, model }));
});
const refused: string[] = [];

test.each(cases.filter(({ file, model }) => !slow.includes(`${file} ${model}`)))(
  "$file $model: both engines tell the same",
  async ({ file, model: name }) => {
    const { model } = compiled(file, name);
    if (model === undefined) throw new Error("it does not compile");
    let reference: CheckResult | undefined;
    for (const goOn of [true, false]) {
      try {
        const generated = await check(model, { engine: "generated", continue: goOn, memory: 2 ** 28 });
        // Where nothing fails there is nothing to stop at.
        if (reference === undefined || reference.status === "fails")
          reference = await check(model, { engine: "reference", continue: goOn });
        expect({ ...generated, seconds: 0, engine: reference.engine }).toEqual({ ...reference, seconds: 0 });
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        if (goOn) refused.push(`${file} ${name}: ${error.construct}`);
      }
    }
  },
);

test("the generated engine takes all of them", () => {
  expect(cases.length).toBeGreaterThan(150);
  expect(refused).toEqual([]);
});
