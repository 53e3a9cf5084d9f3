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

/** The lines that tell a whole state, in the order of declaration. */
export function stateLines(trace: Trace, values: readonly Datum[]): string[] {
  return trace.variables.flatMap((variable, slot) => variableLines(variable, values[slot] ?? null, trace));
}

export function variableLines(variable: TraceVariable, value: Datum, trace: Trace): string[] {
  const places = placesOf(variable, value, trace);
  if (variable.role === "channel") {
    const full = places.filter((place) => !isEmpty(place.value));
    if (full.length === 0) return [`${printable(variable.name)} empty`];
    return full.map(({ path, value: mailbox }) => `${path} = ${datumText(mailbox)}`);
  }
  if (variable.role === "variable" && isFunction(value)) return functionLines(printable(variable.name), value);
  const joint = variable.role === "pc" ? " at " : " = ";
  const alike = new Map<string, string[]>();
  for (const place of places) {
    const text = datumText(place.value);
    alike.set(text, [...(alike.get(text) ?? []), place.path]);
  }
  return [...alike].map(([text, paths]) => paths.join(", ") + joint + text);
}

/** Longer functions are told key by key. */
const comfortable = 90;

/** `k = [1: true, 2: false]`; of a long one what differs from its most frequent value, and that as `k[_] = none`. */
function functionLines(name: string, value: Extract<Datum, { function: unknown }>): string[] {
  const whole = `${name} = ${datumText(value)}`;
  if (width(whole) <= comfortable) return [whole];
  const keys = new Map<string, string[]>();
  for (const [key, each] of value.function) {
    const text = datumText(each);
    keys.set(text, [...(keys.get(text) ?? []), `${name}[${keyText(key)}]`]);
  }
  const groups = [...keys];
  const usual = groups.reduce((most, each) => (each[1].length > most[1].length ? each : most));
  if (usual[1].length === 1) return [whole];
  const rest = groups.filter((each) => each !== usual).map(([text, paths]) => `${paths.join(", ")} = ${text}`);
  return [...rest, `${name}[_] = ${usual[0]}`];
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
