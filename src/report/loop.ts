import type { Failing, Loop, LoopFairness, Trace } from "../engine/result.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { oneLine } from "./why.js";
import { afterSteps, counted, listed } from "./words.js";

/* What a report says of behaviours that never end: of a lasso, its loop, and why fairness allows it. */

/** How a temporal claim fails, as an adverb: `by stopping after 2 steps`, `in a loop of 3 steps after 2 steps`. */
function lassoText({ states }: Trace, { start, back }: Loop): string {
  if (back === undefined) return `by stopping ${afterSteps(states.length)}`;
  return `in a loop of ${counted(states.length - start, "step")} ${start === 0 ? "from the start" : afterSteps(start + 1)}`;
}

/** When a behaviour shows what it shows, as an adverb. */
export function whenText(trace: Trace): string {
  return trace.loop === undefined ? afterSteps(trace.states.length) : lassoText(trace, trace.loop);
}

/** Where the behaviour does not do what the claim says. */
export function failingText(failing: Failing, { start }: Loop): string {
  switch (failing.kind) {
    case "leads to nothing": {
      const rest = `from there on \`${oneLine(failing.right)}\` never is`;
      return `in state ${failing.state + 1} \`${oneLine(failing.left)}\` is true, and ${rest}`;
    }
    case "false":
      return `in state ${failing.state + 1} \`${oneLine(failing.text)}\` is false`;
    case "never true":
      return `\`${oneLine(failing.text)}\` never becomes true`;
    case "no more":
      return `from state ${start + 1} on \`${oneLine(failing.text)}\` never is true again`;
    case "false again":
      return `in state ${failing.state + 1} \`${oneLine(failing.text)}\` is false, and again each time round`;
  }
}

/** Why nothing forces the behaviour out of its loop, a sentence a line. */
export function fairnessLines({ fairness, back, start }: Loop, style: Style): string[] {
  const title = style.strong("Fair:");
  if (fairness.length === 0) {
    const may = back === undefined ? "stop for ever in any state" : "go round like this for ever";
    return [`${title} nothing is declared fair, so a behaviour may ${may}`];
  }
  const taken = fairness.filter(({ treatment }) => treatment === "taken").map(({ name }) => printable(name));
  const idle = fairness.filter(({ treatment }) => treatment === "never possible").map(({ name }) => printable(name));
  const where = back === undefined ? `in state ${start + 1}` : "in the loop";
  const lines = [
    ...(taken.length === 0
      ? []
      : [`${listed(taken)} ${taken.length === 1 ? "takes steps" : "take steps"} in the loop`]),
    ...(idle.length === 0
      ? []
      : [`${listed(idle)} can take no step ${where}, so fairness does not force ${them(idle)}`]),
    ...fairness.flatMap(interruptedText),
  ];
  return lines.map((line, at) => `${at === 0 ? title : "     "} ${line}`);
}

function interruptedText({ name, strength, treatment, state }: LoopFairness): string[] {
  if (treatment !== "impossible" || state === undefined) return [];
  const where = `in state ${state + 1} it can take no step`;
  return [`${printable(name)} is never continuously enabled (${where}), so ${strength} fairness does not force it`];
}

function them(names: readonly string[]): string {
  return names.length === 1 ? "it" : "them";
}
