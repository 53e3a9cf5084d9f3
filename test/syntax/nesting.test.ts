import { describe, expect, test } from "vitest";
import { Source } from "../../src/source.js";
import { parse } from "../../src/syntax/parse.js";
import { format } from "../../src/syntax/print.js";
import { stopwatch } from "../support/processor.js";

/** What is nested, and what the innermost is. */
const NESTED: readonly (readonly [open: string, inner: string, close: string])[] = [
  ["(", "a", ")"],
  ["[", "a", "]"],
  ["{", "a", "}"],
  ["f(", "a", ")"],
  ["{x in ", "S", ": p}"],
  ["[x in S: ", "a", "]"],
  ["if a then ", "b", " else c"],
  ["if ", "a", " then b else c"],
  ["let x = ", "a", ": b"],
  ["forall x in S: ", "p", ""],
  ["match a { _: ", "b", " }"],
  ["not ", "a", ""],
];

const BLOCKS = ["if a { ", "while a { ", "pick x in S { ", "either { skip } or { ", "L: while a { "];

const TYPES: readonly (readonly [open: string, inner: string, close: string])[] = [
  ["(", "A", ")"],
  ["set of ", "A", ""],
  ["{x: ", "A", "}"],
  ["A -> ", "B", ""],
];

function define(open: string, inner: string, close: string, depth: number): string {
  return `spec S\ndef a = ${open.repeat(depth)}${inner}${close.repeat(depth)}\n`;
}

function timed(text: string): { readonly codes: readonly string[]; readonly milliseconds: number } {
  const passed = stopwatch();
  const { spec, diagnostics } = parse(new Source("nested", text));
  expect(spec !== undefined).toBe(diagnostics.length === 0);
  return { codes: diagnostics.map(({ code }) => code), milliseconds: passed() };
}

/** Deeper than a person writes, and not so deep that a stack of the usual size would end. */
const DEEP = 80;

describe("nested deep", () => {
  test.each(NESTED)("%s%s%s", (open, inner, close) => {
    expect(timed(define(open, inner, close, DEEP)).codes).toEqual([]);
    expect(format(new Source("nested", define(open, inner, close, DEEP)))).toHaveProperty("text");
  });

  test.each(BLOCKS)("%s}", (open) => {
    expect(timed(`spec S\naction A { ${open.repeat(DEEP)}${"}".repeat(DEEP)} }\n`).codes).toEqual([]);
  });

  test.each(TYPES)("type %s%s%s", (open, inner, close) => {
    expect(timed(`spec S\nvar x: ${open.repeat(DEEP)}${inner}${close.repeat(DEEP)} = a\n`).codes).toEqual([]);
  });
});

/** Reading it again and again for each level would take for ever. */
describe("two hundred deep: read or refused within a second", () => {
  test.each(NESTED)("%s%s%s", (open, inner, close) => {
    const { codes, milliseconds } = timed(define(open, inner, close, 200));
    expect([[], ["E0105"]]).toContainEqual(codes);
    expect(milliseconds).toBeLessThan(1000);
  });

  test.each(BLOCKS)("%s}", (open) => {
    const { codes, milliseconds } = timed(`spec S\naction A { ${open.repeat(200)}${"}".repeat(200)} }\n`);
    expect([[], ["E0105"]]).toContainEqual(codes);
    expect(milliseconds).toBeLessThan(1000);
  });
});

describe("ten thousand deep: refused, not overflown", () => {
  test.each(NESTED)("%s%s%s", (open, inner, close) => {
    const { codes, milliseconds } = timed(define(open, inner, close, 10_000));
    expect(codes).toEqual(["E0105"]);
    expect(milliseconds).toBeLessThan(5000);
  });

  test.each(["(", "[", "{", "if a { ", "{x: ", "L: "])("%s and nothing else", (open) => {
    expect(timed(`spec S\naction A { x := ${open.repeat(10_000)}`).codes.length).toBeGreaterThan(0);
  });

  test("a sum of ten thousand terms", () => {
    expect(timed(`spec S\ndef a = ${"1 + ".repeat(10_000)}1\n`).codes).toEqual(["E0105"]);
  });
});

test("brackets that do not fit take no longer than others", () => {
  const openers = ["(", "[", "{", "{x in ", "[x in S: ", "if a then ", "f("];
  const text = `spec S\ndef a = ${openers.join("").repeat(25)}\nvar x: int = 0\n`;
  const { codes, milliseconds } = timed(text);
  expect(codes).toContain("E0111");
  expect(milliseconds).toBeLessThan(2000);
});
