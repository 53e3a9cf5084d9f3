import type { Source, Span } from "./source.js";

export type Severity = "error" | "warning";

/** A second place that explains the first: "`k` is declared here". */
export interface Note {
  readonly message: string;
  readonly span?: Span;
}

/**
 * What is wrong with a spec, as data: rendered once, in report/diagnostics. Built only by the named constructors in
 * `errors.ts` of syntax/ and model/ (and cli/ for files).
 *
 * Codes are stable: E01xx text and grammar, E02xx names, E03xx types, E04xx constants and bounds, E05xx steps (labels,
 * goto, while), E06xx claims and models, E07xx files and the command line, W01xx warnings. Each has a page
 * `docs/errors/CODE.md`.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence in the terms of the language, without a final full stop. Code in backquotes. */
  readonly message: string;
  /** The offending text; empty at a place where something is missing. Absent when the whole file is meant. */
  readonly span?: Span;
  /** The source that `span` lies in; absent for the file being compiled. */
  readonly source?: Source;
  readonly notes: readonly Note[];
  /** The likely intention: "did you mean `critical`?" */
  readonly hint?: string;
}

/** What a diagnostic may have besides its sentence. */
export interface Extra {
  readonly hint?: string | undefined;
  readonly notes?: readonly Note[];
}

export function error(code: string, span: Span, message: string, extra: Extra = {}): Diagnostic {
  return build(code, "error", span, message, extra);
}

export function warning(code: string, span: Span, message: string, extra: Extra = {}): Diagnostic {
  return build(code, "warning", span, message, extra);
}

function build(code: string, severity: Severity, span: Span, message: string, extra: Extra): Diagnostic {
  const hint = extra.hint === undefined ? {} : { hint: extra.hint };
  return { code, severity, message, span, notes: extra.notes ?? [], ...hint };
}

/** "did you mean `x`?", or nothing to say. */
export function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
