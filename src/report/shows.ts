import type { Shown, TraceState } from "../engine/result.js";
import { changeLines, changes } from "./changes.js";
import { datumText, sameDatum } from "./datum.js";
import { printable } from "./printable.js";
import { valueLines } from "./state.js";
import { stepText } from "./step.js";
import type { Style } from "./style.js";

/* What `show` declarations tell beside a state: told as variables are, and after the first state only what changed. */

type Told = Exclude<Shown, { readonly said: string }>;

export function showLines(before: TraceState | undefined, after: TraceState, style: Style): string[] {
  const seen = after.seen === undefined ? [] : [seenLine(after.seen, style)];
  const told = after.shows.flatMap(({ name, value }, at) => {
    // What is seen of a spec that is refined has a name with a point, and no `show` has.
    const path = name.includes(".") ? printable(name) : `show ${printable(name)}`;
    const old = before?.shows[at]?.value;
    if (isSaid(value)) return saidLines(path, old, value, style);
    return old === undefined ? wholeLines(path, value, style) : changedLines(path, old, value, style);
  });
  return [...seen, ...told];
}

/** The step of the spec that is refined, before what it changes there. */
function seenLine({ name, step }: NonNullable<TraceState["seen"]>, style: Style): string {
  const says = step.says === undefined ? "" : ` — ${printable(step.says)}`;
  return `${style.faint(`${printable(name)}:`)} ${style.place(stepText(step))}${says}`;
}

/** Words about a step, and no value. */
function isSaid(value: Shown): value is { readonly said: string } {
  return value !== null && typeof value === "object" && "said" in value;
}

function saidLines(path: string, old: Shown | undefined, value: { readonly said: string }, style: Style): string[] {
  if (old !== undefined && isSaid(old) && old.said === value.said) return [];
  return [`${style.faint(`${path}: `)}${style.changed(printable(value.said))}`];
}

function wholeLines(path: string, value: Told, style: Style): string[] {
  const lines = isFault(value)
    ? [`${path} = ${faultText(value)}`]
    : valueLines(path, value, value, false).map(({ text }) => text);
  return lines.map((line) => style.changed(line));
}

function changedLines(path: string, old: Shown, value: Told, style: Style): string[] {
  if (isSaid(old)) return wholeLines(path, value, style);
  if (isFault(old) || isFault(value)) {
    const [was, is] = [shownText(old), shownText(value)];
    return was === is ? [] : [`${style.faint(`${path}: `)}${style.changed(`${was} → ${is}`)}`];
  }
  if (sameDatum(old, value)) return [];
  return changeLines(changes(path, old, value)).map(
    ({ paths, text }) => `${style.faint(`${paths}: `)}${style.changed(text)}`,
  );
}

function isFault(value: Told): value is { readonly fault: string } {
  return value !== null && typeof value === "object" && "fault" in value;
}

function faultText({ fault }: { readonly fault: string }): string {
  return `? (${printable(fault)})`;
}

function shownText(value: Told): string {
  return isFault(value) ? faultText(value) : datumText(value);
}
