import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { seeded } from "../../support/mutations.js";
import { byReference, difference, modelOf } from "../../support/random/compare.js";
import { missing, wording } from "../../support/random/rows.js";
import { type Disagreement, run } from "../../support/random/run.js";
import { randomPiece } from "../../support/random/spec.js";
import { ReadyThreads } from "../../support/threads.js";

/*
 * Random specs through both engines: the whole results are the same, whether a search goes on after a violation or not,
 * and however the generated engine does its work. A spec that shows a difference is shrunk and printed with its seed.
 * `npm run fuzz` does the same for as long as one likes; then it goes on after differences, too.
 */

const SEED = Number(process.env.SEED ?? 20_261_122);
const MINUTES = process.env.MINUTES === undefined ? undefined : Number(process.env.MINUTES);
const SPECS = Number(process.env.SPECS ?? 2000);
const title = MINUTES === undefined ? `${SPECS} random specs` : `random specs for ${MINUTES} minutes`;

test(`${title} (seed ${SEED}) come out the same from both engines`, {
  timeout: 600_000 + 90_000 * (MINUTES ?? 0),
}, async () => {
  const report = await run({
    seed: SEED,
    goOn: MINUTES === undefined ? (specs) => specs < SPECS : forMinutes(MINUTES),
    threads: () => new ReadyThreads(),
    most: MINUTES === undefined ? 3 : 100,
    onDisagreement: (found) => console.log(told(found)),
  });
  console.log(wording(report));
  expect(report.disagreements.map(told)).toEqual([]);
  expect(report.invalid).toBeLessThan(0.03 * report.specs + 3);
  expect([...report.refused.keys()]).toEqual([]);
  if (report.specs >= 2000) expect(missing(report)).toEqual({ unused: [], untold: [] });
});

test("random specs are what the parser reads of their text", async () => {
  for (let at = 0; at < 12; at++) {
    const spec = randomPiece(seeded(SEED + at));
    const [put, read] = [modelOf(spec), compile(spec.text, { name: "random.steps" }).model];
    if (put === undefined || read === undefined) expect(put).toBe(read);
    else expect(difference(await byReference(put, true), await byReference(read, true))).toBeUndefined();
  }
});

/** True for so many minutes; says every minute how far it is. */
function forMinutes(minutes: number): (specs: number) => boolean {
  const start = performance.now();
  let told = 0;
  return (specs) => {
    const passed = (performance.now() - start) / 60_000;
    if (Math.floor(passed) > told) {
      told = Math.floor(passed);
      console.log(`${told} minutes: ${specs} specs`);
    }
    return passed < minutes;
  };
}

function told({ seed, text, goOn, circumstances, difference }: Disagreement): string {
  const how = `${goOn ? "going on" : "stopping"} after a violation, ${JSON.stringify(circumstances)}`;
  return `seed ${seed}, ${how}\n${text}\n${difference}\n`;
}
