import { describe, expect, it } from "vitest";
import { agree, compiled } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

/** Definitions of which each calls the one before three times. */
const tower = (count: number): string =>
  Array.from({ length: count }, (_, at) =>
    at === 0
      ? "def f0(n: int): int = n + 1"
      : `def f${at}(n: int): int = if n > 5 then f${at - 1}(n - 1) else f${at - 1}(n + 1) - f${at - 1}(n)`,
  ).join("\n");

describe("definitions that are functions", () => {
  it.each<[string, number, string]>([
    [
      "numbers",
      2,
      `spec T ${tower(11)} var x: 0..9 = 0 action A { x := (x + 1 + max(0, f10(x))) mod 10 } invariant I: x < 10`,
    ],
    [
      "errors and large values",
      20,
      `spec T
      ${tower(6)}
      type F = 0..9 -> 0..99
      def shifted(g: F, by: int): F = [i in 0..9: (g[(i + by) mod 10] + f5(by) * 0 + 60 div (4 - by)) mod 100]
      def twice(g: F): F = shifted(shifted(g, f5(1) * 0 + 1), 3)
      def inside(g: F): bool = exists i in 0..9: twice(g)[i] == 7 and shifted(g, 1) != shifted(g, 3)
      var f: F = [i in 0..9: i]
      action A { pick by in {0, 1, 2} { f := shifted(f, by) } }
      action B { f := twice(f) }
      invariant I: f5(f[0] mod 3) > 0 - 1000 and not inside(f)
      invariant J: f5(f[1] mod 3) * 0 + shifted(f, f[2] mod 5)[1] >= 0`,
    ],
  ])("%s", (_, states, text) => {
    expect(agree(modelOf(text), 20)).toBe(states);
  });

  it("keep the code of definitions of definitions small", () => {
    const text = `spec T ${tower(24)} var x: 0..9 = 0 action A { x := (x + max(0, f23(x))) mod 10 } invariant I: x < 10`;
    expect(compiled(modelOf(text), [0], 1024).code.length).toBeLessThan(300_000);
  });
});
