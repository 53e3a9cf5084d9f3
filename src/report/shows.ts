import type { TraceState } from "../engine/result.js";
import { changeLines, changes } from "./changes.js";
import { datumText, sameDatum } from "./datum.js";
import { printable } from "./printable.js";
import { valueLines } from "./state.js";
import type { Style } from "./style.js";

/* What `show` declarations tell beside a state: told as variables are, and after the first state only what changed. */

type Shown = TraceState["shows"][number]["value"];

export function showLines(before: TraceState | undefined, after: TraceState, style: Style): string[] {
  return after.shows.flatMap(({ name, value }, at) => {
    const path = `show ${printable(name)}`;
    const old = before?.shows[at]?.value;
    return old === undefined ? wholeLines(path, value, style) : changedLines(path, old, value, style);
  });
}

function wholeLines(path: string, value: Shown, style: Style): string[] {
  const lines = isFault(value)
    ? [`${path} = ${faultText(value)}`]
    : valueLines(path, value, value, false).map(({ text }) => text);
  return lines.map((line) => style.changed(line));
}

function changedLines(path: string, old: Shown, value: Shown, style: Style): string[] {
  if (isFault(old) || isFault(value)) {
    const [was, is] = [shownText(old), shownText(value)];
    return was === is ? [] : [`${style.faint(`${path}: `)}${style.changed(`${was} → ${is}`)}`];
  }
  if (sameDatum(old, value)) return [];
  return changeLines(changes(path, old, value)).map(
    ({ paths, text }) => `${style.faint(`${paths}: `)}${style.changed(text)}`,
  );
}

function isFault(value: Shown): value is { readonly fault: string } {
  return value !== null && typeof value === "object" && "fault" in value;
}

function faultText({ fault }: { readonly fault: string }): string {
  return `? (${printable(fault)})`;
}

function shownText(value: Shown): string {
  return isFault(value) ? faultText(value) : datumText(value);
}
