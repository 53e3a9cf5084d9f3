import type { Shape } from "../report/trace.js";
import { noBehaviour } from "./errors.js";
import type { Format } from "./options.js";
import { loadRun } from "./run-file.js";
import { shown } from "./shown.js";
import { type ExitStatus, status } from "./status.js";
import { out, styleFor } from "./terminal.js";

export interface TraceCommand extends Shape {
  readonly format: Format;
}

/**
 * `everystep trace FILE`: a saved run again, in any format. Showing it is all that can succeed or fail.
 *
 * @throws CallError when it is no saved run, or has no behaviour to show
 */
export function runTrace(path: string, { format, full, lanes }: TraceCommand): ExitStatus {
  const { result, source } = loadRun(path);
  const options = {
    style: styleFor(process.stdout),
    full,
    lanes,
    source,
    witnesses: true,
    expectedToFail: new Set<string>(),
    byName: false,
    strict: false,
  };
  const report = shown(result, source, format, options);
  if (report === undefined) throw noBehaviour(path);
  out(report);
  return status.holds;
}
