import type { Datum } from "../engine/datum.js";
import { datumText as written, keyText as writtenKey } from "../engine/text.js";
import { printable } from "./printable.js";

/** A value in the syntax of the language, fit to be printed: `{1, 2}`, `[1: true, 2: false]`, `Plan(1)`, `none`. */
export function datumText(datum: Datum): string {
  return printable(written(datum));
}

/** `(1, John)`; nothing where there are none. */
export function argumentsText(values: readonly Datum[]): string {
  return values.length === 0 ? "" : `(${values.map(datumText).join(", ")})`;
}

/** See `keyText` of the engine. */
export function keyText(key: Datum): string {
  return printable(writtenKey(key));
}

/** `i = 1, j = 2`; what is alike stands there once, as when a `for` chooses the same for each. */
export function bindingsText(bindings: readonly { readonly name: string; readonly value: Datum }[]): string {
  return [...new Set(bindings.map(({ name, value }) => `${printable(name)} = ${datumText(value)}`))].join(", ");
}

/** Values come in canonical order, so that equal ones are written alike. */
export function sameDatum(left: Datum, right: Datum): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
