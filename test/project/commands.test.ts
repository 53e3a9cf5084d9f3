import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtCommand, root, run } from "../support/command.js";
import { projectCopy } from "../support/files.js";
import { type Exchange, isNotRun, readDocument, shows, withOutputs } from "../support/transcript.js";
import { withTable } from "./table.js";

const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
  ...readdirSync(join(root, "examples")).map((name) => `examples/${name}`),
].filter((name) => name.endsWith(".md"));

/** `npx everystep` is the built command; anything else that npx could run is not for a document. */
const prelude = `
exec 2>&1
npx() {
  if [ "$1" != everystep ]; then echo "npx $1 is not run here"; return 127; fi
  node "$EVERYSTEP" "\${@:2}"
}
`;

/** A copy of the project in which `node` finds the built package. */
function workplace(): string {
  const copy = projectCopy();
  for (const name of ["node_modules", "dist"]) symlinkSync(join(root, name), join(copy, name));
  return copy;
}

/** Runs the commands of one block, one after another. */
function play(block: readonly Exchange[], cwd: string): [Exchange, string[]][] {
  let status = 0;
  return block
    .filter(({ command }) => !isNotRun(command))
    .map((exchange) => {
      const script = `${prelude}(exit ${status})\n${exchange.command.replace(/^npm ci && /, "")}`;
      const ended = run("bash", ["-c", script], { cwd, env: { EVERYSTEP: builtCommand() } });
      status = ended.status ?? 1;
      return [
        exchange,
        ended.stdout
          .replace(/\n+$/, "")
          .split("\n")
          .slice(ended.stdout === "" ? 1 : 0),
      ];
    });
}

// And README's table shows what the specs come to. `npx vitest run -u` writes all of it into the documents.
describe("the commands of", () => {
  it.each(documents)("%s print what it shows", { timeout: 120_000 }, async (name) => {
    const text = readFileSync(join(root, name), "utf8");
    const { files, blocks } = readDocument(text);
    const cwd = blocks.length === 0 ? root : workplace();
    for (const file of blocks.length === 0 ? [] : files) {
      mkdirSync(dirname(join(cwd, file.name)), { recursive: true });
      writeFileSync(join(cwd, file.name), file.text);
    }
    const differing = blocks
      .flatMap((block) => play(block, cwd))
      .filter(([{ output }, actual]) => !shows(output, actual));
    const shown = withOutputs(text, differing);
    await expect(name === "README.md" ? await withTable(shown) : shown).toMatchFileSnapshot(join(root, name));
  });
});

describe("a transcript", () => {
  const fence = (info: string, ...lines: string[]) => ["text", `\`\`\`${info}`, ...lines, "```", ""].join("\n");

  it("is read as commands and their outputs", () => {
    const { blocks, files } = readDocument(
      `${fence("steps a.steps", "spec A")}${fence("console", "$ a", "b", "$ c", "d", "e")}`,
    );
    expect(files).toEqual([{ name: "a.steps", text: "spec A\n" }]);
    expect(blocks).toEqual([
      [
        { command: "a", output: ["b"], start: 7, end: 8 },
        { command: "c", output: ["d", "e"], start: 9, end: 11 },
      ],
    ]);
  });

  it("is refused when it asserts nothing", () => {
    expect(() => readDocument(fence("console", "$ a"))).toThrow("line 3: `a` has no output here");
    expect(() => readDocument(fence("console", "$ npm ci", "done"))).toThrow("line 3: nobody runs `npm ci`");
    expect(() => readDocument(fence("console", "a"))).toThrow("line 3: a console block begins with");
    expect(() => readDocument("```console\n$ a\nb")).toThrow("line 1: this block does not end");
    expect(readDocument(fence("console quiet", "$ a")).blocks).toHaveLength(1);
  });

  it("may leave lines out, and times differ", () => {
    expect(shows(["a", "…", "d"], ["a", "b", "c", "d"])).toBe(true);
    expect(shows(["a", "…", "d"], ["a", "d"])).toBe(false);
    expect(shows(["…"], ["a"])).toBe(true);
    expect(shows(["a"], ["a", "b"])).toBe(false);
    expect(shows(["5 states in 12 ms."], ["5 states in 1.25 s."])).toBe(true);
    expect(shows(["5 states in 12 ms."], ["6 states in 12 ms."])).toBe(false);
  });

  it("is corrected in its place", () => {
    const text = fence("console", "$ a", "b", "$ c", "d");
    const [first, second] = readDocument(text).blocks[0] ?? [];
    if (first === undefined || second === undefined) throw new Error("two commands were written");
    expect(
      withOutputs(text, [
        [first, ["x", "y"]],
        [second, ["z"]],
      ]),
    ).toBe(fence("console", "$ a", "x", "y", "$ c", "z"));
  });

  it("is what the commands print", () => {
    const block =
      readDocument(fence("console", "$ echo a; false", "a", "$ echo $?", "1", "$ npx else", "?")).blocks[0] ?? [];
    expect(play(block, root).map(([, output]) => output)).toEqual([["a"], ["1"], ["npx else is not run here"]]);
  });
});
