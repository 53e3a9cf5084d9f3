// Everystep's own runs: the built command, as a user starts it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { measured } from "./processes.mjs";

/**
 * The runs of a model.
 *
 * @param {string} root the project's folder
 * @param {import("./models.mjs").Model} model
 * @returns {readonly import("./rounds.mjs").Contender[]}
 */
export function ours(root, model) {
  const command = join(root, "dist/cli/main.js");
  if (!existsSync(command)) throw new Error("there is no dist/: npm run build");
  const { property } = model;
  const plain = property === undefined ? [] : ["--claim", model.invariant];
  const withWorkers = (workers, title, claims, expected) =>
    several(command)
      ? run(command, root, model, title, [...claims, "--engine", "generated", "--workers", String(workers)], expected)
      : workers === 1
        ? run(command, root, model, title, [...claims, "--engine", "generated"], expected)
        : { name: title, missing: "this version has no --workers" };
  const generated = model.workers.flatMap((workers) => [
    withWorkers(workers, name(workers), plain),
    ...(property === undefined ? [] : [withWorkers(workers, `${name(workers)}, and ${property}`, [], property)]),
  ]);
  const reference = model.reference ? [run(command, root, model, "reference engine", ["--engine", "reference"])] : [];
  return [...generated, ...reference];
}

/** What a run with so many workers is called. */
export function name(workers) {
  return workers === 1 ? "1 worker" : `${workers} workers`;
}

let known;

/** Whether the command can be told how many workers to use. */
function several(command) {
  known ??= spawnSync(process.execPath, [command, "check", "--help"], { encoding: "utf8" }).stdout.includes(
    "--workers",
  );
  return known;
}

/** @param {string} [expected] a claim that is to hold */
function run(command, root, { spec, constants }, name, options, expected) {
  const values = Object.entries(constants).flatMap(([constant, value]) => ["--const", `${constant}=${value}`]);
  const whole = ["--no-symmetry", "--continue", "--format", "json"];
  const args = [command, "check", join(root, spec), ...values, ...whole, ...options];
  return { name, run: async () => told(await measured(process.execPath, args), expected) };
}

/** @returns {import("./rounds.mjs").Run} */
function told({ stdout, stderr, status, seconds, processor, memory }, expected) {
  if (stdout === "") return { refused: stderr.trim().split("\n")[0] || `exit status ${status}` };
  const { counts, exact, spilled, cut, claims } = JSON.parse(stdout);
  if (!exact) return { refused: `incomplete: ${cut?.kind ?? "not exact"}` };
  const found = claims.find((claim) => claim.name === expected)?.status;
  if (expected !== undefined && found !== "holds") return { refused: `${expected}: ${found}` };
  return { counts, seconds, processor, memory, spilled };
}
