import type { Diagnostic } from "../../diagnostic.js";
import * as errors from "../errors.js";
import { type BracketFault, bracketFault, unclosed } from "./brackets.js";
import { lineEnd } from "./characters.js";
import { Draft, type Edit, edited, type TracedText } from "./draft.js";
import { expectation } from "./expectation.js";
import { inOriginal } from "./mended.js";
import { headWithoutBrace, missingBody } from "./mistakes/declarations.js";
import { readings } from "./mistakes.js";
import { harmlessLines, incompleteAbove } from "./neutral.js";
import { type Reading, Situation } from "./situation.js";

/*
 * A draft that does not match is mended until it does, and what was mended is what is wrong with it. The grammar tells
 * only the furthest place that it reached; what it means is guessed: each rule of `mistakes/` that knows the words and
 * signs there proposes a diagnostic together with edits, and the proposal after which reading gets furthest is believed.
 *
 * A wrong guess makes more errors further down. So the readings of a line are put to the test: when reading gets further
 * with a harmless line in its place, they were wrong, only what the language expects there is said, and the harmless line
 * stays. The same goes for a line that no reading helps.
 */

const MOST_LINES = 12;
const MOST_FOR_A_LINE = 6;
/** So many errors in one line are rather one that was not understood. */
const DOUBTFUL = 3;

/** Mends a draft, as far as possible, and tells what was wrong with it; nothing if it matches. */
export function mendDraft(draft: Draft): readonly Diagnostic[] {
  const first = draft.failure();
  if (first === undefined) return [];
  const found: Diagnostic[] = [];
  const report = (told: readonly Diagnostic[]): void => {
    // One statement outside of all braces is enough: those that follow it are there for the same reason.
    for (const each of told) if (!(isOutside(each) && found.some(isOutside))) found.push(each);
  };
  const start = situationAt(draft, first);
  const opening = [missingBody(start), headWithoutBrace(start)].find(
    (reading) => reading !== undefined && draft.reach(reading.edits) > first,
  );
  if (opening !== undefined) {
    report([inOriginal(draft.traced, opening.diagnostic)]);
    draft.apply(opening.edits);
  }
  const situation = situationAt(draft, draft.failure() ?? first);
  const opened = situation.balance < 0 ? best(situation, draft) : undefined;
  if (opened !== undefined && draft.reach(opened.edits) === Number.POSITIVE_INFINITY) {
    report([inOriginal(draft.traced, opened.diagnostic)]);
    draft.apply(opened.edits);
  }
  const fault = closedBest(draft, bracketFault(draft.text, draft.tokens));
  const limit = fault?.from ?? Number.POSITIVE_INFINITY;
  if (fault !== undefined) {
    report([inOriginal(draft.traced, fault.diagnostic)]);
    draft.apply([fault.edit]);
  }
  for (let round = 0; round < MOST_LINES && (draft.failure() ?? limit) < limit; round++) {
    const line = mendLine(draft);
    report(line.diagnostics);
    if (line.stuck) break;
  }
  return found;
}

interface MendedLine {
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing helps: what follows cannot be read. */
  readonly stuck: boolean;
}

/** Mends the line at which reading fails. */
function mendLine(draft: Draft): MendedLine {
  const before = draft.traced;
  const start = situationAt(draft, draft.failure() ?? 0);
  const incomplete = incompleteAbove(start);
  const completed = incomplete && furthest(draft, before, incomplete.edits, placeOf(draft));
  if (incomplete !== undefined && completed !== undefined) {
    draft.restart(completed);
    const diagnostic = errors.missingBehind(incomplete.sign.span, incomplete.sign.text);
    return { diagnostics: [inOriginal(before, diagnostic)], stuck: false };
  }
  const { diagnostics, stuck } = readLine(draft);
  const reached = placeOf(draft);
  const doubtful = diagnostics.length >= DOUBTFUL && !diagnostics.every(isSign);
  if (reached === Number.POSITIVE_INFINITY && !doubtful) return { diagnostics, stuck };
  const least = doubtful ? Math.min(reached, Number.MAX_SAFE_INTEGER) - 1 : reached;
  const harmless = furthest(draft, before, draft.rule === "Expr" ? [] : harmlessLines(start), least);
  const read = stuck ? [...diagnostics, ...told(draft)] : diagnostics;
  if (harmless === undefined) return { diagnostics: read, stuck };
  draft.restart(harmless);
  const understood = stuck && diagnostics.length < 2;
  if (understood) return { diagnostics: read, stuck: false };
  const [first] = diagnostics;
  const certain = first !== undefined && isCertain(first) ? [first] : told(new Draft(before, draft.rule, draft.own));
  return { diagnostics: certain, stuck: false };
}

