// How fast the reference engine is: states and steps a second on the conformance models that are large enough to time.
//
//   npm run bench            three rounds
//   npm run bench -- 5       five rounds
//
// Before anything is timed, every model must come out exactly as it expects of itself: a fast wrong answer is none. The
// rounds go over all models in turn, so that a slow minute of the machine is shared by all, and the median counts. Seconds are
// processor time, garbage collection included: what else the machine does hardly matters. The last column sets each model
// against the first: compare it between two versions, and the machine falls out.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { check, compareExpectations, compile } from "everystep";

const timed = [
  ["dij", "three"],
  ["bakery_slide", "three"],
  ["twophase", "five"],
  ["request", "three"],
];

const rounds = Number(process.argv[2] ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error("usage: npm run bench -- [ROUNDS]");
  process.exit(2);
}

const models = timed.map(([spec, name]) => ({ title: `${spec} ${name}`, model: compiled(spec, name), runs: [] }));
for (const each of models) each.counts = await rightCounts(each);
for (let round = 0; round < rounds; round++) {
  for (const { model, runs } of models) runs.push(await processorTime(() => check(model, { continue: true })));
}
printTable(models);

function compiled(spec, name) {
  const path = fileURLToPath(new URL(`../specs/conformance/${spec}.steps`, import.meta.url));
  const { model, diagnostics } = compile(readFileSync(path, "utf8"), { name: path, model: name });
  if (model === undefined)
    throw new Error(`${spec} does not compile: ${diagnostics.map((each) => each.message).join("; ")}`);
  return model;
}

/** The counts of a model that comes out as it expects; this run also warms the engine up. */
async function rightCounts({ title, model }) {
  const result = await check(model, { continue: true });
  const wrong = compareExpectations(result, model.chosen).filter(({ passed }) => !passed);
  if (wrong.length > 0)
    throw new Error(`${title}: ${wrong.map(({ text, message }) => `${text}: ${message}`).join("; ")}`);
  return result.counts;
}

/** Seconds that the process spends on a piece of work. */
async function processorTime(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function printTable(models) {
  const rows = models.map(({ title, counts, runs }) => {
    const seconds = runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)];
    return { title, counts, seconds, rate: counts.steps / seconds };
  });
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}; ${rounds} rounds, medians\n`);
  console.log("| model | states | steps | depth | seconds | states/s | steps/s | steps/s to the first |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { title, counts, seconds, rate } of rows) {
    const cells = [counts.states, counts.steps, counts.depth].map(grouped);
    const rates = [
      seconds.toFixed(2),
      grouped(counts.states / seconds),
      grouped(rate),
      (rate / rows[0].rate).toFixed(2),
    ];
    console.log(`| ${[title, ...cells, ...rates].join(" | ")} |`);
  }
}

function grouped(number) {
  return Math.round(number).toLocaleString("en");
}
