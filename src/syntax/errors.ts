import { type Diagnostic, didYouMean, error } from "../diagnostic.js";
import type { Span } from "../source.js";

/* E01xx: text and grammar. Every message speaks of the language; the reader has never heard of a token. */

const quoted = (text: string): string => `\`${text}\``;

// ------------------------------------------------------------------------------------------------------- the file

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

// ---------------------------------------------------------------------------------------------------- characters

export function unknownCharacter(span: Span, text: string): Diagnostic {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return error("E0106", span, `${quoted(text)} has no meaning in a spec`);
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return error("E0106", span, `the invisible character U+${code} has no meaning in a spec`, {
    hint: "replace it by an ordinary blank",
  });
}

/** A symbol of mathematics or of another language that has a name of its own here. */
export function foreignSymbol(span: Span, text: string, ours: string): Diagnostic {
  return error("E0107", span, `${quoted(text)} is written ${quoted(ours)} here`);
}

export function curlyQuotes(span: Span): Diagnostic {
  return error("E0108", span, 'a string stands between straight quotes `"`', {
    hint: "word processors turn quotes into curly ones; replace both",
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

// -------------------------------------------------------------------------------------------------------- brackets

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

// ------------------------------------------------------------------------------------------------------ expectation

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

// ------------------------------------------------------------------------------------------------------------ names

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

// ---------------------------------------------------------------------------------------------------------- numbers

export function decimalNumber(span: Span): Diagnostic {
  return error("E0120", span, "numbers are integers; there are no decimals");
}

export function numberTooLarge(span: Span): Diagnostic {
  return error("E0121", span, "this number is too large: integers are exact up to 2^53 - 1");
}

// ------------------------------------------------------------------------------------------ =, :=, == and their like

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

export function foreignOperator(span: Span, text: string, ours: string): Diagnostic {
  return error("E0107", span, `${quoted(text)} is written ${quoted(ours)} here`);
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

// ------------------------------------------------------------------------------------------------------- precedence

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

// ----------------------------------------------------------------------------------------------------- declarations

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

export function foreignWord(span: Span, word: string, advice: string): Diagnostic {
  return error("E0135", span, `there is no ${quoted(word)} in the language`, { hint: advice });
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

// ------------------------------------------------------------------------------------------------------- statements

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

/** `word`: "send" or "receive". */
export function incompleteMessage(span: Span, word: string): Diagnostic {
  const message =
    word === "send"
      ? "`send` names a message and the channel that it goes to: `send m to c`"
      : "`receive` names a pattern and the channel: `receive m from c`";
  return error("E0148", span, message);
}
