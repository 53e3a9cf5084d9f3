import type { Datum } from "../engine/datum.js";
import type { Trace, TraceState } from "../engine/result.js";
import type { Behaviour } from "./behaviours.js";
import { stepText } from "./step.js";

/*
 * The Informal Trace Format of Apalache (ADR-015 in its revision of 2023-09-14: every integer is a `#bigint`), which
 * other tools read too. A variant without arguments is a string, one with arguments `{tag, value}` with the arguments
 * as a tuple; `none` is the string "none".
 */

type Itf = string | boolean | Itf[] | { readonly [key: string]: Itf };

/**
 * One behaviour as the text of an `.itf.json` file, a state a line. `file` names the spec that it is a behaviour of. Of a
 * behaviour that never ends, `loop` is the index of the state that comes after the last one.
 */
export function itfText({ title, trace }: Behaviour, file: string): string {
  const meta = { format: "ITF", source: file, description: title };
  const vars = trace.variables.map(({ name }) => name);
  const states = trace.states.map((state, index) => `    ${JSON.stringify(itfState(trace, state, index))}`);
  const loop = trace.loop === undefined ? "" : `\n  "loop": ${trace.loop.start},`;
  return `{
  "#meta": ${JSON.stringify(meta)},
  "vars": ${JSON.stringify(vars)},${loop}
  "states": [
${states.join(",\n")}
  ]
}
`;
}

function itfState(trace: Trace, state: TraceState, index: number): object {
  const meta: Record<string, Itf | number> = { index };
  if (state.step !== undefined) {
    meta.action = stepText(state.step);
    if (state.step.says !== undefined) meta.says = state.step.says;
  }
  const values = trace.variables.map(({ name }, slot) => [name, itf(state.values[slot] ?? null)] as const);
  return { "#meta": meta, ...Object.fromEntries(values) };
}

function itf(datum: Datum): Itf {
  if (datum === null) return "none";
  if (typeof datum === "boolean") return datum;
  if (typeof datum === "number") return { "#bigint": String(datum) };
  if ("variant" in datum) return itfVariant(datum.variant, datum.arguments ?? []);
  if ("record" in datum) return Object.fromEntries(datum.record.map(([name, value]) => [name, itf(value)]));
  if ("tuple" in datum) return { "#tup": datum.tuple.map(itf) };
  if ("set" in datum) return { "#set": datum.set.map(itf) };
  if ("seq" in datum) return datum.seq.map(itf);
  return { "#map": datum.function.map(([key, value]) => [itf(key), itf(value)]) };
}

function itfVariant(tag: string, values: readonly Datum[]): Itf {
  return values.length === 0 ? tag : { tag, value: { "#tup": values.map(itf) } };
}
