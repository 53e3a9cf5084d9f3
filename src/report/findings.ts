import type { CheckResult, Finding } from "../engine/result.js";
import type { Source } from "../source.js";
import { placeText } from "./excerpt.js";
import { printable } from "./printable.js";
import { stateLines } from "./state.js";
import type { Style } from "./style.js";
import { oneLine } from "./why.js";
import { afterSteps, counted } from "./words.js";

/** What a pass does not say by itself: steps never taken, claims that could not fail, states cut off. A line each, and examples. */
export function findingLines(result: CheckResult, source: Source | undefined, style: Style): string[] {
  return result.findings.flatMap((finding) => {
    const place = source === undefined ? "" : style.faint(`  (${placeText(source, finding.span.start)})`);
    const line = `  ${style.caution("!")} ${findingText(finding)}${place}`;
    return finding.kind === "cut off by a constraint" ? [line, ...exampleLines(result, finding.name)] : [line];
  });
}

/** One sentence in the terms of the language. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case "step never taken":
      return `${printable(finding.name)} is never taken`;
    case "label never reached":
      return `label ${printable(finding.name)} is never reached`;
    case "step changes nothing":
      return `${printable(finding.name)} is taken, but never changes anything`;
    case "left side never true":
      return `in ${printable(finding.claim)}, \`${oneLine(finding.text)}\` is never true, so its \`=>\` says nothing`;
    case "leads from nowhere":
      return `in ${printable(finding.claim)}, \`${oneLine(finding.text)}\` is never true, so its \`~>\` says nothing`;
    case "true of every behaviour":
      return `${printable(finding.claim)} is true of every behaviour, whatever the steps are`;
    case "needs no step":
      return `${printable(finding.claim)} holds also with every step removed: what it says comes about is there at once`;
    case "always over an empty set":
      return `in ${printable(finding.claim)}, \`${oneLine(finding.text)}\` ranges over a set that is always empty`;
    case "no claim depends on":
      return `no claim depends on the ${finding.what} ${printable(finding.name)}`;
    case "fair to nothing":
      return `\`${oneLine(finding.name)}\` is fair to nothing: no such step that changes something is ever possible`;
    case "cut off by a constraint":
      return `constraint ${printable(finding.name)} cut off ${counted(finding.outside, "state")}: checked, not left`;
  }
}

function exampleLines(result: CheckResult, name: string): string[] {
  const example = result.constraints.find((constraint) => constraint.name === name)?.example;
  const last = example?.states.at(-1);
  if (example === undefined || last === undefined) return [];
  const lines = stateLines(example, last.values).map(({ text }) => `        ${text}`);
  return [`      one of them, ${afterSteps(example.states.length)}:`, ...lines];
}
