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
