import type { Claim, Model } from "../model/ir.js";
import type { Span } from "../source.js";
import { type Behaviours, type Conjunct, type Fairness, type Property, Unformed } from "./behaviours.js";
import { claimOf, type Outcome } from "./claims.js";
import type { Engine } from "./engine.js";
import { failingOf } from "./failing.js";
import type { Formulas } from "./formula.js";
import type { Predicates } from "./predicates.js";
import type { Explanation, Finding, Loop, LoopFairness, Trace } from "./result.js";
import { enabledIn } from "./search/liveness/fairness.js";
import type { Graph, StateGraph } from "./search/liveness/graph.js";
import { asksForMore, isImmediate } from "./search/liveness/immediate.js";
import type { Lasso } from "./search/liveness/lasso.js";
import type { Pieces } from "./search/liveness/pieces.js";
import type { Truths } from "./search/liveness/product.js";
import { isValid, refute, treatment } from "./search/liveness/refute.js";
import { isTautology } from "./search/liveness/tautology.js";
import type { PathState } from "./search/path.js";
import { EvaluationFault, type Fault, FaultAt } from "./system.js";
import { traceOf } from "./trace.js";

/*
 * Properties, on the graph of the reachable states. What the algorithms know is numbers; here they are told: a lasso becomes
 * a behaviour with a loop, with what the claim misses there and why fairness allows it.
 */

/** An error that evaluating met in the last state of a behaviour, or along its last step. */
export interface MetFault<S> {
  readonly fault: Fault;
  readonly path: readonly PathState<S>[];
}

/** Nothing was found against a property; but there may be something to say about it. */
export interface Passed {
  readonly findings: readonly Finding[];
}

/** What is found against a property (an index into `Model.claims`). */
export function* judgeProperty<S>(
  claim: number,
  engine: Engine<S>,
  behaviours: Behaviours<S>,
  graph: StateGraph<S>,
  predicates: Predicates<S>,
): Pieces<Outcome | MetFault<S> | Passed> {
  try {
    const { fairness } = behaviours;
    const { model } = engine;
    const property = behaviours.property(claim);
    const truths = predicates.truths(claim, property);
    for (const conjunct of property.conjuncts) {
      const lasso = yield* refute(conjunct.formula, property.formulas, graph, fairness, truths);
      if (lasso === undefined) continue;
      const trace = lassoTrace(lasso, engine, fairness, graph);
      const why = explanation(claim, conjunct, lasso, { model, behaviours, graph }, property, truths);
      return { status: "fails", trace, why };
    }
    const text = (place: Span): string => model.source.slice(place);
    const empty = saysNothing(claim, behaviours);
    return { findings: emptiness(claimOf(claim, model), text, property, empty, graph, truths) };
  } catch (error) {
    if (error instanceof Unformed) return { status: "not checked yet", reason: error.message };
    if (error instanceof FaultAt) return { fault: error.fault, path: pathTo(error, graph) };
    if (error instanceof EvaluationFault) return { fault: error.fault, path: graph.path(graph.initial[0] ?? 0) };
    throw error;
  }
}

/** The behaviour that leads to an error. */
function pathTo<S>({ state, next }: FaultAt, graph: StateGraph<S>): readonly PathState<S>[] {
  const path = graph.path(state);
  const steps = stepsOf(state, graph).filter((step) => graph.targets[step] === next);
  return [
    ...path,
    ...steps.slice(0, 1).map((step) => ({ state: graph.state(next ?? state), ordinal: graph.ordinalOf(state, step) })),
  ];
}

function stepsOf(state: number, { offsets }: Graph): readonly number[] {
  const first = offsets[state] ?? 0;
  return Array.from({ length: (offsets[state + 1] ?? 0) - first }, (_, at) => first + at);
}

/** Why a property that holds says less than it seems to. */
function emptiness<S>(
  { name, predicate, span }: Claim,
  text: (place: Span) => string,
  { formulas, conjuncts, antecedents }: Property<S>,
  isEmpty: boolean,
  graph: StateGraph<S>,
  truths: Truths,
): Finding[] {
  if (isEmpty || conjuncts.every(({ formula }) => isValid(formula, formulas))) {
    const place = predicate?.span ?? span;
    return [{ kind: "true of every behaviour", claim: name, text: text(place), span: place }];
  }
  const places = new Map(antecedents.map((each) => [`${each.span.start} ${each.span.end}`, each]));
  const idle = [...places].flatMap(([place, { operator, span: at }]): Finding[] => {
    const here = antecedents.filter((each) => `${each.span.start} ${each.span.end}` === place);
    if (here.some(({ atom }) => isEverTrue(atom, graph, truths))) return [];
    const kind = operator === "leadsTo" ? "leads from nowhere" : "left side never true";
    return [{ kind, claim: name, text: text(at), span: at }];
  });
  if (idle.length > 0 || !needsNoStep(conjuncts, formulas, graph, truths)) return idle;
  const place = predicate?.span ?? span;
  return [{ kind: "needs no step", claim: name, text: text(place), span: place }];
}

