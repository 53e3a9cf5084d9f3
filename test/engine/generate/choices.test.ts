import { describe, expect, it } from "vitest";
import { check } from "../../../src/engine/check.js";
import { agree } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

const action = (vars: string, body: string, claims = "invariant I: true"): string =>
  `spec T\ntype P = 1..3\n${vars}\naction A { ${body} }\n${claims}`;

const bits = (count: number): string => Array.from({ length: count }, (_, at) => `var b${at}: bool = false`).join("\n");
const flips = (count: number): string =>
  Array.from({ length: count }, (_, at) => `either { when not b${at} b${at} := true } or { skip }`).join(" ");

describe("choices", () => {
  it.each<[string, number, string]>([
    ["many after one another", 256, action(bits(8), flips(8))],
    [
      "more than are written out, with names",
      300,
      action(
        `${bits(11)}\nvar x: 0..4 = 0`,
        `pick k in {1, 3} { let q = x ${flips(11)} when not b10 or not b9 if b3 { either { x := (q + k) mod 5 } or { assert not b5 } } }`,
      ),
    ],
    [
      "many inside for",
      80,
      action(
        `${bits(2)}\nvar f: P -> 0..3 = [i in P: 0]\nvar x: 0..4 = 0`,
        `for p in {1, 3} { let old = f[p] ${Array.from({ length: 7 }, () => "either { when f[p] == old f[p] := (old + 1) mod 4 } or { x := (x + p) mod 5 }").join(" ")} }`,
      ),
    ],
    [
      "for in for in for",
      256,
      action(
        "var f: (1..2, 1..2, 1..2) -> bool = [i in 1..2, j in 1..2, k in 1..2: false]",
        "for p in 1..2 { for q in 1..2 { for z in 1..2 { either { when not f[p, q, z] f[p, q, z] := true } or { skip } } } }",
      ),
    ],
    [
      "for through two names of one set",
      39,
      action(
        "var s: set of P = any\nvar x: 0..20 = 0",
        "when x < 4 for p, q in s { either { s := s \\ {q} } or { x := x + p } when x < 9 }",
      ),
    ],
    [
      "large values named inside for",
      300,
      action(
        "var f: 0..9 -> 0..100 = [i in 0..9: i]\nvar x: 0..100 = 0",
        "for p in P { let g = f  either { f[p] := (g[p] + 9) mod 101 f[0] := g[p] } or { pick v in {0, 5} { f[p] := (g[4] + v) mod 101 } } x := (x + g[p]) mod 101 }",
      ),
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 300)).toBe(states);
  });
});

it("ends for want of memory where rounds of a for with choices would exhaust the stack", async () => {
  const model = modelOf(action("var x: int = 0", "for i in 1..40000 { either { x := i } or { when x < 0 } }"));
  const { cut } = await check(model, { engine: "generated" });
  expect(cut?.kind).toBe("memory");
});
