import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";
import type { Avoidable, Choices, OtherChoice, StateChoices, TraceStep } from "./result.js";
import { Avoidance, type Forbidden } from "./search/avoid.js";
import type { PathState } from "./search/path.js";
import { NOWHERE, Store } from "./search/store.js";
import { type During, placeOf } from "./search/verdicts.js";
import type { Fault, System } from "./system.js";
import { inTurns } from "./turns.js";

/*
 * The point of no return of a behaviour that ends in something bad: its last state from which that could still be avoided;
 * and in each of its states, what else was possible. What avoiding means: search/avoid.ts.
 */

/** States that are looked at for one behaviour. */
export const MOST_STATES = 200_000;
/** Other choices of one state that are told one by one. */
const MOST_TOLD = 100;

/** The choices for each claim that fails (by its index into `Model.claims`), for deadlock, and for each error that the search met. */
export interface KnownChoices {
  readonly claims: ReadonlyMap<number | "deadlock", Choices>;
  /** Like `Verdicts.faults`. */
  readonly faults: readonly (Choices | undefined)[];
}

export const NO_CHOICES: KnownChoices = { claims: new Map(), faults: [] };

/**
 * What a search found, with the choices on the way there. `engine`: one of its own, because what evaluation counts is told
 * of the search; `steps`: behaviours of which the last step breaks a step invariant, by claim.
 */
export async function judgeChoices<S>(
  engine: Engine<S>,
  search: Explored<S>,
  steps: ReadonlyMap<number, readonly PathState<S>[]>,
  stop: () => boolean,
): Promise<KnownChoices> {
  const { verdicts } = search;
  const claims = new Map<number | "deadlock", Choices>();
  const judge = (path: readonly PathState<S>[], forbidden: Forbidden<S>, failing?: number): Promise<Choices> =>
    judged(new Choosing(engine, path, forbidden, failing), stop);
  if (verdicts.deadlock !== undefined)
    claims.set("deadlock", await judge(search.path(verdicts.deadlock), deadlock(engine)));
  for (const [index, found] of verdicts.violations.entries()) {
    const claim = engine.invariants[index];
    if (found === undefined || claim === undefined) continue;
    const state = (each: S): boolean => engine.system.invariant(index, each) === false;
    claims.set(claim, await judge(search.path(found), { state }));
  }
  const behaviours = engine.behaviours();
  for (const [claim, path] of steps) {
    const step = (before: S, after: S): boolean => behaviours.stepInvariant(claim, before, after) === false;
    claims.set(claim, await judge(path, { step }));
  }
  const faults: (Choices | undefined)[] = [];
  for (const { fault, during, where } of verdicts.faults) {
    const forbidden = where === undefined ? undefined : error(engine, fault, during);
    if (where === undefined || forbidden === undefined) faults.push(undefined);
    else faults.push(await judge(search.path(where), forbidden, during.kind === "step" ? during.ordinal : undefined));
  }
  return { claims, faults };
}

function deadlock<S>({ system }: Engine<S>): Forbidden<S> {
  return {
    state: (state) => {
      let ways = 0;
      const way = (): boolean => ways++ < 0;
      system.successors(state, { step: way, fault: way });
      return ways === 0 && system.mayEnd(state) === false;
    },
  };
}

/** An error at this place. */
function error<S>({ system }: Engine<S>, fault: Fault, during: During): Forbidden<S> | undefined {
  const isMet = (truth: boolean | Fault): boolean => typeof truth !== "boolean" && placeOf(truth) === placeOf(fault);
  switch (during.kind) {
    case "step":
      return { error: isMet };
    case "invariant":
    case "reachable":
    case "constraint":
      return { state: (state) => isMet(system[during.kind](during.index, state)) };
    case "end":
      return { state: (state) => isMet(system.mayEnd(state)) };
    case "init":
      return undefined;
  }
}

async function judged<S>(choosing: Choosing<S>, stop: () => boolean): Promise<Choices> {
  const work = choosing.judge();
  const advance = (pieces: number): boolean => {
    for (let left = pieces; left > 0; left--) if (work.next().done) return false;
    return !stop();
  };
  await inTurns({ advance }, () => {});
  return choosing.choices;
}

/** A way out of a state of the behaviour that it does not take, and that changes something. */
interface Other<S> {
  readonly ordinal: number;
  readonly after: S;
}

class Choosing<S> {
  readonly #engine: Engine<S>;
  readonly #avoidance: Avoidance<S>;
  readonly #forbidden: Forbidden<S>;
  /** The states in which there was a choice, with the way that was taken. */
  readonly #chosen: readonly { readonly state: S; readonly taken: number }[];
  readonly #others: readonly (readonly Other<S>[])[];
  /** Where nothing can be avoided from the first state on: all that there are. */
  #initial: readonly S[] = [];

