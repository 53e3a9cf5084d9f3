// Puts the command, with the engine and the packages that it needs, into a few files: half of the time that `everystep check`
// took for a small spec went into finding and reading some four hundred modules. What a command does not need stays in files of
// its own, which are read when they are called for. The library (dist/index.js and what it imports) is left as it is.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { rolldown } from "rolldown";

/** What is started by its name: the command, and what it starts on other threads. */
const entries = ["main.js", "thread-main.js"];

/** What a package tries to load and does without. */
const optional = ["msgpackr-extract"];

/** Replaces the modules in the folder `cli` of a built package by what they come to with all that they import. */
export async function bundleCommand(cli, workshop) {
  const output = join(workshop, "cli");
  const input = entries.map((name) => join(cli, name));
  const bundle = await rolldown({ input, cwd: workshop, platform: "node", external: optional, onLog: refuse });
  const { output: chunks } = await bundle.write({ dir: output, format: "esm", chunkFileNames: "[name].js" });
  await bundle.close();
  const bundled = chunks.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
  writeFileSync(join(output, "LICENSES.txt"), licences(bundled));
  rmSync(cli, { recursive: true });
  renameSync(output, cli);
}

/** A warning is of something that would go wrong when the command runs. */
function refuse(level, log) {
  if (level === "warn") throw new Error(log.message);
}

/** The licences of the packages that modules are from: they ask to go along with their text. */
function licences(modules) {
  const folders = modules.flatMap((path) => {
    const [before, after] = path.split(`${sep}node_modules${sep}`);
    return after === undefined ? [] : [join(before, "node_modules", after.split(sep)[0])];
  });
  return [...new Set(folders)].sort().map(licence).join("\n");
}

function licence(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence, so it cannot be bundled`);
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
