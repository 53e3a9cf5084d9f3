import { expect, test } from "vitest";
import { missing, wording } from "../../support/random/rows.js";
import { type Disagreement, run } from "../../support/random/run.js";
import { ReadyThreads } from "../../support/threads.js";

/*
 * Random specs through both engines: the whole results are the same, with and without going on after a violation. A spec
 * that shows a difference is shrunk and printed. `SEED=… SPECS=1` takes one of them again; `npm run fuzz` goes on for longer.
 */

const SEED = Number(process.env.SEED ?? 20_261_122);
const SPECS = Number(process.env.SPECS ?? 2000);

test(`${SPECS} random specs (seed ${SEED}) come out the same from both engines`, { timeout: 600_000 }, async () => {
  const threads = (): ReadyThreads => new ReadyThreads();
  const report = await run({ seed: SEED, goOn: (specs) => specs < SPECS, threads });
  console.log(`${wording(report)}\n${report.disagreements.map(told).join("\n")}`);
  expect(report.disagreements.map(told)).toEqual([]);
  expect(report.specs).toBe(SPECS);
  expect(report.invalid).toBeLessThan(0.03 * SPECS);
  if (SPECS >= 2000) expect(missing(report)).toEqual({ unused: [], untold: [] });
});

function told({ seed, text, goOn, circumstances, difference }: Disagreement): string {
  const how = `${goOn ? "going on" : "stopping"} after a violation, ${JSON.stringify(circumstances)}`;
  return `seed ${seed}, ${how}\n${text}\n${difference}\n`;
}
