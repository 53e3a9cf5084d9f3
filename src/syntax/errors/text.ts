import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* The file, its characters and brackets. */

export function notText(span: Span): Diagnostic {
  return error("E0101", span, "this file is not text: it holds a control character", {
    hint: "a spec is a text file, encoded as UTF-8",
  });
}

export function emptyFile(): Diagnostic {
  return error("E0102", { start: 0, end: 0 }, "there is no spec in this file: it is empty", {
    hint: "a spec begins with `spec Name`; `everystep new NAME` writes a first one",
  });
}

export function missingSpecLine(span: Span): Diagnostic {
  return error("E0103", span, "a file begins with the name of its spec: `spec Name`", {
    hint: "only comments may stand before it",
  });
}

/** The rest of such a file is another language from beginning to end. */
export function tlaModule(span: Span): Diagnostic {
  return error("E0103", span, "this is a module of TLA+, and no spec of Everystep", {
    hint: "the languages are alike in what they say, not in how: `everystep new Name` writes a spec to start from",
  });
}

export function secondSpecLine(span: Span): Diagnostic {
  return error("E0104", span, "one file is one spec, and this one has begun already", {
    hint: "put the second spec into a file of its own",
  });
}

export function bracesAroundSpec(span: Span): Diagnostic {
  return error("E0103", span, "the declarations follow the line `spec Name` without braces");
}

export function nestedTooDeeply(span: Span): Diagnostic {
  return error("E0105", span, "this is nested too deeply to be read", {
    hint: "give parts of it a name with `def`",
  });
}

export function unknownCharacter(span: Span, text: string): Diagnostic {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return error("E0106", span, `${quoted(text)} has no meaning in a spec`);
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return error("E0106", span, `the invisible character U+${code} has no meaning in a spec`, {
    hint: "replace it by an ordinary blank",
  });
}

/** `code`: of the character. */
export function foreignLineBreak(span: Span, code: number): Diagnostic {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return error("E0106", span, `the character ${name} looks like the end of a line in some editors, and is none`, {
    hint: "save the file with the line ends of Unix (LF) or of Windows (CR LF)",
  });
}

export function curlyQuotes(span: Span): Diagnostic {
  return error("E0108", span, 'a string stands between straight quotes `"`', {
    hint: "some programs turn quotes into curly ones; replace both",
  });
}

export function unterminatedString(span: Span): Diagnostic {
  return error("E0109", span, 'this string does not end: its closing `"` is missing on this line');
}

export function blockComment(span: Span, text: string): Diagnostic {
  return error("E0110", span, `there are no comments between ${quoted(text)} here`, {
    hint: "a comment begins with `//` and runs to the end of its line",
  });
}

export function foreignComment(span: Span, text: string): Diagnostic {
  return error("E0110", span, `${quoted(text)} does not begin a comment`, { hint: "comments begin with `//`" });
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The bracket that closes an opening one. */
export function closerOf(opener: string): string {
  return CLOSERS[opener] ?? opener;
}

export function unclosedBracket(span: Span, opener: string, place: Span): Diagnostic {
  return error("E0111", span, `this ${quoted(opener)} is never closed`, {
    notes: [{ message: `a ${quoted(closerOf(opener))} is missing, most likely here`, span: place }],
  });
}

export function strayBracket(span: Span, closer: string): Diagnostic {
  return error("E0112", span, `this ${quoted(closer)} closes nothing: there is one too many`);
}
