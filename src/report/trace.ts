import type { Datum } from "../engine/datum.js";
import type { Trace, TraceState, TraceStep } from "../engine/result.js";
import { type Change, type ChangeLine, changeLines, changes } from "./changes.js";
import { datumText, sameDatum } from "./datum.js";
import { messageLines, messagesExplain, sentAndReceived } from "./messages.js";
import { printable } from "./printable.js";
import { type Place, placesOf, stateLines } from "./state.js";
import { choicesText, stepText } from "./step.js";
import type { Style } from "./style.js";

/*
 * A behaviour as a person reads it: numbered states from the initial one, above each the step that led there, below it
 * what that step changed and nothing else.
 */

export interface TraceOptions {
  readonly style: Style;
  /** Whole states, what changed marked with `*`. */
  readonly full: boolean;
  /** What is said beside the last step. */
  readonly marked?: string | undefined;
}

/** The lines of a behaviour, indented; `failing` is a step that began in its last state and met an error. */
export function traceLines(trace: Trace, options: TraceOptions, failing?: TraceStep): string[] {
  const digits = Math.max(3, String(trace.states.length).length + 1);
  return [
    ...stateBlocks(trace, digits, options),
    ...failingBlock(failing, digits, options),
    ...loopBlock(trace, digits, options),
  ];
}

/** The way back to where the loop begins. */
function loopBlock(trace: Trace, digits: number, options: TraceOptions): string[] {
  const { loop, states } = trace;
  if (loop === undefined) return [];
  const { style } = options;
  const sign = style.bad("↻".padStart(digits));
  if (loop.back === undefined)
    return [`${sign}  ${style.place("no step any more")}: it stays in state ${states.length} for ever`];
  const [last, first] = [states.at(-1), states[loop.start]];
  const line = `${sign}  ${heading(loop.back, style)}   ${style.bad(`← back to state ${loop.start + 1}, again and again`)}`;
  if (last === undefined || first === undefined) return [line];
  const body = stepBody(trace, last, { ...first, step: loop.back }, options);
  return [line, ...body.map((text) => " ".repeat(digits + 4) + text)];
}

function stateBlocks(trace: Trace, digits: number, options: TraceOptions): string[] {
  return trace.states.flatMap((state, index) => {
    const before = trace.states[index - 1];
    const body = before === undefined ? initialBody(trace, state, options) : stepBody(trace, before, state, options);
    const number = options.style.faint(String(index + 1).padStart(digits));
    const mark =
      index > 0 && index === trace.states.length - 1 && options.marked
        ? markText(options)
        : loopMark(trace, index, options);
    const first = trace.arbitrary ? "a type-correct state" : "initial state";
    return [
      `${number}  ${heading(state.step, options.style, first)}${mark}`,
      ...body.map((line) => " ".repeat(digits + 4) + line),
    ];
  });
}

function loopMark({ loop }: Trace, index: number, { style }: TraceOptions): string {
  return loop?.back !== undefined && loop.start === index ? `   ${style.bad("← the loop begins here")}` : "";
}

function markText({ marked, style }: TraceOptions): string {
  return marked === undefined ? "" : `   ${style.bad(`← ${marked}`)}`;
}

function failingBlock(failing: TraceStep | undefined, digits: number, { style }: TraceOptions): string[] {
  if (failing === undefined) return [];
  const messages = sentAndReceived(failing).map((line) => " ".repeat(digits + 4) + line);
  return [`${style.bad("✗".padStart(digits))}  ${heading(failing, style)}`, ...messages];
}

/** `first`: what the state is that no step leads to. */
function heading(step: TraceStep | undefined, style: Style, first = ""): string {
  if (step === undefined) return style.place(first);
  const choices = choicesText(step);
  const told = step.says === undefined ? "" : ` — ${style.strong(printable(step.says))}`;
  return style.place(stepText(step)) + (choices === "" ? "" : style.faint(` with ${choices}`)) + told;
}

function initialBody(trace: Trace, state: TraceState, { style, full }: TraceOptions): string[] {
  const lines = stateLines(trace, state.values).map(({ text }) => (full ? `  ${text}` : text));
  return [...lines, ...showLines(undefined, state, style)];
}

function stepBody(trace: Trace, before: TraceState, after: TraceState, options: TraceOptions): string[] {
  const { style, full } = options;
  const lines = after.step === undefined ? [] : messageLines(trace, before, after, after.step);
  if (full) {
    lines.push(...wholeState(trace, before, after, style), ...showLines(undefined, after, style));
    return lines;
  }
  lines.push(...difference(trace, before, after).map(({ paths, text }) => `${paths}: ${style.changed(text)}`));
  if (lines.length === 0 && sameStates(before, after)) lines.push(style.faint("nothing changes"));
  return [...lines, ...showLines(before, after, style)];
}

function wholeState(trace: Trace, before: TraceState, after: TraceState, style: Style): string[] {
  return stateLines(trace, after.values, before.values).map(({ text, changed }) =>
    changed ? style.changed(`* ${text}`) : `  ${text}`,
  );
}

function sameStates(before: TraceState, after: TraceState): boolean {
  return sameDatum({ seq: before.values }, { seq: after.values });
}

/** What changed and is not told by the step's own line or its messages. */
function difference(trace: Trace, before: TraceState, after: TraceState): ChangeLine[] {
  return trace.variables.flatMap((variable, slot) => {
    const old = placesOf(variable, before.values[slot] ?? null, trace);
    const present = placesOf(variable, after.values[slot] ?? null, trace);
    const found = old.flatMap((place, at): Change[] => {
      const value = present[at]?.value ?? null;
      if (isTold(place, value, after.step)) return [];
      if (place.kind === "value") return changes(place.path, place.value, value);
      return sameDatum(place.value, value) ? [] : [{ path: place.path, before: place.value, after: value }];
    });
    return changeLines(found);
  });
}

/** Is this place's change told by the line of the step or by its messages? */
function isTold(place: Place, after: Datum, step: TraceStep | undefined): boolean {
  if (step === undefined) return false;
  if (place.kind === "pc") return step.kind === "label" && stepText(step).startsWith(`${place.path}: `);
  return place.kind === "mailbox" && messagesExplain(place, after, step);
}

/** Values of `show` declarations: those that differ from the state before, or all. */
function showLines(before: TraceState | undefined, after: TraceState, style: Style): string[] {
  return after.shows.flatMap(({ name, value }, at) => {
    const old = before?.shows[at]?.value;
    if (old !== undefined && JSON.stringify(old) === JSON.stringify(value)) return [];
    const change = old === undefined ? "" : `${showText(old)} → `;
    return [style.faint(`show ${printable(name)} = `) + style.changed(change + showText(value))];
  });
}

function showText(value: Datum | { readonly fault: string }): string {
  return value !== null && typeof value === "object" && "fault" in value
    ? `? (${printable(value.fault)})`
    : datumText(value);
}
