import { InvalidArgumentError } from "commander";
import { constantTwice, malformedConstant } from "./errors.js";

/* Values on the command line. A wrong one is a usage error. */

/** `1000`, `1_000` or `1e6`: a whole number from 1. */
export function positive(text: string): number {
  const value = /^[0-9][0-9_]*(e[0-9]+)?$/i.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("It is a whole number from 1.");
  return value;
}

/** Threads that are of use, at most: each takes some 9 MiB. */
export const MOST_WORKERS = 64;

export function workers(text: string): number {
  const value = positive(text);
  if (value > MOST_WORKERS) throw new InvalidArgumentError(`It is at most ${MOST_WORKERS}.`);
  return value;
}

/** A whole number from 0 to 2^32 - 1. */
export function seed(text: string): number {
  const value = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 0xffffffff)) throw new InvalidArgumentError("It is a whole number from 0 to 4294967295.");
  return value;
}

const units: ReadonlyMap<string, number> = new Map([
  ["ms", 0.001],
  ["", 1],
  ["s", 1],
  ["m", 60],
  ["min", 60],
  ["h", 3600],
]);

/** `30s`, `500ms`, `2m`, `1.5h`; a number alone means seconds. */
export function seconds(text: string): number {
  const [, amount = "", unit = "?"] = /^([0-9]+(?:\.[0-9]+)?)([a-z]*)$/.exec(text) ?? [];
  const value = Number(amount) * (units.get(unit) ?? Number.NaN);
  if (!(value > 0)) throw new InvalidArgumentError("It is a time like 30s, 500ms, 2m or 1h.");
  return value;
}

const sizes: ReadonlyMap<string, number> = new Map([
  ["k", 2 ** 10],
  ["m", 2 ** 20],
  ["g", 2 ** 30],
  ["t", 2 ** 40],
]);

/** The process itself needs some 80 MiB. */
const LEAST = 128 * 2 ** 20;

/** `300m`, `12g`, `1.5g`: bytes. */
export function memory(text: string): number {
  const [, amount = "", unit = "?"] = /^([0-9]+(?:\.[0-9]+)?)([kmgt])(?:i?b)?$/i.exec(text) ?? [];
  const value = Math.floor(Number(amount) * (sizes.get(unit.toLowerCase()) ?? Number.NaN));
  if (Number.isNaN(value)) throw new InvalidArgumentError("It is a size like 300m, 12g or 1.5g.");
  if (value < LEAST) throw new InvalidArgumentError("It is at least 128m: the process itself needs most of that.");
  if (value > Number.MAX_SAFE_INTEGER) throw new InvalidArgumentError("That is more than any machine has.");
  return value;
}

/** Collects what an option that may be repeated gets. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/**
 * `N=4` of every `--const`.
 *
 * @throws CallError E0730, E0731
 */
export function constantsOf(texts: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const text of texts) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined || value.trim() === "") throw malformedConstant(text);
    if (values.has(name)) throw constantTwice(name);
    values.set(name, value.trim());
  }
  return Object.fromEntries(values);
}

/** What can evaluate a spec. */
export const engines = ["reference", "generated"] as const;
export type EngineName = (typeof engines)[number];

/** How `check` and `trace` can show a run. */
export const formats = ["text", "json", "itf", "mermaid"] as const;
export type Format = (typeof formats)[number];
