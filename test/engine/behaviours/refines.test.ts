import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/search/random.js";
import { type CheckOptions, type CheckResult, type ClaimResult, check, compile } from "../../../src/index.js";

const mutex = `spec Mutex
const N = 1
type Proc = 1..N
type Mode = quiet | loud
var inside: set of Proc = {}
var mode: Mode = quiet
process P(i in Proc) {
  var times: 0..3 = 0
  out:  when inside == {}
        inside := {i}
        mode := loud
  cs:   inside := {}
        mode := quiet
        times := (times + 1) mod 4
        goto out
}
invariant One: size(inside) <= 1`;

/** A lock that does the same, in more steps. */
const lock = (more: string, refines: string) => `spec Lock
const N = 2
type Proc = 1..N
type Mode = quiet | loud
var lock: Proc? = none
var counted: Proc -> 0..3 = [p in Proc: 0]
process P(i in Proc) {
  away: skip
  want: when lock == none
        lock := i
  cs:   skip
  free: lock := none
        counted[i] := (counted[i] + 1) mod 4
        goto away
}
${more}
refines Mutex from "mutex.steps" with { ${refines} }
model two with N = 2 { holds Mutex }`;

const right = `inside = {p in Proc: lock == p}, mode = if lock == none then quiet else loud,
  P(i) at = if P(i) at {away, want} then out else cs, P(i).times = counted[i]`;

