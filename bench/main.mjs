// How fast the generated engine is, beside the reference engine and other model checkers, on models whose numbers are known.
//
//   npm run bench                              three rounds of all models but the long ones, and the largest module
//   npm run bench -- --only "dij N = 4"        models with this in their name; may be repeated
//   npm run bench -- --runs 1 --peers none     one round of our own runs; --peers spin: and those of SPIN
//   npm run bench -- --long                    also what takes minutes, and most of 20 GiB
//   npm run bench -- --json bench.json         the figures for programs as well
//
// Each run is a process of its own, measured from its start to its end. All numbers are compared with those of models.mjs: when
// one is not right, nothing is printed. The table goes to standard output, how far it is to standard error.
import { writeFileSync } from "node:fs";
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

const options = {
  only: { type: "string", multiple: true, default: [] },
  runs: { type: "string", default: "3" },
  long: { type: "boolean", default: false },
  peers: { type: "string", default: "" },
  json: { type: "string" },
};

try {
  await main(parseArgs({ options }).values);
} catch (error) {
  tell(error.code?.startsWith("ERR_PARSE_ARGS") ? error.message : error.stack);
  process.exitCode = 1;
} finally {
  clear();
}

async function main({ only, runs, long, peers: wanted, json }) {
  const rounds = Number(runs);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--runs takes a number from 1 on");
  const chosen = models.filter((model) => (long || !model.long) && named(model, only));
  if (chosen.length === 0) throw new Error(`no such model; there are ${models.map(({ name }) => name).join("; ")}`);
  const results = [];
  for (const model of chosen) {
    const contenders = [...ours(root, model), ...peers(root, model, wanted)];
    results.push({ model, outcomes: await inTurns(model, contenders, rounds, tell) });
    clear();
  }
  const module = only.length === 0 ? await largestModule(root, "specs") : undefined;
  const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2).map(quoted)] : [])];
  const parts = [about(machine(), command.join(" ")), table(results), numbers(results)];
  console.log([...parts, ...(module === undefined ? [] : [moduleLine(module)])].join("\n\n"));
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ machine: machine(), rounds, results, module }, undefined, 2)}\n`);
}

function named({ name }, only) {
  return only.length === 0 || only.some((part) => name.includes(part));
}

function quoted(text) {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}
