// Puts the command, with the engine and the packages that it needs, into one file, and what it starts on other threads into
// another: half of the time that `everystep check` took for a small spec went into finding and reading some four hundred
// modules. Then runs it once, and keeps beside it the code that V8 compiled it to (src/cli/launch.ts), which saves a quarter of
// what was left. The library (dist/index.js and what it imports) stays as it is.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** What a package tries to load and does without. */
const external = ["msgpackr-extract"];

/** Replaces the modules in the folder `cli` of a built package by what they come to with all that they import. */
export async function bundleCommand(cli, workshop) {
  const output = join(workshop, "cli");
  mkdirSync(output);
  const command = join(output, "command.cjs");
  const modules = [
    ...(await bundle(join(cli, "command.js"), { file: command, format: "cjs" }, workshop)),
    ...(await bundle(join(cli, "thread-main.js"), { file: join(output, "thread-main.js"), format: "esm" }, workshop)),
  ];
  writeFileSync(command, escaped(readFileSync(command, "utf8")));
  writeFileSync(join(output, "LICENSES.txt"), licences(modules));
  for (const name of ["main.js", "launch.js"]) renameSync(join(cli, name), join(output, name));
  rmSync(cli, { recursive: true });
  renameSync(output, cli);
}

/**
 * A script in ASCII: V8 keeps that in half of the memory, and gets it without decoding it. What is beyond stands in strings,
 * patterns and comments, where the escape means the same.
 */
function escaped(script) {
  if (/String\.raw`[^`]*[^\0-\x7f]|\\[^\0-\x7f]/.test(script))
    throw new Error("an escape would mean something else there");
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Keeps the code that a check is compiled to; `cli` must be in its place in a whole package. */
export function compileCommand(cli) {
  const script = fileURLToPath(new URL("compile.mjs", import.meta.url));
  const spec = fileURLToPath(new URL("../specs/broken/bakery_no_choosing.steps", import.meta.url));
  execFileSync(process.execPath, [script, cli, "check", spec, "--continue"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Puts a module and all that it imports into one file; the paths of what went into it. */
async function bundle(input, output, cwd) {
  const made = await rolldown({ input, cwd, platform: "node", external, onLog: refuse });
  const { output: chunks } = await made.write({ ...output, codeSplitting: false });
  await made.close();
  return chunks.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
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
