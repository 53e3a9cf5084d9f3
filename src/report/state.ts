import type { Datum } from "../engine/datum.js";
import type { Trace, TraceVariable } from "../engine/result.js";
import { datumText, keyText, sameDatum } from "./datum.js";
import { printable, width } from "./printable.js";

/*
 * A state in the words of the language: `P(1), P(2) at Li0`, `P(1).unchecked = {2}`, `road[John] = [Plan(1)]`,
 * `k = 1`. Places that are alike share a line.
 */

/** A place of a state that an assignment could name, and its value. `mailbox` and `pc` are told in their own way. */
export interface Place {
  readonly path: string;
  readonly kind: "value" | "mailbox" | "pc";
  readonly value: Datum;
}

/** Splits a variable's value into the places that the language has names for. */
export function placesOf(variable: TraceVariable, value: Datum, trace: Trace): Place[] {
  const name = printable(variable.name);
  switch (variable.role) {
    case "variable":
      return [{ path: name, kind: "value", value }];
    case "channel":
      return mailboxes(name, value);
    case "pc":
      return instances(printable(variable.process ?? name), "", "pc", value, trace, variable);
    case "local": {
      const process = printable(variable.process ?? "");
      const local = name.startsWith(`${process}.`) ? name.slice(process.length) : `.${name}`;
      return instances(process, local, "value", value, trace, variable);
    }
  }
}

/** A line about a state, and whether it tells what is not as it was in the state before. */
export interface StateLine {
  readonly text: string;
  readonly changed: boolean;
}

/** The lines that tell a whole state, in the order of declaration; places share one only if all or none changed. */
export function stateLines(trace: Trace, values: readonly Datum[], before: readonly Datum[] = values): StateLine[] {
  return trace.variables.flatMap((variable, slot) =>
    variableLines(trace, variable, values[slot] ?? null, before[slot] ?? null),
  );
}

function variableLines(trace: Trace, variable: TraceVariable, value: Datum, old: Datum): StateLine[] {
  const changed = !sameDatum(value, old);
  switch (variable.role) {
    case "variable":
      return valueLines(printable(variable.name), value, old, changed);
    case "channel":
      return channelLines(placesOf(variable, value, trace), placesOf(variable, old, trace), variable, changed);
    case "pc":
      return sharedLines(placesOf(variable, value, trace), placesOf(variable, old, trace), " at ");
    case "local":
      return sharedLines(placesOf(variable, value, trace), placesOf(variable, old, trace), " = ");
  }
}

/** Mailboxes that hold something. */
function channelLines(
  places: readonly Place[],
  old: readonly Place[],
  { name }: TraceVariable,
  changed: boolean,
): StateLine[] {
  if (places.every(({ value }) => isEmpty(value))) return [{ text: `${printable(name)} empty`, changed }];
  return places.flatMap(({ path, value }, at) => {
    if (isEmpty(value)) return [];
    return [{ text: `${path} = ${datumText(value)}`, changed: !sameDatum(value, old[at]?.value ?? null) }];
  });
}

/** `P(1), P(2) at cs`: places that are alike share a line. */
function sharedLines(places: readonly Place[], old: readonly Place[], joint: string): StateLine[] {
  const alike = new Map<string, { readonly paths: string[]; readonly value: Datum; readonly changed: boolean }>();
  for (const [at, { path, value }] of places.entries()) {
    const changed = !sameDatum(value, old[at]?.value ?? null);
    const group = `${changed} ${datumText(value)}`;
    const line = alike.get(group) ?? { paths: [], value, changed };
    line.paths.push(path);
    alike.set(group, line);
  }
  return [...alike.values()].map(({ paths, value, changed }) => ({
    text: paths.join(", ") + joint + datumText(value),
    changed,
  }));
}

/** Longer functions are told key by key. */
const comfortable = 90;

/** `k = [1: true, 2: false]`; of a long function what differs from its most frequent value, and that as `k[_] = none`. */
export function valueLines(name: string, value: Datum, old: Datum, changed: boolean): StateLine[] {
  const whole = { text: `${name} = ${datumText(value)}`, changed };
  if (!isFunction(value) || width(whole.text) <= comfortable) return [whole];
  const frequency = new Map<string, number>();
  for (const [, each] of value.function) frequency.set(datumText(each), (frequency.get(datumText(each)) ?? 0) + 1);
  const [usual, times] = [...frequency].reduce((most, each) => (each[1] > most[1] ? each : most));
  if (times === 1) return [whole];
  const before = isFunction(old) ? old.function : [];
  const places = value.function.map(
    ([key, each]): Place => ({ path: `${name}[${keyText(key)}]`, kind: "value", value: each }),
  );
  const shown = places.flatMap((place, at) => {
    const was = { ...place, value: before[at]?.[1] ?? null };
    const usually = datumText(place.value) === usual && sameDatum(place.value, was.value);
    return usually ? [] : [{ place, was }];
  });
  const lines = sharedLines(
    shown.map(({ place }) => place),
    shown.map(({ was }) => was),
    " = ",
  );
  return [...lines, { text: `${name}[_] = ${usual}`, changed: false }];
}

function mailboxes(name: string, value: Datum): Place[] {
  if (!isFunction(value)) return [{ path: name, kind: "mailbox", value }];
  return value.function.map(([key, mailbox]) => ({
    path: `${name}[${keyText(key)}]`,
    kind: "mailbox",
    value: mailbox,
  }));
}

/** One place for each instance of the process: only then its labels and locals are functions of its parameter. */
function instances(
  process: string,
  local: string,
  kind: "value" | "pc",
  value: Datum,
  trace: Trace,
  variable: TraceVariable,
): Place[] {
  if (!isFunction(value) || !hasParameter(trace, variable)) return [{ path: process + local, kind, value }];
  return value.function.map(([key, own]) => ({ path: `${process}(${datumText(key)})${local}`, kind, value: own }));
}

/** Whether a process has a parameter shows in its labels: those of one process alone are no function. */
function hasParameter(trace: Trace, { process }: TraceVariable): boolean {
  const slot = trace.variables.findIndex((variable) => variable.role === "pc" && variable.process === process);
  return isFunction(trace.states[0]?.values[slot] ?? null);
}

function isFunction(value: Datum): value is Extract<Datum, { function: unknown }> {
  return value !== null && typeof value === "object" && "function" in value;
}

export function isEmpty(mailbox: Datum): boolean {
  return sameDatum(mailbox, { seq: [] });
}
