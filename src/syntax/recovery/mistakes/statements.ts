import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Mistakes in statements. */

const BODIED = ["if", "while", "for", "pick", "either", "or", "else"];

/** `if p then {`, `while p do {`, `else` without `if`. */
export function needlessWords(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token } = s;
  const close = s.after.text === "{" ? s.partner(1) : undefined;
  if (close !== undefined && (token.text === "else" || token.text === "or")) {
    readings.push({
      diagnostic: errors.branchAlone(token.span, token.text),
      edits: [replace(s.span(0, close), "skip")],
    });
  }
  if (token.text === "then") {
    readings.push({ diagnostic: errors.thenInStatement(token.span), edits: [remove(token.span)] });
    const end = s.lineEnd(token.span.start);
    readings.push({
      diagnostic: errors.thenInStatement(token.span),
      edits: [replace(token.span, "{"), insert(end, "}")],
    });
  }
  if (["do", "loop", "begin"].includes(token.text)) {
    const diagnostic = errors.foreignWord(token.span, token.text, "the body of a statement stands in braces");
    readings.push({ diagnostic, edits: [remove(token.span)] });
    readings.push({ diagnostic, edits: [replace(token.span, "{"), insert(s.lineEnd(token.span.start), "}")] });
  }
  return readings;
}

/** `IF p THEN x := a ELSE x := b`, on one line or on several. */
export function capitals(s: Situation): readonly Reading[] {
  const first = [-1, 0].find((distance) => s.at(distance).text === "IF");
  if (first === undefined || s.at(first).span.end === 0) return [];
  const following = (word: string): number =>
    s.tokens.findIndex(({ text }, index) => index > s.index + first && text === word) - s.index;
  const [then, otherwise] = [following("THEN"), following("ELSE")];
  if (then < 0) return [];
  const word = s.at(first).span;
  const edits = [replace(word, "if"), replace(s.at(then).span, "{")];
  const last = otherwise > then ? otherwise : then;
  if (otherwise > then) edits.push(replace(s.at(otherwise).span, "} else {"));
  edits.push(insert(s.lineEnd(s.at(last).span.start), " }"));
  const diagnostic = errors.foreignWord(
    word,
    "IF",
    "a step decides with `if p { … } else { … }`, a value is `if p then a else b`",
  );
  return [{ diagnostic, edits }];
}

/** Bodies without braces, and an `if` of an expression without `else`. */
export function bodies(s: Situation): readonly Reading[] {
  const readings: Reading[] = [];
  const { token, before } = s;
  const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && BODIED.includes(text));
  const word = s.tokens[head];
  if (word !== undefined) {
    const ends = [s.lineEnd(token.span.start)];
    const otherwise = s.tokens.findIndex(({ text }, index) => index > s.index && (text === "else" || text === "or"));
    const elsewhere = s.tokens[otherwise]?.span.start;
    if (elsewhere !== undefined) ends.push(elsewhere);
    if (s.balance < 0) {
      readings.push({ diagnostic: errors.missingBraces(s.gap, word.text), edits: [insert(token.span.start, "{ ")] });
    }
    for (const end of ends) {
      const edits = [insert(token.span.start, "{ "), insert(end, " }")];
      readings.push({ diagnostic: errors.missingBraces(s.gap, word.text), edits });
    }
  }
  if (["if", "while"].includes(s.tokens[head]?.text ?? "") && before.text !== "then") {
    readings.push({ diagnostic: errors.ifWithoutElse(s.gap), edits: [insert(s.gap.start, " else none ")] });
  }
  return readings;
}

/** `if p:`, `while p:`, `else:` and statements behind it or below it: the bodies of Python. */
export function colonForBody(s: Situation): readonly Reading[] {
  const { token } = s;
  if (token.text !== ":") return [];
  const word = s.tokens.findLast(
    ({ text, span }, index) =>
      index < s.index && BODIED.includes(text) && !(text === "or" && isOperator(s, index, span.start)),
  );
  if (word === undefined || s.text.slice(word.span.start, token.span.start).includes("\n")) return [];
  const needless = errors.needlessColon(token.span, `${word.text} …`);
  if (s.after.text === "{") return [{ diagnostic: needless, edits: [replace(token.span, " ")] }];
  const here = s.lineEnd(token.span.start);
  const next = s.after.span.start > here ? s.lineEnd(s.after.span.start) : here;
  const diagnostic = errors.missingBraces(token.span, word.text);
  return [{ diagnostic, edits: [replace(token.span, " {"), insert(next, " }")] }];
}

const CHOSEN = "an element is chosen with `pick x in S { … }`";

/** Does an `or` join what is true or false, rather than the branches of an `either`? */
function isOperator(s: Situation, index: number, start: number): boolean {
  return s.tokens[index - 1]?.text !== "}" && s.text.slice(s.text.lastIndexOf("\n", start) + 1, start).trim() !== "";
}

