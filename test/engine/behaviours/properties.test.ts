import { describe, expect, test } from "vitest";
import { type CheckResult, type ClaimResult, check, compile } from "../../../src/index.js";
import { readerFor, textOf } from "../../support/models.js";

async function checked(text: string, claims?: readonly string[], chosen?: string): Promise<CheckResult> {
  const read = readerFor("specs/any.steps");
  const { model, diagnostics } = compile(text, chosen === undefined ? { read } : { read, model: chosen });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return check(model, { continue: true, claims });
}

async function only(text: string): Promise<ClaimResult> {
  const [, claim] = (await checked(text)).claims;
  if (claim === undefined) throw new Error("there is no claim");
  return claim;
}

/** The steps of a behaviour with the loop in parentheses. */
function told({ status, trace }: ClaimResult): string {
  if (trace?.loop === undefined) return status;
  const names = trace.states.map(({ step }) => step && [step.name, ...step.arguments].join(" "));
  const { start, back } = trace.loop;
  const round = [...names.slice(start + 1), back === undefined ? "stays" : [back.name, ...back.arguments].join(" ")];
  return `${status}: ${[...names.slice(1, start + 1), `(${round.join(", ")})`].join(", ")}`;
}

const statuses = ({ claims }: CheckResult) => claims.slice(1).map(({ name, status }) => `${name} ${status}`);

describe("the table of what must hold", () => {
  test.each([
    ["two", 2],
    ["three", 3],
  ])("Dijkstra's algorithm, %s processes: no deadlock, but starvation", { timeout: 60_000 }, async (model, n) => {
    const result = await checked(textOf("specs/dijkstra.steps"), ["DeadlockFree", "StarvationFree"], model);
    const asked = statuses(result).filter((each) => !each.endsWith("not selected"));
    expect(asked).toEqual(["DeadlockFree holds", "StarvationFree fails"]);
    const { trace } = result.claims.find(({ name }) => name === "StarvationFree") ?? {};
    expect(trace?.loop?.back).toBeDefined();
    expect(trace?.loop?.fairness.map(({ name }) => name)).toEqual(
      Array.from({ length: n }, (_, index) => `P(${index + 1})`),
    );
  });

  const peterson = textOf("specs/conformance/peterson.steps");

  test("Peterson's algorithm under weak fairness", async () => {
    expect(statuses(await checked(peterson))).toEqual(["Mutex holds", "StarvationFree holds", "AgainAndAgain holds"]);
  });

  test("and without: it may stop for ever", async () => {
    const result = await checked(peterson.replace("fair process", "process"), ["StarvationFree"]);
    const claim = result.claims[2];
    expect(claim && told(claim)).toBe("fails: P 0, (stays)");
    expect(claim?.why).toMatchObject({
      value: false,
      bindings: [{ name: "i", value: 0 }],
      failing: [{ kind: "leads to nothing", state: 1, left: "P(i) at ask", right: "P(i) at cs" }],
    });
  });
});

/** A lamp that its switch turns on and off, a fuse that may blow while it is on. */
const lamp = (fairness: { readonly on?: string; readonly off?: string; readonly blow?: string }, property: string) => `
spec Lamp
var on: bool = false
var blown: bool = false
${fairness.on ?? ""} action On { when not on and not blown  on := true }
${fairness.off ?? ""} action Off { when on  on := false }
${fairness.blow ?? ""} action Blow { when on  on := false  blown := true }
done when true
property Claim: ${property}`;

