import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* What is missing, and what stands in its place. */

/** What the language would have allowed at a place, and what stands there: nothing, if what began has come to its end. */
export function expected(span: Span, what: readonly string[], found: string | undefined): Diagnostic {
  const wanted = what.length === 0 ? "something more" : what.join(" or ");
  if (found === undefined) return error("E0113", span, `this is not complete: ${wanted} is missing at the end`);
  return error("E0113", span, what.length === 0 ? `${found} cannot stand here` : `expected ${wanted}, found ${found}`);
}

/** A word or sign of the language was left out before the place. */
export function missing(span: Span, what: string, where: string): Diagnostic {
  return error("E0114", span, `${what} is missing ${where}`);
}

export function missingColon(span: Span, after: string): Diagnostic {
  return error("E0114", span, `a \`:\` is missing after ${after}`);
}

export function claimWithoutName(span: Span, word: string): Diagnostic {
  const claim = word === "possible" ? "always possible" : word;
  return error("E0114", span, `this ${quoted(claim)} needs a name`, { hint: `write ${quoted(`${claim} Name: p`)}` });
}

/** `sign`: what stands directly before the place. */
export function missingBehind({ end }: Span, sign: string): Diagnostic {
  const name = ["goto", "to", "from", "holds", "fails", "within", "at"].includes(sign);
  return error("E0114", { start: end, end }, `a ${name ? "name" : "value"} is missing after ${quoted(sign)}`);
}

export function symmetricWithoutNumber(span: Span): Diagnostic {
  return error("E0114", span, "`symmetric` needs the number of its values", { hint: "write `symmetric 3`" });
}

export function missingLabel(span: Span): Diagnostic {
  return error("E0114", span, "`goto` needs the name of a label, or `done`");
}

export function missingBraces(span: Span, word: string): Diagnostic {
  return error("E0115", span, `the statements after ${quoted(word)} stand in braces: \`{ … }\``);
}

export function modelWithoutBraces(span: Span, name: string): Diagnostic {
  return error("E0115", span, `what comes out of the model ${quoted(name)} stands in braces`, {
    hint: "write `{ holds I }`, with the claims that it checks",
  });
}

/** `owner`: "action Up". */
export function missingBody(span: Span, owner: string): Diagnostic {
  return error("E0115", span, `the statements of ${quoted(owner)} stand in braces: a \`{\` is missing`);
}

export function needlessColon(span: Span, word: string): Diagnostic {
  return error("E0116", span, `no \`:\` follows ${quoted(word)}`);
}

export function trailingComma(span: Span): Diagnostic {
  return error("E0116", span, "no comma follows the last element");
}

export function straySeparator(span: Span, separator: string): Diagnostic {
  const hint = "statements and declarations need no separators; between statements a `;` may stand";
  return error("E0116", span, `no ${quoted(separator)} stands here`, { hint });
}
