// The modules that the specs of the corpus are compiled to: which is the largest, and how long it takes from the text on. All that
// is compiled to WebAssembly is seen by standing in its constructor's place, so that this holds however the engine puts it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { check, compile, Unsupported } from "everystep";
import { median } from "./rounds.mjs";

/**
 * The spec, among those in the folder, whose search compiles most.
 *
 * @returns {Promise<{ name: string, lines: number, bytes: number, model: number, ready: number, webassembly: number }>}
 *   milliseconds: `model` from the text to the model, `ready` from there to a search that is set up, generating and compiling to
 *   machine code included; `webassembly` the part of it that the engine of WebAssembly takes
 */
export async function largestModule(root, folder) {
  const files = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith(".steps"));
  let largest;
  for (const name of files) {
    const path = join(root, folder, name);
    for (const chosen of modelsOf(path)) {
      const { bytes } = (await built(path, chosen)) ?? { bytes: 0 };
      if (bytes > (largest?.bytes ?? 0)) largest = { name: join(folder, name), path, chosen, bytes };
    }
  }
  const { name, path, chosen } = largest;
  const title = chosen === undefined ? name : `${name}, model ${chosen}`;
  return { name: title, lines: textOf(path).split("\n").length - 1, ...(await typical(path, chosen)) };
}

function textOf(path) {
  return readFileSync(path, "utf8");
}

function modelsOf(path) {
  const { models } = compile(textOf(path));
  return models.length > 0 ? models : [undefined];
}

/** The medians of some builds, after those above have warmed the program up. */
async function typical(path, model) {
  const runs = [];
  for (let round = 0; round < 7; round++) runs.push(await built(path, model));
  const figures = ["bytes", "model", "ready", "webassembly"];
  return Object.fromEntries(figures.map((what) => [what, median(runs.map((run) => run[what]))]));
}

async function built(path, name) {
  const text = textOf(path);
  const start = performance.now();
  const { model } = compile(text, { model: name, read: (other) => textOf(join(dirname(path), other)) });
  if (model === undefined) return undefined;
  const compiled = performance.now();
  const seen = watch();
  try {
    await check(model, { engine: "generated", maxStates: 1 });
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  } finally {
    seen.end();
  }
  return { bytes: seen.bytes, model: compiled - start, ready: performance.now() - compiled, webassembly: seen.time };
}

/** Sees what is compiled to WebAssembly until `end` is called. */
function watch() {
  const { Module } = WebAssembly;
  const seen = {
    bytes: 0,
    time: 0,
    end() {
      WebAssembly.Module = Module;
    },
  };
  WebAssembly.Module = class extends Module {
    constructor(code) {
      const start = performance.now();
      super(code);
      seen.time += performance.now() - start;
      seen.bytes += code.byteLength;
    }
  };
  return seen;
}
