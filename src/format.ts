import type { Diagnostic } from "./diagnostic.js";
import { Source } from "./source.js";
import { format as formatSource } from "./syntax/print.js";

export interface Formatting {
  /** The text in canonical layout, comments kept; undefined when the spec cannot be read. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The text that the diagnostics' spans point into. */
  readonly source: Source;
}

/** Lays a spec out as `everystep fmt` does. */
export function format(text: string, { name = "spec" }: { readonly name?: string } = {}): Formatting {
  const source = new Source(name, text);
  const formatted = formatSource(source);
  if ("text" in formatted) return { text: formatted.text, diagnostics: [], source };
  return { text: undefined, diagnostics: formatted.diagnostics, source };
}
