import { describe, expect, test } from "vitest";
import { type CheckOptions, type ClaimResult, check, compile, type InductionProgress } from "../../../src/index.js";
import { textOf } from "../../support/models.js";

async function inducted(text: string, name: string, options: CheckOptions = {}): Promise<ClaimResult> {
  const { model, diagnostics } = compile(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { claims } = await check(model, { continue: true, ...options, claims: [name] });
  const claim = claims.find((each) => each.name === name);
  if (claim === undefined) throw new Error(`there is no ${name}`);
  return claim;
}

describe("Teaching Concurrency", () => {
  const teaching = textOf("specs/teaching.steps").replace(/^model (?!two)[^}]*\}\n/gm, "");
  const processes = (n: number) => teaching.replace("N = 2", `N = ${n}`);

  test.each([2, 3, 4])("%i processes: the aim alone is an invariant, and not inductive", async (n) => {
    expect((await inducted(processes(n), "Someone")).status).toBe("holds");
    const alone = await inducted(processes(n), "Alone");
    expect(alone.status).toBe("fails");
    expect(alone.trace?.arbitrary).toBe(true);
    expect(alone.trace?.states).toHaveLength(2);
    expect(alone.why).toMatchObject({ value: false });
    expect(alone.induction).toMatchObject({ typeCorrect: 12 ** n, reachable: false, complete: false });
  });

  test.each([
    [2, 63, 96],
    [3, 511, 1152],
    [4, 4095, 12288],
  ])("%i processes: with what x is, it is inductive", async (n, satisfying, steps) => {
    const kept = await inducted(processes(n), "Kept");
    expect(kept.status).toBe("holds");
    expect(kept.induction).toMatchObject({ initial: 1, typeCorrect: 12 ** n, satisfying, steps, complete: true });
  });
});

test("beyond what a constraint cuts off nothing is called unreachable", async () => {
  const text = `
spec Cut
var x: 0..9 = 0
var y: 0..9 = 0
action Up { when x < 9  x := x + 1 }
action Down { when x == 5  x := 1  y := 1 }
action Go { when x < 2 and y == 1  y := 7 }
inductive invariant J: y != 7
`;
  expect((await inducted(text, "J")).induction).toBeUndefined();
  const cut = await inducted(`${text}constraint C: x < 3`, "J");
  expect(cut.status).toBe("fails");
  expect(cut.induction).toMatchObject({ reachable: undefined });
});

const counter = (declarations: string, claims: string) => `
spec Counter
${declarations}
done when true
${claims}`;

describe("type-correct states", () => {
  test("are counted with labels, locals, mailboxes, records and sets", async () => {
    const text = counter(
      `var s: set of 1..3 = {}
var r: {a: bool, b: (1..2)?} = {a: true, b: none}
channel c of 1..2 max 2
channel f: 1..2 of bool max 1, fifo
process P(i in 1..2) {
  var l: 1..3 = 1
  go: skip
}`,
      "inductive invariant True: size(s) < 9",
    );
    // 8 sets, 6 records, 6 multisets of at most two messages, 3 × 3 mailboxes, (2 labels × 3 locals) twice.
    expect((await inducted(text, "True")).induction?.typeCorrect).toBe(8 * 6 * 6 * 9 * 36);
  });

  test("that satisfy the invariant alone are left by steps", async () => {
    const text = counter(
      `var x: 0..9 = 0
action Up { when x < 4  x := x + 2 }`,
      "inductive invariant Even: x mod 2 == 0",
    );
    expect((await inducted(text, "Even")).induction).toMatchObject({ typeCorrect: 10, satisfying: 5, steps: 2 });
  });

  test("a step from one may leave the types, and then does not keep them", async () => {
    const text = counter(
      `var x: 0..9 = 0
action Up { when x != 4  x := x + 2 }`,
      "inductive invariant Even: x mod 2 == 0",
    );
    const claim = await inducted(text, "Even");
    expect(claim.status).toBe("fails");
    expect(claim.trace?.states.map(({ values }) => values)).toEqual([[8]]);
    expect(claim.induction?.error).toMatchObject({ message: "`x + 2` is 10, which is not in 0..9" });
  });

  test("an error in the invariant itself is an error of the spec", async () => {
    const text = counter("var x: 0..3 = 1\naction Stay { skip }", "inductive invariant Odd: 3 div x > 0");
    const { model } = compile(text);
    if (model === undefined) throw new Error("it does not compile");
    const result = await check(model);
    expect(result.status).toBe("fails");
    expect(result.claims[1]).toMatchObject({ status: "undecided" });
    expect(result.faults[0]).toMatchObject({ during: "inductive invariant Odd", trace: { arbitrary: true } });
  });

  test("are counted before the first is put together", async () => {
    const told: InductionProgress[] = [];
    const onProgress = (now: InductionProgress): number => told.push(now);
    await inducted(counter("var x: 0..3 = 1\naction Stay { skip }", "invariant Odd: x mod 2 == 1"), "Odd", {
      induct: { onProgress },
    });
    expect(told[0]).toEqual({ typeCorrect: 4, samples: undefined, satisfying: 0, steps: 0 });
  });

  test("are sampled where there is no end of them", async () => {
    const up = (step: string) =>
      counter(`var x: int = 0\naction Up { when x < 5  x := ${step} }`, "inductive invariant Positive: x >= 0");
    const held = await inducted(up("x + 1"), "Positive", { induct: { samples: 500, seed: 3 } });
    expect(held.status).toBe("undecided");
    expect(held.reason).toMatch(
      /^there is no end of type-correct states: no step out of those sampled with seed 3 breaks it$/,
    );
    expect(held.induction).toMatchObject({ typeCorrect: undefined, sampled: { count: 500, seed: 3 } });
    const broken = await inducted(up("if x == 3 then 0 - 1 else 3 - x"), "Positive", { maxStates: 1 });
    expect(broken.status).toBe("fails");
  });

  test("outside a constraint are not left", async () => {
    const text = counter(
      `var x: 0..9 = 0
action Up { when x < 9  x := x + 1 }
constraint Few: x < 4`,
      "inductive invariant Small: x < 7",
    );
    expect(await inducted(text, "Small")).toMatchObject({ status: "holds within", within: ["Few"] });
  });
});

test("a counterexample that begins in a reachable state is a behaviour", async () => {
  const text = counter("var x: 0..3 = 0\naction Up { when x < 3  x := x + 1 }", "inductive invariant Low: x < 2");
  const claim = await inducted(text, "Low");
  expect(claim.status).toBe("fails");
  expect(claim.trace?.arbitrary).toBeUndefined();
  expect(claim.trace?.states).toHaveLength(3);
});

test("`induct` looks at every invariant, `check` at those that claim it", async () => {
  const text = counter(
    "var x: 0..3 = 0\naction Up { when x == 0  x := 2 }\naction Down { when x == 1  x := 3 }",
    "invariant Odd: x != 3",
  );
  expect((await inducted(text, "Odd")).status).toBe("holds");
  expect(await inducted(text, "Odd", { induct: {} })).toMatchObject({ status: "fails", trace: { arbitrary: true } });
});
