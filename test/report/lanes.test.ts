import { describe, expect, it } from "vitest";
import type { Datum } from "../../src/engine/datum.js";
import type { MessageEvent, Trace, TraceStep } from "../../src/engine/result.js";
import { plain } from "../../src/report/style.js";
import { traceLines } from "../../src/report/trace.js";
import { functionOf, mutexTrace, seq, state, step } from "../support/results.js";

const lines = (trace: Trace, lanes?: boolean): string[] => traceLines(trace, { style: plain, full: false, lanes });

/** Steps, and what is in the mailboxes between them; `keeps`: what is received stays there, too. */
function talk(steps: readonly TraceStep[], keeps = false, more: Partial<Trace> = {}): Trace {
  const used = steps.flatMap(({ messages }) => messages.map(({ key = null }) => key));
  const numbered = used.every((key) => typeof key === "number") ? [1, 2, 3] : used;
  const keys = new Map(numbered.map((key) => [JSON.stringify(key), key]));
  const boxes = new Map([...keys].map(([name]): [string, Datum[]] => [name, []]));
  const contents = (): Datum =>
    functionOf(...[...keys].map(([name, key]) => [key, seq(...(boxes.get(name) ?? []))] as const));
  const states = [state(undefined, [contents()])];
  for (const taken of steps) {
    for (const { kind, key = null, message } of taken.messages) {
      const box = boxes.get(JSON.stringify(key)) ?? [];
      if (kind === "send") box.push(message);
      else if (!keeps) box.splice(box.indexOf(message), 1);
    }
    states.push(state(taken, [contents()]));
  }
  return { variables: [{ name: "net", role: "channel", process: undefined }], states, ...more };
}

const event = (kind: MessageEvent["kind"], key: MessageEvent["key"], message = 7): MessageEvent => ({
  kind,
  channel: "net",
  key,
  message,
});

const send = (from: number, to: number, message?: number): TraceStep =>
  step("Send", [from, to], { messages: [event("send", to, message)] });
const hear = (at: number, message?: number): TraceStep =>
  step("Hear", [at], { messages: [event("receive", at, message)] });

describe("lanes", () => {
  it("have arrows from who sends to who receives", () => {
    expect(lines(talk([send(1, 3), send(3, 2, 8), hear(3), hear(2, 8)]))).toEqual([
      "     1   2   3",
      "  1  │   │   │   initial state",
      "     │   │   │     net empty",
      "  2  ●   │   │   Send(1, 3)",
      "     ├─▷ │   │     sends 7 to net[3]",
      "  3  │   │   ●   Send(3, 2)",
      "     │   │ ◁─┤     sends 8 to net[2]",
      "  4  │   │   ●   Hear(3)",
      "     ├───┼──►│     receives 7 from net[3], sent at 2",
      "  5  │   ●   │   Hear(2)",
      "     │   │◄──┤     receives 8 from net[2], sent at 3",
    ]);
  });

  it("tell of equal messages the oldest first, and what is still on its way", () => {
    expect(lines(talk([send(1, 2), send(3, 2), hear(2)])).slice(7)).toEqual([
      "  4  │   ●   │   Hear(2)",
      "     ├──►│   │     receives 7 from net[2], sent at 2",
      "     │   │ ◁─┤     7 is still on its way to net[2], sent at 3",
    ]);
  });

  it("end at a cross where a message is lost", () => {
    const lose = step("net", [2], { kind: "lose", messages: [event("lose", 2)] });
    expect(lines(talk([send(1, 2), lose])).slice(5)).toEqual(["  3  ├──✗│   lose net[2]: 7"]);
  });

  it("come from the one who sent a message that is received twice", () => {
    expect(lines(talk([send(1, 2), hear(2), hear(2)], true)).at(-1)).toBe(
      "     ├──►│     receives 7 from net[2], which keeps a copy, sent at 2",
    );
  });

  it("come back to who writes to itself", () => {
    expect(lines(talk([send(1, 2), send(1, 1, 8), hear(1, 8)])).slice(5)).toEqual([
      "  3  ●   │   Send(1, 1)",
      "     ├╮  │     sends 8 to net[1]",
      "  4  ●   │   Hear(1)",
      "     ├◄╯ │     receives 8 from net[1], sent at 3",
      "     ├─▷ │     7 is still on its way to net[2], sent at 2",
    ]);
  });

  it("go round with a loop, and tell of no end", () => {
    const loop = { start: 0, back: hear(2), fairness: [] };
    expect(lines(talk([send(1, 2)], false, { loop })).slice(-2)).toEqual([
      "  ↻  │   ●   Hear(2)   ← back to state 1, again and again",
      "     ├──►│     receives 7 from net[2], sent at 2",
    ]);
  });

  it("are drawn for a step that meets an error", () => {
    const told = traceLines(talk([send(1, 2)]), { style: plain, full: false }, hear(2));
    expect(told.slice(-2)).toEqual(["  ✗  │   ●   Hear(2)", "     ├──►│     receives 7 from net[2], sent at 2"]);
  });

  it("stand where messages pass, unless told otherwise", () => {
    expect(lines(mutexTrace)[0]).toBe("  1  initial state");
    expect(lines(mutexTrace, true).slice(0, 3)).toEqual(["     P(1)", "     │   P(2)", "  1  │   │   initial state"]);
    expect(lines(talk([send(1, 2)]), false)[0]).toBe("  1  initial state");
    const many = Array.from({ length: 11 }, (_, at) => send(at + 1, 1, at));
    expect(lines(talk(many))[0]).toBe("  1  initial state");
    expect(lines(talk(many.slice(1, 10)))[0]).toBe("     1   2   3   4   5   6   7   8   9   10");
  });
});

describe("who is at the other end", () => {
  const pair = (from: number, to: number): MessageEvent["key"] => ({ tuple: [from, to] });
  const last = (trace: Trace): string | undefined => lines(trace, true).at(-1);

  it("is the last part of a key", () => {
    const sent = step("A", [1], { messages: [event("send", pair(1, 2))] });
    expect(last(talk([sent]))).toBe("     ├─▷ │     7 is still on its way to net[1, 2], sent at 2");
  });

  it("is the part that does not name the sender", () => {
    const sent = step("A", [2], { messages: [event("send", pair(1, 2))] });
    expect(last(talk([sent]))).toBe("     │ ◁─┤     7 is still on its way to net[1, 2], sent at 2");
  });

  it("is the part that names the receivers of other messages", () => {
    const heard = step("B", [1], { messages: [event("receive", pair(1, 2))] });
    const sent = (key: MessageEvent["key"]): TraceStep => step("A", [2], { messages: [event("send", key)] });
    expect(last(talk([sent(pair(1, 2)), heard, sent(pair(3, 2))]))).toBe(
      "     │   ├─▷ │     7 is still on its way to net[3, 2], sent at 4",
    );
  });

  it("is the mailbox itself where no key tells", () => {
    const sent = step("A", [1], { messages: [event("send", undefined)] });
    expect(lines(talk([sent]))[0]).toBe("  1  initial state");
    expect(lines(talk([sent]), true)[0]).toBe("     1   net");
  });
});
