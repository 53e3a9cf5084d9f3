import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CheckResult, check, compareExpectations, compile, type ExpectationOutcome } from "../../src/index.js";
import { root } from "./command.js";

/** The specs in a folder of the project, as paths from the project's folder. */
export function specsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".steps"))
    .map((name) => `${folder}/${name}`);
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Reads what a spec refines, from the file's folder. */
export function readerFor(file: string): (path: string) => string {
  return (path) => readFileSync(join(root, dirname(file), path), "utf8");
}

/** Each model of each file. */
export function modelsOf(files: readonly string[]): { readonly file: string; readonly name: string }[] {
  return files.flatMap((file) =>
    compile(textOf(file), { read: readerFor(file) }).models.map((name) => ({ file, name })),
  );
}

/** Checks a model to the end, for every claim. */
export async function runModel(
  file: string,
  name: string,
): Promise<{ readonly result: CheckResult; readonly outcomes: readonly ExpectationOutcome[] }> {
  const { model, diagnostics } = compile(textOf(file), { name: file, model: name, read: readerFor(file) });
  if (model?.chosen === undefined)
    throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  const result = await check(model, { continue: true });
  return { result, outcomes: compareExpectations(result, model.chosen) };
}
