// Other model checkers, on the same algorithm at the same grain: SPIN and Rumur, from the packages of Debian. Nothing is installed
// here; what is missing is said. Translating and compiling a model takes place before, and is not in the times.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { measured } from "./processes.mjs";

/** The folders with compiled peers; `clear` removes them. */
const workshops = [];

export function clear() {
  for (const folder of workshops.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Makes the run of a peer for a model of `models.mjs`; each throws an `Error` when the model does not compile. */
const makers = {
  "spin-dfs": (root, model) => spin(root, model, []),
  "spin-bfs": (root, model) => spin(root, model, ["-DBFS"]),
  rumur: (root, model) => rumur(root, model, 1),
  "rumur-2": (root, model) => rumur(root, model, 2),
};

const titles = {
  "spin-dfs": "SPIN, depth first",
  "spin-bfs": "SPIN, breadth first",
  rumur: "Rumur, 1 thread",
  "rumur-2": "Rumur, 2 threads",
};

/**
 * The runs of a model's peers that are installed, and the names of those that are not.
 *
 * @param {string} root the project's folder
 * @param {import("./models.mjs").Model} model
 * @param {string} wanted only those whose name begins so
 * @returns {readonly import("./rounds.mjs").Contender[]}
 */
export function peers(root, model, wanted) {
  return model.peers
    .filter((name) => name.startsWith(wanted))
    .map((name) => {
      const lacking = [name.split("-")[0], "gcc"].filter((program) => !installed(program));
      if (lacking.length > 0)
        return { name: titles[name], missing: `not installed: apt-get install ${lacking.join(" ")}` };
      return { name: titles[name], run: makers[name](root, model) };
    });
}

function installed(program) {
  return spawnSync(program, [program === "spin" ? "-V" : "--version"]).error === undefined;
}

function workshop() {
  const folder = mkdtempSync(join(tmpdir(), "everystep-bench-"));
  workshops.push(folder);
  return folder;
}

function build(cwd, ...commands) {
  for (const [program, ...args] of commands) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stdout + stderr}`);
  }
}

/** SPIN: no partial order reduction, which would visit fewer states. Hash table and stack are made large enough at once. */
function spin(root, { spec, constants, states }, search) {
  const folder = workshop();
  const source = join(root, "bench/peers", `${basename(spec, ".steps")}.pml`);
  const defined = Object.entries(constants).map(([name, value]) => `-D${name}=${value}`);
  build(
    folder,
    ["spin", ...defined, "-a", source],
    ["gcc", "-O3", "-DSAFETY", "-DNOREDUCE", ...search, "-o", "pan", "pan.c"],
  );
  const args = [`-w${Math.ceil(Math.log2(states * 2))}`, `-m${Math.min(states, 2_000_000)}`];
  return async () => {
    const { stdout, ...used } = await measured(join(folder, "pan"), args);
    // It counts one more: the state before the first value of a variable is chosen.
    const stored = Number(/^\s*(\d+) states, stored/m.exec(stdout)?.[1]) - 1;
    if (!stdout.includes("errors: 0") || stdout.includes("max search depth too small")) return { refused: stdout };
    return { counts: { states: stored }, ...used };
  };
}

/** Rumur knows no constraints: what one excludes is among the states that it found. */
function rumur(root, { spec, constants }, threads) {
  const folder = workshop();
  const name = `${basename(spec, ".steps")}.m`;
  writeFileSync(join(folder, name), withConstants(readFileSync(join(root, "bench/peers", name), "utf8"), constants));
  build(
    folder,
    ["rumur", "--threads", String(threads), "--deadlock-detection", "off", "--output", "model.c", name],
    ["gcc", "-std=c11", "-O3", "-march=native", "-mcx16", "-o", "model", "model.c", "-lpthread", "-latomic"],
  );
  return async () => {
    const { stdout, ...used } = await measured(join(folder, "model"), []);
    const [, states, steps] = /(\d+) states, (\d+) rules fired/.exec(stdout) ?? [];
    if (!stdout.includes("No error found") || states === undefined) return { refused: stdout };
    return { counts: { found: Number(states), steps: Number(steps) }, ...used };
  };
}

function withConstants(text, constants) {
  return Object.entries(constants).reduce((changed, [name, value]) => {
    const line = new RegExp(`^const ${name}: \\d+;`, "m");
    if (!line.test(changed)) throw new Error(`no constant ${name}`);
    return changed.replace(line, `const ${name}: ${value};`);
  }, text);
}
