// Runs the contenders of a model in turn, so that a slow minute of the machine is shared by all, and compares what each counts
// with what is known before any time is told.

/**
 * @typedef {object} Run
 * @property {{ states?: number, found?: number, steps?: number, depth?: number, outside?: number }} [counts] what it counted;
 *   `found`: states, those that a constraint excludes among them
 * @property {number} [seconds] from the start of the process to its end
 * @property {number} [processor] seconds that its threads ran
 * @property {number} [memory] most bytes resident
 * @property {number} [spilled] bytes written to disk
 * @property {string} [refused] why there is none
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => Promise<Run>} [run]
 * @property {string} [missing] why it cannot run here
 *
 * @typedef {object} Outcome
 * @property {string} name
 * @property {string} [skipped] why there are no figures
 * @property {readonly number[]} [all] the seconds of each round
 * @property {number} [seconds] their median
 * @property {number} [processor] the median
 * @property {number} [memory] the largest of the peaks
 * @property {number} [spilled] the most that was written to disk
 */

/**
 * @param {import("./models.mjs").Model} model
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @param {(text: string) => void} tell hears of each run
 * @returns {Promise<readonly Outcome[]>}
 */
export async function inTurns(model, contenders, rounds, tell) {
  const entries = contenders.map(({ name, run, missing }) => ({ name, run, skipped: missing, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) {
      if (entry.skipped !== undefined) continue;
      const result = await entry.run();
      if (result.refused === undefined) compare(model, entry.name, result.counts);
      entry.skipped = result.refused;
      entry.runs.push(result);
      tell(`${model.name}, ${entry.name}: ${result.refused ?? `${result.seconds.toFixed(2)} s`}`);
    }
  }
  return entries.map(({ name, skipped, runs }) => (skipped === undefined ? figures(name, runs) : { name, skipped }));
}

/** Throws when a number is not the one that is known. */
function compare(model, name, counts) {
  const known = { ...model, found: model.states + (model.outside ?? 0) };
  for (const [what, number] of Object.entries(counts)) {
    if (known[what] !== undefined && known[what] !== number)
      throw new Error(`${model.name}, ${name}: ${number} ${what}, and there are ${known[what]}`);
  }
}

function figures(name, runs) {
  const all = runs.map(({ seconds }) => seconds);
  const known = (what) => runs.map((run) => run[what]).filter((number) => number !== undefined);
  const largest = (what) => (known(what).length > 0 ? Math.max(...known(what)) : undefined);
  return {
    name,
    all,
    seconds: median(all),
    processor: median(known("processor")),
    memory: largest("memory"),
    spilled: largest("spilled"),
  };
}

export function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

/** How many times as long `other` took as `one`: the median over the rounds, each of which saw the same machine. */
export function ratio(other, one) {
  return median(other.all.map((seconds, round) => seconds / one.all[round]));
}
