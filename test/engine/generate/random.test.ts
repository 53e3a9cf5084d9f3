import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { check } from "../../../src/engine/check.js";
import { Unsupported } from "../../../src/engine/generate/unsupported.js";
import { constructsOf } from "../../support/constructs.js";
import { randomSpec } from "../../support/random-spec.js";

const SEED = Number(process.env.SEED ?? 20_261_122);
const SPECS = Number(process.env.SPECS ?? 60);

test(`${SPECS} random specs (seed ${SEED}) come out the same from both engines`, async () => {
  const used = new Map<string, number>();
  let taken = 0;
  const refused: string[] = [];
  const property = fc.asyncProperty(randomSpec, fc.boolean(), async (text, goOn) => {
    const { model, diagnostics } = compile(text, { name: "random.steps" });
    if (model === undefined) throw new Error(`it does not compile: ${diagnostics[0]?.message}`);
    try {
      const generated = await check(model, { engine: "generated", continue: goOn, maxStates: 150, memory: 1e7 });
      const reference = await check(model, { continue: goOn, maxStates: 150 });
      expect({ ...generated, seconds: 0, engine: reference.engine }).toEqual({ ...reference, seconds: 0 });
      taken += 1;
      for (const kind of constructsOf(model)) used.set(kind, (used.get(kind) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      refused.push(error.construct);
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: SPECS });
  const counts = [...used].sort(([, one], [, other]) => other - one).map(([kind, count]) => `${kind} ${count}`);
  console.log(
    `${taken} specs taken, ${refused.length} not (${[...new Set(refused)].join("; ")}); specs that used each construct: ${counts.join(", ")}`,
  );
  expect(taken).toBeGreaterThan(0.9 * SPECS);
});
