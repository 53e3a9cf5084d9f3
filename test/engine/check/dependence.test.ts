import { expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import { unrelated } from "../../../src/engine/dependence.js";
import { modelOf } from "../../support/spec.js";

/** Names of what no claim of the spec depends on. */
function names(...lines: string[]) {
  return unrelated(modelOf(`spec S\n${lines.join("\n")}`)).map((finding) =>
    finding.kind === "no claim depends on" ? `${finding.what} ${finding.name}` : finding.kind,
  );
}

test("what a claim reads, and what is read by steps that write it, and so on", () => {
  expect(
    names(
      "var a: 0..3 = 0  var b: 0..3 = 0  var c: 0..3 = 0  var d: 0..3 = 0  var e: 0..3 = 0",
      "action A { a := b }",
      "action B { when c < 2  b := 1 }",
      "action C { c := 1  d := 1 }",
      "action D { when e < 1  d := e }",
      "invariant I: a < 3",
    ),
  ).toEqual(["variable d", "variable e"]);
});

test("definitions are followed, and first values", () => {
  expect(
    names(
      "var first: 0..3 = any  var a: 0..3 = first  var b: 0..3 = 0  var c: 0..3 = 0",
      "def small(x: 0..3) = x < limit  def limit = b + 3",
      "action A { when a < 3  a := a + 1  c := a }",
      "invariant I: small(a)",
    ),
  ).toEqual(["variable c"]);
});

test("where a process is counts, and with it all that decides it", () => {
  const process = [
    "var flag: bool = false  var log: 0..9 = 0",
    "process P { var tries: 0..9 = 0",
    "  one: tries := 1  two: when flag  three: log := 1 }",
    "action Raise { flag := true }",
  ];
  expect(names(...process, "invariant I: not P at done")).toEqual(["variable log", "variable P.tries"]);
  expect(names(...process, "invariant I: log < 2")).toEqual(["variable P.tries"]);
  expect(names(...process, "invariant I: not enabled P")).toEqual(["variable log", "variable P.tries"]);
});

test("messages count where they are received, mailboxes where they may be full", () => {
  expect(
    names(
      "var a: 0..3 = 0  var b: 0..3 = 0",
      "channel road of 0..3  channel yard of 0..3 max 2  channel hill of 0..3",
      "action A { receive x from road  a := x }",
      "action B { send b to road }",
      "action C { send 1 to yard  send 1 to hill  b := 1 }",
      "invariant I: a < 4",
    ),
  ).toEqual(["channel hill"]);
});

test("`assert`, `done when`, constraints and assumptions count as claims, `show` and `says` do not", () => {
  expect(
    names(
      "const N = 3  const M = 4",
      "assume N > 2",
      "var a: bool = true  var b: 0..3 = 0  var c: 0..3 = 0  var d: 0..3 = 0  var e: 0..3 = 0",
      'action A says "{e}" { assert b < 3  b := 1 }',
      "done when c == 0",
      "constraint C: d < 3",
      "show s = e",
      "invariant I: a",
    ),
  ).toEqual(["constant M", "variable e"]);
});

test("a constant that some type uses is never blamed, nor what it is made of", () => {
  expect(
    names(
      "const N = 2  const K = N + 1  const Unused = 7  const Used = 1",
      "type Small = 0..K",
      "var a: Small = 0  var junk: Small = 0",
      "action A { a := Used }",
      "action B { junk := max(0, N - Unused) }",
      "invariant I: a < 4",
    ),
  ).toEqual(["constant Unused", "variable junk"]);
});

test("a spec that refines another depends on everything", () => {
  const abstract = "spec A var a: 0..3 = 0 action Up { when a < 3 a := a + 1 } invariant I: a < 4";
  const { model } = compile(
    'spec S var a: 0..3 = 0 var log: 0..3 = 0 action Up { when a < 3 a := a + 1 log := 1 } refines A from "a.steps"',
    { read: () => abstract },
  );
  expect(model && unrelated(model)).toEqual([]);
});
