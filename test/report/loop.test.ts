import { expect, test } from "vitest";
import type { LoopFairness } from "../../src/engine/result.js";
import { fairnessLines } from "../../src/report/loop.js";
import { plain } from "../../src/report/style.js";
import { step } from "../support/results.js";

const group = (name: string, treatment: LoopFairness["treatment"], state?: number): LoopFairness => ({
  strength: "weak",
  name,
  treatment,
  state,
});

const round = (...fairness: readonly LoopFairness[]): string[] =>
  fairnessLines({ start: 3, back: step("Go", []), fairness }, plain);

test("a few groups are told by name, by reason", () => {
  const fairness = [
    group("P(1)", "taken"),
    group("P(2)", "never possible"),
    group("P(3)", "taken"),
    group("P(4)", "impossible", 4),
  ];
  expect(round(...fairness)).toEqual([
    "Fair: P(1) and P(3) take steps in the loop",
    "      P(2) can take no step in the loop, so fairness does not force it",
    "      P(4) is never continuously enabled (in state 5 it can take no step), so weak fairness does not force it",
  ]);
});

test("many groups of one action are told together", () => {
  const pairs = [1, 2, 3].flatMap((p) => [1, 2, 3].filter((q) => q !== p).map((q) => `Tell(${p}, ${q})`));
  const all = pairs.map((name) => group(name, "never possible"));
  expect(fairnessLines({ start: 3, back: undefined, fairness: all }, plain)).toEqual([
    "Fair: each Tell(_, _) can take no step in state 4, so fairness does not force it",
  ]);
  expect(round(group("Stop", "taken"), group("Tell(4, {1, (2, 3)})", "taken"), ...all)).toEqual([
    "Fair: Stop and Tell(4, {1, (2, 3)}) take steps in the loop",
    "      Tell(1, 2), Tell(1, 3) and 4 more of Tell can take no step in the loop, so fairness does not force them",
  ]);
  expect(round(...[1, 2, 3, 4, 5].map((n) => group(`Read({${n}, (2, 3)})`, "taken")))).toEqual([
    "Fair: each Read(_) takes steps in the loop",
  ]);
});

test("several that are interrupted are told with the states in which they are", () => {
  expect(round(group("P(1)", "impossible", 6), group("P(2)", "impossible", 4), group("P(3)", "impossible", 6))).toEqual(
    [
      "Fair: P(2) is never continuously enabled (in state 5 it can take no step), so weak fairness does not force it",
      "      P(1) and P(3) are never continuously enabled (in state 7 they can take no step), so weak fairness does not force them",
    ],
  );
  expect(round(group("P(1)", "impossible", 6), group("P(2)", "impossible", 6))).toEqual([
    "Fair: P(1) and P(2) are never continuously enabled (in state 7 they can take no step), so weak fairness does not force them",
  ]);
});

test("declared groups are not counted among those of an action", () => {
  const fairness = [1, 2, 3, 4, 5].map((n) => group(`Send(${n}, _) or Retry(${n})`, "taken"));
  expect(round(...fairness)[0]).toContain("Send(1, _) or Retry(1), Send(2, _) or Retry(2)");
  expect(round(group("Send(1, _)", "taken"))).toEqual(["Fair: Send(1, _) takes steps in the loop"]);
});

test("of many states in which somebody is interrupted a few are told", () => {
  const fairness = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => group(`P(${n})`, "impossible", 2 + n));
  expect(round(...fairness)).toEqual([
    "Fair: P(1) is never continuously enabled (in state 4 it can take no step), so weak fairness does not force it",
    "      P(2) is never continuously enabled (in state 5 it can take no step), so weak fairness does not force it",
    "      P(3) is never continuously enabled (in state 6 it can take no step), so weak fairness does not force it",
    "      so it is with P(4), P(5) and 3 more of P, in other states",
  ]);
});

test("of many names a few are told", () => {
  const fairness = Array.from({ length: 20 }, (_, n) => group(`A${n}`, "taken"));
  expect(round(...fairness)).toEqual([
    "Fair: A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10 and 9 more take steps in the loop",
  ]);
});