/** A word of another language, or of another construct, is what it is, whatever stands behind it. */
function isCertain({ code }: Diagnostic): boolean {
  return code === "E0135" || code === "E0138";
}

/** Signs of another language: a line of TLA+ has several, and is understood. */
function isSign({ code }: Diagnostic): boolean {
  return ["E0107", "E0122", "E0123"].includes(code);
}

function told(draft: Draft): readonly Diagnostic[] {
  const situation = situationAt(draft, draft.failure() ?? 0);
  return [inOriginal(draft.traced, expectation(situation, draft))];
}

/** Applies readings until reading gets to another line, or no reading helps. */
function readLine(draft: Draft): MendedLine {
  const diagnostics: Diagnostic[] = [];
  let limit: number | undefined;
  for (let round = 0; round < MOST_FOR_A_LINE; round++) {
    const failure = draft.failure();
    if (failure === undefined) break;
    const situation = situationAt(draft, failure);
    const line = lineOf(draft, situation.token.span.start);
    limit ??= line;
    if (line !== limit) break;
    const reading = best(situation, draft);
    if (reading === undefined) return { diagnostics, stuck: true };
    diagnostics.push(inOriginal(draft.traced, reading.diagnostic));
    draft.apply(reading.edits);
  }
  return { diagnostics, stuck: false };
}

/** The text after that edit with which reading gets furthest, and further than a place of the original. */
function furthest(draft: Draft, before: TracedText, edits: readonly Edit[], least: number): TracedText | undefined {
  const trial = new Draft(before, draft.rule, draft.own);
  let most = least;
  let found: Edit | undefined;
  for (const edit of edits) {
    const place = trial.reach([edit]);
    const reach = place === Number.POSITIVE_INFINITY ? place : trial.original({ start: place, end: place }).start;
    if (reach <= most) continue;
    most = reach;
    found = edit;
    if (reach === Number.POSITIVE_INFINITY) break;
  }
  return found && edited(before, [found]);
}

/** The place of the original that reading reaches; infinite if all matches. */
function placeOf(draft: Draft): number {
  const failure = draft.failure();
  if (failure === undefined) return Number.POSITIVE_INFINITY;
  return draft.original({ start: failure, end: failure }).start;
}

/** Lines of a draft: what readings put in has no line breaks. */
function lineOf(draft: Draft, offset: number): number {
  return draft.text.slice(0, offset).split("\n").length;
}

function isOutside({ code }: Diagnostic): boolean {
  return code === "E0136";
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
  return new Situation(draft.text, draft.tokens, index, failure, draft.own);
}

/** The reading that gets furthest, and at least past the failing token; the earlier of two that get equally far. */
function best(situation: Situation, draft: Draft): Reading | undefined {
  const { span, kind } = situation.token;
  let furthest = kind === "end" ? span.end : Math.max(span.end, span.start + 1) - 1;
  let found: Reading | undefined;
  for (const reading of readings(situation)) {
    const reach = draft.reach(reading.edits);
    if (reach <= furthest) continue;
    furthest = reach;
    found = reading;
    if (reach === Number.POSITIVE_INFINITY) break;
  }
  return found;
}
