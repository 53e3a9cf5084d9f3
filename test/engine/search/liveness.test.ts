import { describe, expect, test } from "vitest";
import { type Formula, Formulas } from "../../../src/engine/formula.js";
import type { FairGroups } from "../../../src/engine/search/liveness/fairness.js";
import type { Graph } from "../../../src/engine/search/liveness/graph.js";
import { asksForMore, isImmediate } from "../../../src/engine/search/liveness/immediate.js";
import { type Lasso, truthsAlong } from "../../../src/engine/search/liveness/lasso.js";
import type { Truths } from "../../../src/engine/search/liveness/product.js";
import { isFair, refute } from "../../../src/engine/search/liveness/refute.js";
import { Random } from "../../../src/engine/search/random.js";
import { type Fault, FaultAt } from "../../../src/engine/system.js";

/** A graph from lists of steps `[from, to, actor]`, in any order; a state without an entry in `closed` is not open. */
function graphOf(states: number, initial: readonly number[], steps: readonly (readonly number[])[]): Graph {
  const sorted = Array.from({ length: states }, (_, state) => steps.filter(([from]) => from === state));
  const offsets = [0];
  for (const out of sorted) offsets.push((offsets.at(-1) ?? 0) + out.length);
  const flat = sorted.flat();
  return {
    states,
    initial,
    offsets,
    targets: flat.map(([, to]) => to ?? 0),
    actors: flat.map(([, , actor]) => actor ?? 0),
    isOpen: () => false,
  };
}

/** Actor n + 1 is alone in group n; actor 0 is nobody's. */
function fairTo(...strengths: readonly ("weak" | "strong")[]): FairGroups {
  const groups = strengths.map((strength) => ({ strength }));
  return { groups, groupsOf: (actor) => (actor === 0 || actor > groups.length ? [] : [actor - 1]) };
}

/** Atom n is true in these states, as a step predicate of the steps into them. */
function truthsOf(...atoms: readonly (readonly number[])[]): Truths {
  return {
    ofState: (atom, state) => atoms[atom]?.includes(state) === true,
    ofStep: (atom, _step, _from, to) => atoms[atom]?.includes(to) === true,
  };
}

