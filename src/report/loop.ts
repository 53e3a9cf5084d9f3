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
  const named = (treatment: LoopFairness["treatment"]): Named => {
    const names = fairness.filter((group) => group.treatment === treatment).map(({ name }) => printable(name));
    return { text: listed(condensed(names, fairness)), count: names.length };
  };
  const [taken, idle] = [named("taken"), named("never possible")];
  const where = back === undefined ? `in state ${start + 1}` : "in the loop";
  const lines = [
    ...(taken.count === 0 ? [] : [`${taken.text} ${taken.count === 1 ? "takes" : "take"} steps in the loop`]),
    ...(idle.count === 0
      ? []
      : [`${idle.text} can take no step ${where}, so fairness does not force ${idle.count === 1 ? "it" : "them"}`]),
    ...interruptedLines(fairness, named("impossible")),
  ];
  return lines.map((line, at) => `${at === 0 ? title : "     "} ${line}`);
}

/** Groups in words, and how many they are. */
interface Named {
  readonly text: string;
  readonly count: number;
}

/** The weakly fair ones of which now and then no step is possible. */
function interruptedLines(fairness: readonly LoopFairness[], { text, count }: Named): string[] {
  if (count === 0) return [];
  const states = new Set(fairness.flatMap(({ treatment, state }) => (treatment === "impossible" ? [state ?? 0] : [])));
  const numbers = [...states].sort((one, other) => one - other).map((state) => String(state + 1));
  const shown =
    numbers.length <= MOST_STATES ? listed(numbers) : `${numbers.slice(0, MOST_STATES).join(", ")} and others`;
  const where = `in state${numbers.length === 1 ? "" : "s"} ${shown}`;
  if (count === 1)
    return [`${text} is never continuously enabled (${where} it can take no step), so weak fairness does not force it`];
  const when = numbers.length === 1 ? `${where} they can take no step` : `${where} one or the other can take no step`;
  return [`${text} are never continuously enabled (${when}), so weak fairness does not force them`];
}

/** States that are told where there are more. */
const MOST_STATES = 4;
/** Of so many members of one process or action each is named; of more, some, or all by `_`. */
const MOST_NAMED = 4;

/**
 * Names of groups, shorter where they are many of one process or action: `Tell(_, _)` when they are all there are, else
 * `Tell(1, 2)`, `Tell(1, 3)`, `7 more of Tell`.
 */
function condensed(names: readonly string[], all: readonly LoopFairness[]): string[] {
  const stems = new Map<string, string[]>();
  for (const name of names) stems.set(stemOf(name), [...(stems.get(stemOf(name)) ?? []), name]);
  return [...stems].flatMap(([stem, members]) => {
    if (members.length <= MOST_NAMED) return members;
    const there = all.filter(({ name }) => stemOf(printable(name)) === stem).length;
    if (there === members.length) return [anyOf(stem, members[0] ?? "")];
    return [...members.slice(0, 2), `${members.length - 2} more of ${stem}`];
  });
}

/** `P` of `P(2)`; a group that is declared of several, or with `_`, is its own. */
function stemOf(name: string): string {
  if (name.includes(" or ") || name.includes("_)") || name.includes("_, ")) return name;
  return /^[A-Za-z][A-Za-z0-9_]*(?=\(.*\)$)/.exec(name)?.[0] ?? name;
}

/** `Tell(_, _)` for `Tell(1, {1, 2})`: with as many arguments. */
function anyOf(stem: string, name: string): string {
  let depth = 0;
  let commas = 0;
  for (const sign of name.slice(stem.length)) {
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === "," && depth === 1) commas += 1;
  }
  return `${stem}(${"_, ".repeat(commas)}_)`;
}
