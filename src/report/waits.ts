import type { Wait, WaitingWay } from "../engine/result.js";
import { argumentsText, datumText } from "./datum.js";
import { printable, width } from "./printable.js";
import type { Style } from "./style.js";
import { oneLine } from "./why.js";
import { grouped, listed } from "./words.js";

/* What keeps steps, or an initial state, from being possible: who waits, where, for what, and with which values. */

/** So many lines; the rest is counted. */
const MOST_LINES = 24;
/** Values stand beside what they decide, or where that would be longer, below. */
const comfortable = 120;

/** A line each, with the values that make it so; indented as the reasons of a claim are. */
export function waitLines(waits: readonly Wait[], style: Style): string[] {
  const all = toldOf(waits);
  const lines = all.slice(0, MOST_LINES).flatMap(({ text, values }) => {
    if (values === "") return [`     ${text}`];
    if (width(text) + width(values) + 8 <= comfortable) return [`     ${text} — ${style.changed(values)}`];
    return [`     ${text}`, `       — ${style.changed(values)}`];
  });
  return all.length <= MOST_LINES ? lines : [...lines, `     and ${grouped(all.length - MOST_LINES)} more`];
}

/** The same as one text each. */
export function waitTexts(waits: readonly Wait[]): string[] {
  const all = toldOf(waits);
  const texts = all.slice(0, MOST_LINES).map(({ text, values }) => text + (values === "" ? "" : ` — ${values}`));
  return all.length <= MOST_LINES ? texts : [...texts, `and ${grouped(all.length - MOST_LINES)} more`];
}

interface Told {
  readonly text: string;
  readonly values: string;
}

/** Those who wait at one place with the same values are told together. */
function toldOf(waits: readonly Wait[]): readonly Told[] {
  const places = new Map<string, { readonly wait: Wait; readonly values: string; readonly whos: string[] }>();
  for (const wait of waits) {
    for (const way of wait.ways) {
      const values = valuesText(wait, way);
      const key = JSON.stringify([wait.kind, wait.name, wait.from, wait.line, wait.text, values]);
      const place = places.get(key) ?? { wait, values, whos: [] };
      const who = printable(wait.name) + argumentsText(way.arguments);
      if (!place.whos.includes(who)) place.whos.push(who);
      places.set(key, place);
    }
    if (wait.untold > 0) places.set(`${places.size} more`, { wait, values: "", whos: [] });
  }
  return [...places.values()].map(({ wait, values, whos }) => ({ text: placeText(wait, whos), values }));
}

/** `P(1) and P(2) at wait, line 23: when not chosen[3]` */
function placeText(wait: Wait, whos: readonly string[]): string {
  const { kind, name, from, line, text, untold } = wait;
  if (whos.length === 0) {
    const ways = `${grouped(untold)} more ${untold === 1 ? "way" : "ways"}`;
    return `${kind === "start" ? "other first values" : `${ways} of ${printable(name)}`}, line ${line}`;
  }
  const at = kind === "label" ? ` at ${printable(from ?? "")}` : "";
  return `${listed(whos)}${at}, line ${line}: ${oneLine(text)}`;
}

/** `chosen[3] is true`, after what was chosen on the way there; of a mailbox, that it is full. */
function valuesText({ reason }: Wait, { parts, bindings }: WaitingWay): string {
  const named = bindings.map(({ name, value }) => ({ text: name, value }));
  const values = [...named, ...parts].map(({ text, value }) => `${oneLine(text)} is ${datumText(value)}`);
  return [...new Set(values)].join(", ") + (reason === "full" ? ", which is full" : "");
}
