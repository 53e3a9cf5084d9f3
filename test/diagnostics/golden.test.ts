import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { compile } from "../../src/compile.js";
import { diagnosticsText } from "../../src/report/diagnostics.js";
import { plain } from "../../src/report/style.js";
import { everystep, root } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";

/*
 * A file is a case: what somebody wrote, a line of dashes, and what they read then. A first line `$ everystep …` is a
 * command, and what follows it the file `spec.steps` that it finds. `UPDATE=1` writes what comes out into the files, for a
 * reviewer to read.
 */

const folder = join(root, "test/diagnostics/golden");
const separator = `${"-".repeat(80)}\n`;
const update = process.env.UPDATE === "1";
const names = readdirSync(folder).sort();

describe("what a person reads about a mistake", () => {
  test("there are enough cases", () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(names.filter((name) => !name.endsWith(".txt"))).toEqual([]);
  });

  test.each(names)("%s", (name) => {
    const path = join(folder, name);
    const { written, read } = readCase(readFileSync(path, "utf8"), name);
    const actual = written.startsWith("$ ") ? commandOutput(written) : compilerOutput(written);
    if (update) writeFileSync(path, `${written}${separator}${actual}`);
    else expect(actual).toBe(read);
  });
});

function readCase(text: string, name: string): { readonly written: string; readonly read: string } {
  const at = text.indexOf(separator);
  const written = at < 0 ? text : text.slice(0, at);
  const read = at < 0 ? "" : text.slice(at + separator.length);
  if (read === "" && !update)
    throw new Error(`${name} does not say what a person reads: run it with UPDATE=1 and look`);
  return { written, read };
}

function compilerOutput(text: string): string {
  const { diagnostics, source } = compile(text, { name: "spec.steps" });
  return diagnosticsText(diagnostics, source, plain);
}

function commandOutput(text: string): string {
  const [command = "", ...lines] = text.split("\n");
  const here = temporaryFolder(onTestFinished);
  mkdirSync(join(here, "folder"));
  writeFileSync(join(here, "empty.steps"), "");
  writeFileSync(join(here, "counter.steps"), "spec Counter\n");
  writeFileSync(join(here, "binary.steps"), new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0x00, 0x01]));
  writeFileSync(join(here, "latin1.steps"), new Uint8Array([0x2f, 0x2f, 0x20, 0xe9, 0x0a]));
  if (lines.join("") !== "") writeFileSync(join(here, "spec.steps"), lines.join("\n"));
  const [program = "", ...args] = command.slice(2).split(" ");
  if (program !== "everystep") throw new Error(`a case runs everystep, not ${program}`);
  const { status, stdout, stderr } = everystep(args, { cwd: here });
  return `${stdout}${stderr}exit status ${status}\n`;
}