const formulas = new Formulas();
const p = formulas.literal("state", 0);
const q = formulas.literal("state", 1);
const intoQ = formulas.literal("step", 1);
function refuted(formula: Formula, graph: Graph, fair: FairGroups, truths: Truths): Lasso | undefined {
  const work = refute(formula, formulas, graph, fair, truths);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const told = (lasso: Lasso | undefined) =>
  lasso &&
  `${lasso.states.slice(0, lasso.start).join(" ")} (${lasso.states.slice(lasso.start).join(" ")}${(lasso.steps.at(-1) ?? 0) < 0 ? " stays" : ""})`.trim();

describe("a lasso against a formula", () => {
  /** 0 → 1 by actor 1, 1 → 0 by actor 2, 1 → 2 by actor 3. */
  const graph = graphOf(
    3,
    [0],
    [
      [0, 1, 1],
      [1, 0, 2],
      [1, 2, 3],
    ],
  );
  const truths = truthsOf([1], [2]);
  const against = (formula: Formula, ...strengths: ("weak" | "strong")[]) =>
    told(refuted(formula, graph, fairTo(...strengths), truths));

  test("without fairness a behaviour stops where it likes", () => {
    expect(against(formulas.eventually(p))).toBe("(0 stays)");
    expect(against(formulas.always(p))).toBe("(0 stays)");
    expect(against(formulas.leadsTo(p, q))).toBe("0 (1 stays)");
    expect(against(formulas.or(formulas.not(p), q))).toBeUndefined();
  });

  test("weak fairness pushes on what stays possible, strong fairness what is possible again and again", () => {
    expect(against(formulas.eventually(p), "weak")).toBeUndefined();
    expect(against(formulas.leadsTo(p, q), "weak")).toBe("0 (1 stays)");
    expect(against(formulas.leadsTo(p, q), "weak", "weak", "weak")).toBe("(0 1)");
    expect(against(formulas.leadsTo(p, q), "weak", "weak", "strong")).toBeUndefined();
    expect(against(formulas.eventually(q), "strong", "strong", "weak")).toBe("(0 1)");
  });

  test("until, nesting and what is true from some point on", () => {
    expect(against(formulas.until(formulas.not(q), q), "weak", "weak", "strong")).toBeUndefined();
    expect(against(formulas.until(formulas.not(p), q), "weak", "weak", "strong")).toBe("0 1 (2 stays)");
    expect(against(formulas.eventually(formulas.always(q)), "weak", "weak", "strong")).toBeUndefined();
    expect(against(formulas.always(formulas.eventually(p)), "weak", "weak", "weak")).toBe("0 1 (2 stays)");
    expect(against(formulas.eventually(formulas.always(formulas.not(p))), "weak", "weak", "weak")).toBe("(0 1)");
  });

  test("`always` and `eventually` of steps do not see that none is taken", () => {
    expect(against(formulas.always(formulas.not(intoQ)), "weak", "weak", "weak")).toBe("0 1 (2 stays)");
    expect(against(formulas.always(formulas.or(intoQ, formulas.literal("step", 0))))).toBe("0 1 (0 stays)");
    expect(against(formulas.eventually(formulas.not(intoQ)))).toBe("(0 stays)");
    expect(against(formulas.always(formulas.not(formulas.literal("step", 2))))).toBeUndefined();
  });

  test("an `always` of steps minds no step to what is outside, and meets errors", () => {
    const never = formulas.always(formulas.not(intoQ));
    const outside = { ...graph, isOpen: (state: number) => state === 2 };
    expect(told(refuted(never, outside, fairTo(), truths))).toBeUndefined();
    const fault: Fault = { kind: "division", message: "division by zero", span: { start: 0, end: 0 }, parts: [] };
    const broken: Truths = {
      ...truths,
      ofStep(atom, step, from, to) {
        if (from === 1 && to === 0) throw new FaultAt(fault, from);
        return truths.ofStep(atom, step, from, to);
      },
    };
    expect(() => refuted(formulas.always(formulas.not(formulas.literal("step", 2))), graph, fairTo(), broken)).toThrow(
      FaultAt,
    );
  });
});

describe("a loop is short", () => {
  /** 0 → 1, then 1 ⇄ 2 by steps that come after those to a long way round: 1 → 3, 2 → 3, 3 → 4 → 5 → 6 → 1. */
  const detour = (others: number): Graph =>
    graphOf(
      7,
      [0],
      [
        [0, 1, 1],
        [1, 3, others],
        [2, 3, others],
        [3, 4, 1],
        [4, 5, 1],
        [5, 6, 1],
        [6, 1, 1],
        [1, 2, 1],
        [2, 1, 1],
      ],
    );
  const truths = truthsOf([1], [2]);
  const both = formulas.not(formulas.and(p, formulas.eventually(q)));

  test("whatever step comes first where it begins", () => {
    expect(told(refuted(formulas.always(both), detour(1), fairTo("weak"), truths))).toBe("0 (1 2)");
  });

  test("but goes round by what fairness asks for", () => {
    expect(told(refuted(formulas.always(both), detour(2), fairTo("weak", "strong"), truths))).toBe("0 1 2 (3 4 5 6 1)");
  });

  test("from wherever all that fairness asks for is met soonest", () => {
    // Readers come (1, 2) and go (3, 4); a writer asks, writes (5) and is done (6), and nobody comes while it writes.
    const graph = graphOf(
      6,
      [0],
      [
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 0],
        [1, 0, 3],
        [1, 5, 2],
        [2, 5, 1],
        [2, 0, 4],
        [5, 2, 3],
        [5, 1, 4],
        [3, 1, 1],
        [3, 2, 2],
        [3, 4, 5],
        [4, 0, 6],
      ],
    );
    const six = Array.from({ length: 6 }, () => "weak" as const);
    const reads = formulas.always(formulas.eventually(p));
    expect(told(refuted(reads, graph, fairTo(...six), truthsOf([1, 5])))).toBe("(0 3 4)");
  });

  test("and may begin in the state that it comes by, by another step than at first", () => {
    // 0 → 1 by nobody; then by actor 1, and back by actor 2, to both of whom all is fair.
    const graph = graphOf(
      2,
      [0],
      [
        [0, 1, 0],
        [1, 0, 2],
        [0, 1, 1],
      ],
    );
    const first = formulas.or(formulas.not(p), formulas.not(formulas.eventually(q)));
    expect(told(refuted(first, graph, fairTo("strong", "strong"), truthsOf([0], [1])))).toBe("(0 1)");
  });
});

