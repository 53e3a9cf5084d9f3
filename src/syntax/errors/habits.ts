import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* What is written in another way here, or in two steps. */

export function bracesAfterWhen(span: Span): Diagnostic {
  return error("E0150", span, "`when` has no braces: all that follows it in the step waits for it", {
    hint: "write `when p  x := …`; what happens only under a condition stands in `if p { … }`",
  });
}

/** `span`: the word EXCEPT. */
export function changedCopy(span: Span): Diagnostic {
  return error("E0124", span, "there is no `EXCEPT`", {
    hint: "a step assigns the element, `m[k] := e`; a changed copy is `m with {[k]: e}`",
  });
}

export function method(span: Span, name: string, instead: string | undefined): Diagnostic {
  return error("E0124", span, `there is no ${quoted(`.${name}(…)`)}: values have no methods`, {
    hint:
      instead === undefined
        ? "built-in functions stand in front: `len(s)`, `append(s, x)`"
        : `write ${quoted(instead)}`,
  });
}

export function parallelAssignment(span: Span): Diagnostic {
  return error("E0129", span, "an assignment has one variable on its left", {
    hint: "name what is overwritten too early: `let old = x  x := y  y := old`",
  });
}

export function notAtLabel(span: Span): Diagnostic {
  return error("E0124", span, "there is no `not at`", { hint: "write `not P(i) at label`" });
}

export function anyOfSome(span: Span): Diagnostic {
  return error("E0145", span, "`any` means every value of the type", {
    hint: "for the values of a set write `in` alone: `var x: T in S`",
  });
}

export function wildcardAsValue(span: Span): Diagnostic {
  return error("E0145", span, "`_` is no value: it stands in patterns, and in `enabled A(_)`", {
    hint: "for every one write `forall i in S: …`, for any one `exists i in S: …`",
  });
}

/** `word`: "forall", "exists". */
export function quantifierInParentheses(span: Span, word: string): Diagnostic {
  return error("E0131", span, `what ${quoted(word)} goes through stands without parentheses`, {
    hint: `write ${quoted(`${word} i in S: p`)}`,
  });
}

/** `word`: "pick", "for". */
export function narrowedChoice(span: Span, word: string): Diagnostic {
  return error("E0124", span, `${quoted(word)} takes a whole set, and no condition`, {
    hint: `narrow the set: ${quoted(`${word} x in {y in S: p} { … }`)}`,
  });
}

export function variantsNotSeparated(span: Span, ours: string): Diagnostic {
  return error("E0147", span, "variants are separated by `|`", { hint: `write ${quoted(ours)}` });
}

export function leadingBar(span: Span): Diagnostic {
  return error("E0116", span, "no `|` stands before the first variant");
}

export function qualifiedVariant(span: Span, variant: string): Diagnostic {
  return error("E0149", span, `a variant stands by its name alone: ${quoted(variant)}`);
}

export function fieldsInBraces(span: Span, variant: string): Diagnostic {
  return error("E0149", span, `the fields of ${quoted(variant)} stand in parentheses`);
}

export function namedFields(span: Span, variant: string): Diagnostic {
  return error("E0149", span, `the fields of ${quoted(variant)} are given in order, without their names`);
}

export function fieldsWithoutNames(span: Span, variant: string): Diagnostic {
  return error("E0149", span, `each field of the variant ${quoted(variant)} needs a name`, {
    hint: `write ${quoted(`${variant}(field: T)`)}`,
  });
}

export function fieldsSeparated(span: Span): Diagnostic {
  return error("E0116", span, "fields are separated by `,`");
}

/** `fifo channel c of T`. */
export function optionInFront(span: Span, option: string): Diagnostic {
  return error("E0134", span, `no declaration begins with ${quoted(option)}`, {
    hint: `it stands behind the type of the messages: ${quoted(`channel c of T, ${option}`)}`,
  });
}

/** What stands before the `!` or `?` of Promela where a statement begins: a name, with or without a key. */
export const NAMES_CHANNEL = /^\s*(?:\w+\s*:\s*)?\w+(?:\[[^\]]*\])?\s*$/;

/** `c ! m`, `c ? m`. */
export function messageSign(span: Span, sign: "!" | "?"): Diagnostic {
  const [what, ours] = sign === "!" ? ["sent", "send m to c"] : ["received", "receive m from c"];
  return error("E0124", span, `no message is ${what} with ${quoted(sign)}`, { hint: `write ${quoted(ours)}` });
}

/** `[0: true, 1: false]`. */
export function listedFunction(span: Span): Diagnostic {
  return error("E0124", span, "the values of a function are not listed key by key", {
    hint: "write `[k in K: e]`, with an `if` or a `match` in `e` where they differ",
  });
}

/** `{x for x in S if p}`. */
export function filteredElements(span: Span): Diagnostic {
  return error("E0124", span, "no `if` stands behind the set", {
    hint: "those with p are `{x in S: p}`, and what is made of them `{e for x in {y in S: p}}`",
  });
}

/** `sum(e for x in S)`. */
export function generatedArguments(span: Span, name: string): Diagnostic {
  return error("E0124", span, `${quoted(name)} takes values, and no \`for\` among them`, {
    hint: "`fold s = 0 for x in S: s + e` adds up; the set of all e is `{e for x in S}`",
  });
}

export const NO_SLICES =
  "say it of each position, `forall i in 1..n: s[i] == …`; `tail(s)` is all but the first, `[s[i]]` one of them";

/** `s[1:n]`. */
export function slice(span: Span): Diagnostic {
  return error("E0124", span, "there are no slices of sequences", { hint: NO_SLICES });
}

/** `def f(x: T) -> U: return e`. */
export function definitionWithArrow(span: Span): Diagnostic {
  return error("E0122", span, "the type of a definition stands behind a `:`, its value behind a `=`", {
    hint: "write `def f(x: T): U = e`",
  });
}

/** `p -> x := 1`. */
export function guardWithArrow(span: Span): Diagnostic {
  return error("E0124", span, "no `->` stands behind a guard", { hint: "write `when p`, and behind it what happens" });
}

/** `|a - b|`. */
export function absoluteValue(span: Span): Diagnostic {
  return error("E0124", span, "there is no absolute value", { hint: "write `max(a - b, b - a)`" });
}

/** `n ** 2`, `n ^ 2`. */
export function noPowers(span: Span): Diagnostic {
  return error("E0124", span, "there are no powers", { hint: "a product is written out: `n * n`" });
}
