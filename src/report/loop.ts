import type { Loop, LoopFairness, Trace } from "../engine/result.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
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

/** Why nothing forces the behaviour out of its loop, a sentence a line. */
export function fairnessLines({ fairness, back, start }: Loop, style: Style): string[] {
  const title = style.strong("Fair:");
  if (fairness.length === 0) {
    const may = back === undefined ? "stop for ever in any state" : "go round like this for ever";
    return [`${title} nothing is declared fair, so a behaviour may ${may}`];
  }
  const where = back === undefined ? `in state ${start + 1}` : "in the loop";
  const lines = [
    ...told(fairness, ({ treatment }) => treatment === "taken").map(
      ({ text, one }) => `${text} ${one ? "takes" : "take"} steps in the loop`,
    ),
    ...told(fairness, ({ treatment }) => treatment === "never possible").map(
      ({ text, one }) => `${text} can take no step ${where}, so fairness does not force ${one ? "it" : "them"}`,
    ),
    ...interruptedLines(fairness),
  ];
  return lines.map((line, at) => `${at === 0 ? title : "     "} ${line}`);
}

/** Groups in words; `one`: what is said of them is said of one. */
interface Told {
  readonly text: string;
  readonly one: boolean;
}

/** Nothing where there are none. */
function told(fairness: readonly LoopFairness[], among: (group: LoopFairness) => boolean): readonly Told[] {
  const names = fairness.filter(among).map(({ name }) => printable(name));
  const short = condensed(names, fairness);
  return short.length === 0 ? [] : [{ text: listed(short), one: short.length === 1 }];
}

/** So many states in which somebody is interrupted are told each by itself. */
const MOST_STATES = 3;

/** The weakly fair ones of which now and then no step is possible, by the state in which that is so. */
function interruptedLines(fairness: readonly LoopFairness[]): string[] {
  const isInterrupted = ({ treatment }: LoopFairness): boolean => treatment === "impossible";
  const stateOf = ({ state }: LoopFairness): number => state ?? 0;
  const states = [...new Set(fairness.filter(isInterrupted).map(stateOf))].sort((one, other) => one - other);
  const first = states.length > MOST_STATES + 1 ? states.slice(0, MOST_STATES) : states;
  const lines = first.flatMap((at) =>
    told(fairness, (group) => isInterrupted(group) && stateOf(group) === at).map(({ text, one }) => {
      const never = `${text} ${one ? "is" : "are"} never continuously enabled`;
      const them = one ? "it" : "them";
      return `${never} (in state ${at + 1} ${one ? "it" : "they"} can take no step), so weak fairness does not force ${them}`;
    }),
  );
  const others = told(fairness, (group) => isInterrupted(group) && !first.includes(stateOf(group)));
  return [
    ...lines,
    ...others.map(({ text, one }) => `so it is with ${text}, in ${one ? "another state" : "other states"}`),
  ];
}

/** Of so many members of one process or action each is named; of more, some, or all by `_`. */
const MOST_NAMED = 4;
/** `P(2)` before `P(10)`. */
const byNumbers = new Intl.Collator("en", { numeric: true });
/** So many names of different ones in a line. */
const MOST_LISTED = 12;

/**
 * Names of groups, shorter where they are many of one process or action: `each Tell(_, _)` when they are all there are, else
 * `Tell(1, 2)`, `Tell(1, 3)`, `7 more of Tell`.
 */
function condensed(names: readonly string[], all: readonly LoopFairness[]): string[] {
  const stems = new Map<string, string[]>();
  for (const name of names) stems.set(stemOf(name), [...(stems.get(stemOf(name)) ?? []), name]);
  const texts = [...stems].flatMap(([stem, unordered]) => {
    const members = unordered.toSorted(byNumbers.compare);
    if (members.length <= MOST_NAMED) return members;
    const there = all.filter(({ name }) => stemOf(printable(name)) === stem).length;
    if (there === members.length) return [`each ${anyOf(stem, members[0] ?? "")}`];
    return [...members.slice(0, 2), `${members.length - 2} more of ${stem}`];
  });
  return texts.length <= MOST_LISTED
    ? texts
    : [...texts.slice(0, MOST_LISTED - 1), `${texts.length - MOST_LISTED + 1} more`];
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