  /** `failing`: the way out of the last state that met an error; without it the last state is where all is lost. */
  constructor(engine: Engine<S>, path: readonly PathState<S>[], forbidden: Forbidden<S>, failing: number | undefined) {
    this.#engine = engine;
    this.#forbidden = forbidden;
    this.#avoidance = new Avoidance(engine.system, forbidden, MOST_STATES);
    this.#chosen = path.flatMap(({ state }, at) => {
      const taken = path[at + 1]?.ordinal ?? failing;
      return taken === undefined ? [] : [{ state, taken }];
    });
    this.#others = this.#chosen.map(({ state, taken }) => this.#waysBut(taken, state));
  }

  /** Finds out all that `choices` tells; what it has not come to is unknown. */
  *judge(): Generator<undefined, void> {
    for (const { state } of this.#chosen.toReversed()) {
      // Whoever takes a step to a state from which something is avoided has avoided it.
      if ((yield* this.#avoidance.judge(state)) === "yes") break;
    }
    for (const others of this.#others) {
      for (const { after } of others) yield* this.#avoidance.judge(after);
    }
    if (!this.#isLostAtOnce) return;
    this.#initial = initialStates(this.#engine.system);
    for (const state of this.#initial) yield* this.#avoidance.judge(state);
  }

  get choices(): Choices {
    const verdicts = this.#verdicts;
    const last = verdicts.findLastIndex((verdict) => verdict === "yes" || verdict === "open");
    const isKnown = verdicts.every((verdict) => verdict !== "unknown");
    const states = this.#chosen.map(({ state }, at) => this.#told(state, verdicts[at] ?? "unknown", at));
    return {
      pointOfNoReturn: last >= 0 && isKnown ? last : undefined,
      states,
      initial: this.#isLostAtOnce ? this.#beginnings : undefined,
    };
  }

  /** Can it not be avoided from the first state on, or has that state it already? */
  get #isLostAtOnce(): boolean {
    return this.#chosen.length === 0 || this.#verdicts[0] === "no";
  }

  get #verdicts(): readonly Avoidable[] {
    const verdicts = this.#chosen.map(({ state }) => this.#avoidance.of(state));
    const sure = verdicts.lastIndexOf("yes");
    return verdicts.map((verdict, at) => (at < sure ? "yes" : verdict));
  }

  #told(state: S, avoidable: Avoidable, at: number): StateChoices {
    const others = this.#others[at] ?? [];
    const told = others.slice(0, MOST_TOLD).map(({ ordinal, after }) => {
      const isForbidden = this.#forbidden.step?.(state, after) === true;
      const verdict: Avoidable = isForbidden ? "no" : this.#avoidance.of(after);
      return { step: this.#engine.detail(state, ordinal), avoidable: verdict, after };
    });
    const taken = this.#chosen[at]?.taken;
    const way = taken === undefined ? [] : [this.#engine.detail(state, taken)];
    const alike = alikeOnes([...way, ...told.map(({ step }) => step)]);
    return {
      avoidable,
      others: told.map(({ after, ...other }): OtherChoice => {
        return alike.has(other.step) ? { ...other, values: this.#engine.values(after) } : other;
      }),
      untold: Math.max(0, others.length - MOST_TOLD),
    };
  }

  #waysBut(taken: number, state: S): readonly Other<S>[] {
    const { system } = this.#engine;
    const others: Other<S>[] = [];
    let ordinal = 0;
    system.successors(state, {
      step: (after) => {
        if (ordinal !== taken && !system.equals(state, after)) others.push({ ordinal, after });
        return ordinal++ >= 0;
      },
      fault: () => ordinal++ >= 0,
    });
    return others;
  }

  get #beginnings(): Choices["initial"] {
    const verdicts = this.#initial.map((state) => this.#avoidance.of(state));
    const count = (wanted: Avoidable): number => verdicts.filter((verdict) => verdict === wanted).length;
    return { states: verdicts.length, avoidable: count("yes"), open: count("open") };
  }
}

function initialStates<S>(system: System<S>): readonly S[] {
  const store = new Store(system);
  system.initial({ state: (state) => store.add(state, NOWHERE, 0) >= 0, fault: () => true });
  return Array.from({ length: store.size }, (_, number) => store.state(number));
}

/** Those of the steps that have the same name as another, and chose the same. */
function alikeOnes(steps: readonly TraceStep[]): ReadonlySet<TraceStep> {
  const groups = new Map<string, TraceStep[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.kind, step.name, step.arguments, step.from, step.to, step.bindings]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return new Set([...groups.values()].flatMap((group) => (group.length > 1 ? group : [])));
}
