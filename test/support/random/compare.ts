import { compileTree } from "../../../src/compile.js";
import { type CheckOptions, check } from "../../../src/engine/check.js";
import { Unsupported } from "../../../src/engine/generate/unsupported.js";
import type { CheckResult } from "../../../src/engine/result.js";
import type { Model } from "../../../src/model/ir.js";
import { Source } from "../../../src/source.js";
import { type Piece, treeOf } from "./template.js";

/** What a search comes to: its result, or what it threw. */
export type Told = { readonly result: CheckResult } | { readonly refused: string } | { readonly thrown: string };

/** More than most random specs have; those that have more show that both engines stop at the same place. */
const MOST = 40;

/** The model of a random spec; undefined for the few that are no specs after all. */
export function modelOf(spec: Piece): Model | undefined {
  return compileTree(treeOf(spec), new Source("random.steps", spec.text)).model;
}

export const options = (goOn: boolean): CheckOptions => ({ continue: goOn, maxStates: MOST });

export async function told(search: () => Promise<CheckResult>): Promise<Told> {
  try {
    return { result: await search() };
  } catch (error) {
    if (error instanceof Unsupported) return { refused: error.construct.replace(/^\w+: /, "") };
    return { thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

export function byReference(model: Model, goOn: boolean): Promise<Told> {
  return told(() => check(model, { ...options(goOn), engine: "reference" }));
}

export function byGenerated(model: Model, goOn: boolean, more: CheckOptions = {}): Promise<Told> {
  return told(() => check(model, { ...options(goOn), memory: 2 ** 28, ...more, engine: "generated" }));
}

/** The first thing in which two results differ, as text; undefined when there is none. Only the time may. */
export function difference(reference: Told, generated: Told): string | undefined {
  if ("thrown" in generated || "thrown" in reference) {
    return `reference: ${brief(reference)}\ngenerated: ${brief(generated)}`;
  }
  if (!("result" in reference) || !("result" in generated)) return undefined;
  const found = firstDifference(plain(reference.result), plain(generated.result), "");
  return found === undefined ? undefined : `${found.path}\nreference: ${found.left}\ngenerated: ${found.right}`;
}

function brief(told: Told): string {
  return "thrown" in told ? told.thrown : "a result";
}

function plain(result: CheckResult): unknown {
  return { ...result, seconds: 0, engine: undefined };
}

interface Difference {
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

function firstDifference(left: unknown, right: unknown, path: string): Difference | undefined {
  if (!isTree(left) || !isTree(right)) {
    return Object.is(left, right) ? undefined : { path, left: text(left), right: text(right) };
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  const written = JSON.stringify(value) ?? "nothing";
  return written.length > 300 ? `${written.slice(0, 300)}…` : written;
}
