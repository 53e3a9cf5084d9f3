import type { CheckResult } from "../index.js";
import { behaviours } from "../report/behaviours.js";
import { itfText } from "../report/itf.js";
import { checkJson } from "../report/json.js";
import { mermaidText } from "../report/mermaid.js";
import type { ReportOptions } from "../report/text.js";
import { checkText } from "../report/text.js";
import type { Source } from "../source.js";
import type { Format } from "./options.js";

/** A result in one of the formats; undefined when the format shows a behaviour and the result has none. */
export function shown(result: CheckResult, source: Source, format: Format, options: ReportOptions): string | undefined {
  const [behaviour] = behaviours(result);
  switch (format) {
    case "text":
      return checkText(result, options);
    case "json":
      return checkJson(result, source);
    case "itf":
      return behaviour && itfText(behaviour, result.file);
    case "mermaid":
      return behaviour && mermaidText(behaviour);
  }
}
