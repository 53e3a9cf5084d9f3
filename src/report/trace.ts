import type { Choices, Trace, TraceState, TraceStep } from "../engine/result.js";
import { insteadLines } from "./choices.js";
import { sameDatum } from "./datum.js";
import { difference } from "./difference.js";
import { type Lanes, lanesOf } from "./lanes.js";
import { messageLines, sentAndReceived } from "./messages.js";
import { printable, width } from "./printable.js";
import { showLines } from "./shows.js";
import { stateLines } from "./state.js";
import { choicesText, stepText } from "./step.js";
import type { Style } from "./style.js";

/*
 * A behaviour as a person reads it: numbered states from the initial one, above each the step that led there, below it
 * what that step changed and nothing else.
 */

/** How much of a behaviour is shown. */
export interface Shape {
  /** Whole states, what changed marked with `*`. */
  readonly full: boolean;
  /** A lane for each who takes part, with arrows for messages; undefined: where messages pass. */
  readonly lanes?: boolean | undefined;
  /** What else was possible on the way. */
  readonly choices?: Choices | undefined;
}

export interface TraceOptions extends Shape {
  readonly style: Style;
  /** What is said beside the last step. */
  readonly marked?: string | undefined;
}

/** A line of a behaviour; `sign`: the number of a state, or what stands in its place; `lanes`: what is drawn beside it. */
interface Row {
  readonly sign?: number | string;
  readonly lanes?: string | undefined;
  readonly text: string;
}

/** A behaviour, how it is told, and what is drawn beside it. */
interface Telling {
  readonly trace: Trace;
  readonly options: TraceOptions;
  readonly lanes: Lanes | undefined;
}

/** The lines of a behaviour, indented; `failing` is a step that began in its last state and met an error. */
export function traceLines(trace: Trace, options: TraceOptions, failing?: TraceStep): string[] {
  const digits = Math.max(3, String(trace.states.length).length + 1);
  const lanes = lanesOf(trace, failing, options.lanes, options.style);
  const telling = { trace, options, lanes };
  const rows: Row[] = [
    ...(lanes?.head ?? []).map((head) => ({ lanes: head, text: "" })),
    ...stateRows(telling),
    ...failingRows(telling, failing),
    ...(lanes?.underway ?? []).map(({ lanes: arrow, text }) => ({ lanes: arrow, text: `  ${text}` })),
    ...loopRows(telling),
  ];
  const idle = lanes?.idle ?? "";
  return rows.map(({ sign, lanes: beside = idle, text }) =>
    `${signText(sign, digits, options.style)}  ${beside}${text}`.trimEnd(),
  );
}

function signText(sign: number | string | undefined, digits: number, style: Style): string {
  const text = String(sign ?? "").padStart(digits);
  return typeof sign === "string" ? style.bad(text) : style.faint(text);
}

/** The way back to where the loop begins. */
function loopRows(telling: Telling): Row[] {
  const { trace, lanes, options } = telling;
  const { loop, states } = trace;
  if (loop === undefined) return [];
  const { style } = options;
  const sign = "↻";
  if (loop.back === undefined)
    return [{ sign, text: `${style.place("no step any more")}: it stays in state ${states.length} for ever` }];
  const [last, first] = [states.at(-1), states[loop.start]];
  const mark = `   ${style.bad(`← back to state ${loop.start + 1}, again and again`)}`;
  const row = { sign, lanes: lanes?.heading(states.length), text: heading(loop.back, style) + mark };
  if (last === undefined || first === undefined) return [row];
  return [row, ...bodyRows(telling, last, { ...first, step: loop.back, seen: loop.seen }, states.length)];
}

function stateRows(telling: Telling): Row[] {
  const { trace, lanes, options } = telling;
  const first = trace.arbitrary ? "a type-correct state" : "initial state";
  return trace.states.flatMap((state, index) => {
    const before = trace.states[index - 1];
    const body =
      before === undefined
        ? initialBody(trace, state, options).map((text) => ({ text: `  ${text}` }))
        : bodyRows(telling, before, state, index);
    const last = index > 0 && index === trace.states.length - 1 && options.marked;
    const mark = last ? markText(options) : loopMark(trace, index, options);
    const text = heading(state.step, options.style, first) + mark + noReturnMark(index, options);
    return [{ sign: index + 1, lanes: lanes?.heading(index), text }, ...body, ...instead(index - 1, trace, options)];
  });
}

