import type { Datum } from "../engine/datum.js";
import { printable } from "./printable.js";

/** A value in the syntax of the language: `{1, 2}`, `[1: true, 2: false]`, `Plan(1)`, `none`. */
export function datumText(datum: Datum): string {
  if (datum === null) return "none";
  if (typeof datum !== "object") return String(datum);
  if ("variant" in datum) return printable(datum.variant) + argumentsText(datum.arguments ?? []);
  if ("record" in datum) return `{${datum.record.map(([name, value]) => pair(printable(name), value)).join(", ")}}`;
  if ("tuple" in datum) return `(${listText(datum.tuple)})`;
  if ("set" in datum) return `{${listText(datum.set)}}`;
  if ("seq" in datum) return `[${listText(datum.seq)}]`;
  return `[${datum.function.map(([key, value]) => pair(datumText(key), value)).join(", ")}]`;
}

/** `(1, John)`; nothing where there are none. */
export function argumentsText(values: readonly Datum[]): string {
  return values.length === 0 ? "" : `(${listText(values)})`;
}

/** What stands between the brackets of `m[a, b]`: a pair as a key has no parentheses of its own. */
export function keyText(key: Datum): string {
  return key !== null && typeof key === "object" && "tuple" in key ? listText(key.tuple) : datumText(key);
}

/** `i = 1, j = 2` */
export function bindingsText(bindings: readonly { readonly name: string; readonly value: Datum }[]): string {
  return bindings.map(({ name, value }) => `${printable(name)} = ${datumText(value)}`).join(", ");
}

/** Values come in canonical order, so that equal ones are written alike. */
export function sameDatum(left: Datum, right: Datum): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function listText(values: readonly Datum[]): string {
  return values.map(datumText).join(", ");
}

function pair(name: string, value: Datum): string {
  return `${name}: ${datumText(value)}`;
}
