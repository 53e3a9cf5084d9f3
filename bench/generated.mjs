// The generated engine beside the reference engine: states and steps a second, bytes a state, and the ratio.
//
//   node bench/generated.mjs            the models that both engines can do in seconds
//   node bench/generated.mjs --large    also Dijkstra's algorithm with four processes, by the generated engine alone
//
// Each run is a process of its own, so that its memory is its own too. Processor time is measured rather than the clock's: it
// tells the same on a busy machine. Before anything is printed all counts are compared with those written here, which other
// model checkers found: a fast wrong answer is none. The engines take turns, model by model.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { check, compile } from "everystep";

const models = [
  { spec: "dij", constants: { N: "3" }, states: 90_882, steps: 282_807, depth: 54 },
  { spec: "bakery_slide", model: "three", states: 33_727, steps: 90_394, depth: 112 },
  { spec: "bakery_slide", model: "three_to_four", states: 58_764, steps: 156_681, depth: 144 },
  { spec: "twophase", model: "five", states: 8832, steps: 58_145, depth: 17 },
];
const large = [{ spec: "dij", constants: { N: "4" }, states: 33_288_512, steps: 146_157_712, depth: 89 }];

const [job] = process.argv.slice(2);
if (job?.startsWith("{")) await run(JSON.parse(job));
else main(job === "--large");

/** One model by one engine, in this process; prints what it measured. */
async function run({ spec, model: name, constants, engine }) {
  const path = fileURLToPath(new URL(`../specs/conformance/${spec}.steps`, import.meta.url));
  const { model, diagnostics } = compile(readFileSync(path, "utf8"), { name: path, model: name, constants });
  if (model === undefined) throw new Error(diagnostics.map((each) => each.message).join("; "));
  const before = process.cpuUsage();
  const { counts, status } = await check(model, { engine, continue: true });
  const { user, system } = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ ...counts, status, seconds: (user + system) / 1e6, memory }));
}

function measured(model, engine) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), JSON.stringify({ ...model, engine })],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  const found = JSON.parse(stdout);
  for (const what of ["states", "steps", "depth"]) {
    if (found[what] !== model[what]) {
      throw new Error(`${title(model)}, ${engine}: ${found[what]} ${what}, and there are ${model[what]}`);
    }
  }
  return found;
}

function title({ spec, model, constants = {} }) {
  const values = Object.entries(constants).map(([name, value]) => `${name} = ${value}`);
  return [spec, model, ...values].filter((part) => part !== undefined).join(" ");
}

function main(withLarge) {
  const rows = models.map((model) => ({
    model,
    generated: measured(model, "generated"),
    reference: measured(model, "reference"),
  }));
  if (withLarge) rows.push(...large.map((model) => ({ model, generated: measured(model, "generated") })));
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}; seconds of processor time\n`);
  console.log("| model | states | steps | reference, s | generated, s | ratio | states/s | steps/s | bytes a state |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { model, generated, reference } of rows) {
    const cells = [
      title(model),
      grouped(generated.states),
      grouped(generated.steps),
      reference === undefined ? "" : reference.seconds.toFixed(1),
      generated.seconds.toFixed(2),
      reference === undefined ? "" : (reference.seconds / generated.seconds).toFixed(0),
      grouped(generated.states / generated.seconds),
      grouped(generated.steps / generated.seconds),
      generated.states < 1e6 ? "" : (generated.memory / generated.states).toFixed(0),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

function grouped(number) {
  return Math.round(number).toLocaleString("en");
}
