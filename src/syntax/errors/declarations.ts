import { type Diagnostic, didYouMean, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* Declarations. */

export function variableWithoutType(span: Span, name: string): Diagnostic {
  return error("E0127", span, `the variable ${quoted(name)} needs a type`, {
    hint: `write \`var ${name}: T = …\`, for example \`var ${name}: 0..3 = 0\``,
  });
}

export function variableWithoutValue(span: Span, name: string): Diagnostic {
  return error("E0128", span, `the variable ${quoted(name)} needs a first value`, {
    hint: "write `= e` for one value, `= any` for any value of its type, or `in S`",
  });
}

export function constantWithoutValue(span: Span, name: string): Diagnostic {
  return error("E0128", span, `the constant ${quoted(name)} needs a default`, {
    hint: `write \`const ${name} = 3\`; a model may replace it`,
  });
}

export function oneNameEach(span: Span, word: string): Diagnostic {
  return error("E0129", span, `each ${quoted(word)} declares one name`, { hint: "give each a declaration of its own" });
}

export function secondParameter(span: Span): Diagnostic {
  return error("E0129", span, "a process has one parameter", {
    hint: "where two things tell processes apart, name a type of pairs: `type Pair = (A, B)`",
  });
}

export function typeOfLet(span: Span): Diagnostic {
  return error("E0129", span, "`let` has no type: it is inferred");
}

export function doubleOption(span: Span): Diagnostic {
  return error("E0130", span, "one `?` is enough: `none` is a value of `T?` once and for all");
}

export function emptyParentheses(span: Span, name: string): Diagnostic {
  return error("E0131", span, `without parameters ${quoted(name)} stands without parentheses`);
}

export function definitionWithBody(span: Span, name: string): Diagnostic {
  return error("E0132", span, "a definition is one expression after `=`", {
    hint: `write \`def ${name}(…) = e\`; statements stand in an \`action\` or a \`process\``,
  });
}

export function parameterWithoutSet(span: Span, name: string): Diagnostic {
  return error("E0133", span, `the parameter ${quoted(name)} needs a set to range over`, {
    hint: `write \`${name} in S\`, with a type or a set for \`S\``,
  });
}

export function parameterWithSet(span: Span, name: string): Diagnostic {
  return error("E0133", span, `the parameter ${quoted(name)} of a definition has a type, not a set`, {
    hint: `write \`${name}: T\`, or ${quoted(name)} alone`,
  });
}

export function binderWithoutSet(span: Span, name: string): Diagnostic {
  return error("E0133", span, `${quoted(name)} needs a set to range over`, {
    hint: `write \`${name} in S\``,
  });
}

export function unknownDeclaration(span: Span, word: string, suggestion: string | undefined): Diagnostic {
  return error("E0134", span, `no declaration begins with ${quoted(word)}`, { hint: didYouMean(suggestion) });
}

/** `word`: the one that a declaration of this form begins with. */
export function declarationWithoutWord(span: Span, name: string, word: string): Diagnostic {
  return error("E0134", span, `no declaration begins with ${quoted(name)}`, { hint: didYouMean(`${word} ${name}`) });
}

/** `bool x = false`; `ours`: how it is declared here. */
export function typeInFront(span: Span, type: string, ours: string): Diagnostic {
  return error("E0134", span, `no declaration begins with ${quoted(type)}`, { hint: `write ${quoted(ours)}` });
}

/** `Next == x' = x + 1`. */
export function tlaDefinition(span: Span, name: string): Diagnostic {
  return error("E0135", span, `there is no ${quoted(`${name} == …`)} in the language`, {
    hint: `a definition is \`def ${name} = e\`, a step \`action ${name} { … }\`, a claim \`invariant ${name}: p\``,
  });
}

export function foreignWord(span: Span, word: string, advice: string): Diagnostic {
  return error("E0135", span, `there is no ${quoted(word)} in the language`, { hint: advice });
}

/** A word of ours that means something else. */
export function beginsNoStatement(span: Span, word: string, advice: string): Diagnostic {
  return error("E0135", span, `no statement begins with ${quoted(word)}`, { hint: advice });
}

export function unknownExpectation(span: Span, word: string, suggestion: string | undefined): Diagnostic {
  return error("E0146", span, `${quoted(word)} is nothing that a model can expect`, {
    hint:
      didYouMean(suggestion) ?? "a model expects `holds I`, `fails I`, `deadlock`, `states 42`, `steps 99`, `depth 7`",
  });
}

export function unknownChannelWord(span: Span, word: string, suggestion: string | undefined): Diagnostic {
  return error("E0146", span, `a channel cannot be ${quoted(word)}`, {
    hint: didYouMean(suggestion) ?? "it can be `fifo`, `lossy` and `duplicating`; each after a comma",
  });
}

export function lateSentence(span: Span): Diagnostic {
  return error("E0136", span, "the sentence of an action stands before its braces", {
    hint: 'write `action A says "…" { … }`',
  });
}

export function countingLoop(span: Span, name: string): Diagnostic {
  return error("E0135", span, "`for` does not count: it goes through a set, in order", {
    hint: `write ${quoted(`for ${name} in 1..3 { … }`)}`,
  });
}

export function misspeltWord(span: Span, word: string, meant: string): Diagnostic {
  return error("E0135", span, `there is no ${quoted(word)} in the language`, { hint: didYouMean(meant) });
}

export function statementOutside(span: Span): Diagnostic {
  return error("E0136", span, "a statement stands in an `action`, a `process` or `init`, not by itself");
}

export function declarationInside(span: Span, word: string): Diagnostic {
  const hint =
    word === "var"
      ? "the `var`s of a process stand before its first statement; `let x = e` names a value on the way"
      : "close the braces before it, or move it out of them";
  return error("E0137", span, `${quoted(word)} cannot be declared among statements`, { hint });
}