interface Drawn {
  readonly graph: Graph;
  readonly fair: FairGroups;
  readonly truths: Truths;
  readonly formula: Formula;
}

function draw(random: Random): Drawn {
  const states = 1 + random.below(4);
  const actors = 1 + random.below(3);
  const steps = Array.from({ length: random.below(2 * states + 2) }, () => [
    random.below(states),
    random.below(states),
    random.below(actors + 1),
  ]).filter(([from, to]) => from !== to);
  const strengths = Array.from({ length: actors }, () =>
    random.below(2) === 0 ? ("weak" as const) : ("strong" as const),
  );
  const subset = () => Array.from({ length: states }, (_, state) => state).filter(() => random.below(2) === 0);
  return {
    graph: graphOf(states, random.below(4) === 0 && states > 1 ? [0, 1] : [0], steps),
    fair: random.below(4) === 0 ? fairTo() : drawFair(random, actors, strengths),
    truths: truthsOf(subset(), subset()),
    formula: drawFormula(random, 3),
  };
}

/** Groups of one actor each, or of any actors. */
function drawFair(random: Random, actors: number, strengths: readonly ("weak" | "strong")[]): FairGroups {
  if (random.below(2) === 0) return fairTo(...strengths);
  const among = Array.from({ length: actors + 1 }, () =>
    strengths.flatMap((_, at) => (random.below(2) === 0 ? [at] : [])),
  );
  return { ...fairTo(...strengths), groupsOf: (actor) => among[actor] ?? [] };
}

function drawFormula(random: Random, depth: number): Formula {
  const sub = () => drawFormula(random, depth - 1);
  const step = random.below(5) === 0;
  const atom = formulas.literal(step && depth < 3 ? "step" : "state", random.below(2));
  if (depth === 0) return atom;
  switch (random.below(9)) {
    case 0:
      return atom;
    case 1:
      return formulas.not(sub());
    case 2:
      return formulas.and(sub(), sub());
    case 3:
      return formulas.or(sub(), sub());
    case 4:
      return formulas.until(sub(), sub());
    case 5:
      return formulas.leadsTo(sub(), sub());
    case 6:
      return formulas.always(sub());
    default:
      return formulas.eventually(sub());
  }
}

/** All lassos of at most so many states, the shorter prefixes first. */
function* lassos(graph: Graph, most: number): Iterable<Lasso> {
  const open: { readonly states: readonly number[]; readonly steps: readonly number[] }[] = graph.initial.map(
    (state) => ({
      states: [state],
      steps: [],
    }),
  );
  for (const { states, steps } of open) {
    const last = states.at(-1) ?? 0;
    yield { states, steps: [...steps, -1], start: states.length - 1 };
    for (let step = graph.offsets[last] ?? 0; step < (graph.offsets[last + 1] ?? 0); step++) {
      const to = graph.targets[step] ?? 0;
      for (const [start, state] of states.entries()) if (state === to) yield { states, steps: [...steps, step], start };
      if (states.length < most) open.push({ states: [...states, to], steps: [...steps, step] });
    }
  }
}

