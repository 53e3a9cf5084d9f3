import type { Explanation, Failing, Loop, Trace } from "../engine/result.js";
import { bindingsText } from "./datum.js";
import { oneLine } from "./why.js";
import { counted } from "./words.js";

/* Where a behaviour that never ends does not do what a claim says, a sentence each. */

/** What `failing` says of a behaviour with a loop. */
export function failingText(failing: Failing, trace: Trace, loop: Loop): string {
  const { bindings = [] } = failing;
  const names = bindingsText(bindings);
  if (failing.kind === "and so on") {
    return `and so on, for ${counted(failing.count, "more case")}${names === "" ? "" : ` with ${names}`}`;
  }
  const said = `${failureText(failing, trace, loop)}${failing.again ? ", the next time round" : ""}`;
  return names === "" ? said : `for ${names}: ${said}`;
}

function failureText(failing: Exclude<Failing, { readonly kind: "and so on" }>, trace: Trace, loop: Loop): string {
  switch (failing.kind) {
    case "leads to nothing":
      return `in state ${failing.state + 1} ${quoted(failing.left)} is true, and from there on ${quoted(failing.right)} never is`;
    case "not until":
      return notUntilText(failing);
    case "not before":
    case "not before of step":
      return notBeforeText(failing, stepText(failing.state, trace.states.length, loop.start));
    case "no more":
      return `from state ${loop.start + 1} on ${quoted(failing.text)} never is true again`;
    case "no more of step":
      return `from state ${loop.start + 1} on ${quoted(failing.text)} is true of no step`;
    default:
      return sentenceOf(failing, trace, loop);
  }
}

type OfOne = Extract<Failing, { readonly state: number; readonly text: string }>;

/** Of one formula and one place in the behaviour. */
function sentenceOf(
  failing: Exclude<OfOne, { readonly from: number }>,
  { states }: Trace,
  { start, back }: Loop,
): string {
  const { state } = failing;
  const text = quoted(failing.text);
  const from = state === 0 ? "" : `${fromText(state)}on `;
  const step = stepText(state, states.length, start);
  switch (failing.kind) {
    case "false":
      return `in state ${state + 1} ${text} is false`;
    case "false of step":
      return `${text} is false of ${step}`;
    case "true":
      return `in state ${state + 1} ${text} is true`;
    case "true of step":
      return `${text} is true of ${step}`;
    case "true from here":
      return `${from}${text} holds`;
    case "false from here":
      return `${from}${text} does not hold`;
    case "never true":
      return state === 0 ? `${text} never becomes true` : `${from}${text} never is true`;
    case "never true of step":
      return `${from}${text} is true of no step`;
    case "false again":
      return `in state ${state + 1} ${text} is false, and ${back === undefined ? "stays so" : "again each time round"}`;
    case "false again of step":
      return `${text} is false of ${step}, each time round`;
  }
}

/** Of what the values of parts are told, as what follows `where`. */
export function placeOfParts({ partsOf }: Explanation, { states }: Trace, { start }: Loop): string {
  if (partsOf === undefined) return "";
  const { state, step } = partsOf;
  return step ? ` along ${stepText(state, states.length, start)}` : ` in state ${state + 1}`;
}

/** The step out of a state. */
function stepText(state: number, states: number, start: number): string {
  const next = state + 1 < states ? `to state ${state + 2}` : `back to state ${start + 1}`;
  return `the step from state ${state + 1} ${next}`;
}

function notUntilText({ from, state, left, right }: Extract<Failing, { kind: "not until" }>): string {
  if (from === state) return `in state ${state + 1} neither ${quoted(left)} nor ${quoted(right)} is true`;
  return `in state ${state + 1} ${quoted(left)} is false, and ${fromText(from)}up to there ${quoted(right)} never is true`;
}

type NotBefore = Extract<Failing, { kind: "not before" | "not before of step" }>;

/** `step`: the one out of the state. */
function notBeforeText({ kind, from, state, text }: NotBefore, step: string): string {
  if (kind === "not before of step") {
    if (from === state) return `and ${quoted(text)} is false of ${step}`;
    return `and ${quoted(text)} is true of no step ${fromText(from)}up to the one out of state ${state + 1}`;
  }
  if (from === state) return `and in state ${state + 1} ${quoted(text)} is false`;
  return `and ${fromText(from)}up to state ${state + 1} ${quoted(text)} never is true`;
}

/** Nothing from the beginning on. */
function fromText(state: number): string {
  return state === 0 ? "" : `from state ${state + 1} `;
}

function quoted(text: string): string {
  return `\`${oneLine(text)}\``;
}
