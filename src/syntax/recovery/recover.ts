import type { Diagnostic } from "../../diagnostic.js";
import type { Source, Span } from "../../source.js";
import { emptyFile, missingSpecLine, nestedTooDeeply, secondSpecLine } from "../errors.js";
import { scan, type Token } from "../tokens.js";
import { type BracketFault, bracketFault, unclosed } from "./brackets.js";
import { blank, controlCharacter, lineEnd, mendCharacters } from "./characters.js";
import { chunks } from "./chunks.js";
import { Draft, edited, type StartRule, slice, type TracedText } from "./draft.js";
import { expectation, forgotten } from "./expectation.js";
import * as claims from "./mistakes/claims.js";
import * as declarations from "./mistakes/declarations.js";
import * as signs from "./mistakes/signs.js";
import * as statements from "./mistakes/statements.js";
import { types } from "./mistakes/types.js";
import * as words from "./mistakes/words.js";
import { type Reading, Situation } from "./situation.js";

/*
 * A text that does not match is mended until it does, and what was mended is what is wrong with it. The grammar tells
 * only the furthest place that it reached; what it means is guessed: each rule of `mistakes/` that knows the words and
 * signs there proposes a diagnostic together with edits. The proposal after which reading gets furthest is believed. When none
 * helps, the line is blanked out; a failure that follows at once may be a consequence and is kept to ourselves.
 */

const MOST_FOR_A_CHUNK = 12;
const MOST = 40;

const MISTAKES: readonly ((s: Situation) => readonly Reading[])[] = [
  signs.compounds,
  signs.tlaSigns,
  signs.splitSigns,
  signs.equals,
  signs.arrows,
  signs.sentences,
  signs.literals,
  signs.labels,
  types,
  words.words,
  declarations.incompleteDeclarations,
  declarations.parameters,
  statements.assignments,
  declarations.misplaced,
  claims.claims,
  claims.models,
  claims.channels,
  claims.lateSentence,
  signs.separators,
  words.reservedNames,
  statements.countingLoop,
  statements.dotBeforeBody,
  forgotten,
  statements.messages,
  statements.bodies,
];

/** Everything that is wrong with a text that does not match `Spec` or `Expr`; at least one error. */
export function syntaxErrors(source: Source, rule: "Spec" | "Expr"): readonly Diagnostic[] {
  const control = controlCharacter(source.text);
  if (control !== undefined) return [control];
  const mended = mendCharacters(source.text);
  const tokens = scan(mended.text.text).tokens;
  if (tokens.length === 1) return mended.diagnostics.length > 0 ? mended.diagnostics : [emptyFile()];
  const found: Diagnostic[] = [...mended.diagnostics];
  if (rule === "Expr") found.push(...chunkErrors(mended.text, "Expr"));
  else found.push(...specErrors(mended.text, tokens));
  return found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0)).slice(0, MOST);
}

