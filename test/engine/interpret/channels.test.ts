import { describe, expect, test } from "vitest";
import { engineOf, onlyInitial, successorsOf, waysText } from "../../support/spec.js";

const booleans = [false, true];
const combinations = booleans.flatMap((fifo) =>
  booleans.flatMap((lossy) => booleans.map((duplicating) => ({ fifo, lossy, duplicating }))),
);

describe.each(combinations)("a channel: fifo $fifo, lossy $lossy, duplicating $duplicating", (kind) => {
  const words = Object.entries(kind).flatMap(([word, on]) => (on ? [`, ${word}`] : []));
  const engine = engineOf(`spec Channels
var x: 0..9 = 0
channel c of 1..9${words.join("")}
init { send 3 to c  send 1 to c  send 3 to c  send 2 to c }
action Take { receive m from c  x := m }
invariant I: x < 9 or c == []
`);
  const state = onlyInitial(engine);
  const [mail, without1, without2, without3] = kind.fifo
    ? ["[3, 1, 3, 2]", "[3, 3, 2]", "[3, 1, 3]", "[1, 3, 2]"]
    : ["[1, 2, 3, 3]", "[2, 3, 3]", "[1, 3, 3]", "[1, 2, 3]"];

  test("receives what it may, taken out and, when duplicating, left", () => {
    const received = (message: number, rest: string | undefined): string[] => [
      `x = ${message}, c = ${rest}`,
      ...(kind.duplicating ? [`x = ${message}, c = ${mail}`] : []),
    ];
    const expected = kind.fifo
      ? received(3, without3)
      : [...received(1, without1), ...received(2, without2), ...received(3, without3)];
    expect(waysText(engine, state).slice(0, expected.length)).toEqual(expected);
    expect(successorsOf(engine, state).filter((way) => way.transition === "Take")).toHaveLength(expected.length);
  });

  test("loses each distinct message when lossy", () => {
    const lost = waysText(engine, state).filter((_, at) => successorsOf(engine, state)[at]?.transition === "lose c");
    const last = kind.fifo ? ["[3, 1, 2]"] : [];
    const expected = [without1, without2, without3, ...last].map((rest) => `x = 0, c = ${rest}`);
    expect(lost).toEqual(kind.lossy ? expected : []);
  });
});

const letters = (channel: string, body: string): readonly string[] => {
  const engine = engineOf(`spec Letters
type Proc = 1..2
type Letter = Plan(round: 1..3) | Ack(of: 1..3)
var x: 0..9 = 0
channel c: ${channel}
init { send Plan(2) to c[1]  send Ack(1) to c[1]  send Plan(1) to c[1] }
action A { ${body} }
invariant I: x < 9 or c[1] == []
`);
  return waysText(engine, onlyInitial(engine));
};

test("only messages that match the pattern are received", () => {
  expect(letters("Proc of Letter", "receive Plan(r) from c[1]  x := r")).toEqual([
    "x = 1, c = [1: [Plan(2), Ack(1)], 2: []]",
    "x = 2, c = [1: [Plan(1), Ack(1)], 2: []]",
  ]);
  expect(letters("Proc of Letter, fifo", "receive Ack(r) from c[1]  x := r")).toEqual([]);
  expect(letters("Proc of Letter, fifo", "receive Plan(r) from c[1]  x := r")).toEqual([
    "x = 2, c = [1: [Ack(1), Plan(1)], 2: []]",
  ]);
  expect(letters("Proc of Letter", "receive _ from c[2]")).toEqual([]);
});

test("a send to a full mailbox is not possible", () => {
  expect(letters("Proc of Letter max 3", "send Ack(1) to c[1]  assert false")).toEqual([]);
  expect(letters("Proc of Letter max 3", "receive Ack(_) from c[1]  send Ack(3) to c[1]")).toEqual([
    "x = 0, c = [1: [Plan(1), Plan(2), Ack(3)], 2: []]",
  ]);
});

test("what is sent is in the mailbox at once", () => {
  expect(letters("Proc of Letter", "send Ack(2) to c[2]  receive Ack(n) from c[2]  x := n + len(c[2])")).toEqual([
    "x = 2, c = [1: [Plan(1), Plan(2), Ack(1)], 2: []]",
  ]);
});

test("mailboxes of pairs, losing in canonical order", () => {
  const engine = engineOf(`spec Pairs
type Proc = 1..2
channel net: (Proc, Proc) of bool, lossy
init { send true to net[2, 1]  send false to net[1, 2]  send false to net[2, 1] }
invariant I: len(net[1, 1]) == 0
`);
  const state = onlyInitial(engine);
  const told = successorsOf(engine, state).map((_, ordinal) => engine.detail(state, ordinal));
  expect(told.map(({ kind, name, arguments: key, messages }) => ({ kind, name, key, messages }))).toEqual(
    [
      { key: [1, 2], message: false },
      { key: [2, 1], message: false },
      { key: [2, 1], message: true },
    ].map(({ key, message }) => ({
      kind: "lose",
      name: "net",
      key: [{ tuple: key }],
      messages: [{ kind: "lose", channel: "net", key: { tuple: key }, message }],
    })),
  );
});
