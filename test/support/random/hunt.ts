import type { Model } from "../../../src/model/ir.js";
import { seeded } from "../mutations.js";
import { byGenerated, byReference, difference, modelOf, type Told } from "./compare.js";
import { MUTANTS } from "./mutants.js";
import { copyOf, type Mutant } from "./places.js";
import { randomPiece } from "./spec.js";

/** A spec, what the reference engine tells of it, and that the generated engine tells the same. */
export interface Prey {
  readonly model: Model;
  readonly reference: Told;
}

export interface Found {
  readonly mutant: Mutant;
  /** Specs that were looked at, and those among them in which there was something to break. */
  readonly specs: number;
  readonly broken: number;
  /** The difference told; undefined if none of the specs told any. */
  readonly difference: string | undefined;
}

/** Random specs on which the engines agree. */
export async function specsThatAgree(seed: number, count: number): Promise<readonly Prey[]> {
  const found: Prey[] = [];
  for (let at = 0; found.length < count; at++) {
    const model = modelOf(randomPiece(seeded(seed + at)));
    if (model === undefined) continue;
    const reference = await byReference(model, true);
    const generated = await byGenerated(model, true);
    if ("result" in generated && difference(reference, generated) === undefined) found.push({ model, reference });
  }
  return found;
}

/** Which mutants are told from the engine that is whole, and after how many specs. */
export async function hunt(prey: readonly Prey[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const mutant of MUTANTS) found.push(await search(mutant, prey));
  return found;
}

async function search(mutant: Mutant, prey: readonly Prey[]): Promise<Found> {
  let broken = 0;
  for (const [at, { model, reference }] of prey.entries()) {
    const copy = copyOf(model);
    if (!mutant.change(copy)) continue;
    broken += 1;
    const generated = await byGenerated(model, true, undefined, copy);
    // A mutant may be something that code cannot be generated for: that is not to be found.
    if ("refused" in generated) continue;
    const told = difference(reference, generated);
    if (told !== undefined) return { mutant, specs: at + 1, broken, difference: told };
  }
  return { mutant, specs: prey.length, broken, difference: undefined };
}

/** As a table: construct, how it is broken, after how many specs that was found. */
export function huntWording(found: readonly Found[]): string {
  const lines = found.map(({ mutant: { construct, broken }, specs, broken: tried, difference: how }) => {
    const after = how === undefined ? `NOT in ${specs}` : `in spec ${specs}`;
    return `${construct.padEnd(22)}${broken.padEnd(30)}${after.padEnd(16)}tried in ${tried}`;
  });
  return ["construct             broken                        found", ...lines].join("\n");
}
