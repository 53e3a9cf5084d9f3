import { expect, test } from "vitest";
import { stateLayout } from "../../src/engine/layout.js";
import { layoutText } from "../../src/report/layout.js";
import { plain } from "../../src/report/style.js";
import { modelOf } from "../support/spec.js";

const layoutOf = (declarations: string): string =>
  layoutText(stateLayout(modelOf(`spec Small\n${declarations}\ninvariant I: 0 < 1\n`)), plain);

test("tells where each variable stands, in the order of places, and how many states there might be", () => {
  expect(layoutOf("type Proc = 1..3\nvar asks: Proc -> bool = any\nvar turn: Proc? = none\nvar n: 0..1000 = 0")).toBe(
    `Small

  where          bits  variable  type
  word 0 bit 0     10  n         0..1000
  word 0 bit 10     3  asks      1..3 -> bool
  word 0 bit 13     3  turn      1..3?

1 word of 32 bits a state, 16 bits of them used; 32,032 states that the types allow.
`,
  );
});

test("tells of more states than can be counted one by one their order of magnitude", () => {
  expect(layoutOf("var s: set of 1..60 = {}")).toContain("about 10^18 states that the types allow");
});

test("tells what is interned, and that there is no end of states", () => {
  expect(
    layoutOf("type Proc = 1..3\nvar log: Proc -> seq of bool = [p in Proc: []]\nchannel c of 0..9\nvar n: 0..9 = 0"),
  ).toBe(
    `Small

  where         bits  variable  type
  word 0 bit 0    96  log       1..3 -> seq of bool, interned
  word 3 bit 0    32  c         seq of 0..9, interned
  word 4 bit 0     4  n         0..9

5 words of 32 bits a state, 132 bits of them used; infinitely many states that the types allow.
Interned: 32 bits, a number in the table of distinct values, for what has no small bound.
The search keeps 3 words of a state: groups of words are interned, too.
`,
  );
});

test("counts what a double cannot hold", () => {
  expect(layoutOf("var f: 1..2000 -> 0..9 = [i in 1..2000: 0]\nvar s: seq of 0..9 max 3 = []")).toContain(
    "about 10^2003 states",
  );
});
