import type { Wait, WaitingWay } from "../engine/result.js";
import { argumentsText, bindingsText, datumText } from "./datum.js";
import { printable, width } from "./printable.js";
import type { Style } from "./style.js";
import { oneLine } from "./why.js";
import { grouped } from "./words.js";

/* What keeps steps, or an initial state, from being possible: who waits, where, for what, and with which values. */

/** So many lines; the rest is counted. */
const MOST_LINES = 24;
/** Values stand beside what they decide, or where that would be longer, below. */
const comfortable = 120;

/** A line each, with the values that make it so; indented as the reasons of a claim are. */
export function waitLines(waits: readonly Wait[], style: Style): string[] {
  const lines = waits.flatMap((wait) => [
    ...wait.ways.map((way) => [waitText(wait, way), valuesText(wait, way)] as const),
    ...(wait.untold === 0 ? [] : [[untoldText(wait), ""] as const]),
  ]);
  const told = lines.slice(0, MOST_LINES).flatMap(([text, values]) => {
    if (values === "") return [`     ${text}`];
    if (width(text) + width(values) + 8 <= comfortable) return [`     ${text} (${style.changed(values)})`];
    return [`     ${text}`, `       (${style.changed(values)})`];
  });
  const rest = lines.length - MOST_LINES;
  return rest <= 0 ? told : [...told, `     and ${grouped(rest)} more`];
}

/** The same as one text each. */
export function waitTexts(waits: readonly Wait[]): string[] {
  const texts = waits.flatMap((wait) =>
    wait.ways.map((way) => {
      const values = valuesText(wait, way);
      return waitText(wait, way) + (values === "" ? "" : ` (${values})`);
    }),
  );
  const rest = texts.length - MOST_LINES;
  return rest <= 0 ? texts : [...texts.slice(0, MOST_LINES), `and ${grouped(rest)} more`];
}

/** `P(1) at wait, line 23: when not chosen[2]` */
function waitText(wait: Wait, way: WaitingWay): string {
  const named = way.bindings.length === 0 ? "" : ` with ${bindingsText(way.bindings)}`;
  return `${whoText(wait, way)}${named}, line ${wait.line}: ${oneLine(wait.text)}`;
}

function whoText({ kind, name, from }: Wait, { arguments: values }: WaitingWay): string {
  const who = printable(name) + argumentsText(values);
  return kind === "label" ? `${who} at ${printable(from ?? "")}` : who;
}

/** `chosen[2] is true`; of a mailbox, that it is full. */
function valuesText({ reason }: Wait, { parts }: WaitingWay): string {
  const values = parts.map(({ text, value }) => `${oneLine(text)} is ${datumText(value)}`).join(", ");
  return reason === "full" ? `${values}, which is full` : values;
}

function untoldText({ kind, name, line, untold }: Wait): string {
  const ways = `${grouped(untold)} more ${untold === 1 ? "way" : "ways"}`;
  return `${ways}${kind === "start" ? "" : ` of ${printable(name)}`}, line ${line}`;
}
