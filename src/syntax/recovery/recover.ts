import type { Diagnostic } from "../../diagnostic.js";
import type { Source, Span } from "../../source.js";
import { bracesAroundSpec, emptyFile, expected, missingSpecLine, nestedTooDeeply, secondSpecLine } from "../errors.js";
import { scan, type Token } from "../tokens.js";
import { type BracketFault, bracketFault, unclosed } from "./brackets.js";
import { blank, controlCharacter, lineEnd, mendCharacters } from "./characters.js";
import { beginsDeclaration, chunks } from "./chunks.js";
import { Draft, edited, joined, original, type StartRule, slice, type TracedText } from "./draft.js";
import { expectation, forgotten } from "./expectation.js";
import { inOriginal, type MendedText } from "./mended.js";
import * as claims from "./mistakes/claims.js";
import * as declarations from "./mistakes/declarations.js";
import * as habits from "./mistakes/habits.js";
import * as signs from "./mistakes/signs.js";
import * as statements from "./mistakes/statements.js";
import { types } from "./mistakes/types.js";
import { variants } from "./mistakes/variants.js";
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
  variants,
  signs.splitSigns,
  habits.recordSigns,
  habits.habits,
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
  statements.needlessWords,
  claims.claims,
  claims.models,
  claims.channels,
  claims.lateSentence,
  habits.colonForBrace,
  signs.separators,
  habits.fieldSeparators,
  words.reservedNames,
  statements.countingLoop,
  statements.dotBeforeBody,
  forgotten,
  statements.messages,
  statements.bodies,
];

export interface Recovery {
  /** Everything that is wrong with the text; at least one error. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text as it was most likely meant; undefined when some of it could only be left out. */
  readonly mended: MendedText | undefined;
}

/** Finds what is wrong with a text that does not match `Spec` or `Expr`. */
export function recover(source: Source, rule: "Spec" | "Expr"): Recovery {
  const control = controlCharacter(source.text);
  if (control !== undefined) return { diagnostics: [control], mended: undefined };
  const { text, diagnostics, doubts } = mendCharacters(source.text);
  const doubtful = new Set(doubts.map((place) => source.position(place).line));
  const tokens = scan(text.text).tokens;
  if (tokens.length === 1) {
    const nothing = rule === "Spec" ? emptyFile() : expected({ start: 0, end: 0 }, ["a value"], undefined);
    return { diagnostics: diagnostics.length > 0 ? diagnostics : [nothing], mended: undefined };
  }
  const apart = rule === "Expr" ? [] : mendSpec(text, tokens);
  // Declarations that can be read one by one, and not together, are read together.
  const together = diagnostics.length === 0 && apart.every((piece) => piece.diagnostics.length === 0);
  const pieces = together ? [mendPiece(text, rule)] : apart;
  const certain = pieces
    .flatMap((piece) => piece.diagnostics)
    .filter(({ span }) => span === undefined || !doubtful.has(source.position(span.start).line));
  const found = [...diagnostics, ...certain];
  const ordered = found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0)).slice(0, MOST);
  return { diagnostics: ordered, mended: rule === "Spec" ? whole(pieces, diagnostics) : undefined };
}

/** One piece of a text and what is wrong with it. */
interface Piece {
  readonly diagnostics: readonly Diagnostic[];
  /** What the piece became. */
  readonly text: TracedText;
  /** False if a part of it could not be read and was left out. */
  readonly complete: boolean;
}

function whole(pieces: readonly Piece[], characters: readonly Diagnostic[]): MendedText | undefined {
  if (!pieces.every(({ complete }) => complete)) return undefined;
  const broken: Span[] = [];
  let start = 0;
  for (const { text, diagnostics } of pieces) {
    const span = { start, end: start + text.text.length };
    const inOriginal = original(text, { start: 0, end: text.text.length });
    const hit = characters.some(
      ({ span: at }) => at !== undefined && at.start >= inOriginal.start && at.start < inOriginal.end,
    );
    if (diagnostics.length > 0 || hit) broken.push(span);
    start = span.end;
  }
  return { ...joined(pieces.map(({ text }) => text)), broken };
}

