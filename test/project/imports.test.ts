import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, run } from "../support/command.js";
import { projectFiles, temporaryFolder } from "../support/files.js";
import { forbidden, importsOf, withoutComments } from "./edges.js";

const files = projectFiles().filter((path) => path.endsWith(".ts"));
const source = files.filter((path) => path.startsWith("src/"));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("imports", () => {
  it("go in one direction only", () => {
    const edges = source.flatMap((from) => importsOf(read(from)).map((to) => ({ from, to })));
    expect(edges.length).toBeGreaterThan(200);
    expect(edges.flatMap((edge) => forbidden(edge) ?? [])).toEqual([]);
  });

  it.each([
    ["src/source.ts", "./syntax/ast.js"],
    ["src/syntax/parse.ts", "../model/ir.js"],
    ["src/syntax/parse.ts", "node:fs"],
    ["src/model/ir.ts", "../engine/system.js"],
    ["src/model/ir.ts", "immutable"],
    ["src/engine/system.ts", "../model/ir.js"],
    ["src/engine/search/walk.ts", "../values/value.js"],
    ["src/engine/search/walk.ts", "../result.js"],
    ["src/engine/search/walk.ts", "../../model/ir.js"],
    ["src/engine/search/walk.ts", "../../source.js"],
    ["src/engine/interpret/value.ts", "../generate/layout.js"],
    ["src/engine/interpret/deep/value.ts", "../../generate/layout.js"],
    ["src/engine/search/walk.ts", "../generate/layout.js"],
    ["src/engine/result.ts", "../report/text.js"],
    ["src/report/text.ts", "../cli/main.js"],
    ["src/report/text.ts", "node:process"],
    ["src/compile.ts", "./cli/main.js"],
    ["src/cli/main.ts", "../engine/search/store.js"],
    ["src/cli/main.ts", "../../test/support/graph.js"],
    ["src/elsewhere/new.ts", "../source.js"],
  ])("%s may not import %s", (from, to) => {
    expect(forbidden({ from, to })).toContain(from);
  });

  it.each([
    ["src/diagnostic.ts", "./source.js"],
    ["src/model/names/scope.ts", "../../syntax/ast.js"],
    ["src/engine/search/store.ts", "../system.js"],
    ["src/engine/interpret/value.ts", "immutable"],
    ["src/engine/generate/layout.ts", "../values/value.js"],
    ["src/cli/main.ts", "node:fs/promises"],
    ["src/cli/main.ts", "../index.js"],
  ])("%s may import %s", (from, to) => {
    expect(forbidden({ from, to })).toBeUndefined();
  });

  it("are found however they are written", () => {
    const text = [
      'import a from "./a.js";',
      'import { b,\n  type c } from "./b.js";',
      'import type * as d from "./d.js";',
      'export { e } from "./e.js";',
      'export * from "./f.js";',
      'import "./g.js";',
      'const h = await import("./h.js");',
      'type I = import("./i.js").I;',
      'export const text = "j"; // from "./no.js"',
      '/* import k from "./no.js"; */',
      '// import l from "./no.js"',
      'export function from(m = "./no.js") {}',
    ].join("\n");
    expect(importsOf(text)).toEqual(["a", "b", "d", "e", "f", "g", "h", "i"].map((name) => `./${name}.js`));
  });
});

describe("the source outside src/cli", () => {
  const browser = (...more: string[]) => run(process.execPath, [tsc, "--noEmit", "-p", ...more]);
  const tsc = join(root, "node_modules/typescript/bin/tsc");

  it("type-checks where there is nothing but a browser", () => {
    expect(browser(join(root, "tsconfig.browser.json")).stdout).toBe("");
  });

  it("could not name files, processes or Node's globals there", () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "a.ts"),
      'import "node:fs";\nprocess.exit();\nBuffer.from("");\nsetTimeout(close, 1);\n',
    );
    const config = { extends: join(root, "tsconfig.browser.json"), include: ["a.ts"], exclude: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const errors = browser(join(folder, "tsconfig.json")).stdout;
    expect([...errors.matchAll(/a\.ts\((\d),/g)].map(([, line]) => line)).toEqual(["1", "2", "3"]);
  });

  it("writes nothing to a console", () => {
    const quiet = source.filter((path) => !path.startsWith("src/cli/"));
    expect(quiet.filter((path) => /\bconsole\b/.test(withoutComments(read(path))))).toEqual([]);
  });
});

describe("every file", () => {
  it("has at most 400 lines", () => {
    const long = source.map((path) => [path, read(path).split("\n").length - 1] as const);
    expect(long.filter(([, lines]) => lines > 400)).toEqual([]);
  });

  it("silences neither compiler nor linter", () => {
    const silencers = new RegExp(
      ["@ts-", "biome-", "eslint-"].map((word) => `${word}(ignore|expect|nocheck|disable)`).join("|"),
    );
    expect("// @ts-".concat("ignore")).toMatch(silencers);
    expect(files.filter((path) => silencers.test(read(path)))).toEqual([]);
  });
});
