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
  const generated = model.workers.map((workers) =>
    several(command)
      ? run(command, root, model, name(workers), ["--engine", "generated", "--workers", String(workers)])
      : workers === 1
        ? run(command, root, model, name(workers), ["--engine", "generated"])
        : { name: name(workers), missing: "this version has no --workers" },
  );
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

function run(command, root, { spec, constants }, name, options) {
  const values = Object.entries(constants).flatMap(([constant, value]) => ["--const", `${constant}=${value}`]);
  const whole = ["--no-symmetry", "--continue", "--format", "json"];
  const args = [command, "check", join(root, spec), ...values, ...whole, ...options];
  return { name, run: async () => told(await measured(process.execPath, args)) };
}

/** @returns {import("./rounds.mjs").Run} */
function told({ stdout, stderr, status, seconds, processor, memory }) {
  if (stdout === "") return { refused: stderr.trim().split("\n")[0] || `exit status ${status}` };
  const { counts, exact, spilled, cut } = JSON.parse(stdout);
  if (!exact) return { refused: `incomplete: ${cut?.kind ?? "not exact"}` };
  return { counts, seconds, processor, memory, spilled };
}
