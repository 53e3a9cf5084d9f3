import type { Diagnostic, Note } from "../diagnostic.js";
import type { Source, Span } from "../source.js";
import { type ExcerptOptions, excerpt, marginOf, placeText } from "./excerpt.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { counted } from "./words.js";

/** One diagnostic with its excerpt, notes and hint, without a line break at the end. `source` is the file compiled. */
export function diagnosticText(diagnostic: Diagnostic, source: Source | undefined, style: Style): string {
  const own = diagnostic.source ?? source;
  const paint = diagnostic.severity === "error" ? style.bad : style.caution;
  const margin = marginFor(diagnostic, own);
  const lines = [
    `${paint(`${diagnostic.severity} ${diagnostic.code}`)}${style.strong(`: ${printable(diagnostic.message)}`)}`,
  ];
  lines.push(...located(own, diagnostic.span, { style, margin, mark: "^", paint }));
  for (const note of diagnostic.notes)
    lines.push(...noteLines(note, own, { style, margin, mark: "-", paint: style.place }));
  if (diagnostic.hint !== undefined) lines.push(`${style.strong("hint:")} ${printable(diagnostic.hint)}`);
  return lines.join("\n");
}

/** All diagnostics, and what they amount to: `2 errors, 1 warning`. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], source: Source | undefined, style: Style): string {
  if (diagnostics.length === 0) return "";
  const texts = diagnostics.map((diagnostic) => diagnosticText(diagnostic, source, style));
  return `${[...texts, summary(diagnostics)].join("\n\n")}\n`;
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [];
  if (errors > 0) parts.push(counted(errors, "error"));
  if (warnings > 0) parts.push(counted(warnings, "warning"));
  return parts.join(", ");
}

function marginFor(diagnostic: Diagnostic, source: Source | undefined): number {
  if (source === undefined) return 1;
  const spans = [diagnostic.span, ...diagnostic.notes.map(({ span }) => span)];
  return Math.max(1, ...spans.map((span) => (span === undefined ? 0 : marginOf(source, span))));
}

function located(source: Source | undefined, span: Span | undefined, options: ExcerptOptions): string[] {
  if (source === undefined) return [];
  const arrow = `${" ".repeat(options.margin)}${options.style.place("-->")} `;
  if (span === undefined) return [`${arrow}${printable(source.name)}`];
  return [`${arrow}${placeText(source, span.start)}`, ...excerpt(source, span, options)];
}

function noteLines(note: Note, source: Source | undefined, options: ExcerptOptions): string[] {
  const line = `${options.style.strong("note:")} ${printable(note.message)}`;
  return note.span === undefined ? [line] : [line, ...located(source, note.span, options)];
}

/** A place for programs: offsets count UTF-16 code units from 0; lines, and columns in code points, from 1. */
export interface PlaceJson {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface SpanJson {
  readonly file: string;
  readonly start: PlaceJson;
  readonly end: PlaceJson;
}

export function spanJson(span: Span, source: Source): SpanJson {
  const place = (offset: number): PlaceJson => ({ offset, ...source.position(offset) });
  return { file: source.name, start: place(span.start), end: place(span.end) };
}

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly at?: SpanJson;
  readonly notes: readonly { readonly message: string; readonly at?: SpanJson }[];
  readonly hint?: string;
}

/** A diagnostic as plain data, with the places worked out. */
export function diagnosticJson(diagnostic: Diagnostic, source: Source | undefined): DiagnosticJson {
  const own = diagnostic.source ?? source;
  const at = (span: Span | undefined): { at?: SpanJson } =>
    span === undefined || own === undefined ? {} : { at: spanJson(span, own) };
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...at(diagnostic.span),
    notes: diagnostic.notes.map(({ message, span }) => ({ message, ...at(span) })),
    ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
  };
}
