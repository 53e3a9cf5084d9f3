import { printable } from "./printable.js";
import type { TestOutcome } from "./summary.js";

/** The outcomes as a JUnit file: a suite for each spec, a case for each model. */
export function junitText(outcomes: readonly TestOutcome[]): string {
  const suites = new Map<string, TestOutcome[]>();
  for (const outcome of outcomes) suites.set(outcome.file, [...(suites.get(outcome.file) ?? []), outcome]);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="everystep" ${totals(outcomes)}>`,
    ...[...suites].flatMap(([file, cases]) => [
      `  <testsuite name="${escaped(file)}" ${totals(cases)}>`,
      ...cases.flatMap(caseLines),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function totals(outcomes: readonly TestOutcome[]): string {
  const failures = outcomes.filter((outcome) => outcome.failures.length > 0).length;
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);
  return `tests="${outcomes.length}" failures="${failures}" errors="0" time="${seconds.toFixed(3)}"`;
}

function caseLines({ file, model, failures, seconds }: TestOutcome): string[] {
  const open = `    <testcase name="${escaped(model ?? "spec")}" classname="${escaped(file)}" time="${seconds.toFixed(3)}"`;
  if (failures.length === 0) return [`${open}/>`];
  const texts = failures.map((failure) => {
    const [first = ""] = failure.split("\n");
    return `      <failure message="${escaped(first)}">${failure.split("\n").map(escaped).join("\n")}</failure>`;
  });
  return [`${open}>`, ...texts, "    </testcase>"];
}

/** Characters that XML 1.0 cannot hold are replaced, its own signs become entities. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
