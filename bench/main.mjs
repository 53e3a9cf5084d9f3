// How fast the generated engine is, beside the reference engine and other model checkers, on models whose numbers are known.
// Each run is a process of its own, measured from its start to its end. All numbers are compared with those of models.mjs: when
// one is not right, nothing is printed. The table goes to standard output, how far it is to standard error.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { models } from "./models.mjs";
import { largestModule } from "./modules.mjs";
import { ours } from "./ours.mjs";
import { clear, peers } from "./peers.mjs";
import { inTurns } from "./rounds.mjs";
import { about, machine, moduleLine, numbers, table } from "./table.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const tell = (text) => process.stderr.write(`${text}\n`);

const usage = `npm run bench                              three rounds of all models but the long ones, and the largest module
npm run bench -- --only "dij N = 4"        models with this in their name; may be repeated
npm run bench -- --runs 1 --peers none     one round of our own runs; --peers spin: and those of SPIN
npm run bench -- --long                    also what takes minutes, and most of 20 GiB
npm run bench -- --json bench.json         the figures for programs as well
npm run bench -- --write docs/performance.md   puts the tables between the two marks in this file`;

/** Told without a stack. */
class WrongCall extends Error {}

const options = {
  help: { type: "boolean", short: "h", default: false },
  only: { type: "string", multiple: true, default: [] },
  runs: { type: "string", default: "3" },
  long: { type: "boolean", default: false },
  peers: { type: "string", default: "" },
  json: { type: "string" },
  write: { type: "string" },
};

async function main({ help, only, runs, long, peers: wanted, json, write }) {
  if (help) {
    console.log(usage);
    return;
  }
  const rounds = Number(runs);
  if (!Number.isInteger(rounds) || rounds < 1) throw new WrongCall("--runs takes a number from 1 on");
  const chosen = models.filter((model) => (long || !model.long) && named(model, only));
  if (chosen.length === 0) throw new WrongCall(`no such model; there are ${models.map(({ name }) => name).join("; ")}`);
  const around = write && aroundMarks(write);
  const results = [];
  for (const model of chosen) {
    const contenders = [...ours(root, model), ...peers(root, model, wanted)];
    results.push({ model, outcomes: await inTurns(model, contenders, rounds, tell) });
    clear();
  }
  const module = only.length === 0 ? await largestModule(root, "specs") : undefined;
  const asked = process.argv.slice(2);
  const command = ["npm run bench", ...(asked.length > 0 ? ["--", ...asked.map(quoted)] : [])];
  const parts = [about(machine(), command.join(" ")), table(results), numbers(results)];
  const text = [...parts, ...(module === undefined ? [] : [moduleLine(module)])].join("\n\n");
  console.log(text);
  if (write !== undefined) writeFileSync(write, around.join(`\n${text}\n`));
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ machine: machine(), rounds, results, module }, undefined, 2)}\n`);
}

const marks = ["<!-- what the benchmark printed -->\n", "\n<!-- until here -->"];

/** What stands in a file up to the first mark and from the second one on. */
function aroundMarks(path) {
  const text = readFileSync(path, "utf8");
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new WrongCall(`${path} has no marks`);
  return [text.slice(0, start + marks[0].length), text.slice(end)];
}

function named({ name }, only) {
  return only.length === 0 || only.some((part) => name.includes(part));
}

function quoted(text) {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}

try {
  await main(parseArgs({ options }).values);
} catch (error) {
  const wrong = error instanceof WrongCall || error.code?.startsWith("ERR_PARSE_ARGS") === true;
  tell(wrong ? `${error.message} (npm run bench -- --help)` : error.stack);
  process.exitCode = wrong ? 2 : 1;
} finally {
  clear();
}
