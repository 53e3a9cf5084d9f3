import { expect, test } from "vitest";
import { check, counter, type System } from "../../examples/toy.js";

type Label = "ncs" | "ask" | "give" | "wait" | "cs" | "exit";
type Peterson = { at: Label[]; flag: boolean[]; turn: number };

/** Peterson's algorithm for two; `asks` says whether a process raises its flag before it gives way. */
function peterson(asks: boolean): System<Peterson> {
  return {
    initial: [{ at: ["ncs", "ncs"], flag: [false, false], turn: 0 }],
    next: (s) =>
      [0, 1].flatMap((i): [string, Peterson][] => {
        const to = (label: Label, changes: Partial<Peterson> = {}): [string, Peterson][] => [
          [`${i} ${label}`, { ...s, ...changes, at: s.at.with(i, label) }],
        ];
        switch (s.at[i]) {
          case "ncs":
            return to("ask");
          case "ask":
            return to("give", asks ? { flag: s.flag.with(i, true) } : {});
          case "give":
            return to("wait", { turn: 1 - i });
          case "wait":
            return !s.flag[1 - i] || s.turn === i ? to("cs") : [];
          case "cs":
            return to("exit");
          default:
            return to("ncs", { flag: s.flag.with(i, false) });
        }
      }),
    invariant: (s) => !(s.at[0] === "cs" && s.at[1] === "cs"),
  };
}

type Dijkstra = { at: string[]; b: boolean[]; c: boolean[]; k: number; unchecked: number[][] };

/** Dijkstra's algorithm of 1965 for processes 0..n-1. */
function dijkstra(n: number): System<Dijkstra> {
  const all = [...Array(n).keys()];
  return {
    initial: all.map((k) => ({
      at: all.map(() => "Li0"),
      b: all.map(() => true),
      c: all.map(() => true),
      k,
      unchecked: all.map(() => []),
    })),
    next: (s) =>
      all.flatMap((i): [string, Dijkstra][] => {
        const to = (label: string, changes: Partial<Dijkstra> = {}): [string, Dijkstra] => [
          `${i} ${label}`,
          { ...s, ...changes, at: s.at.with(i, label) },
        ];
        const left = s.unchecked[i] ?? [];
        switch (s.at[i]) {
          case "Li0":
            return [to("Li1", { b: s.b.with(i, false) })];
          case "Li1":
            return [to(s.k === i ? "Li4" : "Li2")];
          case "Li2":
            return [to("Li3", { c: s.c.with(i, true) })];
          case "Li3":
            return [to("Li1", s.b[s.k] ? { k: i } : {})];
          case "Li4":
            return [
              to("Li5", {
                c: s.c.with(i, false),
                unchecked: s.unchecked.with(
                  i,
                  all.filter((j) => j !== i),
                ),
              }),
            ];
          case "Li5":
            if (left.length === 0) return [to("cs")];
            return left.map((j) =>
              to(s.c[j] ? "Li5" : "Li1", {
                unchecked: s.unchecked.with(
                  i,
                  left.filter((other) => other !== j),
                ),
              }),
            );
          case "cs":
            return [to("Li6")];
          case "Li6":
            return [to("Li7", { c: s.c.with(i, true) })];
          case "Li7":
            return [to("rest", { b: s.b.with(i, true) })];
          default:
            return [to("Li0")];
        }
      }),
    invariant: (s) => s.at.filter((label) => label === "cs").length <= 1,
  };
}

test("the counter loses an addition in four steps", () => {
  const { states, steps, depth, deadlocks, counterexample } = check(counter);
  expect({ states, steps, depth, deadlocks }).toEqual({ states: 12, steps: 14, depth: 5, deadlocks: 2 });
  expect(counterexample?.map(([step]) => step)).toEqual([
    "at first",
    "clerk 1 reads",
    "clerk 2 reads",
    "clerk 1 writes",
    "clerk 2 writes",
  ]);
});

test("Peterson's algorithm has the 42 states that TLC counts", () => {
  expect(check(peterson(true))).toEqual({ states: 42, steps: 76, depth: 11, deadlocks: 0, counterexample: undefined });
});

test("Peterson's algorithm without its flags lets both in", () => {
  const { counterexample } = check(peterson(false));
  expect(counterexample?.at(-1)?.[1].at).toEqual(["cs", "cs"]);
  expect(counterexample).toHaveLength(9);
});

test.each([
  { n: 2, states: 90, steps: 180, depth: 21 },
  { n: 3, states: 825, steps: 2550, depth: 35 },
])("Dijkstra's algorithm for $n has the $states states that TLC counts", ({ n, states, steps, depth }) => {
  expect(check(dijkstra(n))).toEqual({ states, steps, depth, deadlocks: 0, counterexample: undefined });
});
