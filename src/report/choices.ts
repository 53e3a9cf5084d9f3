import { MOST_STATES } from "../engine/choices.js";
import type { Avoidable, Choices, ClaimResult, OtherChoice, TraceStep } from "../engine/result.js";
import { claimName } from "./claims.js";
import { printable } from "./printable.js";
import { choicesText, stepText } from "./step.js";
import type { Style } from "./style.js";
import { counted, grouped } from "./words.js";

/* What else was possible along a behaviour, and from where on nothing of it helped any more: `check --why`. */

/** Of one state, so many other steps are told each by itself; more of them are counted by their names. */
const MOST_LINES = 5;

/** The steps that were possible instead of the one out of the state with this index. */
export function insteadLines(choices: Choices, at: number, style: Style, full: boolean): string[] {
  const { others = [], untold = 0 } = choices.states[at] ?? {};
  const sorted = ORDER.flatMap((avoidable) => others.filter((other) => other.avoidable === avoidable));
  const lines = full || others.length <= MOST_LINES ? sorted.map(toldText) : countedTexts(sorted);
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

/** Where the step has a sentence, what it chose is told only if the sentence does not tell two steps apart. */
function toldText({ step, avoidable }: OtherChoice, _: number, all: readonly OtherChoice[]): Line {
  const brief = briefText(step);
  const isUnique = all.filter((other) => briefText(other.step) === brief).length < 2;
  const choices = step.says !== undefined && isUnique ? "" : choicesText(step);
  return { avoidable, text: briefText(step, choices === "" ? "" : ` with ${choices}`) };
}

function briefText(step: TraceStep, choices = ""): string {
  return stepText(step) + choices + (step.says === undefined ? "" : ` — ${printable(step.says)}`);
}

/** A line for each name of a step: `7 ways of Tell` */
function countedTexts(others: readonly OtherChoice[]): Line[] {
  const groups = new Map<string, OtherChoice[]>();
  for (const other of others) {
    const key = `${other.avoidable} ${other.step.name}`;
    groups.set(key, [...(groups.get(key) ?? []), other]);
  }
  return [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length === 1) return [toldText(first, 0, group)];
    return [{ avoidable: first.avoidable, text: `${group.length} ways of ${printable(first.step.name)}` }];
  });
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