/** `with x in S { … }`, `with (x \in S) { … }`, `pick x := S { … }`: the choice of PlusCal, and of those who assign it. */
export function choices(s: Situation): readonly Reading[] {
  const { token, before } = s;
  // Behind a value it is read as the `with` of a changed copy.
  if (before.text === "with" && s.beginsLine(-1) && token.kind === "word") {
    const diagnostic = errors.beginsNoStatement(before.span, "with", CHOSEN);
    return [{ diagnostic, edits: [replace(before.span, "pick")] }];
  }
  const close = token.text === "with" && s.after.text === "(" ? s.partner(1) : undefined;
  if (close !== undefined) {
    const set = s.tokens.slice(s.index, s.index + close).some(({ text }) => text === "in");
    const [ours, advice] = set
      ? ["pick", CHOSEN]
      : ["let", "a value gets a name with `let x = e`, up to the end of the block"];
    const edits = [replace(token.span, ours), remove(s.after.span), remove(s.at(close).span)];
    return [{ diagnostic: errors.beginsNoStatement(token.span, "with", advice), edits }];
  }
  if (token.text === "with" && s.after.kind === "word") {
    if (s.at(2).text !== "=")
      return [
        { diagnostic: errors.beginsNoStatement(token.span, "with", CHOSEN), edits: [replace(token.span, "pick")] },
      ];
    const open = s.tokens.findIndex(({ text }, index) => index > s.index && text === "{") - s.index;
    const close = open > 0 ? s.partner(open) : undefined;
    const braces = close === undefined ? [] : [remove(s.at(open).span), remove(s.at(close).span)];
    return [
      { diagnostic: errors.foreignSymbol(token.span, "with", "let"), edits: [replace(token.span, "let"), ...braces] },
    ];
  }
  if (![":=", "="].includes(token.text) || before.kind !== "word" || s.at(-2).text !== "pick") return [];
  return [{ diagnostic: errors.foreignSymbol(token.span, token.text, "in"), edits: [replace(token.span, "in")] }];
}

/** `f(i) := 1`, `P(i).x := 1`, a value or a call by itself. */
export function assignments(s: Situation): readonly Reading[] {
  const { token, before } = s;
  if (token.text !== "(" || before.kind !== "word") return [];
  const close = s.partner(0);
  if (close === undefined) return [];
  const whole = s.span(-1, close);
  if (s.at(close + 1).text === ":=") {
    const edits = [replace(token.span, "["), replace(s.at(close).span, "]")];
    return [{ diagnostic: errors.parenthesesForIndex(s.span(0, close), before.text), edits }];
  }
  if (s.reads(close + 1, ".")) {
    const edits = [replace(s.span(-1, close + 2), "x")];
    return [{ diagnostic: errors.assignsOtherProcess(s.span(-1, close + 2)), edits }];
  }
  return [{ diagnostic: errors.expressionAsStatement(whole), edits: [replace(whole, "skip")] }];
}

/** `b[k] { … }`: a condition and a block, without their `if`. */
export function missingIf(s: Situation): readonly Reading[] {
  if (s.token.text !== "{") return [];
  let first = s.index - 1;
  while (first > 0 && !s.beginsLine(first - s.index)) first -= 1;
  while (s.tokens[first + 1]?.text === ":") first += 2;
  const start = s.tokens[first]?.span.start;
  if (start === undefined || first >= s.index) return [];
  const diagnostic = errors.missing({ start, end: start }, "`if`", "before this condition");
  return [{ diagnostic, edits: [insert(start, "if ")] }];
}

/** `receive m`, `send c, m`: messages without `from` or `to`. */
export function messages(s: Situation): readonly Reading[] {
  const head = s.tokens.findLastIndex(({ text }, index) => index <= s.index && ["send", "receive"].includes(text));
  const word = s.tokens[head];
  if (word === undefined || s.text.slice(word.span.start, s.gap.end).includes("\n")) return [];
  if (s.tokens.slice(head, s.index).some(({ text }) => text === "to" || text === "from")) return [];
  const span = { start: word.span.start, end: s.phraseEnd(word.span.start) };
  return [{ diagnostic: errors.incompleteMessage(span, word.text), edits: [replace(span, "skip")] }];
}

/** `for (i = 0; i < 3; i++)`: a loop that counts. */
export function countingLoop(s: Situation): readonly Reading[] {
  const head = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "for");
  if (head < 0 || s.tokens[head + 1]?.text !== "(") return [];
  const open = head + 1 - s.index;
  const close = s.partner(open);
  const name = s.tokens[head + 2]?.text ?? "i";
  if (close === undefined || close < 0) return [];
  const span = s.span(open, close);
  return [{ diagnostic: errors.countingLoop(span, name), edits: [replace(span, ` ${name} in x `)] }];
}

/** `forall i in 1..2. p`: the dot of the logicians before what is said. */
export function dotBeforeBody(s: Situation): readonly Reading[] {
  const dots = s.tokens.filter(
    ({ text, span }, index) => index <= s.index && text === "." && s.tokens[index + 1]?.span.start !== span.end,
  );
  return dots.map(({ span }) => ({ diagnostic: errors.colonBefore(span, "."), edits: [replace(span, ": ")] }));
}
