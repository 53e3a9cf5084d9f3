import type { Profile, StepProfile, WorkerProfile } from "../engine/profile.js";
import { printable, width } from "./printable.js";
import type { Style } from "./style.js";
import { duration, grouped } from "./words.js";

/** What came before `check` was called, in seconds; its caller knows. */
export interface Before {
  /** From the start of the program. */
  readonly start: number;
  /** From the text of the spec to the model. */
  readonly compile: number;
}

const NOTES = {
  generated:
    "The times of steps are estimated from a sample of the states; they are part of what workers took to expand.",
  reference: "The reference engine does not measure its steps.",
};

/** Where time went, by parts, workers and steps; the dearest step first. */
export function profileText(profile: Profile, before: Before, style: Style): string {
  const blocks = [
    [style.strong("Profile"), ...table(parts(profile, before), "right then left")],
    profile.workers.length === 0 ? [] : table([WORKERS, ...profile.workers.map(worker)]),
    stepTable(profile.steps),
    [style.faint(NOTES[profile.engine])],
  ];
  const full = blocks.filter((block) => block.length > 0);
  return `\n${full.map((block) => block.join("\n")).join("\n\n")}\n`;
}

function parts({ prepare, search, behaviours, conclude }: Profile, { start, compile }: Before): readonly string[][] {
  const named: readonly (readonly [number, string])[] = [
    [start, "start of the program"],
    [compile, "from text to model"],
    [prepare, "getting ready to search"],
    [search, "search"],
    [behaviours, "claims about steps and behaviours"],
    [conclude, "verdicts, behaviours and findings"],
  ];
  return named.map(([seconds, name]) => [duration(seconds), name]);
}

const WORKERS = ["worker", "expand", "probe", "accept", "idle"];

function worker({ expand, probe, accept, idle }: WorkerProfile, index: number): string[] {
  return [`${index + 1}`, ...[expand, probe, accept, idle].map(duration)];
}

function stepTable(steps: readonly StepProfile[]): readonly string[] {
  const sorted = steps.toSorted((one, other) => (other.seconds ?? 0) - (one.seconds ?? 0));
  const rows = sorted.map(({ name, tried, taken }) => [printable(name), grouped(tried), grouped(taken)]);
  const head = ["step", "tried", "taken"];
  if (steps.every(({ seconds }) => seconds === undefined)) return table([head, ...rows]);
  return table([[...head, "ns a try", "time"], ...rows.map((row, index) => [...row, ...times(sorted[index])])]);
}

function times(step: StepProfile | undefined): readonly string[] {
  if (step?.seconds === undefined) return ["", ""];
  return [grouped(Math.round((step.seconds * 1e9) / step.tried)), duration(step.seconds)];
}

/** Columns aligned to the right, but one: the first, or the last. */
function table(rows: readonly (readonly string[])[], align: "left then right" | "right then left" = "left then right") {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  return rows.map((row) => {
    const cells = row.map((text, column) => {
      const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - width(text)));
      const left = align === "left then right" ? column === 0 : column === row.length - 1;
      return left ? text + space : space + text;
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

/** The same for programs: docs/json.md. */
export function profileJson({ steps, ...profile }: Profile, { start, compile }: Before): object {
  return {
    start,
    compile,
    ...profile,
    steps: steps.map(({ seconds, ...about }) => (seconds === undefined ? about : { ...about, seconds })),
  };
}
