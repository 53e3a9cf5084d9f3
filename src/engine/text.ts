import type { Datum } from "./datum.js";

/** A datum as the language would write it: `Plan(1)`, `{from: 1, at: 3}`, `(1, 2)`, `{1, 2}`, `[a, b]`, `[1: true, 2: false]`. */
export function datumText(datum: Datum): string {
  if (datum === null) return "none";
  if (typeof datum !== "object") return String(datum);
  if ("variant" in datum) return datum.variant + (datum.arguments ? `(${list(datum.arguments)})` : "");
  if ("record" in datum) return `{${datum.record.map(([field, value]) => `${field}: ${datumText(value)}`).join(", ")}}`;
  if ("tuple" in datum) return `(${list(datum.tuple)})`;
  if ("set" in datum) return `{${list(datum.set)}}`;
  if ("seq" in datum) return `[${list(datum.seq)}]`;
  return `[${datum.function.map(([key, value]) => `${datumText(key)}: ${datumText(value)}`).join(", ")}]`;
}

/** What stands between the brackets of `m[a, b]`: a pair as a key has no parentheses of its own. */
export function keyText(key: Datum): string {
  return key !== null && typeof key === "object" && "tuple" in key ? list(key.tuple) : datumText(key);
}

function list(data: readonly Datum[]): string {
  return data.map(datumText).join(", ");
}
