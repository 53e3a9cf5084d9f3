import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { quoted } from "./quoted.js";

/* Names, numbers, signs and how they bind. */

const RESERVED = (
  "and or not in at subset of union intersect div mod with always eventually until enabled forall exists the let if " +
  "then else fold for match true false none any done skip when assert either pick while goto send receive to from says " +
  "bool int set seq"
).split(" ");

export function isReserved(word: string): boolean {
  return RESERVED.includes(word);
}

export function reservedWord(span: Span, word: string): Diagnostic {
  return error("E0117", span, `${quoted(word)} is a reserved word and cannot be a name`, {
    hint: "choose another name, or add a letter to it",
  });
}

/** A reserved word where a value belongs. */
export function notAValue(span: Span, word: string, advice: string): Diagnostic {
  return error("E0145", span, `${quoted(word)} is no value`, { hint: advice });
}

export function badName(span: Span, text: string): Diagnostic {
  return error("E0118", span, `${quoted(text)} is no name: a name is a letter, then letters, digits and \`_\``);
}

export function doneAsLabel(span: Span): Diagnostic {
  return error("E0119", span, "no label is called `done`: that is where a process is after its last statement", {
    hint: "give the label another name; `goto done` halts the process",
  });
}

export function doneAsValue(span: Span): Diagnostic {
  return error("E0119", span, "`done` is a label and no value", { hint: "did you mean `P at done`?" });
}

export function decimalNumber(span: Span): Diagnostic {
  return error("E0120", span, "numbers are integers; there are no decimals");
}

export function numberTooLarge(span: Span): Diagnostic {
  return error("E0121", span, "this number is too large: integers are exact up to 2^53 - 1");
}

export function assignsWithColon(span: Span, text: string): Diagnostic {
  return error("E0122", span, `a variable is assigned with \`:=\`, not with ${quoted(text)}`);
}

export function comparesWithTwo(span: Span, text: string): Diagnostic {
  return error("E0122", span, `values are compared with \`==\`, not with ${quoted(text)}`);
}

export function declaresWithOne(span: Span, text: string): Diagnostic {
  return error("E0122", span, `a name gets its value with \`=\` here, not with ${quoted(text)}`);
}

export function colonBefore(span: Span, text: string): Diagnostic {
  return error("E0122", span, `a \`:\` stands here, not ${quoted(text)}`);
}

export function arrowForImplies(span: Span): Diagnostic {
  return error("E0123", span, "implication is written `=>`; `->` makes the type of a function");
}

export function impliesForArrow(span: Span): Diagnostic {
  return error("E0123", span, "the type of a function is written with `->`; `=>` is implication");
}

/** A symbol of mathematics or of another language that has a name of its own here. */
export function foreignSymbol(span: Span, text: string, ours: string): Diagnostic {
  return error("E0107", span, `${quoted(text)} is written ${quoted(ours)} here`);
}

/** `Node#2`, as a trace calls a value of the symmetric type Node. */
export function namedMember(span: Span, text: string, type: string, size: string): Diagnostic {
  return error("E0151", span, `no spec can name ${quoted(text)}: the values of a \`symmetric\` type are alike`, {
    hint: `say what is true of all of them or of some (\`forall x in ${type}: …\`), or make them numbers: \`type ${type} = 1..${size}\``,
  });
}

export function compoundAssignment(span: Span, text: string, ours: string): Diagnostic {
  return error("E0124", span, `there is no ${quoted(text)}`, { hint: `write ${quoted(ours)}` });
}

/** `n' = n + 1`, as other languages say what a step does. */
export function primeAssigned(span: Span, name: string): Diagnostic {
  return error("E0124", span, "a step assigns the next value of a variable, without `'`", {
    hint: `write ${quoted(`${name} := …`)}`,
  });
}

export function ternary(span: Span): Diagnostic {
  return error("E0124", span, "a choice between two values is written `if p then a else b`");
}

export function doesNotAssociate(span: Span, first: string, second: string): Diagnostic {
  const comparisons = ["<", "<=", ">", ">=", "==", "!="];
  const comparison = comparisons.includes(first) && comparisons.includes(second);
  const hint = comparison
    ? `write \`a ${first} b and b ${second} c\``
    : "put parentheses around the part that is meant";
  const pair = first === second ? `two ${quoted(first)}` : `${quoted(first)} and ${quoted(second)}`;
  return error("E0125", span, `${pair} cannot stand side by side`, { hint });
}

export function prefixNeedsParentheses(span: Span, prefix: string, operator: string): Diagnostic {
  return error("E0126", span, `${quoted(prefix)} binds less tightly than the ${quoted(operator)} before it`, {
    hint: `put parentheses around it: \`(${prefix} …)\``,
  });
}