describe("fairness", () => {
  const [weak, strong] = ["fair", "strongly fair"];

  test.each([
    [{}, "eventually on", "fails: (stays)"],
    [{ on: weak }, "eventually on", "holds"],
    [{ on: weak }, "always eventually on", "fails: On, Blow, (stays)"],
    [{ on: weak, off: weak }, "eventually blown", "fails: (On, Off)"],
    [{ on: weak, off: weak, blow: weak }, "eventually blown", "fails: (On, Off)"],
    [{ on: weak, off: weak, blow: strong }, "eventually blown", "holds"],
    [{ blow: strong }, "eventually blown", "fails: (stays)"],
    [{ blow: strong }, "on ~> not on", "holds"],
  ])("%o: %s %s", async (fairness, property, outcome) => {
    expect(told(await only(lamp(fairness, property)))).toBe(outcome);
  });

  test("is told for the loop", async () => {
    const { trace } = await only(lamp({ on: weak, off: weak, blow: weak }, "eventually blown"));
    expect(trace?.loop?.fairness).toEqual([
      { strength: "weak", name: "On", treatment: "taken", state: undefined },
      { strength: "weak", name: "Off", treatment: "taken", state: undefined },
      { strength: "weak", name: "Blow", treatment: "impossible", state: 0 },
    ]);
  });

  const tickets = (fairness: string) => `
spec Tickets
var waiting: set of 1..2 = {}
var served: int = 0
action Ask(p in 1..2) { when p not in waiting  waiting := waiting union {p} }
action Serve(p in waiting) { waiting := waiting \\ {p} }
${fairness}
done when true
property Served: forall p in 1..2: p in waiting ~> p not in waiting`;

  test("of each choice of parameters by itself, or of a group", async () => {
    const fair = tickets("").replace("action Serve", "fair action Serve");
    expect(told(await only(fair))).toBe("holds");
    expect(told(await only(tickets("fairness weak(p in 1..2): Serve(p)")))).toBe("holds");
    expect(told(await only(tickets("fairness weak: Serve(_)")))).toBe("fails: Ask 1, (Ask 2, Serve 2)");
    expect((await only(tickets("fairness weak: Serve(_)"))).trace?.loop?.fairness).toEqual([
      { strength: "weak", name: "Serve(_)", treatment: "taken", state: undefined },
    ]);
    expect(told(await only(tickets("")))).toBe("fails: Ask 1, (stays)");
  });
});

/** Counts to 3 and begins again. */
const clock = (property: string) => `
spec Clock
var x: 0..3 = 0
var marks: set of 0..3 = {1}
fair action Tick { x := (x + 1) mod 4  if x == 0 { marks := {2} } }
def after(n: int) = eventually (x == n)
property Claim: ${property}`;

describe("formulas", () => {
  test.each([
    ["always (x == 3 => eventually (x == 0))", "holds"],
    ["eventually always (x < 3)", "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)"],
    ["x < 2 until x == 2", "holds"],
    ["x < 1 until x == 2", "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)"],
    ["not (x < 1 until x == 2)", "holds"],
    ["always (x' == (x + 1) mod 4)", "holds"],
    ["always (x' > x)", "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)"],
    ["always eventually (x' < x)", "holds"],
    ["forall n in 0..3: always eventually (x == n)", "holds"],
    ["forall n in 0..3: after(n)", "holds"],
    ["exists n in 0..3: eventually always (x != n)", "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)"],
    ["always (forall n in marks: eventually (x == n))", "holds"],
    [
      "always (forall n in marks: eventually (x == n and x in marks))",
      "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)",
    ],
    ["always (let n = x: eventually (x == (n + 2) mod 4))", "holds"],
    ["always (let n = x: eventually (x == n + 2))", "fails: Tick, Tick, Tick, Tick, (Tick, Tick, Tick, Tick)"],
    ["always (if x == 0 then eventually (x == 3) else eventually (x == 0))", "holds"],
    ["always after(x)", "holds"],
    ["(always eventually (x == 1)) <=> (always eventually (x == 2))", "holds"],
    ["eventually always enabled Tick", "holds"],
  ])("%s: %s", async (property, outcome) => {
    expect(told(await only(clock(property)))).toBe(outcome);
  });

  test.each([
    "eventually (x == 2) and size({n in 0..3: eventually (x == n)}) == 4",
    "let b = (always (x < 4)): eventually b",
    "forall p in {x in 0..3: after(x)}: eventually (x == p)",
    "(always (x < 4)) == (eventually (x == 2))",
  ])("an operator where a value is made of it is an error: %s", (property) => {
    expect(compile(clock(property)).diagnostics.map(({ code }) => code)).toContain("E0618");
  });

  test("what would be too many cases is not checked, and says so", async () => {
    const claim = await only(clock("always after(x + 1 - 1)"));
    expect(claim.status).toBe("not checked yet");
    expect(claim.reason).toBe(
      "`x + 1 - 1` stands for more than 1000 values, each of which would be a formula of its own",
    );
  });

  test("an error in one is an error of the spec", async () => {
    const result = await checked(clock("always eventually (3 div x == 1)"));
    expect(result.status).toBe("fails");
    expect(result.claims[1]).toMatchObject({ status: "undecided" });
    expect(result.faults[0]).toMatchObject({ during: "property Claim", fault: { kind: "division" } });
  });
});

