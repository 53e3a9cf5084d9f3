/*
 * A value of the language as plain data: what leaves an engine. It describes itself, survives JSON and msgpack, and is
 * in canonical order wherever an order shows (sets, functions).
 */
export type Datum =
  | boolean
  | number
  /** `none` */
  | null
  /** A variant with its arguments; without: `{ variant: "Ack" }`. Labels of processes and symmetric values (`RM#1`) too. */
  | { readonly variant: string; readonly arguments?: readonly Datum[] }
  | { readonly record: readonly (readonly [field: string, value: Datum])[] }
  | { readonly tuple: readonly Datum[] }
  | { readonly set: readonly Datum[] }
  | { readonly seq: readonly Datum[] }
  | { readonly function: readonly (readonly [key: Datum, value: Datum])[] };
