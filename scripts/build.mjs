// Builds the package: grammar → ES module with types, TypeScript → dist/, executable bit on the command.
// `--grammar-only` stops after the first; the tests and the type check read src/ and need only that.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const generated = join(root, "src/syntax/generated");
const bundle = "everystep.ohm-bundle.js";

function run(script, args) {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

mkdirSync(generated, { recursive: true });
run(join(dirname(require.resolve("@ohm-js/cli")), "index.js"), [
  "generateBundles",
  "--esm",
  "--withTypes",
  "grammar/everystep.ohm",
]);
renameSync(join(root, "grammar", bundle), join(generated, bundle));
renameSync(join(root, "grammar/everystep.ohm-bundle.d.ts"), join(generated, "everystep.ohm-bundle.d.ts"));

if (!process.argv.includes("--grammar-only")) {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(dirname(require.resolve("typescript/package.json")), "bin/tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  mkdirSync(join(root, "dist/syntax/generated"), { recursive: true });
  copyFileSync(join(generated, bundle), join(root, "dist/syntax/generated", bundle));
  chmodSync(join(root, "dist/cli/main.js"), 0o755);
}
