import { compileTree } from "../../../src/compile.js";
import type { Atom } from "../../../src/engine/behaviours.js";
import { type CheckOptions, check, checkWith } from "../../../src/engine/check.js";
import type { Generated } from "../../../src/engine/generate/abi.js";
import { generate } from "../../../src/engine/generate/code/generate.js";
import type { Threads } from "../../../src/engine/generate/search/team.js";
import { Unsupported } from "../../../src/engine/generate/unsupported.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import type { CheckResult } from "../../../src/engine/result.js";
import { simulate } from "../../../src/engine/simulate.js";
import type { Model } from "../../../src/model/ir.js";
import { Source } from "../../../src/source.js";
import { Shelf } from "../shelf.js";
import { twinOf } from "./places.js";
import { type Piece, treeOf } from "./template.js";

/** What a search comes to: its result, or what it threw. */
export type Told = { readonly result: CheckResult } | { readonly refused: string } | { readonly thrown: string };

/** More than most random specs have; those that have more show that both engines stop at the same place. */
const FEW = 40;

/** Of some specs so many states are visited. */
const MANY = 2500;

/** The model of a random spec; undefined for the few that are no specs after all. */
export function modelOf(spec: Piece): Model | undefined {
  return compileTree(treeOf(spec), new Source("random.steps", spec.text)).model;
}

export const options = (goOn: boolean, maxStates = FEW): CheckOptions => ({ continue: goOn, maxStates });

export async function told(search: () => Promise<CheckResult>): Promise<Told> {
  try {
    return { result: await search() };
  } catch (error) {
    if (error instanceof Unsupported) return { refused: error.construct.replace(/^\w+: /, "") };
    return { thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

export function byReference(model: Model, goOn: boolean, most?: number): Promise<Told> {
  return told(() => check(model, { ...options(goOn, most), engine: "reference" }));
}

/** Random behaviours by both engines: see `difference`. */
export async function behavioursDiffer(model: Model, seed: number): Promise<string | undefined> {
  const [reference, generated] = (["reference", "generated"] as const).map((engine) =>
    simulate(model, { seed, engine, runs: 6, steps: 9 }).catch(String),
  );
  return differences(await reference, await generated);
}

/** How the generated engine does its work: nothing of it shows in what it tells. */
export interface Circumstances {
  /** How much is taken at once; undefined: as the command takes it. */
  readonly wave?: { readonly wave: number; readonly records: number; readonly wide?: number } | undefined;
  readonly shards?: number;
  /** Are shards moved to disk again and again? */
  readonly spilling?: boolean;
  readonly workers?: number;
  /** The seed of random behaviours, if they are compared too. */
  readonly wanders?: number | undefined;
  /** States that are visited at most. */
  readonly most?: number | undefined;
  /** Where they work; without them one works alone. */
  readonly threads?: (() => Threads) | undefined;
}

/** Little memory, so that it takes little time to get. */
const SMALL: Circumstances = { wave: { wave: 64, records: 4096 } };

/** The circumstances for spec number `at`: mostly such as take little time, all of them sooner or later. */
export function usual(at: number): Circumstances {
  if (at % 25 === 12) return { most: MANY };
  if (at % 50 === 49) return { workers: at % 100 === 99 ? 4 : 2, wave: { wave: 10, records: 1000, wide: 3 } };
  return at % 20 === 19 ? {} : SMALL;
}

export function unusual(at: number): Circumstances {
  const wave = { wave: 1 + (at % 7), records: 2 + (at % 40) };
  return { shards: 1 + (at % 4), spilling: at % 2 === 0, wave, wanders: at };
}

/** The generated engine; `broken`: what it generates code from instead of the model. */
export async function byGenerated(
  model: Model,
  goOn: boolean,
  { wave, shards, spilling = false, workers = 1, most, ...more }: Circumstances = SMALL,
  broken: Model = model,
): Promise<Told> {
  const threads = workers > 1 ? more.threads?.() : undefined;
  let asked = 0;
  const spill = spilling ? { disk: new Shelf(), spillNow: () => asked++ % 3 > 0 } : {};
  const found = await told(() =>
    checkWith(interpret, model, options(goOn, most), (engine, limits, claims, reduces) => {
      const generated = fromCopy(generate(programOf(broken), claims, { reduces }), broken);
      const own = { wave, shards, keeping: true, workers: threads ? workers : 1, threads, memory: 2 ** 28, ...spill };
      return {
        search: new Packed(engine, generated, { ...limits, ...own }),
        engine: { name: "generated", refused: undefined },
      };
    }),
  );
  threads?.end();
  return found;
}

/** What is asked of a model is asked of a copy of it. */
function fromCopy(generated: Generated, copy: Model): Generated {
  const { behaviours, stepping } = generated;
  const inCopy = (atoms: readonly Atom[]): readonly Atom[] =>
    atoms.map((atom) => ({ ...atom, expr: twinOf(atom.expr, copy) }));
  return {
    ...generated,
    ...(behaviours && { behaviours: (atoms) => behaviours(inCopy(atoms)) }),
    ...(stepping && { stepping: (atoms) => stepping(inCopy(atoms)) }),
  };
}

/** The first thing in which two results differ, as text; undefined when there is none. Only the time may. */
export function difference(reference: Told, generated: Told): string | undefined {
  if ("thrown" in generated || "thrown" in reference) {
    return `reference: ${brief(reference)}\ngenerated: ${brief(generated)}`;
  }
  if (!("result" in reference) || !("result" in generated)) return undefined;
  return differences(plain(reference.result), plain(generated.result));
}

function differences(reference: unknown, generated: unknown): string | undefined {
  const found = firstDifference(reference, generated, "");
  return found === undefined ? undefined : `${found.path}\nreference: ${found.left}\ngenerated: ${found.right}`;
}

function brief(told: Told): string {
  return "thrown" in told ? told.thrown : "a result";
}

function plain(result: CheckResult): unknown {
  return { ...result, seconds: 0, engine: undefined, spilled: 0 };
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
