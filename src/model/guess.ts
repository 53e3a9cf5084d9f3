import type { Diagnostic } from "../diagnostic.js";
import type { Source, Span } from "../source.js";
import type { Guess } from "../syntax/parse.js";
import { original } from "../syntax/recovery/draft.js";
import { inOriginal, isBroken } from "../syntax/recovery/mended.js";
import { infer } from "./infer.js";
import { resolve } from "./resolve.js";

/*
 * A file with errors of syntax has other errors too, and people want to hear of all. What stands in a declaration that had
 * to be mended is not looked at; nor are types when one of those declares something with a type, because the type
 * may be a guess.
 */

/** Errors of names and types in the parts of a spec that have none of syntax, at their places in the text as it was written. */
export function guessErrors({ spec, text }: Guess, source: Source): readonly Diagnostic[] {
  const { resolved, diagnostics } = resolve(spec);
  const declaring = text.broken.map((piece) => source.slice(original(text, piece))).filter(declares);
  const claims = text.broken.filter((piece) =>
    /^\s*(\w+ )?(invariant|property|reachable|possible)\b/m.test(source.slice(original(text, piece))),
  );
  const types = declaring.some(givesTypes) ? [] : infer(resolved).diagnostics;
  const guessedNames = new Set(declaring.flatMap((piece) => piece.match(/[\p{L}\d_]+/gu) ?? []));
  const meant = (span: Span): boolean => {
    const [name = ""] = /^[\p{L}\d_]*/u.exec(text.text.slice(span.start, span.end)) ?? [];
    return !isBroken(text, span) && !guessedNames.has(name);
  };
  return [...diagnostics, ...types]
    .filter(({ severity, span }) => severity === "error" && span !== undefined && meant(span))
    .filter((diagnostic) => (declaring.length === 0 && claims.length === 0) || !isUnknownName(diagnostic))
    .map((diagnostic) => inOriginal(text, diagnostic));
}

/** True of a declaration in which others may find the type of what they use. */
function givesTypes(piece: string): boolean {
  return /^\s*(spec|const|type|var|def|channel)\b/m.test(piece);
}

/** Such a name may be the one that a mended declaration was meant to declare. */
function isUnknownName({ code }: Diagnostic): boolean {
  return ["E0203", "E0204", "E0601", "E0603"].includes(code);
}

/** False of a declaration whose names matter to no other, and of an expression. */
function declares(piece: string): boolean {
  return /^\s*(spec|const|type|var|def|process|channel|fair|strongly)\b/m.test(piece);
}
