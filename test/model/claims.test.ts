import { describe, expect, it } from "vitest";
import { PRELUDE, problemsIn } from "../support/problems.js";

/** What is added to the prelude, and what is then wrong: code and underlined text. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["invariant I: x' == 1", ["E0606 x'"]],
  ["invariant I: always x == 1", ["E0607 always x == 1"]],
  ["step invariant I: always x == 1", ["E0607 always x == 1"]],
  ["property I: (always x == 1)'", ["E0609 always x == 1"]],
  ["action B { x := x' }", ["E0606 x'"]],
  ["action B { when enabled A(1) }", ["E0608 enabled A(1)"]],
  ["model m with M = 4 { holds Inv }", ["E0603 M"]],
  ["model m with N = 4, N = 5 { holds Inv }", ["E0605 N"]],
  ["model m { holds Ivn }", ["E0601 Ivn"]],
  ["model m { holds Small }", ["E0601 Small"]],
  ["model m { holds Inv within Inv }", ["E0602 Inv"]],
  ["model m { holds double }", ["E0601 double"]],
  ["model m { holds Inv  fails Inv }", ["E0605 Inv"]],
  ["show t = x'", ["E0606 x'"]],
];

describe("Claims and models", () => {
  it.each(cases)("%s", (added, problems) => {
    expect(problemsIn(PRELUDE + added)).toEqual(problems);
  });
});
