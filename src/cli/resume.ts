import { resolve } from "node:path";
import type { Asked, OpenCheckpoint } from "./checkpoint-file.js";
import type { SpecOptions } from "./compiled.js";
import { otherCheck, otherSpec } from "./errors.js";

/** What a command may say of a check, all of it or nothing. */
export interface Said extends SpecOptions {
  readonly claims: readonly string[] | undefined;
  readonly continue: boolean;
  readonly maxStates: number | undefined;
  readonly maxDepth: number | undefined;
  readonly symmetry: boolean;
}

/** What is asked for by a command that begins anew. */
export function askedBy(file: string, digest: string, said: Said): Asked {
  return {
    file,
    path: resolve(file),
    digest,
    root: said.root,
    model: said.model,
    constants: Object.entries(said.constants ?? {}),
    claims: said.claims,
    continue: said.continue,
    maxStates: said.maxStates,
    maxDepth: said.maxDepth,
    symmetry: said.symmetry,
  };
}

/**
 * The file of the spec that a checkpoint is of: as it was named, if that still means the same file.
 *
 * @param named what the command names, if it does
 */
export function fileOf({ file, path }: Asked, named: string | undefined): string {
  if (named !== undefined) return named;
  return resolve(file) === path ? file : path;
}

/**
 * What a checkpoint was asked for, for a command that says nothing else.
 *
 * @throws CallError E0764 when it does
 */
export function agreed({ path, whole: { asked } }: OpenCheckpoint, said: Said): Said {
  const then = optionsOf(asked);
  const now = optionsOf(askedBy(asked.file, "", said));
  for (const [name, value] of now) {
    const before = then.get(name);
    if (value !== undefined && value !== before) throw otherCheck(path, before ?? `no \`${name}\``, value);
  }
  const { root, model, constants, claims, maxStates, maxDepth, symmetry } = asked;
  return {
    root,
    model,
    constants: Object.fromEntries(constants),
    claims,
    continue: asked.continue,
    maxStates,
    maxDepth,
    symmetry,
  };
}

/** @throws CallError E0763 when the text of the spec is another one now */
export function refuseOtherText({ path, whole: { asked } }: OpenCheckpoint, file: string, digest: string): void {
  if (asked.digest !== digest) throw otherSpec(path, file);
}

/** The options as they would be written, by their names; undefined for those that are not given. */
function optionsOf(asked: Asked): ReadonlyMap<string, string | undefined> {
  const written = (name: string, values: readonly (string | number)[] | undefined): string | undefined =>
    values === undefined || values.length === 0 ? undefined : values.map((value) => `\`${name} ${value}\``).join(" ");
  const one = (value: string | number | undefined) => (value === undefined ? undefined : [value]);
  const constants = [...asked.constants].sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map([
    ["--root", written("--root", one(asked.root))],
    ["--model", written("--model", one(asked.model))],
    [
      "--const",
      written(
        "--const",
        constants.map(([name, value]) => `${name}=${value}`),
      ),
    ],
    ["--claim", written("--claim", asked.claims)],
    ["--continue", asked.continue ? "`--continue`" : undefined],
    ["--max-states", written("--max-states", one(asked.maxStates))],
    ["--max-depth", written("--max-depth", one(asked.maxDepth))],
    ["--no-symmetry", asked.symmetry ? undefined : "`--no-symmetry`"],
  ]);
}
