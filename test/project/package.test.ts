import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, type TestContext } from "vitest";
import { type Outcome, root, run } from "../support/command.js";
import { projectCopy, temporaryFolder } from "../support/files.js";

const fromCache = ["--prefer-offline", "--no-audit", "--no-fund"];
const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/;

/** Runs a program that must succeed; skips the test, saying why, when that takes a registry and none can be reached. */
function succeed(context: TestContext, cwd: string, program: string, ...args: string[]): string {
  const outcome = run(program, args, { cwd, env: { CI: "true" } });
  if (outcome.status !== 0 && unreachable.test(outcome.stderr)) {
    context.skip(`no registry can be reached, and the cache lacks something: ${lastLine(outcome)}`);
  }
  expect(outcome.status, `${program} ${args.join(" ")}\n${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome.stdout;
}

function lastLine({ stderr }: Outcome): string {
  return stderr.trim().split("\n").at(-1) ?? "";
}

const spec = `
spec Light
var on: bool = false
action Switch { on := not on }
invariant Known: on or not on
reachable Lit: on
`;

describe("a clone of the project", { timeout: 240_000 }, () => {
  const clone = projectCopy(afterAll);
  const npx = (context: TestContext, cwd: string, ...args: string[]) =>
    succeed(context, cwd, "npx", "--no-install", "everystep", ...args);
  const executable = () => (statSync(join(clone, "dist/cli/main.js")).mode & 0o111) === 0o111;

  it("installs, builds, runs, builds again and still runs", (context) => {
    succeed(context, clone, "npm", "ci", ...fromCache);
    expect(executable()).toBe(true);
    expect(npx(context, clone, "--version")).toBe("0.1.0\n");
    expect(npx(context, clone, "check", "specs/conformance/peterson.steps")).toContain("42");
    succeed(context, clone, "npm", "run", "build");
    expect(executable()).toBe(true);
    expect(npx(context, clone, "--version")).toBe("0.1.0\n");
    expect(readdirSync(clone).filter((name) => name.startsWith(".build-"))).toEqual([]);
  });

  describe("packed and installed elsewhere", () => {
    const elsewhere = temporaryFolder(afterAll);
    const write = (name: string, text: string) => writeFileSync(join(elsewhere, name), text);
    let installed = false;

    /** Each of these tests stands on the first, and is skipped with it. */
    const needsPackage = (context: TestContext) => {
      if (!installed) context.skip("the package was not installed");
    };

    it("takes along what belongs to it and no more", (context) => {
      if (!statSync(join(clone, "node_modules"), { throwIfNoEntry: false }))
        context.skip("the clone was not installed");
      const packed: [{ filename: string; files: { path: string }[] }] = JSON.parse(
        succeed(context, clone, "npm", "pack", "--json", "--ignore-scripts"),
      );
      const paths = packed[0].files.map((file) => file.path);
      const tops = new Set(paths.map((path) => path.split("/")[0]));
      expect([...tops].sort()).toEqual(
        ["CHANGELOG.md", "LICENSE", "README.md", "dist", "docs", "examples", "grammar", "package.json", "specs"].sort(),
      );
      expect(paths).toContain("dist/syntax/generated/everystep.ohm-bundle.js");
      write("package.json", '{ "private": true, "type": "module" }\n');
      succeed(context, elsewhere, "npm", "install", ...fromCache, join(clone, packed[0].filename));
      installed = true;
    });

    it("checks a spec", (context) => {
      needsPackage(context);
      write("light.steps", spec);
      expect(npx(context, elsewhere, "check", "light.steps")).toContain("Known");
      expect(npx(context, elsewhere, "--version")).toBe("0.1.0\n");
    });

    it("is imported by a script", (context) => {
      needsPackage(context);
      write(
        "use.js",
        `import { check, compile, simulate } from "everystep";
         const { model } = compile(${JSON.stringify(spec)});
         const { counts, status } = await check(model);
         const { runs } = await simulate(model, { seed: 7, runs: 3, steps: 5 });
         console.log(JSON.stringify({ status, states: counts.states, steps: counts.steps, runs }));`,
      );
      expect(succeed(context, elsewhere, "node", "use.js")).toBe('{"status":"holds","states":2,"steps":2,"runs":3}\n');
    });

    it("brings types that a strict compiler accepts, and uses", (context) => {
      needsPackage(context);
      const lines = [
        'import { type CheckResult, check, compile, simulate } from "everystep";',
        'const { model, diagnostics } = compile("spec S", { name: "s.steps" });',
        "if (model === undefined) throw new Error(diagnostics.map((each) => each.message).join());",
        "export const result: CheckResult = await check(model, { maxStates: 10 });",
        "export const runs: number = (await simulate(model, { seed: 1 })).runs;",
        'export const wrong: number = compile("").diagnostics;',
      ];
      const options = {
        strict: true,
        module: "NodeNext",
        target: "ES2023",
        types: [],
        skipLibCheck: false,
        noEmit: true,
      };
      write("use.ts", lines.join("\n"));
      write("tsconfig.json", JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
      const checked = run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], {
        cwd: elsewhere,
      });
      const places = checked.stdout.split("\n").flatMap((line) => /^\S+\(\d+/.exec(line)?.[0] ?? []);
      expect(places, checked.stdout).toEqual(["use.ts(6"]);
    });
  });
});