/** By both engines, unless one is named: they tell the same. */
async function refined(spec: string, abstract = mutex, options: CheckOptions = {}): Promise<ClaimResult> {
  const read = (): string => abstract;
  const { model, diagnostics } = compile(spec, { name: "a.steps", read });
  if (model === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const claims = model.claims.flatMap(({ kind, name }) => (kind === "refines" ? [name] : []));
  const by = (engine: "reference" | "generated"): Promise<CheckResult> =>
    check(model, { continue: true, engine, ...options, claims });
  const { claims: found, faults, findings } = await by("reference");
  if (options.engine === undefined) {
    const { engine, ...generated } = await by("generated");
    expect(generated).toMatchObject({ claims: found, faults, findings });
    expect(engine).toEqual({ name: "generated", refused: undefined });
  }
  const claim = found.find(({ kind }) => kind === "refines");
  if (claim === undefined) throw new Error("there is no such claim");
  return claim;
}

const steps = ({ trace }: ClaimResult) =>
  trace?.states.slice(1).map(({ step }) => `${step?.arguments[0]} ${step?.from}`);

describe("refinement", () => {
  test.each(["reference", "generated"] as const)(
    "holds where every step is one there, or is not seen (%s)",
    async (engine) => {
      expect(await refined(lock("", right), mutex, { engine })).toMatchObject({ status: "holds", trace: undefined });
    },
  );

  test("fails at the first step that is none there", async () => {
    const early = right.replace("P(i) at {away, want}", "P(i) at away");
    const claim = await refined(lock("", early));
    expect(claim).toMatchObject({
      status: "fails",
      reason:
        "what is seen of Mutex changes with this step, and no step of Mutex does that: there it can only take P(1): out → cs (but with another inside and mode) or P(2): out → cs",
    });
    expect(steps(claim)).toEqual(["1 away"]);
    const broken = lock("", right).replace("when lock == none\n", "skip\n");
    expect(steps(await refined(broken))).toEqual(["1 away", "1 want", "2 away", "2 want"]);
  });

  test("fails in an initial state that is none there", async () => {
    const claim = await refined(
      lock("", right).replace("counted: Proc -> 0..3 = [p in Proc: 0]", "counted: Proc -> 0..3 = [p in Proc: 1]"),
    );
    expect(claim).toMatchObject({
      status: "fails",
      reason: "what is seen of Mutex there is no initial state of Mutex",
      trace: { states: [{ step: undefined }] },
    });
  });

  test("tells what is seen beside each state", async () => {
    const { trace } = await refined(lock("", right).replace("when lock == none\n", "skip\n"));
    expect(trace?.states.at(-1)?.shows.map(({ name }) => name)).toEqual([
      "Mutex.inside",
      "Mutex.mode",
      "Mutex.P.at",
      "Mutex.P.times",
    ]);
    expect(trace?.states.map(({ shows }) => shows[0]?.value)).toEqual([
      { set: [] },
      { set: [] },
      { set: [1] },
      { set: [1] },
      { set: [2] },
    ]);
    const { name, step } = trace?.states[2]?.seen ?? {};
    expect([name, step?.name, step?.arguments, step?.from, step?.to]).toEqual(["Mutex", "P", [1], "out", "cs"]);
    expect(trace?.states.map(({ seen }) => seen !== undefined)).toEqual([false, false, true, false, false]);
  });

  test("an initial state that is none there is told, whatever the steps are", async () => {
    const clock = "spec Clock\nvar hr: 1..4 = 1\naction Tick { hr := hr mod 4 + 1 }";
    const slow = (first: number, next: string) => `spec Slow
var h: 0..4 = ${first}
action Tick { h := ${next} }
refines Clock from "clock.steps" with { hr = h }`;
    expect((await refined(slow(1, "h mod 4 + 1"), clock)).status).toBe("holds");
    for (const next of ["h mod 4 + 1", "0", "4"]) {
      const claim = await refined(slow(2, next), clock);
      expect(claim).toMatchObject({ status: "fails", trace: { states: [{ step: undefined }] } });
    }
  });

  test("initial states outside a constraint are judged, also where none is inside", async () => {
    const clock = "spec Clock\nvar hr: 1..4 = 1\nfair action Tick { hr := hr mod 4 + 1 }";
    const slow = (first: string, constraint: string) => `spec Slow
var h: 0..4 in {${first}}
constraint C: ${constraint}
fair action Tick { h := h mod 4 + 1 }
refines Clock from "clock.steps" with { hr = h }`;
    const judged = async (first: string, constraint: string) => {
      const { status, reason, trace } = await refined(slow(first, constraint), clock);
      return [status, reason, trace?.states.length];
    };
    const nothing = "what is seen of Clock there is no initial state of Clock";
    expect(await judged("1, 2", "h < 2")).toEqual(["fails", nothing, 1]);
    expect(await judged("2", "h < 2")).toEqual(["fails", nothing, 1]);
    const none = "what is seen of Clock in state 1 is no state of Clock: for hr, `h` is 0, which is not in 1..4";
    expect(await judged("0", "h > 0")).toEqual(["fails", none, 1]);
    expect(await judged("1", "h > 1")).toEqual(["undecided", "there is no initial state inside C", undefined]);
  });

  test.each([
    ["1..N", "the type `Proc` is `1..2` there and `1..3` here", "1..3"],
    ["a | b", "the type `Proc` is `a | b` there and `a | b | c` here", "a | b | c"],
    ["a | b", "the type `Proc` is `a | b` there and `b | a` here", "b | a"],
    ["symmetric N", "the type `Proc` is `symmetric 2` there and `symmetric 3` here", "symmetric 3"],
    ["(1..N, bool)", "the type `Proc` is `(1..2, bool)` there and `(1..3, bool)` here", "(1..3, bool)"],
  ])("types of one name are one type: %s there (%s)", async (type, message, ours) => {
    const spec = (of: string, more: string) =>
      `spec S\nconst N = 2\ntype Proc = ${of}\nvar s: set of Proc = {}\naction A { s := {} }\n${more}`;
    const abstract = spec(type, "invariant I: s == {}");
    expect((await refined(spec(type, 'refines T from "t.steps"'), abstract)).status).toBe("holds");
    await expect(refined(spec(ours, 'refines T from "t.steps"'), abstract)).rejects.toThrow(`E0617 ${message}`);
  });

  test("of types that differ the one is told whose text says how", async () => {
    const spec = (of: string, more: string) =>
      `spec S\ntype Pair = (Colour, bool)\ntype Colour = ${of}\nvar p: Pair = (red, true)\naction A { p := (red, true) }\n${more}`;
    const ours = spec("red | green", 'refines T from "t.steps"');
    await expect(refined(ours, spec("red | blue", "invariant I: p == p"))).rejects.toThrow(
      "E0617 the type `Colour` is `red | blue` there and `red | green` here",
    );
  });

  test("a value that its type there does not have makes no state of it", async () => {
    const claim = await refined(lock("", right.replace("= counted[i]", "= if counted[i] == 1 then 4 else counted[i]")));
    expect(claim).toMatchObject({ status: "fails" });
    const value = "`if counted[i] == 1 then 4 else counted[i]` is 4, which is not in 0..3";
    expect(claim.reason).toBe(`what is seen of Mutex in state 5 is no state of Mutex: for P.times, ${value}`);
    expect(claim.trace?.states).toHaveLength(5);
  });

  test("an error in what is said of it is one of the spec", async () => {
    const claim = await refined(lock("", right.replace("= counted[i]", "= counted[i] div (1 - counted[i])")));
    expect(claim).toMatchObject({ status: "undecided", reason: "evaluating it met an error of the spec" });
  });

  test("takes namesakes where nothing is said", async () => {
    const same = `spec Fine
const N = 2
type Proc = 1..N
type Mode = quiet | loud
var inside: set of Proc = {}
var mode: Mode = quiet
var hidden: int = 0
process P(i in Proc) {
  var times: 0..3 = 0
  out:  when inside == {}
        inside := {i}
        mode := loud
  cs:   inside := {}
        mode := quiet
        times := (times + 1) mod 4
        hidden := (hidden + 1) mod 3
        goto out
}
refines Mutex from "mutex.steps"`;
    expect((await refined(same)).status).toBe("holds");
    expect((await refined(same.replace("mode := quiet\n        times", "mode := loud\n        times"))).status).toBe(
      "fails",
    );
  });

  test("holds within a constraint, and what fails inside fails", async () => {
    const bounded = lock("constraint Few: counted[1] < 2", right);
    expect(await refined(bounded)).toMatchObject({ status: "holds within", within: ["Few"] });
    expect((await refined(bounded.replace("when lock == none\n", "skip\n"))).status).toBe("fails");
  });
});

describe("the fairness of what is refined", () => {
  const fairly = mutex.replace("process P", "fair process P");
  const weakly = lock("", right).replace("process P", "fair process P");

  test("is a property of what refines it", async () => {
    expect((await refined(weakly, fairly)).status).toBe("holds");
    const claim = await refined(lock("", right), fairly);
    expect(claim.status).toBe("fails");
    expect(claim.reason).toBe(
      "Mutex is weakly fair to P(1); what is seen here is not: a step of it stays possible for ever, and none is taken",
    );
    expect(claim.trace?.loop).toMatchObject({ start: 0, back: undefined });
  });

  test("may ask for more than ours gives", async () => {
    const claim = await refined(weakly, mutex.replace("process P", "strongly fair process P"));
    expect(claim.status).toBe("fails");
    expect(claim.trace?.loop?.back).toBeDefined();
    expect(claim.reason).toBe(
      "Mutex is strongly fair to P(1); what is seen here is not: a step of it is possible again and again, and none is taken",
    );
  });

  /** Somebody rings again and again; one ring is two steps here. */
  const bell = (fairness: string) => `spec Bell
var rung: 0..3 = 0
${fairness} action Ring { rung := (rung + 1) mod 4 }
invariant I: rung < 4`;
  const clapper = (fairness: string) => `spec Clapper
var half: bool = false
var count: 0..3 = 0
${fairness} action Swing { when not half  half := true }
${fairness} action Strike { when half  half := false  count := (count + 1) mod 4 }
action Sleep { when not half  half := half }
refines Bell from "bell.steps" with { rung = count }`;

  test.each([
    ["", "", "holds"],
    ["fair", "fair", "holds"],
    ["fair", "strongly fair", "holds"],
    ["", "fair", "fails"],
    ["strongly fair", "strongly fair", "holds"],
  ])("ours %j, theirs %j: %s", async (ours, theirs, outcome) => {
    expect((await refined(clapper(ours), bell(theirs))).status).toBe(outcome);
  });
});

/** Steps p → q between 0..3. */
type Edges = readonly (readonly [from: number, to: number])[];

const edgesText = (edges: Edges): string => `{${edges.map(([from, to]) => `(${from}, ${to})`).join(", ")}}`;
const graph = (edges: Edges, fairness = "") => `spec Whole
var s: 0..3 = 0
${fairness} action Go((p, q) in ${edgesText(edges)}) { when s == p  s := q }
invariant I: s < 4`;
/** The same in halves: first where to go, then going there. */
const halves = (edges: Edges, choosing = "", going = "") => `spec Halves
var t: 0..3 = 0
var next: (0..3)? = none
${choosing} action Choose((p, q) in ${edgesText(edges)}) { when t == p and next == none  next := q }
${going} action Go { when next != none  t := next  next := none }
done when true
refines Whole from "whole.steps" with { s = t }`;

test("random refinements, right and wrong, come out as their edges say", async () => {
  const seed = Number(process.env.EVERYSTEP_SEED ?? 1991);
  console.log(`refinement: seed ${seed}`);
  const random = new Random(seed);
  const draw = (): Edges => Array.from({ length: 1 + random.below(6) }, () => [random.below(4), random.below(4)]);
  const outcomes = { holds: 0, fails: 0 };
  for (let run = 0; run < Number(process.env.EVERYSTEP_RUNS ?? 200); run++) {
    const there = draw();
    const here = random.below(2) === 0 ? there.filter(() => random.below(4) > 0) : draw();
    if (here.length === 0) continue;
    const reached = new Set([0]);
    for (const at of reached) for (const [from, to] of here) if (from === at) reached.add(to);
    const seen = here.filter(([from, to]) => reached.has(from) && from !== to);
    const right = seen.every(([from, to]) => there.some(([p, q]) => p === from && q === to));
    const expected = right ? "holds" : "fails";
    const { status } = await refined(halves(here), graph(there), run % 5 === 0 ? {} : { engine: "reference" });
    expect([run, status]).toEqual([run, expected]);
    outcomes[expected] += 1;
  }
  expect(Math.min(outcomes.holds, outcomes.fails)).toBeGreaterThan(30);
}, 60_000);

type Strength = "" | "fair" | "strongly fair";

/** A state of the halves, and the group of the step out of it: the edge that is chosen, or `go`; undefined: none any more. */
interface Moment {
  readonly t: number;
  readonly next: number | undefined;
  readonly by: string | undefined;
}

/** The loops of behaviours of so many states at most. */
function* loops(edges: Edges, most: number): Iterable<readonly Moment[]> {
  const open: (readonly Moment[])[] = [[{ t: 0, next: undefined, by: undefined }]];
  for (const path of open) {
    const last = path.at(-1);
    if (last === undefined) continue;
    yield [last];
    const steps =
      last.next === undefined
        ? edges.flatMap(([p, q]) => (p === last.t ? [{ t: p, next: q, by: `${p} ${q}` }] : []))
        : [{ t: last.next, next: undefined, by: "go" }];
    for (const { t, next, by } of steps) {
      const taken = [...path.slice(0, -1), { ...last, by }];
      for (const [start, moment] of path.entries())
        if (moment.t === t && moment.next === next) yield taken.slice(start);
      if (path.length < most) open.push([...taken, { t, next, by: undefined }]);
    }
  }
}

function some<T>(items: Iterable<T>, predicate: (item: T) => boolean): boolean {
  for (const item of items) if (predicate(item)) return true;
  return false;
}

/** Is a loop fair to a group? Of each moment: whether a step of it is possible, and whether it is taken. */
function isFairTo(strength: Strength, possible: readonly boolean[], taken: readonly boolean[]): boolean {
  if (strength === "" || taken.includes(true)) return true;
  return strength === "fair" ? possible.includes(false) : !possible.includes(true);
}

test("random refinements with fairness: what is found wrong is, and where nothing is, no short loop is wrong", async () => {
  const seed = Number(process.env.EVERYSTEP_SEED ?? 1994);
  const count = Number(process.env.EVERYSTEP_RUNS ?? 200);
  console.log(`fair refinement: seed ${seed}, ${count} pairs`);
  const random = new Random(seed);
  const strength = (): Strength => (["", "fair", "strongly fair"] as const)[random.below(3)] ?? "";
  const outcomes = { holds: 0, fails: 0 };
  for (let run = 0; run < count; run++) {
    const edges = Array.from({ length: 1 + random.below(5) }, (): Edges[number] => [random.below(4), random.below(4)]);
    const [theirs, choosing, going] = [
      random.below(2) === 0 ? "fair" : "strongly fair",
      strength(),
      strength(),
    ] as const;
    const wrong = some(loops(edges, 10), (loop) => {
      const fairHere =
        isFairTo(
          going,
          loop.map(({ next }) => next !== undefined),
          loop.map(({ by }) => by === "go"),
        ) &&
        edges.every(([p, q]) => {
          const possible = loop.map(({ t, next }) => t === p && next === undefined);
          return isFairTo(
            choosing,
            possible,
            loop.map(({ by }) => by === `${p} ${q}`),
          );
        });
      const fairThere = edges.every(([p, q]) => {
        const possible = loop.map(({ t }) => t === p && p !== q);
        return isFairTo(
          theirs,
          possible,
          loop.map(({ t, next, by }) => t === p && next === q && by === "go"),
        );
      });
      return fairHere && !fairThere;
    });
    const engine: CheckOptions = run % 5 === 0 ? {} : { engine: "reference" };
    const { status } = await refined(halves(edges, choosing, going), graph(edges, theirs), engine);
    const about = JSON.stringify({ seed, run, edges, theirs, choosing, going });
    if (status === "holds") expect(wrong, about).toBe(false);
    else expect([status, wrong], about).toEqual(["fails", true]);
    outcomes[wrong ? "fails" : "holds"] += 1;
  }
  expect(Math.min(outcomes.holds, outcomes.fails)).toBeGreaterThan(count / 10);
}, 60_000);
