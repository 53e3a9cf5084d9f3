import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../../src/engine/check.js";
import type { Choices } from "../../../src/engine/result.js";
import { stepText } from "../../../src/report/step.js";
import { modelOf } from "../../support/spec.js";

const checked = (text: string, options: CheckOptions = {}) => check(modelOf(text), { why: true, ...options });

/** The point of no return (counted from 1), and for each state what else was possible. */
function told(choices: Choices | undefined) {
  return (
    choices && {
      last: choices.pointOfNoReturn === undefined ? undefined : choices.pointOfNoReturn + 1,
      states: choices.states.map(
        ({ avoidable, others }) =>
          `${avoidable}: ${others.map(({ step, avoidable: then }) => `${stepText(step)} ${then}`).join(", ")}`,
      ),
    }
  );
}

/** A number that is set back only while it is small. */
const climb = (claims: string, more = "") => `spec Climb
var x: 0..5 = 0
action Up { when x < 5  x := x + 1 }
action Back { when x > 0 and x < 3  x := 0 }
${more}
${claims}`;

describe("the choices on the way to what fails", () => {
  test.each(["generated", "reference"] as const)("an invariant, found by the %s engine", async (engine) => {
    const { claims } = await checked(climb("done when true\ninvariant Low: x < 4"), { engine });
    expect(told(claims[1]?.choices)).toEqual({
      last: 3,
      states: ["yes: ", "yes: Back yes", "yes: Back yes", "no: "],
    });
    expect(claims[0]?.choices).toBeUndefined();
  });

  test("deadlock", async () => {
    const { claims } = await checked(climb("invariant Any: x >= 0"));
    expect(told(claims[0]?.choices)).toEqual({
      last: 3,
      states: ["yes: ", "yes: Back yes", "yes: Back yes", "no: ", "no: "],
    });
  });

  test("a step invariant", async () => {
    const { claims } = await checked(climb("done when true\nstep invariant Short: not (x == 3 and x' == 4)"));
    expect(told(claims[1]?.choices)).toEqual({ last: 3, states: ["yes: ", "yes: Back yes", "yes: Back yes", "no: "] });
  });

  test("an error in a step, to which the last state belongs", async () => {
    const broken = "action Break { when x == 4  assert false }";
    const { faults } = await checked(climb("done when true\ninvariant Any: x >= 0", broken));
    expect(told(faults[0]?.choices)).toEqual({
      last: 5,
      states: ["yes: ", "yes: Back yes", "yes: Back yes", "yes: ", "yes: Up yes"],
    });
  });

  test("an error in evaluating a claim", async () => {
    const { faults } = await checked(climb("done when true\ninvariant Divides: 1 div (4 - x) >= 0"));
    expect(told(faults[0]?.choices)).toMatchObject({ last: 3 });
  });

  test("a constraint: what lies behind it is open", async () => {
    const { claims } = await checked(`spec Counter
var n: int = 0
action Count { n := n + 1 }
action Fail { when n == 2  n := -1 }
constraint Small: n <= 4
invariant Natural: n >= 0`);
    expect(told(claims[1]?.choices)).toEqual({ last: 3, states: ["open: ", "open: ", "open: Count open"] });
  });

  test("from no state on: then it says from how many initial states it can be avoided", async () => {
    const { claims } = await checked(`spec Start
var x: 0..6 = 0
init { pick n in {0, 1, 2} { x := n } }
action Go { when x in {0, 3}  x := x + 3 }
done when true
invariant Less: x < 6`);
    const choices = claims[1]?.choices;
    expect(told(choices)).toEqual({ last: undefined, states: ["no: ", "no: "] });
    expect(choices?.initial).toEqual({ states: 3, avoidable: 2, open: 0 });
  });

  test("from no state on, and what lies behind a constraint is open", async () => {
    const { claims } = await checked(`spec Down
var x: 0..9 = any
action Less { when x > 3 and x < 8  x := x - 1 }
action More { when x > 3 and x < 8  x := x + 1 }
action Fall { when x >= 8  x := 3 }
constraint Small: x < 8
invariant High: x >= 4`);
    expect(claims[1]?.choices?.initial).toEqual({ states: 10, avoidable: 4, open: 2 });
  });

  test("each claim that fails has its own, and nothing that was counted changes", async () => {
    const text = climb("done when true\ninvariant Low: x < 4\ninvariant Lower: x < 2 => x >= 0\ninvariant Two: x < 2");
    for (const engine of ["reference", "generated"] as const) {
      const [told, plain] = [true, false].map((why) => checked(text, { continue: true, why, engine }));
      const result = await told;
      expect(result?.claims.map(({ choices }) => choices?.pointOfNoReturn)).toEqual([undefined, 2, undefined, 1]);
      const without = result?.claims.map(({ choices: _, ...claim }) => claim);
      expect({ ...result, claims: without, seconds: 0 }).toEqual({ ...(await plain), seconds: 0 });
    }
  });

  test("a check without that question does not look for them", async () => {
    const { claims } = await checked(climb("done when true\ninvariant Low: x < 4"), { why: false });
    expect(claims.map(({ choices }) => choices)).toEqual([undefined, undefined]);
  });

  test("when time is over, it is not known", async () => {
    const stopped = new AbortController();
    const result = checked(climb("done when true\ninvariant Low: x < 4"), { signal: stopped.signal });
    stopped.abort();
    expect(["fails", "incomplete"]).toContain((await result).status);
    for (const { choices } of (await result).claims) expect(choices?.pointOfNoReturn).toBeUndefined();
  });
});
