import { unrelated } from "./dependence.js";
import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";
import type { Judged } from "./lasting-claims.js";
import type { Finding } from "./result.js";
import { saysNothing } from "./temporal.js";

/*
 * What a verdict does not say by itself: parts of the spec that nothing came of, claims that could not have failed,
 * states cut off. All but the last are told only after everything was visited: before, they would say nothing.
 */
export function findingsOf<S>(engine: Engine<S>, search: Explored<S>, judged: Judged): Finding[] {
  const cut = cutOff(engine, search);
  if (search.end !== "exhausted") return cut;
  const hollow = vacuous(engine, search, judged);
  const told = new Set(hollow.map((finding) => ("claim" in finding ? finding.claim : "")));
  const always = tautologies(engine, search, judged).filter(({ claim }) => !told.has(claim));
  const empty = [...hollow, ...always, ...judged.findings];
  return [...idle(engine, search), ...empty, ...unrelated(engine.model), ...cut];
}

/** Steps and labels that nothing came of. A label that may be reached outside the constraints is only said not to be left. */
function idle<S>({ system, counters: own }: Engine<S>, search: Explored<S>): Finding[] {
  const counters = search.counters ?? own;
  if (search.states === 0) return [];
  return system.transitions.flatMap(({ kind, name, span }, index): Finding[] => {
    if (search.taken[index] === 0) {
      const reached = kind !== "label" || (counters.tried[index] ?? 0) > 0 || search.outside > 0;
      return [{ kind: reached ? "step never taken" : "label never reached", name, span }];
    }
    return search.changed[index] === 0 ? [{ kind: "step changes nothing", name, span }] : [];
  });
}

/**
 * Implications and quantifiers of claims that say nothing. A claim that was decided on the way is left out: from then on
 * it was not evaluated. So are parts that were never evaluated: an outer part says why.
 */
function vacuous<S>(engine: Engine<S>, search: Explored<S>, { outcomes, counters: ofSteps }: Judged): Finding[] {
  const { model, counters: own, invariants, reachables } = engine;
  const passed = (claim: number): boolean => outcomes.get(claim)?.status.startsWith("holds") === true;
  const lasting = (claim: number): boolean => model.claims[claim]?.kind === "step invariant" && passed(claim);
  const { violations, witnesses } = search.verdicts;
  const undecided = new Set([
    ...invariants.filter((_, index) => violations[index] === undefined),
    ...reachables.filter((_, index) => witnesses[index] === undefined),
  ]);
  return model.sites.flatMap(({ kind, span, claim }, index): Finding[] => {
    const counters = lasting(claim) ? (ofSteps ?? own) : (search.counters ?? own);
    const idle = (counters.evaluated[index] ?? 0) > 0 && counters.witnessed[index] === 0;
    if (search.untold?.has(index) === true) return [];
    if (!idle || !(undecided.has(claim) || lasting(claim))) return [];
    const about = { claim: model.claims[claim]?.name ?? "", text: model.source.slice(span), span };
    return [{ kind: kind === "implies" ? "left side never true" : "always over an empty set", ...about }];
  });
}

type Tautology = Extract<Finding, { kind: "true of every behaviour" }>;

/** Claims about states and steps that nothing could make false; of properties that is found where they are judged. */
function tautologies<S>(engine: Engine<S>, { verdicts }: Explored<S>, { outcomes }: Judged): Tautology[] {
  const { model, invariants } = engine;
  const passed = model.claims.flatMap(({ kind, predicate, name }, claim) => {
    const index = invariants.indexOf(claim);
    const holds = index >= 0 ? verdicts.violations[index] === undefined : outcomes.get(claim)?.status === "holds";
    const isAsked = kind !== "property" && kind !== "refines" && kind !== "reachable";
    return predicate !== undefined && holds && isAsked ? [{ claim, name, span: predicate.span }] : [];
  });
  if (passed.length === 0) return [];
  const behaviours = engine.behaviours();
  return passed.flatMap(({ claim, name, span }): Tautology[] => {
    const text = model.source.slice(span);
    return saysNothing(claim, behaviours) ? [{ kind: "true of every behaviour", claim: name, text, span }] : [];
  });
}

function cutOff<S>({ model }: Engine<S>, search: Explored<S>): Finding[] {
  return model.constraints.flatMap(({ name, span }, index): Finding[] => {
    const outside = search.verdicts.constraints[index]?.outside ?? 0;
    return outside === 0 ? [] : [{ kind: "cut off by a constraint", name, outside, span }];
  });
}
