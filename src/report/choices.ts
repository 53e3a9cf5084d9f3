import { MOST_STATES } from "../engine/choices.js";
import type { Avoidable, Choices, ClaimResult, OtherChoice, Trace, TraceStep } from "../engine/result.js";
import { claimName } from "./claims.js";
import { argumentsText } from "./datum.js";
import { difference } from "./difference.js";
import { sentAndReceived } from "./messages.js";
import { printable } from "./printable.js";
import { choicesText, stepText } from "./step.js";
import type { Style } from "./style.js";
import { counted, grouped, listed } from "./words.js";

/* What else was possible along a behaviour, and from where on nothing of it helped any more: `check --why`. */

/** Of one state, so many other steps are told each by itself; more of them are counted by their names. */
const MOST_LINES = 5;
/** Of so many with one name each is named, or who takes them. */
const MOST_NAMED = 4;

/** The steps that were possible instead of the one out of the state with this index. */
export function insteadLines(choices: Choices, trace: Trace, at: number, style: Style, full: boolean): string[] {
  const { others = [], untold = 0 } = choices.states[at] ?? {};
  const sorted = ORDER.flatMap((avoidable) => others.filter((other) => other.avoidable === avoidable));
  const texts = linesOf(sorted, trace, at);
  const lines = full || texts.length <= MOST_LINES ? texts : countedTexts(sorted, trace, at);
  const told = lines.map(
    ({ avoidable, text }) => `${style.faint("instead")} ${mark(avoidable, style)} ${style.faint(text)}`,
  );
  return untold === 0 ? told : [...told, style.faint(`instead ? ${counted(untold, "more way")}`)];
}

const ORDER: readonly Avoidable[] = ["yes", "open", "unknown", "no"];

interface Line {
  readonly avoidable: Avoidable;
  readonly text: string;
}

/** A line each; of steps that read the same and lead to the same one. */
function linesOf(others: readonly OtherChoice[], trace: Trace, at: number): Line[] {
  const lines = others.map((other): Line => {
    const text = [toldText(other, others), ...effects(other, trace, at)].join("; ");
    return { avoidable: other.avoidable, text };
  });
  return lines.filter(
    ({ avoidable, text }, index) =>
      lines.findIndex((line) => line.text === text && line.avoidable === avoidable) === index,
  );
}

/** Where the step has a sentence, what it chose is told only if the sentence does not tell two steps apart. */
function toldText({ step }: OtherChoice, all: readonly OtherChoice[]): string {
  const brief = briefText(step);
  const isUnique = all.filter((other) => briefText(other.step) === brief).length < 2;
  return briefText(step, step.says !== undefined && isUnique ? "" : chosenText(step));
}

/** What it does, where what it is called does not tell it. */
function effects({ step, values }: OtherChoice, trace: Trace, at: number): string[] {
  const before = trace.states[at];
  if (values === undefined || before === undefined) return [];
  const changed = difference(trace, before, { values, step }).map(({ paths, text }) => `${paths}: ${text}`);
  return [...sentAndReceived(step), ...changed];
}

function briefText(step: TraceStep, choices = ""): string {
  return stepText(step) + choices + (step.says === undefined ? "" : ` — ${printable(step.says)}`);
}

function chosenText(step: TraceStep): string {
  const choices = choicesText(step);
  return choices === "" ? "" : ` with ${choices}`;
}

/** A line for each name of a step: `Put(1) or Put(2)`, `6 ways of Sub(1) and Sub(2)`, `7 ways of Tell`. */
function countedTexts(others: readonly OtherChoice[], trace: Trace, at: number): Line[] {
  const groups = new Map<string, OtherChoice[]>();
  for (const other of others) {
    const key = `${other.avoidable} ${other.step.name}`;
    groups.set(key, [...(groups.get(key) ?? []), other]);
  }
  return [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    const lines = linesOf(group, trace, at);
    if (lines.length === 1) return lines;
    return [{ avoidable: first.avoidable, text: groupText(first.step.name, group, lines.length) }];
  });
}

