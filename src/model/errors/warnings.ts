import { type Diagnostic, warning } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";

/* W01xx: what is allowed and probably not meant. */

export function neverRead(name: ast.Name, what: "variable" | "local variable"): Diagnostic {
  return warning("W0101", name.span, `the ${what} \`${name.text}\` is never read`, {
    hint: "if it is there for the reader of a trace, `show` it",
  });
}

export function neverReceived(name: ast.Name): Diagnostic {
  return warning("W0101", name.span, `nothing ever receives or reads from the channel \`${name.text}\``);
}

export function labelNeverReached(label: ast.Name): Diagnostic {
  return warning("W0102", label.span, `no way leads to the label \`${label.text}\``, {
    hint: `nothing runs into it, and there is no \`goto ${label.text}\` in what is reached`,
  });
}

export function statementNeverReached(span: Span): Diagnostic {
  return warning("W0102", span, "this is never reached: every way before it ends in `goto`");
}

export function nameNeverUsed(span: Span, name: string): Diagnostic {
  return warning("W0103", span, `\`${name}\` is bound here and never used`, {
    hint: "write `_` for what does not matter",
  });
}

/** `places`: what one step touches, as it is written. */
export function stepNotAtomic(label: ast.Name, places: readonly string[], spans: readonly Span[]): Diagnostic {
  const list = places.map((place) => `\`${place}\``).join(", ");
  const notes = spans.map((span, i) => ({ message: `\`${places[i] ?? ""}\` is touched here`, span }));
  return warning(
    "W0110",
    label.span,
    `one step from \`${label.text}\` reads or writes ${places.length} shared places: ${list}`,
    {
      notes,
      hint: "if these are separate memory operations in the algorithm, put a label between them",
    },
  );
}
