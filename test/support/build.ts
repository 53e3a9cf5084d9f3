import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** What the compiler said when it could not build the package; empty when it could. */
    buildFailure: string;
  }
}

/** Builds the package once before the tests. When that fails, only those that run the command fail: see command.ts. */
export default function buildOnce({ provide }: TestProject): void {
  const script = fileURLToPath(new URL("../../scripts/build.mjs", import.meta.url));
  const build = spawnSync(process.execPath, [script], { encoding: "utf8" });
  provide("buildFailure", build.status === 0 ? "" : `the build failed:\n${build.stdout}${build.stderr}`);
}