function mendSpec(text: TracedText, tokens: readonly Token[]): readonly Piece[] {
  const [first, ...rest] = chunks(text.text, tokens);
  if (first === undefined) return [];
  const [one, two, three] = tokens;
  if (one?.text === "spec" && two?.kind === "word" && three?.text === "{")
    return mendWithoutBraces(text, tokens, three);
  if (one?.text === "spec") {
    return [mendPiece(slice(text, first), "Spec"), ...rest.map((piece) => mendDeclarations(slice(text, piece)))];
  }
  const heading = headingOf(text.text, tokens);
  const missing = missingSpecLine(original(text, heading ?? one?.span ?? { start: 0, end: 0 }));
  const late = rest.find((piece) => specLine(text.text.slice(piece.start, piece.end)) !== null);
  const opening =
    late === undefined
      ? mendPiece(
          slice(heading === undefined ? text : edited(text, [blank(text.text, heading)]), first),
          "Declarations",
        )
      : { diagnostics: [], text: slice(text, first) };
  const others = rest.map((piece) =>
    piece === late ? mendPiece(slice(text, piece), "Spec") : mendDeclarations(slice(text, piece)),
  );
  return [{ ...opening, diagnostics: [missing, ...opening.diagnostics], complete: false }, ...others];
}

/** `spec X { … }` */
function mendWithoutBraces(text: TracedText, tokens: readonly Token[], open: Token): readonly Piece[] {
  const close = tokens.findLast((token) => token.text === "}");
  const edits = [blank(text.text, open.span), ...(close === undefined ? [] : [blank(text.text, close.span)])];
  const [first, ...rest] = mendSpec(
    edited(text, edits),
    tokens.filter((token) => token !== open && token !== close),
  );
  if (first === undefined) return rest;
  return [{ ...first, diagnostics: [bracesAroundSpec(original(text, open.span)), ...first.diagnostics] }, ...rest];
}

/** A first line such as `module M` that stands for `spec M`. */
function headingOf(text: string, [one, two, three]: readonly Token[]): Span | undefined {
  if (one?.kind !== "word" || two?.kind !== "word" || beginsDeclaration(one, two)) return undefined;
  const alone =
    three === undefined || text.slice(two.span.end, three.span.start).includes("\n") || three.kind === "end";
  return alone ? { start: one.span.start, end: two.span.end } : undefined;
}

function mendDeclarations(part: TracedText): Piece {
  const head = specLine(part.text);
  if (head === null) return mendPiece(part, "Declarations");
  const span = { start: 0, end: head[0].length };
  const rest = mendPiece(edited(part, [blank(part.text, span)]), "Declarations");
  return { ...rest, diagnostics: [secondSpecLine(original(part, span)), ...rest.diagnostics], complete: false };
}

function specLine(text: string): RegExpExecArray | null {
  return /^spec[ \t]+[^\n]*/.exec(text);
}

/** What is wrong with one piece; nothing if it matches. */
function mendPiece(text: TracedText, rule: StartRule): Piece {
  const draft = new Draft(text, rule);
  try {
    const diagnostics = mendDraft(draft);
    return { diagnostics, text: draft.traced, complete: draft.failure() === undefined && !draft.lost };
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return { diagnostics: [nestedTooDeeply(draft.original({ start: 0, end: 1 }))], text, complete: false };
  }
}

function mendDraft(draft: Draft): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    // One statement outside of all braces is enough: those that follow it are there for the same reason.
    if (isOutside(diagnostic) && found.some(isOutside)) return;
    found.push(inOriginal(draft.traced, diagnostic));
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
    draft.leaveOut({ start: Math.max(start, situation.tokens[0]?.span.start ?? 0), end });
    quietUntil = lineEnd(draft.text, end + 1);
  }
  return found;
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
