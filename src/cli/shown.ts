import type { CheckResult } from "../index.js";
import { behaviours } from "../report/behaviours.js";
import { itfText } from "../report/itf.js";
import { checkJson } from "../report/json.js";
import { mermaidText } from "../report/mermaid.js";
import type { ReportOptions } from "../report/text.js";
import { checkText } from "../report/text.js";
import type { Source } from "../source.js";
import { noBehaviour } from "./errors.js";
import type { Format } from "./options.js";

/**
 * A result in one of the formats.
 *
 * @throws CallError when the format shows a behaviour and the result has none
 */
export function shown(result: CheckResult, source: Source, format: Format, options: ReportOptions): string {
  switch (format) {
    case "text":
      return checkText(result, options);
    case "json":
      return checkJson(result, source);
    case "itf":
      return itfText(first(result, "ITF"), result.file);
    case "mermaid":
      return mermaidText(first(result, "a diagram"));
  }
}

function first(result: CheckResult, format: string): ReturnType<typeof behaviours>[number] {
  const [behaviour] = behaviours(result);
  if (behaviour === undefined)
    throw noBehaviour(format, result.status === "holds" ? "everything holds" : result.status);
  return behaviour;
}