function specErrors(text: TracedText, tokens: readonly Token[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const [first, ...rest] = chunks(text.text, tokens);
  if (first === undefined) return found;
  const begins = tokens[0]?.text === "spec";
  const late = begins ? undefined : rest.find((piece) => specLine(text.text.slice(piece.start, piece.end)) !== null);
  if (!begins) {
    const span = tokens[0]?.span ?? { start: 0, end: 0 };
    found.push(missingSpecLine(shift(text, span)));
  }
  if (late === undefined) found.push(...chunkErrors(slice(text, first), begins ? "Spec" : "Declarations"));
  for (const piece of rest) {
    const part = slice(text, piece);
    const head = specLine(part.text);
    if (head === null) found.push(...chunkErrors(part, "Declarations"));
    else if (piece === late) found.push(...chunkErrors(part, "Spec"));
    else {
      const span = { start: 0, end: head[0].length };
      found.push(secondSpecLine(shift(part, span)));
      found.push(...chunkErrors(edited(part, [blank(part.text, span)]), "Declarations"));
    }
  }
  return found;
}

function specLine(text: string): RegExpExecArray | null {
  return /^spec[ \t]+[^\n]*/.exec(text);
}

function shift({ origins }: TracedText, { start, end }: Span): Span {
  return { start: origins[start] ?? 0, end: origins[end] ?? 0 };
}

/** What is wrong with one piece; nothing if it matches. */
function chunkErrors(text: TracedText, rule: StartRule): readonly Diagnostic[] {
  const draft = new Draft(text, rule);
  try {
    return mendDraft(draft);
  } catch (problem) {
    if (problem instanceof RangeError) return [nestedTooDeeply(draft.original({ start: 0, end: 1 }))];
    throw problem;
  }
}

function mendDraft(draft: Draft): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    found.push(inOriginal(draft, diagnostic));
  };
  const first = draft.failure();
  if (first === undefined) return found;
  const opening = declarations.missingBody(situationAt(draft, first));
  if (opening !== undefined && draft.reach(opening.edits) > first) {
    report(opening.diagnostic);
    draft.apply(opening.edits);
  }
  const fault = closedBest(draft, bracketFault(draft.text, draft.tokens));
  let limit = Number.POSITIVE_INFINITY;
  if (fault !== undefined) {
    report(fault.diagnostic);
    draft.apply([fault.edit]);
    limit = fault.from;
  }
  let quietUntil = -1;
  for (let round = 0; round < MOST_FOR_A_CHUNK; round++) {
    const failure = draft.failure();
    if (failure === undefined) break;
    const situation = situationAt(draft, failure);
    const place = situation.token.span.start;
    if (place >= limit) break;
    const reading = best(situation, draft);
    if (reading !== undefined) {
      if (place > quietUntil) report(reading.diagnostic);
      draft.apply(reading.edits);
      continue;
    }
    if (place > quietUntil) report(expectation(situation, draft));
    const end = lineEnd(draft.text, place);
    const start = draft.text.lastIndexOf("\n", place - 1) + 1;
    if (fault !== undefined || /[{}]/.test(draft.text.slice(start, end))) break;
    draft.apply([blank(draft.text, { start: Math.max(start, situation.tokens[0]?.span.start ?? 0), end })]);
    quietUntil = lineEnd(draft.text, end + 1);
  }
  return found;
}

/** Closes a `(` or `[` at the last place of its line at which everything matches. */
function closedBest(draft: Draft, fault: BracketFault | undefined): BracketFault | undefined {
  if (fault?.opener === undefined || fault.opener.text === "{") return fault;
  const { span } = fault.opener;
  const end = lineEnd(draft.text, span.start);
  const places = draft.tokens.filter((token) => token.span.start >= span.end && token.span.end <= end);
  const place = places.findLast(
    (token) =>
      draft.reach([{ ...fault.edit, start: token.span.end, end: token.span.end }]) === Number.POSITIVE_INFINITY,
  );
  return place === undefined ? fault : unclosed(fault.opener, place.span.end);
}

function situationAt(draft: Draft, failure: number): Situation {
  const index = draft.tokens.findIndex(({ span, kind }) => span.end > failure || kind === "end");
  return new Situation(draft.text, draft.tokens, index, failure);
}

/** The reading that gets furthest, and at least past the failing token; the earlier of two that get equally far. */
function best(situation: Situation, draft: Draft): Reading | undefined {
  const { span, kind } = situation.token;
  let furthest = kind === "end" ? span.end : Math.max(span.end, span.start + 1) - 1;
  let found: Reading | undefined;
  for (const reading of MISTAKES.flatMap((mistake) => mistake(situation))) {
    const reach = draft.reach(reading.edits);
    if (reach <= furthest) continue;
    furthest = reach;
    found = reading;
    if (reach === Number.POSITIVE_INFINITY) break;
  }
  return found;
}

function inOriginal(draft: Draft, diagnostic: Diagnostic): Diagnostic {
  const notes = diagnostic.notes.map((note) =>
    note.span === undefined ? note : { ...note, span: draft.original(note.span) },
  );
  return { ...diagnostic, notes, ...(diagnostic.span === undefined ? {} : { span: draft.original(diagnostic.span) }) };
}
