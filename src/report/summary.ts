import type { Counts } from "../engine/result.js";
import { padded, printable, width } from "./printable.js";
import type { Style } from "./style.js";
import { counted, duration } from "./words.js";

/** What became of one model of one spec in `everystep test`. */
export interface TestOutcome {
  /** Name of the spec's source. */
  readonly file: string;
  /** Undefined when the spec itself is wrong. */
  readonly model: string | undefined;
  /** What was not as expected, a sentence each; none: it passed. */
  readonly failures: readonly string[];
  /** Undefined when nothing ran. */
  readonly counts: Counts | undefined;
  readonly seconds: number;
}

/** `✓ specs/dijkstra.steps two   825 states, 412 ms`; a failed one with its reasons below. */
export function outcomeText(outcome: TestOutcome, column: number, style: Style): string {
  const passed = outcome.failures.length === 0;
  const name = padded(outcomeName(outcome), column);
  const ran =
    outcome.counts === undefined ? "" : `   ${counted(outcome.counts.states, "state")}, ${duration(outcome.seconds)}`;
  const line = `${passed ? style.good("✓") : style.bad("✗")} ${name}${style.faint(ran)}`.trimEnd();
  return [line, ...outcome.failures.map((failure) => indented(failure))].join("\n");
}

/** `3 passed`, `2 passed, 1 failed` */
export function summaryText(outcomes: readonly TestOutcome[], style: Style): string {
  const failed = outcomes.filter(({ failures }) => failures.length > 0).length;
  const passed = `${outcomes.length - failed} passed`;
  return failed === 0 ? style.good(passed) : `${passed}, ${style.bad(`${failed} failed`)}`;
}

/** Columns that the longest name takes. */
export function nameColumn(names: readonly Pick<TestOutcome, "file" | "model">[]): number {
  return Math.max(0, ...names.map((outcome) => width(outcomeName(outcome))));
}

function outcomeName({ file, model }: Pick<TestOutcome, "file" | "model">): string {
  return printable(file) + (model === undefined ? "" : ` ${printable(model)}`);
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");
}
