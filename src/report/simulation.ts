import type { SimulationResult } from "../engine/result.js";
import { claimName } from "./claims.js";
import type { Style } from "./style.js";
import { claimBlock, faultLines, headingLines, type ReportOptions } from "./text.js";
import { traceLines } from "./trace.js";
import { counted, listed } from "./words.js";

/** The report of `simulate`: what failed in some run, or one run to look at, and that this is no proof. */
export function simulationText(
  result: SimulationResult,
  options: Pick<ReportOptions, "style" | "full" | "lanes" | "source">,
): string {
  const { style } = options;
  const failing = result.claims.filter(({ trace }) => trace !== undefined);
  const blocks = [
    headingLines(result, style),
    ...result.faults.map((fault) => faultLines(fault, options)),
    ...failing.map((claim) => claimBlock(claim, options)),
  ];
  if (blocks.length === 1 && result.sample !== undefined) {
    blocks.push(["The last of the behaviours:", "", ...traceLines(result.sample, options)]);
  }
  blocks.push(closing(result, style));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function closing(result: SimulationResult, style: Style): string[] {
  const names = result.claims.filter(({ status }) => status === "fails").map(claimName);
  if (result.faults.length > 0) names.push(result.faults.length === 1 ? "an error of the spec" : "errors of the spec");
  const verdict =
    result.status === "fails"
      ? `${style.bad("Fails")}: ${listed(names)}.`
      : `${style.good(style.strong("No violation found"))}; a simulation proves nothing, check visits every state.`;
  const ends = endings(result);
  return [
    verdict,
    `${counted(result.runs, "run")} of ${counted(result.steps, "step")} in all${ends === "" ? "" : ` (${ends})`}; the same again with --seed ${result.seed}.`,
  ];
}

/** `98 at their length, 2 in a deadlock` */
function endings({ endings: ended }: SimulationResult): string {
  const words: readonly (readonly [number, string])[] = [
    [ended.length, "ended at their length"],
    [ended.done, "where they may end"],
    [ended.deadlock, "in a deadlock"],
    [ended.constraint, "outside a constraint"],
    [ended.violation, "at a violation"],
  ];
  return words
    .filter(([count]) => count > 0)
    .map(([count, ending]) => `${count} ${ending}`)
    .join(", ");
}
