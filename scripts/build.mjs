// Builds the package: grammar → ES module with types, TypeScript → dist/, the command → a few files with all they need.
// `--grammar-only` stops after the first; the tests and the type check read src/ and need only that.
//
// Everything is made in a folder of its own and moved into place when it is whole. So a build that fails leaves the last
// one as it was, two builds at once do not meet, and the command is never seen without its executable bit.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommand, compileCommand } from "./bundle.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const generated = join(root, "src/syntax/generated");
const bundle = ["everystep.ohm-bundle.js", "everystep.ohm-bundle.d.ts"];

const workshop = mkdtempSync(join(root, ".build-"));
try {
  buildGrammar();
  if (!process.argv.includes("--grammar-only")) await buildPackage();
} catch (error) {
  // The compiler has said what is wrong; a stack of this script would only hide it.
  if (error?.status === undefined) throw error;
  process.exitCode = 1;
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

function buildGrammar() {
  copyFileSync(join(root, "grammar/everystep.ohm"), join(workshop, "everystep.ohm"));
  const ohm = join(dirname(require.resolve("@ohm-js/cli")), "index.js");
  run([ohm, "generateBundles", "--esm", "--withTypes", "everystep.ohm"], workshop, "ignore");
  mkdirSync(generated, { recursive: true });
  for (const file of bundle) renameSync(join(workshop, file), join(generated, file));
}

async function buildPackage() {
  const dist = join(workshop, "dist");
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  run([tsc, "-p", "tsconfig.build.json", "--outDir", dist], root, "inherit");
  cpSync(generated, join(dist, "syntax/generated"), { recursive: true });
  copyFileSync(join(root, "package.json"), join(workshop, "package.json"));
  await bundleCommand(join(dist, "cli"), workshop);
  compileCommand(join(dist, "cli"));
  chmodSync(join(dist, "cli/main.js"), 0o755);
  replace(join(root, "dist"), dist);
}

function run(command, cwd, stdout) {
  execFileSync(process.execPath, command, { cwd, stdio: ["ignore", stdout, "inherit"] });
}

/** Puts the folder `fresh` in the place of `old`, whoever else is doing the same. */
function replace(old, fresh) {
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(old, join(workshop, `old-${attempt}`));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    try {
      return renameSync(fresh, old);
    } catch (error) {
      if (attempt === 9 || !["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
    }
  }
}
