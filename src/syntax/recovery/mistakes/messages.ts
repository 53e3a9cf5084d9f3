import * as errors from "../../errors.js";
import { insert, type Reading, remove, replace, type Situation } from "../situation.js";

/* Channels and messages as other languages write them, and heads with brackets. */

const OPTIONS = ["fifo", "lossy", "duplicating"];

export function messageHabits(s: Situation): readonly Reading[] {
  return [
    ...channelHead(s),
    ...headInBrackets(s),
    ...lateFairness(s),
    ...messageSigns(s),
    ...methodOfElement(s),
    ...mailboxInParentheses(s),
  ];
}

/** `channel c: K -> T`, `channel c of T fifo`, `fifo channel c of T`. */
function channelHead(s: Situation): readonly Reading[] {
  const { token, before } = s;
  for (const distance of [0, -1]) {
    const { text, span } = s.at(distance);
    if (!OPTIONS.includes(text) || s.at(distance + 1).text !== "channel") continue;
    return [{ diagnostic: errors.optionInFront(span, text), edits: [remove(span)] }];
  }
  if (s.head?.text !== "channel") return [];
  const readings: Reading[] = [];
  if (OPTIONS.includes(token.text) && before.text !== ",") {
    const diagnostic = errors.missing(s.gap, "`,`", `before \`${token.text}\``);
    readings.push({ diagnostic, edits: [insert(s.gap.end, ",")] });
  }
  const head = s.tokens.indexOf(s.head);
  const arrow = s.tokens.find(({ text }, index) => index > head && index < s.index && text === "->");
  if (arrow !== undefined && !s.tokens.slice(head, s.index).some(({ text }) => text === "of")) {
    readings.push({ diagnostic: errors.foreignSymbol(arrow.span, "->", "of"), edits: [replace(arrow.span, "of")] });
  }
  return readings;
}

/** `channel c[K] of T`, `action A[i in S]`. */
function headInBrackets(s: Situation): readonly Reading[] {
  const word = s.at(-2).text;
  const close = s.token.text === "[" && s.before.kind === "word" ? s.partner(0) : undefined;
  if (close === undefined || !["channel", "action", "process", "def"].includes(word)) return [];
  const inside = s.slice(s.span(1, close - 1));
  const ours = word === "channel" ? `${s.before.text}: ${inside}` : `${s.before.text}(${inside})`;
  const span = s.span(-1, close);
  return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, ours)] }];
}

/** `action fair A`. */
function lateFairness(s: Situation): readonly Reading[] {
  return [0, -1].flatMap((distance) => {
    const word = s.at(distance - 1).text;
    if (s.at(distance).text !== "fair" || !["action", "process"].includes(word)) return [];
    const span = s.span(distance - 1, distance);
    const ours = `fair ${word}`;
    return [{ diagnostic: errors.foreignSymbol(span, s.slice(span), ours), edits: [replace(span, ours)] }];
  });
}

/** `c ? m`, `c[k] ? m` where a statement begins. (`c ! m` is found among the characters.) */
function messageSigns(s: Situation): readonly Reading[] {
  if (s.token.text !== "?") return [];
  const start = s.text.lastIndexOf("\n", s.token.span.start) + 1;
  if (!errors.NAMES_CHANNEL.test(s.text.slice(start, s.token.span.start))) return [];
  return [{ diagnostic: errors.messageSign(s.token.span, "?"), edits: [replace(s.token.span, ":=")] }];
}

/** `c[k].send(m)`, `c[k].pop()`: the methods of an element. */
function methodOfElement(s: Situation): readonly Reading[] {
  const close = s.token.text === "(" && s.reads(-3, "]", ".") ? s.partner(0) : undefined;
  if (close === undefined) return [];
  const open = s.tokens.findLastIndex(({ text }, index) => index < s.index && text === "[") - s.index;
  const start = s.partner(open) === -3 || open < -3 ? open - 1 : -3;
  const instead = { send: "send m to c", receive: "receive m from c", pop: "receive m from c" }[s.before.text];
  const diagnostic = errors.method(s.span(-2, close), s.before.text, instead);
  return ["skip", "x"].map((text) => ({ diagnostic, edits: [replace(s.span(start, close), text)] }));
}

/** `send m to c(k)`. */
function mailboxInParentheses(s: Situation): readonly Reading[] {
  const close = s.token.text === "(" && ["to", "from"].includes(s.at(-2).text) ? s.partner(0) : undefined;
  if (close === undefined) return [];
  const edits = [replace(s.token.span, "["), replace(s.at(close).span, "]")];
  return [{ diagnostic: errors.parenthesesForIndex(s.span(0, close), s.before.text), edits }];
}