describe("findings", () => {
  const found = async (property: string) =>
    (await checked(clock(property))).findings.flatMap((finding) =>
      "text" in finding ? [`${finding.kind}: ${finding.text}`] : [],
    );

  test.each([
    ["x == 3 ~> x == 0", []],
    ["x > 3 ~> x == 0", ["leads from nowhere: x > 3"]],
    ["forall n in 1..4: x == n ~> x == 0", []],
    ["forall n in 4..5: x == n ~> x == 0", ["leads from nowhere: x == n"]],
    ["always (x in {7} => eventually (x == 2))", ["left side never true: x in {7}"]],
    ["x == 2 ~> x == 2", ["true of every behaviour: x == 2 ~> x == 2"]],
    ["(always (x < 2)) => eventually (x < 2)", ["true of every behaviour: (always (x < 2)) => eventually (x < 2)"]],
    [
      "(eventually (x < 2)) or always not (x < 2)",
      ["true of every behaviour: (eventually (x < 2)) or always not (x < 2)"],
    ],
    ["always (x == 1 => eventually always (x == 2))", []],
    ["x == 2 ~> x > 1", ["needs no step: x == 2 ~> x > 1"]],
    ["eventually x == 0", ["needs no step: eventually x == 0"]],
    ["eventually x == 1", []],
    ["always eventually (x < 4)", ["needs no step: always eventually (x < 4)"]],
    ["eventually always (x < 4)", ["needs no step: eventually always (x < 4)"]],
    ["forall n in 0..3: x == n ~> x >= n", ["needs no step: forall n in 0..3: x == n ~> x >= n"]],
    ["forall n in 0..3: x == n ~> x == 3", []],
    ["(always (x < 4)) and (x == 2 ~> x > 1)", ["needs no step: (always (x < 4)) and (x == 2 ~> x > 1)"]],
    ["always (x < 4)", []],
    ["always (x == 3 => eventually x' == 0)", []],
    ["eventually (x' == x or not x' == x)", []],
    ["not always (x' == x and not x' == x)", []],
  ])("%s: %j", async (property, findings) => {
    expect(await found(property)).toEqual(findings);
  });

  test.each([
    "always (x == 1 or x != 1)",
    "always (x < 2 or x >= 2)",
    "always (x > 2 => 2 < x)",
    "always (x' == x or not x' == x)",
    "always ((exists n in 0..3: x == n) or forall n in 0..3: n != x)",
    "forall n in 1..2: always (if x == n then x == n else not x == n)",
    "eventually (x == 3 => x == 3)",
    "(always (x == 1 and x < 2)) => always (x < 2)",
  ])("of predicates whose parts make them true: %s", async (property) => {
    expect(await found(property)).toEqual([`true of every behaviour: ${property}`]);
  });

  test.each(["always (x == 1 or x < 4)", "always (x < 4 or x > 4)", "always (x <= 3 or x' == x)", "always (0 <= x)"])(
    "and not of those that only the spec makes true: %s",
    async (property) => {
      expect(await found(property)).toEqual([]);
    },
  );

  test.each([
    ["invariant Claim: x == 1 or x != 1", true],
    ["inductive invariant Claim: forall n in 0..3: n == x => x == n", true],
    ["step invariant Claim: x' < x or x' >= x", true],
    ["always possible Claim: not (x < 1 and 1 <= x)", true],
    ["def one(a, b) = x + a == b  def other(a, b) = b == x + a  invariant Claim: one(1, 2) or not other(2, 1)", false],
    ["def one(a, b) = x + a == b  def other(a, b) = b == x + a  invariant Claim: one(1, 2) or not other(1, 2)", true],
    ["invariant Claim: x < 9 or exists Q in powerset(0..6): size(Q) > 3 and forall n in Q: x == n", false],
    ["invariant Claim: x <= 3", false],
    ["invariant Claim: x in {0, 1, 2, 3}", false],
    ["step invariant Claim: x' == x or x' != x + 7", false],
    ["invariant Claim: forall a, b, c, d in 0..9: x != a + b + c + d + 100", false],
  ])("of claims about states and steps: %s", async (claim, isTold) => {
    const { findings } = await checked(clock("true").replace(/property.*/, claim));
    const told = findings.filter(({ kind }) => kind === "true of every behaviour");
    expect(told.map((finding) => "claim" in finding && finding.claim)).toEqual(isTold ? ["Claim"] : []);
  });

  test.each([
    ["Move(1)", []],
    ["Move(5)", ["fair to nothing: fairness weak: Move(5)"]],
    ["Move(3) or Move(5)", []],
    ["Rest", ["fair to nothing: fairness weak: Rest"]],
  ])("of fairness to %s: %j", async (group, findings) => {
    const text = `
spec Moves
var x: 0..3 = 0
action Move(n in 1..5) { when n <= 3 and x != n  x := n }
action Rest { x := x }
fairness weak: ${group}
property Claim: always (x == 0 => eventually (x >= 0))`;
    const found = (await checked(text)).findings.filter(({ kind }) => kind === "fair to nothing");
    expect(found.map((finding) => ("name" in finding ? `${finding.kind}: ${finding.name}` : ""))).toEqual(findings);
  });

  test("of step invariants that say nothing", async () => {
    const { findings } = await checked(
      clock("true ~> true").replace(/property.*/, "step invariant Claim: x > 3 => x' > x"),
    );
    expect(findings.flatMap((finding) => ("text" in finding ? [finding.text] : []))).toEqual(["x > 3"]);
  });
});

describe("what cuts behaviours off", () => {
  const bounded = (property: string) => `
spec Counter
var x: 0..9 = 0
fair action Up { when x < 9  x := x + 1 }
fair action Back { when x == 2  x := 0 }
constraint Small: x < 5
done when true
property Claim: ${property}`;

  test("a constraint leaves open what would hold, and not what fails inside", async () => {
    const claim = await only(bounded("eventually (x == 2)"));
    expect(claim).toMatchObject({
      status: "undecided",
      reason: "nothing inside Small refutes it, but behaviours go on outside",
    });
    expect((await checked(bounded("eventually (x == 2)"))).status).toBe("incomplete");
    expect(told(await only(bounded("eventually (x == 3)")))).toBe("fails: (Up, Up, Back)");
  });

  test("so does a limit", async () => {
    const { model } = compile(bounded("eventually (x == 4)").replace("constraint Small: x < 5", ""));
    if (model === undefined) throw new Error("it does not compile");
    const limited = await check(model, { maxDepth: 3 });
    expect(limited.claims[1]).toMatchObject({ status: "undecided", reason: "not every state was visited" });
    expect(limited.status).toBe("incomplete");
  });
});
