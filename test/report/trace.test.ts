import { describe, expect, it } from "vitest";
import type { Datum } from "../../src/engine/datum.js";
import type { Trace, TraceState } from "../../src/engine/result.js";
import { plain } from "../../src/report/style.js";
import { traceLines } from "../../src/report/trace.js";
import { functionOf, seq, set, state, step, variant } from "../support/results.js";

const lines = (trace: Trace): string[] => traceLines(trace, { style: plain, full: false, lanes: false });

describe("a behaviour", () => {
  it("of one process and one mailbox names them without parentheses", () => {
    const variables: Trace["variables"] = [
      { name: "c", role: "channel", process: undefined },
      { name: "P.at", role: "pc", process: "P" },
      { name: "P.x", role: "local", process: "P" },
    ];
    const sent = { kind: "send", channel: "c", key: undefined, message: 7 } as const;
    const trace: Trace = {
      variables,
      states: [
        state(undefined, [seq(), variant("a"), 0]),
        state(step("P", [], { kind: "label", from: "a", to: "b", messages: [sent] }), [seq(7), variant("b"), 1]),
      ],
    };
    expect(lines(trace)).toEqual([
      "  1  initial state",
      "       c empty",
      "       P at a",
      "       P.x = 0",
      "  2  P: a → b",
      "       sends 7 to c",
      "       P.x: 0 → 1",
    ]);
  });

  it("says when a duplicating mailbox keeps a copy", () => {
    const received = { kind: "receive", channel: "c", key: undefined, message: 7 } as const;
    const trace: Trace = {
      variables: [{ name: "c", role: "channel", process: undefined }],
      states: [state(undefined, [seq(7)]), state(step("A", [], { messages: [received] }), [seq(7)])],
    };
    expect(lines(trace).slice(2)).toEqual(["  2  A", "       receives 7 from c, which keeps a copy"]);
  });

  it("shows mailboxes that no message explains", () => {
    const trace: Trace = {
      variables: [{ name: "c", role: "channel", process: undefined }],
      states: [state(undefined, [seq(7)]), state(step("A", []), [seq()])],
    };
    expect(lines(trace).slice(2)).toEqual(["  2  A", "       c: [7] → []"]);
  });

  it("has the values of show declarations where they change", () => {
    const variables: Trace["variables"] = [{ name: "x", role: "variable", process: undefined }];
    const trace: Trace = {
      variables,
      states: [
        state(undefined, [0], [{ name: "even", value: true }]),
        state(step("A", []), [1], [{ name: "even", value: false }]),
        state(step("A", []), [3], [{ name: "even", value: false }]),
        state(step("A", []), [4], [{ name: "even", value: { fault: "division by zero" } }]),
      ],
    };
    expect(lines(trace)).toEqual([
      "  1  initial state",
      "       x = 0",
      "       show even = true",
      "  2  A",
      "       x: 0 → 1",
      "       show even: true → false",
      "  3  A",
      "       x: 1 → 3",
      "  4  A",
      "       x: 3 → 4",
      "       show even: false → ? (division by zero)",
    ]);
  });

  it("tells a long function that is shown by what changed in it", () => {
    const row = (text: string) => variant(`${text} and retreat, retreat, retreat`);
    const rows = (...texts: string[]) => functionOf(...texts.map((text, at) => [at + 1, row(text)] as const));
    const shown = (value: Datum) => [{ name: "rows", value }];
    const trace: Trace = {
      variables: [],
      states: [
        state(undefined, [], shown(rows("attack", "attack", "retreat"))),
        state(step("A", []), [], shown(rows("attack", "attack", "attack"))),
      ],
    };
    expect(lines(trace)).toEqual([
      "  1  initial state",
      "       show rows[3] = retreat and retreat, retreat, retreat",
      "       show rows[_] = attack and retreat, retreat, retreat",
      "  2  A",
      "       nothing changes",
      "       show rows[3]: retreat and retreat, retreat, retreat → attack and retreat, retreat, retreat",
    ]);
  });

  it("has the sentences of show declarations where they change", () => {
    const variables: Trace["variables"] = [{ name: "x", role: "variable", process: undefined }];
    const told = (said: string): TraceState["shows"] => [{ name: "row", value: { said } }];
    const trace: Trace = {
      variables,
      states: [
        state(undefined, [0], told("C: none")),
        state(step("A", []), [1], told("C: none")),
        state(step("A", []), [2], told("C: attack → attack")),
      ],
    };
    expect(lines(trace)).toEqual([
      "  1  initial state",
      "       x = 0",
      "       show row: C: none",
      "  2  A",
      "       x: 0 → 1",
      "  3  A",
      "       x: 1 → 2",
      "       show row: C: attack → attack",
    ]);
  });

  it("tells in a line of its own what was chosen when the step's line would be long, and once what is alike", () => {
    const all = set(...Array.from({ length: 30 }, (_, at) => at));
    const chosen = (name: string, value: Datum) => ({ name, value });
    const said = "everybody hears of it";
    const trace: Trace = {
      variables: [],
      states: [
        state(undefined, []),
        state(step("A", [1], { says: said, bindings: [chosen("o", 1), chosen("o", 1), chosen("o", 2)] }), []),
        state(step("A", [1], { says: said, bindings: [chosen("some", all)] }), []),
      ],
    };
    expect(lines(trace)).toEqual([
      "  1  initial state",
      "  2  A(1) with o = 1, o = 2 — everybody hears of it",
      "       nothing changes",
      "  3  A(1) — everybody hears of it",
      `       with some = {${Array.from({ length: 30 }, (_, at) => at).join(", ")}}`,
      "       nothing changes",
    ]);
  });

  it("tells a function-valued local of a process alone as one value", () => {
    const variables: Trace["variables"] = [
      { name: "P.at", role: "pc", process: "P" },
      { name: "P.seen", role: "local", process: "P" },
    ];
    const seen = { function: [[1, false] as const] };
    expect(lines({ variables, states: [state(undefined, [variant("a"), seen])] })).toEqual([
      "  1  initial state",
      "       P at a",
      "       P.seen = [1: false]",
    ]);
  });

  it("tells a long function by what differs from its most frequent value", () => {
    const keys = Array.from({ length: 40 }, (_, at) => at);
    const variables: Trace["variables"] = [{ name: "m", role: "variable", process: undefined }];
    const value = functionOf(...keys.map((key) => [key, key === 7 || key === 9 ? variant("Yes") : null] as const));
    expect(lines({ variables, states: [state(undefined, [value])] })).toEqual([
      "  1  initial state",
      "       m[7], m[9] = Yes",
      "       m[_] = none",
    ]);
    const distinct = functionOf(...keys.map((key) => [key, key] as const));
    expect(lines({ variables, states: [state(undefined, [distinct])] })).toHaveLength(2);
  });

  it("marks in whole states what changed, and nothing beside it", () => {
    const variables: Trace["variables"] = [
      { name: "m", role: "variable", process: undefined },
      { name: "c", role: "channel", process: undefined },
      { name: "P.at", role: "pc", process: "P" },
    ];
    const table = (yes: number) =>
      functionOf(...Array.from({ length: 40 }, (_, key) => [key, key < yes ? variant("Yes") : null] as const));
    const boxes = (first: number) => functionOf([1, seq(first)], [2, seq(5)]);
    const at = (...labels: string[]) => functionOf(...labels.map((label, key) => [key + 1, variant(label)] as const));
    const states = [
      state(undefined, [table(1), boxes(1), at("a", "a", "b")]),
      state(step("P", [1], { kind: "label", from: "a", to: "b" }), [table(2), boxes(2), at("b", "a", "b")]),
    ];
    expect(traceLines({ variables, states }, { style: plain, full: true }).slice(7)).toEqual([
      "  2  P(1): a → b",
      "         m[0] = Yes",
      "       * m[1] = Yes",
      "         m[_] = none",
      "       * c[1] = [2]",
      "         c[2] = [5]",
      "       * P(1) at b",
      "         P(2) at a",
      "         P(3) at b",
    ]);
  });
});
