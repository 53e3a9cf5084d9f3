import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { root } from "../support/command.js";
import { projectFiles } from "../support/files.js";
import { readDocument } from "../support/transcript.js";

/*
 * Every code has a page in docs/errors. Its first `steps` block is wrong and has that error alone, its last one is right; a
 * block with a file's name is a file that the others may refine. Where a file or the command line is wrong, a `console` block
 * shows it, which the test of all documents runs. `UPDATE=1` writes the index.
 */

const folder = join(root, "docs/errors");
const pages = readdirSync(folder).filter((name) => name !== "README.md");

/** Pages that show no example: no text, or none that fits on a page, has these errors everywhere. */
const withoutExample = ["E0708", "E0710", "E0721", "E0722", "E0723", "E0761", "E0762", "E0763", "E0764"];

/** Examples that are whole files although they do not begin with `spec`. */
const wholeFiles = ["E0102", "E0103"];

interface Page {
  readonly code: string;
  readonly title: string;
  /** Wrong first, right last. */
  readonly examples: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly outputs: readonly string[];
}

function readPage(name: string): Page {
  const text = readFileSync(join(folder, name), "utf8");
  const code = name.slice(0, -3);
  const [, title = ""] = new RegExp(`^# ${code}: (.+)\n`).exec(text) ?? [];
  const { files, blocks } = readDocument(text);
  const examples = [...text.matchAll(/^```steps\n(.*?)^```$/gms)].map(([, example = ""]) => example);
  const outputs = blocks.flat().map(({ output }) => output.join("\n"));
  return { code, title, examples, files: new Map(files.map((file) => [file.name, file.text])), outputs };
}

/** A fragment as a whole spec. */
function completed(example: string, code: string): string {
  if (/^spec /m.test(example) || wholeFiles.includes(code)) return example;
  const claim = /^(step )?(invariant|property|reachable)\b/m.test(example) ? "" : "invariant Example: 0 < 1\n";
  return `spec Example\n${example}${claim}`;
}

function found(example: string, { code, files }: Page): string[] {
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Error("there is no such file");
    return text;
  };
  const { diagnostics } = compile(completed(example, code), { name: "spec.steps", read, atomicity: code === "W0110" });
  return diagnostics.filter(({ source }) => source === undefined).map((each) => each.code);
}

/** Each code of the source with the parts of it (syntax, model, cli) that build a diagnostic of it. */
function codesOfSource(): Map<string, Set<string>> {
  const codes = new Map<string, Set<string>>();
  for (const path of projectFiles().filter((name) => /^src\/.*\.ts$/.test(name))) {
    for (const [, code = ""] of readFileSync(join(root, path), "utf8").matchAll(/"([EW]\d{4})"/g)) {
      codes.set(code, (codes.get(code) ?? new Set()).add(path.split("/")[1] ?? ""));
    }
  }
  return codes;
}

describe("the pages on errors", () => {
  const read = pages.map(readPage);
  const codes = codesOfSource();

  test("there is one for each code of the source, and no other", () => {
    expect(codes.size).toBeGreaterThan(100);
    expect(read.map(({ code }) => code).sort()).toEqual([...codes.keys()].sort());
  });

  test("each code belongs to one part of the source and has a title of its own", () => {
    expect([...codes].filter(([, parts]) => parts.size > 1)).toEqual([]);
    const titles = read.map(({ title }) => title);
    expect(titles.filter((title, index) => title === "" || titles.indexOf(title) !== index)).toEqual([]);
  });

  test("the index lists them", () => {
    const path = join(folder, "README.md");
    const lines = read.map(({ code, title }) => `- [${code}](${code}.md): ${title}`).sort();
    const index = `# Errors and warnings\n\n\`everystep explain CODE\` prints a page.\n\n${lines.join("\n")}\n`;
    if (process.env.UPDATE === "1") writeFileSync(path, index);
    expect(readFileSync(path, "utf8")).toBe(index);
  });

  test.each(read)("$code: $title", (page) => {
    const { code, examples, outputs } = page;
    if (withoutExample.includes(code)) return;
    const [wrong, right] = [outputs.length > 0 ? undefined : examples[0], examples.at(-1)];
    if (outputs.length > 0) expect(outputs.join("\n")).toContain(`error ${code}: `);
    if (wrong !== undefined) expect([...new Set(found(wrong, page))]).toEqual([code]);
    expect(examples.length).toBeGreaterThanOrEqual(code.startsWith("E07") ? 0 : outputs.length > 0 ? 1 : 2);
    if (right !== undefined) expect(found(right, page)).toEqual([]);
    expect(wrong === undefined && outputs.length === 0).toBe(false);
  });
});