/** `ways`: how many they are, without those that read the same. */
function groupText(name: string, group: readonly OtherChoice[], ways: number): string {
  const steps = group.map(({ step }) => step);
  const each = new Set(steps.map((step) => stepText(step) + chosenText(step)));
  if (each.size === ways && each.size <= MOST_NAMED) return listed([...each], "or");
  const takers = new Set(steps.map((step) => printable(step.name) + argumentsText(step.arguments)));
  return `${ways} ways of ${takers.size <= MOST_NAMED ? listed([...takers]) : printable(name)}`;
}

function mark(avoidable: Avoidable, style: Style): string {
  switch (avoidable) {
    case "yes":
      return style.good("✓");
    case "open":
      return style.caution("✓");
    case "no":
      return style.bad("✗");
    case "unknown":
      return style.caution("?");
  }
}

/** What a behaviour ends in, as far as it can be avoided: how it is kept away, what a step does, what all steps do. */
export interface Avoided {
  readonly kept: string;
  readonly byStep: string;
  readonly always: string;
}

export function avoidedIn(claim: ClaimResult): Avoided {
  const name = claimName(claim);
  if (claim.kind === "deadlock")
    return { kept: "a deadlock could still be avoided", byStep: "leads into it", always: "it ends in one" };
  return { kept: `${name} could still be kept for ever`, byStep: "breaks it", always: `${name} fails` };
}

export const avoidedError: Avoided = {
  kept: "the error could still be avoided",
  byStep: "meets it",
  always: "it is met",
};

/** From where on nothing helped. `states`: how many the behaviour has. */
export function noReturnLines(choices: Choices, states: number, avoided: Avoided, style: Style): string[] {
  const { pointOfNoReturn: last } = choices;
  const title = style.strong("Point of no return:");
  if (last !== undefined) return [`${title} ${lastText(choices, last, states, avoided)}`, ...legend(choices, style)];
  if (choices.initial === undefined) {
    const most = grouped(MOST_STATES);
    return [`${title} not known; the search for it, through ${most} states at most, was ended before it was found.`];
  }
  const at =
    choices.states.length === 0 ? "it is there from the start" : `however it goes on from state 1, ${avoided.always}`;
  return [`${title} none; ${at}.`, ...beginningLines(choices.initial)];
}

function lastText({ states: all }: Choices, last: number, states: number, avoided: Avoided): string {
  const far = all[last]?.avoidable === "open" ? ", as far as the constraints let one see" : "";
  const then =
    last + 2 >= states
      ? `the next step ${avoided.byStep}`
      : `however it goes on from state ${last + 2}, ${avoided.always}`;
  return `state ${last + 1}. From there ${avoided.kept}${far}; ${then}.`;
}

function beginningLines({ states, avoidable, open }: NonNullable<Choices["initial"]>): string[] {
  if (states < 2) return [];
  const surely = avoidable === 0 ? "none" : grouped(avoidable);
  const perhaps = open === 0 ? "" : `, and from ${grouped(open)} more as far as the constraints let one see`;
  return [`     From ${surely} of the ${grouped(states)} initial states it can be avoided${perhaps}.`];
}

function legend({ states }: Choices, style: Style): string[] {
  const others = states.flatMap((state) => state.others);
  const is = (...among: readonly Avoidable[]): boolean => others.some(({ avoidable }) => among.includes(avoidable));
  const parts = [
    ...(is("yes", "open") ? ["instead ✓: after that step there still was a way to avoid it"] : []),
    ...(is("no") ? ["instead ✗: there was none"] : []),
    ...(is("unknown") ? ["instead ?: not known"] : []),
  ];
  return parts.length === 0 ? [] : [style.faint(`     ${parts.join("; ")}.`)];
}
