import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { original, type TracedText } from "./draft.js";

/** A text that matches, made from one with errors. */
export interface MendedText extends TracedText {
  /** The pieces of it that had errors, each a declaration or several, or an expression. */
  readonly broken: readonly Span[];
}

/** True if a piece of the mended text touches one that had errors. */
export function isBroken({ broken }: MendedText, span: Span): boolean {
  return broken.some((piece) => span.start < piece.end && span.end > piece.start);
}

/** A diagnostic of the mended text, at its places in the original. */
export function inOriginal(text: TracedText, diagnostic: Diagnostic): Diagnostic {
  const notes = diagnostic.notes.map((note) =>
    note.span === undefined ? note : { ...note, span: original(text, note.span) },
  );
  return { ...diagnostic, notes, ...(diagnostic.span === undefined ? {} : { span: original(text, diagnostic.span) }) };
}