/** Is the claim true of every behaviour of any spec, for what its `not`, `and`, `always` … mean? */
export function saysNothing<S>(claim: number, behaviours: Behaviours<S>): boolean {
  const finest = behaviours.finest(claim);
  if (finest === undefined) return false;
  const { formulas, conjuncts } = finest;
  return conjuncts.every(({ formula }) => isTautology(formula, formulas));
}

/** Is all that is to come about there at once, so that it would be true with every step removed? */
function needsNoStep<S>(
  conjuncts: readonly Conjunct[],
  formulas: Formulas,
  graph: StateGraph<S>,
  truths: Truths,
): boolean {
  const asking = conjuncts.filter(({ formula }) => asksForMore(formula, formulas));
  return asking.length > 0 && tried(() => asking.every(({ formula }) => isImmediate(formula, formulas, graph, truths)));
}

function isEverTrue<S>(atom: number, graph: StateGraph<S>, truths: Truths): boolean {
  return !tried(() => {
    for (let state = 0; state < graph.states; state++) if (truths.ofState(atom, state)) return false;
    return true;
  });
}

/** Is it known to be so? Where it cannot be evaluated, it is not. */
function tried(isSo: () => boolean): boolean {
  try {
    return isSo();
  } catch (error) {
    if (error instanceof FaultAt) return false;
    throw error;
  }
}

/** The behaviour: its states with the steps between, and the loop. */
export function lassoTrace<S>(lasso: Lasso, engine: Engine<S>, fairness: Fairness, graph: StateGraph<S>): Trace {
  const path = lasso.states.map((state, at) => {
    const before = lasso.states[at - 1];
    const ordinal =
      before === undefined ? (graph.path(state)[0]?.ordinal ?? 0) : graph.ordinalOf(before, lasso.steps[at - 1] ?? -1);
    return { state: graph.state(state), ordinal };
  });
  const last = lasso.states.at(-1) ?? 0;
  const back = lasso.steps.at(-1) ?? -1;
  const loop: Loop = {
    start: lasso.start,
    back: back < 0 ? undefined : engine.detail(graph.state(last), graph.ordinalOf(last, back)),
    fairness: treatments(lasso, fairness, graph),
  };
  return { ...traceOf(engine, path), loop };
}

/**
 * How the loop treats each group. Of those that are interrupted now and then, few states tell of all: each of these groups is
 * not enabled in some state of the loop, so every round tells of one at least.
 */
function treatments(lasso: Lasso, fairness: Fairness, graph: Graph): readonly LoopFairness[] {
  const treated = fairness.groups.map((_, group) => treatment(group, lasso, graph, fairness).kind);
  const enabled = lasso.states.map((state) => enabledIn(state, graph, fairness));
  const told = new Map<number, number>();
  for (;;) {
    const open = treated.flatMap((kind, group) => (kind === "impossible" && !told.has(group) ? [group] : []));
    if (open.length === 0) break;
    const idle = enabled.map((possible, at) => (at < lasso.start ? [] : open.filter((group) => !possible.has(group))));
    const most = idle.reduce((greatest, { length }) => Math.max(greatest, length), 0);
    const at = idle.findIndex(({ length }) => length === most);
    for (const group of idle[at] ?? []) told.set(group, at);
  }
  return fairness.groups.flatMap(({ strength, name }, group): LoopFairness[] => {
    const kind = treated[group];
    if (kind === undefined || kind === "unfair") throw new Error("internal error: an unfair lasso");
    return [{ strength, name, treatment: kind, state: told.get(group) }];
  });
}

function explanation<S>(
  claim: number,
  { bindings, clause }: Conjunct,
  lasso: Lasso,
  { model, behaviours, graph }: Ground<S>,
  { formulas }: Property<S>,
  truths: Truths,
): Explanation {
  const span = model.claims[claim]?.predicate?.span;
  const text = span === undefined ? "" : model.source.slice(span);
  const { failing, predicate } = failingOf(clause(), lasso, formulas, truths);
  if (predicate === undefined) return { text, value: false, bindings, parts: [], failing };
  const { ofStep, part } = predicate.clause;
  const stateAt = (at: number): S => graph.state(lasso.states[at] ?? 0);
  const next = predicate.state + 1 < lasso.states.length ? predicate.state + 1 : lasso.start;
  const parts = behaviours.deciding(part, stateAt(predicate.state), ofStep ? stateAt(next) : undefined);
  // That `up` is false where `not up` should be, is told.
  const isTold = parts.every(({ value }) => typeof value === "boolean");
  const place = { state: predicate.state, step: ofStep };
  return { text, value: false, bindings, ...(isTold ? { parts: [] } : { parts, partsOf: place }), failing };
}

interface Ground<S> {
  readonly model: Model;
  readonly behaviours: Behaviours<S>;
  readonly graph: StateGraph<S>;
}
