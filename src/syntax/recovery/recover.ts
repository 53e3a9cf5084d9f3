import type { Diagnostic } from "../../diagnostic.js";
import type { Source, Span } from "../../source.js";
import {
  bracesAroundSpec,
  emptyFile,
  expected,
  missingSpecLine,
  nestedTooDeeply,
  secondSpecLine,
  tlaModule,
} from "../errors.js";
import { scan, type Token } from "../tokens.js";
import { blank, mendCharacters, refusedCharacter } from "./characters.js";
import { beginsDeclaration, chunks } from "./chunks.js";
import { Draft, edited, joined, original, type StartRule, slice, type TracedText } from "./draft.js";
import { mendDraft } from "./mend.js";
import type { MendedText } from "./mended.js";
import { ownNames } from "./own.js";

const MOST = 40;

export interface Recovery {
  /** Everything that is wrong with the text; at least one error. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text as it was most likely meant; undefined when some of it could only be left out. */
  readonly mended: MendedText | undefined;
}

/** Finds what is wrong with a text that does not match `Spec` or `Expr`. */
export function recover(source: Source, rule: "Spec" | "Expr"): Recovery {
  const control = refusedCharacter(source.text);
  if (control !== undefined) return { diagnostics: [control], mended: undefined };
  const module = /^\s*(-{4,}\s*MODULE)\b/.exec(source.text);
  if (module !== null) {
    const start = module[0].length - (module[1] ?? "").length;
    return { diagnostics: [tlaModule({ start, end: module[0].length })], mended: undefined };
  }
  const { text, diagnostics, doubts } = mendCharacters(source.text);
  const doubtful = new Set(doubts.map((place) => source.position(place).line));
  const tokens = scan(text.text).tokens;
  if (tokens.length === 1) {
    const nothing = rule === "Spec" ? emptyFile() : expected({ start: 0, end: 0 }, ["a value"], undefined);
    return { diagnostics: diagnostics.length > 0 ? diagnostics : [nothing], mended: undefined };
  }
  const own = ownNames(tokens);
  const apart = rule === "Expr" ? [] : mendSpec(text, tokens, own);
  // Declarations that can be read one by one, and not together, are read together.
  const together = diagnostics.length === 0 && apart.every((piece) => piece.diagnostics.length === 0);
  const pieces = together ? [mendPiece(text, rule, own)] : apart;
  const certain = pieces
    .flatMap((piece) => piece.diagnostics)
    .filter(({ span }) => span === undefined || !doubtful.has(source.position(span.start).line));
  const found = [...diagnostics, ...certain];
  const ordered = firstAtEachPlace(found).slice(0, MOST);
  return { diagnostics: ordered, mended: rule === "Spec" ? whole(pieces, diagnostics) : undefined };
}

/** In the order of the text; of several at one place the first that was found, which has led to the others. */
function firstAtEachPlace(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = found.map(({ span }) => span?.start ?? 0);
  return found
    .filter(({ span }, index) => places.indexOf(span?.start ?? 0) === index)
    .toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
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

type Names = ReadonlySet<string>;

function mendSpec(text: TracedText, tokens: readonly Token[], own: Names): readonly Piece[] {
  const [first, ...rest] = chunks(text.text, tokens);
  if (first === undefined) return [];
  const [one, two, three] = tokens;
  if (one?.text === "spec" && two?.kind === "word" && three?.text === "{")
    return mendWithoutBraces(text, tokens, three, own);
  if (one?.text === "spec") {
    return [
      mendPiece(slice(text, first), "Spec", own),
      ...rest.map((piece) => mendDeclarations(slice(text, piece), own)),
    ];
  }
  const heading = headingOf(text.text, tokens);
  const missing = missingSpecLine(original(text, heading ?? one?.span ?? { start: 0, end: 0 }));
  const late = rest.find((piece) => specLine(text.text.slice(piece.start, piece.end)) !== null);
  const opening =
    late === undefined
      ? mendPiece(
          slice(heading === undefined ? text : edited(text, [blank(text.text, heading)]), first),
          "Declarations",
          own,
        )
      : { diagnostics: [], text: slice(text, first) };
  const others = rest.map((piece) =>
    piece === late ? mendPiece(slice(text, piece), "Spec", own) : mendDeclarations(slice(text, piece), own),
  );
  return [{ ...opening, diagnostics: [missing, ...opening.diagnostics], complete: false }, ...others];
}

/** `spec X { … }` */
function mendWithoutBraces(text: TracedText, tokens: readonly Token[], open: Token, own: Names): readonly Piece[] {
  const close = tokens.findLast((token) => token.text === "}");
  const edits = [blank(text.text, open.span), ...(close === undefined ? [] : [blank(text.text, close.span)])];
  const [first, ...rest] = mendSpec(
    edited(text, edits),
    tokens.filter((token) => token !== open && token !== close),
    own,
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

function mendDeclarations(part: TracedText, own: Names): Piece {
  const head = specLine(part.text);
  if (head === null) return mendPiece(part, "Declarations", own);
  const span = { start: 0, end: head[0].length };
  const rest = mendPiece(edited(part, [blank(part.text, span)]), "Declarations", own);
  return { ...rest, diagnostics: [secondSpecLine(original(part, span)), ...rest.diagnostics], complete: false };
}

function specLine(text: string): RegExpExecArray | null {
  return /^spec[ \t]+[^\n]*/.exec(text);
}

/** What is wrong with one piece; nothing if it matches. */
function mendPiece(text: TracedText, rule: StartRule, own: Names): Piece {
  const draft = new Draft(text, rule, own);
  try {
    const diagnostics = mendDraft(draft);
    return { diagnostics, text: draft.traced, complete: draft.failure() === undefined && !draft.lost };
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return { diagnostics: [nestedTooDeeply(draft.original({ start: 0, end: 1 }))], text, complete: false };
  }
}