function first(all: Iterable<Lasso>, isSo: (lasso: Lasso) => boolean): Lasso | undefined {
  for (const each of all) if (isSo(each)) return each;
  return undefined;
}

test("random formulas over random graphs with random fairness: what is found refutes, and where nothing is, no lasso does", () => {
  const seed = Number(process.env.EVERYSTEP_SEED ?? 20261122);
  const count = Number(process.env.EVERYSTEP_RUNS ?? 3000);
  console.log(`liveness: seed ${seed}, ${count} graphs`);
  const random = new Random(seed);
  const outcomes = { refuted: 0, holds: 0, compared: 0, longer: 0 };
  for (let run = 0; run < count; run++) {
    const { graph, fair, truths, formula } = draw(random);
    const found = refuted(formula, graph, fair, truths);
    const settled = formulas.settled(formula, true);
    const refutes = (lasso: Lasso): boolean =>
      truthsAlong(lasso, settled, formulas, truths)[0] === false && isFair(lasso, graph, fair);
    if (found !== undefined) {
      outcomes.refuted += 1;
      if (run % 3 > 0 || found.states.length > 6) continue;
      outcomes.compared += 1;
      const shortest = first(lassos(graph, found.states.length), refutes);
      if (shortest === undefined) expect.fail(`run ${run} of seed ${seed}: ${told(found)} refutes nothing`);
      if (shortest.states.length < found.states.length) outcomes.longer += 1;
      continue;
    }
    outcomes.holds += 1;
    for (const lasso of lassos(graph, 6)) {
      if (refutes(lasso))
        expect.fail(`run ${run} of seed ${seed}: ${told(lasso)} refutes ${JSON.stringify({ formula, graph })}`);
    }
  }
  // To find a shortest one of all is too hard; nearly all are.
  expect(outcomes.compared).toBeGreaterThan(count / 10);
  expect(outcomes.longer).toBeLessThanOrEqual(outcomes.compared / 100);
  expect(outcomes.refuted).toBeGreaterThan(count / 10);
  expect(outcomes.holds).toBeGreaterThan(count / 10);
}, 60_000);

test("random fairness is fair to something from every state on, whatever came before: it contradicts no graph", () => {
  const seed = Number(process.env.EVERYSTEP_SEED ?? 1994);
  console.log(`feasible: seed ${seed}`);
  const random = new Random(seed);
  for (let run = 0; run < 500; run++) {
    const { graph, fair, truths } = draw(random);
    for (let state = 0; state < graph.states; state++) {
      const lasso = refuted(formulas.false, { ...graph, initial: [state] }, fair, truths);
      expect(lasso && isFair(lasso, graph, fair), `run ${run} of seed ${seed}, state ${state}`).toBe(true);
    }
  }
});

test("what is immediate holds without fairness, and with every step removed", () => {
  const seed = Number(process.env.EVERYSTEP_SEED ?? 1988);
  console.log(`immediate: seed ${seed}`);
  const random = new Random(seed);
  let found = 0;
  for (let run = 0; run < 3000; run++) {
    const { graph, truths, formula } = draw(random);
    const settled = formulas.settled(formula, true);
    if (!asksForMore(settled, formulas) || !isImmediate(settled, formulas, graph, truths)) continue;
    found += 1;
    const none = { ...graph, offsets: Array.from({ length: graph.states + 1 }, () => 0), targets: [], actors: [] };
    for (const each of [graph, none]) {
      const lasso = refuted(formula, each, fairTo(), truths);
      expect(told(lasso), `run ${run} of seed ${seed}: ${JSON.stringify({ formula, graph })}`).toBeUndefined();
    }
  }
  expect(found).toBeGreaterThan(100);
});
