import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* Statements, and values in them. */

export function thenInStatement(span: Span): Diagnostic {
  return error("E0138", span, "the statement `if` has braces and no `then`: `if p { … } else { … }`");
}

/** `word`: "else" or "or". */
export function branchAlone(span: Span, word: string): Diagnostic {
  return error("E0138", span, `this ${quoted(word)} belongs to no ${quoted(word === "else" ? "if" : "either")}`);
}

export function ifWithoutElse(span: Span): Diagnostic {
  return error("E0139", span, "an `if` inside an expression needs an `else`: `if p then a else b`");
}

export function stringAsValue(span: Span): Diagnostic {
  return error("E0140", span, "strings are no values; they stand only after `says` and `from`", {
    hint: "name the values in a type: `type Colour = red | green`",
  });
}

export function quotedSpec(span: Span): Diagnostic {
  return error("E0140", span, "the name of a spec stands without quotes");
}

export function quotedLabel(span: Span, label: string): Diagnostic {
  return error("E0140", span, "a label stands without quotes", { hint: `write \`at ${label}\`` });
}

/** `span`: the `{` of the hole. */
export function holeNotClosed(span: Span): Diagnostic {
  return error("E0144", span, "this `{` begins a value in the sentence, and no `}` ends it", {
    hint: "a brace itself is written `{{`",
  });
}

export function holeNotAValue(span: Span): Diagnostic {
  return error("E0144", span, "between the braces of a sentence stands one value, like `{x}` or `{n + 1}`", {
    hint: "a brace itself is written `{{`",
  });
}

export function parenthesesForIndex(span: Span, name: string): Diagnostic {
  return error("E0141", span, `an element of ${quoted(name)} is named with brackets: \`${name}[…]\``);
}

export function assignsOtherProcess(span: Span): Diagnostic {
  return error("E0142", span, "a process assigns only its own locals, and by their plain names", {
    hint: "`P(i).x` can be read everywhere, and not written",
  });
}

export function expressionAsStatement(span: Span): Diagnostic {
  return error("E0143", span, "a value by itself is no statement", {
    hint: "assign it with `x := …`, or wait for it with `when …`; actions and processes happen by themselves",
  });
}

/** `ours`: the type as it is written here. */
export function foreignType(span: Span, ours: string): Diagnostic {
  return error("E0147", span, `this type is written ${quoted(ours)} here`);
}

export function variantsInPlace(span: Span, text: string): Diagnostic {
  return error("E0147", span, "variants are declared with a name of their own", {
    hint: `write ${quoted(`type T = ${text}`)}, and the name here`,
  });
}

/** `channel c: T`, a line that ends there. */
export function channelWithoutMessages(span: Span, name: string, type: string): Diagnostic {
  return error("E0114", span, "a channel tells `of` what its messages are", {
    hint: `one channel is ${quoted(`channel ${name} of ${type}`)}, one for each key ${quoted(`channel ${name}: K of ${type}`)}`,
  });
}

/** `word`: "send" or "receive". */
export function incompleteMessage(span: Span, word: string): Diagnostic {
  const message =
    word === "send"
      ? "`send` names a message and the channel that it goes to: `send m to c`"
      : "`receive` names a pattern and the channel: `receive m from c`";
  return error("E0148", span, message);
}
