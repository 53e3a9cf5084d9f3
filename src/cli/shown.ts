import type { CheckResult, Profile } from "../index.js";
import { behaviours } from "../report/behaviours.js";
import { itfText } from "../report/itf.js";
import { checkJson } from "../report/json.js";
import { mermaidText } from "../report/mermaid.js";
import { type Before, profileJson, profileText } from "../report/profile.js";
import type { ReportOptions } from "../report/text.js";
import { checkText } from "../report/text.js";
import type { Source } from "../source.js";
import type { Format } from "./options.js";

/** A profile, and what the command took before the check. */
export interface Timed {
  readonly profile: Profile;
  readonly before: Before;
}

/**
 * A result in one of the formats; undefined when the format shows a behaviour and the result has none. The formats that show
 * nothing else have no profile.
 */
export function shown(
  result: CheckResult,
  source: Source,
  format: Format,
  options: ReportOptions,
  timed?: Timed,
): string | undefined {
  const [behaviour] = behaviours(result);
  switch (format) {
    case "text":
      return checkText(result, options) + (timed ? profileText(timed.profile, timed.before, options.style) : "");
    case "json":
      return checkJson(result, source, timed && profileJson(timed.profile, timed.before));
    case "itf":
      return behaviour && itfText(behaviour, result.file);
    case "mermaid":
      return behaviour && mermaidText(behaviour);
  }
}