function loopMark({ loop }: Trace, index: number, { style }: TraceOptions): string {
  return loop?.back !== undefined && loop.start === index ? `   ${style.bad("← the loop begins here")}` : "";
}

function noReturnMark(index: number, { choices, style }: TraceOptions): string {
  return choices?.pointOfNoReturn === index ? `   ${style.bad("← the point of no return")}` : "";
}

function instead(from: number, trace: Trace, { choices, style, full }: TraceOptions): Row[] {
  if (choices === undefined || from < 0) return [];
  return insteadLines(choices, trace, from, style, full).map((line) => ({ text: `  ${line}` }));
}

function markText({ marked, style }: TraceOptions): string {
  return marked === undefined ? "" : `   ${style.bad(`← ${marked}`)}`;
}

function failingRows({ trace, lanes, options }: Telling, failing: TraceStep | undefined): Row[] {
  if (failing === undefined) return [];
  const index = trace.states.length;
  const row = { sign: "✗", lanes: lanes?.heading(index), text: heading(failing, options.style) };
  const messages = messageRows(sentAndReceived(failing), index, lanes);
  return [row, ...chosenRows(failing, options.style), ...messages, ...instead(index - 1, trace, options)];
}

/** Lines about the messages of the step that led to the state with this index. */
function messageRows(lines: readonly string[], index: number, lanes: Lanes | undefined): Row[] {
  return lines.map((line, at) => ({
    lanes: lanes?.message(index, at),
    text: `  ${line}${lanes?.sent(index, at) ?? ""}`,
  }));
}

/** `first`: what the state is that no step leads to. */
function heading(step: TraceStep | undefined, style: Style, first = ""): string {
  if (step === undefined) return style.place(first);
  const choices = hasRoom(step) ? chosenText(step) : "";
  return style.place(stepText(step)) + style.faint(choices) + saidText(step, style.strong);
}

/** What a step chose stands in its line, or where that would be longer than this, in one below. */
const comfortable = 110;

function hasRoom(step: TraceStep): boolean {
  const line = stepText(step) + chosenText(step) + saidText(step);
  return width(line) <= comfortable;
}

function chosenRows(step: TraceStep | undefined, style: Style): Row[] {
  if (step === undefined || hasRoom(step) || chosenText(step) === "") return [];
  return [{ text: ` ${style.faint(chosenText(step))}` }];
}

function chosenText(step: TraceStep): string {
  const choices = choicesText(step);
  return choices === "" ? "" : ` with ${choices}`;
}

function saidText({ says }: TraceStep, paint = (text: string): string => text): string {
  return says === undefined ? "" : ` — ${paint(printable(says))}`;
}

function initialBody(trace: Trace, state: TraceState, { style, full }: TraceOptions): string[] {
  const lines = stateLines(trace, state.values).map(({ text }) => (full ? `  ${text}` : text));
  return [...lines, ...showLines(undefined, state, style)];
}

/** What the step to the state with this index sent, received and changed. */
function bodyRows({ trace, lanes, options }: Telling, before: TraceState, after: TraceState, index: number): Row[] {
  const messages = after.step === undefined ? [] : messageLines(trace, before, after, after.step);
  const rest = stepBody(trace, before, after, messages.length > 0, options).map((line) => ({ text: `  ${line}` }));
  return [...chosenRows(after.step, options.style), ...messageRows(messages, index, lanes), ...rest];
}

/** `spoken`: are there lines about messages before? */
function stepBody(
  trace: Trace,
  before: TraceState,
  after: TraceState,
  spoken: boolean,
  { style, full }: TraceOptions,
): string[] {
  if (full) return [...wholeState(trace, before, after, style), ...showLines(undefined, after, style)];
  const lines = difference(trace, before, after).map(({ paths, text }) => `${paths}: ${style.changed(text)}`);
  if (lines.length === 0 && !spoken && sameStates(before, after)) lines.push(style.faint("nothing changes"));
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
