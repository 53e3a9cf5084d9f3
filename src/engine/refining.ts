import type { Fairness, Refining } from "./behaviours.js";
import { claimOf, type Outcome } from "./claims.js";
import type { Engine } from "./engine.js";
import { Formulas } from "./formula.js";
import type { Trace, TraceState, TraceStep } from "./result.js";
import type { StateGraph } from "./search/liveness/graph.js";
import type { Pieces } from "./search/liveness/pieces.js";
import type { Truths } from "./search/liveness/product.js";
import { refute } from "./search/liveness/refute.js";
import type { PathState } from "./search/path.js";
import { Store } from "./search/store.js";
import type { Fault } from "./system.js";
import { lassoTrace } from "./temporal.js";
import { datumText } from "./text.js";
import { stepName, traceOf } from "./trace.js";

/*
 * Refinement (Abadi and Lamport, "The existence of refinement mappings", Theoretical Computer Science 82(2), 1991): what is
 * seen of the abstract spec in an initial state is one of its initial states; what is seen before and after a step is one
 * of its steps, or does not change. Then fair behaviours have to be seen as fair ones: the fairness of the abstract spec is a property.
 */

/** The key of what has none. */
export const NO_KEY = 0;

/** Steps that the abstract spec could take instead are told by name; one more is told, too. */
const MOST_TOLD = 4;

/**
 * A step of ours. What is seen before and after it has a key each: where keys are equal, the same is seen, unless they are 0, which
 * says nothing. The states are asked for only where a key is new.
 */
export interface StepSeen<S> {
  readonly from: number;
  readonly to: number;
  before(): S;
  after(): S;
}

/** States of the abstract spec are numbered as they are seen. */
export class RefinementCheck<S> {
  /** What was found against it. */
  found: Outcome | undefined;
  fault: { readonly fault: Fault; readonly path: readonly PathState<S>[] } | undefined;
  readonly #name: string;
  readonly #engine: Engine<S>;
  readonly #refining: Refining<S>;
  readonly #store: Store<S>;
  /** By key. */
  readonly #seen = new Map<number, number>();
  readonly #initial: ReadonlySet<number>;
  /** Is what was found an initial state? */
  #begins = false;
  readonly #successors = new Map<number, ReadonlySet<number>>();

  constructor(claim: number, engine: Engine<S>, refining: Refining<S>) {
    this.#name = claimOf(claim, engine.model).name;
    this.#engine = engine;
    this.#refining = refining;
    this.#store = new Store(refining.engine.system);
    const initial = new Set<number>();
    refining.engine.system.initial({ state: (state) => initial.add(this.#number(state)).size > 0, fault: () => true });
    this.#initial = initial;
  }

  get parts(): Refining<S>["parts"] {
    return this.#refining.parts;
  }

  get isDecided(): boolean {
    return this.found !== undefined || this.fault !== undefined;
  }

  /** An initial state, with the key of what is seen and the behaviour that it is: the shortest there are, whatever a step has shown. */
  begin(key: number, begun: () => readonly PathState<S>[]): void {
    if (this.#begins) return;
    const seen = this.#see(key, () => firstOf(begun()), begun);
    if (seen === undefined) {
      this.#begins = this.fault === undefined;
      return;
    }
    if (this.#initial.has(seen)) return;
    this.#begins = true;
    this.fault = undefined;
    const path = begun();
    const reason = `what is seen of ${this.#name} there is no initial state of ${this.#name}`;
    this.found = { status: "fails", trace: this.#withSeen(traceOf(this.#engine, path), path), reason };
  }

  /** A step, with the behaviour that it ends when somebody asks. */
  step({ before, after, from, to }: StepSeen<S>, path: () => readonly PathState<S>[]): void {
    if (this.isDecided) return;
    const [first, second] = [this.#see(from, before, path), this.#see(to, after, path)];
    if (first === undefined || second === undefined || first === second) return;
    if (this.#after(first).has(second)) return;
    const changes = `what is seen of ${this.#name} changes with this step, and no step of ${this.#name} does that`;
    const reason = `${changes}: ${this.#possible(first, second)}`;
    const behaviour = path();
    this.found = { status: "fails", trace: this.#withSeen(traceOf(this.#engine, behaviour), behaviour), reason };
  }

  /** Do fair behaviours look fair? Returns what is against it. `keyOf`: of what is seen in a state of ours, by number. */
  *fairly(graph: StateGraph<S>, fairness: Fairness, keyOf: (state: number) => number): Pieces<Outcome | undefined> {
    const seenIn = (state: number): number => this.#seen.get(keyOf(state)) ?? -1;
    const there = new SeenFairness(this.#refining, this.#store, graph, seenIn);
    const formulas = new Formulas();
    for (const [group, { strength, name }] of there.groups.entries()) {
      const enabled = formulas.literal("state", group);
      const taken = formulas.eventually(formulas.literal("step", group));
      const formula =
        strength === "weak"
          ? formulas.always(formulas.eventually(formulas.or(formulas.not(enabled), formulas.literal("step", group))))
          : formulas.implies(formulas.always(formulas.eventually(enabled)), formulas.always(taken));
      const lasso = yield* refute(formula, formulas, graph, fairness, there);
      if (lasso === undefined) continue;
      const path = lasso.states.map((number) => ({ state: graph.state(number), ordinal: 0 }));
      const trace = this.#withSeen(lassoTrace(lasso, this.#engine, fairness, graph), path);
      const possible = strength === "weak" ? "stays possible for ever" : "is possible again and again";
      const how = strength === "weak" ? "weakly" : "strongly";
      const reason = `${this.#name} is ${how} fair to ${name}; what is seen here is not: a step of it ${possible}, and none is taken`;
      return { status: "fails", trace, reason };
    }
    return undefined;
  }

  /** Does the abstract spec promise some fairness? */
  get isFair(): boolean {
    const { actions, processes, fairness } = this.#refining.engine.model;
    return fairness.length > 0 || [...actions, ...processes].some((each) => each.fairness !== "none");
  }

  #see(key: number, state: () => S, path: () => readonly PathState<S>[]): number | undefined {
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const seen = this.#refining.seen(state());
    if (isFault(seen)) {
      this.#refuse(seen, path());
      return undefined;
    }
    const found = this.#number(seen);
    if (key !== NO_KEY) this.#seen.set(key, found);
    return found;
  }

  /** In the last state of a behaviour nothing is seen, because of an error; or because what would be seen there is no state. */
  #refuse(fault: Fault, path: readonly PathState<S>[]): void {
    const variable = this.#refining.outsideType(fault);
    this.fault = variable === undefined ? { fault, path } : undefined;
    if (variable === undefined) return;
    const number = path.length;
    const reason = `what is seen of ${this.#name} in state ${number} is no state of ${this.#name}: for ${variable}, ${fault.message}`;
    this.found = { status: "fails", trace: this.#withSeen(traceOf(this.#engine, path), path), reason };
  }

  #number(state: S): number {
    return this.#store.add(state, 0, 0);
  }

  #after(number: number): ReadonlySet<number> {
    const known = this.#successors.get(number);
    if (known !== undefined) return known;
    const after = new Set<number>();
    this.#refining.engine.system.successors(this.#store.state(number), {
      step: (next) => after.add(this.#number(next)).size > 0,
      fault: () => true,
    });
    this.#successors.set(number, after);
    return after;
  }

  /** Both levels side by side: with each state what is seen of the other. */
  #withSeen(trace: Trace, path: readonly PathState<S>[]): Trace {
    const { variables, values } = this.#refining.engine;
    const seenAt = path.map(({ state }) => this.#refining.seen(state));
    const stepTo = (before: S | Fault | undefined, after: S | Fault | undefined): Pick<TraceState, "seen"> => {
      if (before === undefined || after === undefined || isFault(before) || isFault(after)) return {};
      const step = this.#stepBetween(before, after);
      return step === undefined ? {} : { seen: { name: this.#name, step } };
    };
    const states = trace.states.map((state, at): TraceState => {
      const seen = seenAt[at];
      if (seen === undefined || isFault(seen)) return state;
      const told = values(seen);
      const shown = variables.map(({ name }, slot) => ({ name: `${this.#name}.${name}`, value: told[slot] ?? null }));
      return { ...state, shows: [...state.shows, ...shown], ...stepTo(seenAt[at - 1], seen) };
    });
    const { loop } = trace;
    if (loop?.back === undefined) return { ...trace, states };
    return { ...trace, states, loop: { ...loop, ...stepTo(seenAt.at(-1), seenAt[loop.start]) } };
  }

  /** The first step of the abstract spec from one state to another; undefined where there is none, or nothing changes. */
  #stepBetween(before: S, after: S): TraceStep | undefined {
    const { system } = this.#refining.engine;
    if (system.equals(before, after)) return undefined;
    return this.#stepsOut(before, (next) => system.equals(next, after))[0];
  }

  #stepsOut(before: S, among: (next: S) => boolean): TraceStep[] {
    const { system, detail } = this.#refining.engine;
    const ordinals: number[] = [];
    let ordinal = 0;
    system.successors(before, {
      step: (next) => {
        if (among(next)) ordinals.push(ordinal);
        return ordinal++ >= 0;
      },
      fault: () => ordinal++ >= 0,
    });
    return ordinals.map((each) => detail(before, each));
  }

  /** What the abstract spec could do instead: `Enter(1) or Enter(2)`; `from` and `to` are what is seen before and after. */
  #possible(from: number, to: number): string {
    const { system } = this.#refining.engine;
    const [before, after] = [this.#store.state(from), this.#store.state(to)];
    const ends: S[] = [];
    const steps = this.#stepsOut(before, (next) => !system.equals(before, next) && ends.push(next) > 0);
    const names = new Set(steps.map((step, at) => stepName(step) + this.#butOther(before, after, ends[at] ?? before)));
    if (names.size === 0) return "it can take no step there";
    const told = [...names].slice(0, names.size > MOST_TOLD + 1 ? MOST_TOLD : names.size);
    const rest = names.size > told.length ? ` or one of ${names.size - told.length} more` : "";
    return `there it can only take ${told.join(" or ")}${rest}`;
  }

  /** Of a step to `end` that does some of what is seen, and so looks like what is seen: the variables that it leaves otherwise. */
  #butOther(before: S, after: S, end: S): string {
    const { variables, values } = this.#refining.engine;
    const [old, seen, made] = [before, after, end].map((state) => values(state).map(datumText));
    const slots = variables.map(({ name }, slot) => ({ name, at: [old, seen, made].map((texts) => texts?.[slot]) }));
    const does = slots.some(({ at: [was, is, would] }) => is !== was && is === would);
    const other = slots.filter(({ at: [, is, would] }) => is !== would).map(({ name }) => name);
    return does ? ` (but with another ${other.join(" and ")})` : "";
  }
}

function firstOf<S>([first]: readonly PathState<S>[]): S {
  if (first === undefined) throw new Error("internal error: a behaviour of no states");
  return first.state;
}

/** A state is never one: an engine's states have no message. */
function isFault<S>(seen: S | Fault): seen is Fault {
  return typeof seen === "object" && seen !== null && "message" in seen && "span" in seen;
}

/** Whom the abstract spec is fair to, and whether what is seen does that: the predicates of its fairness. */
class SeenFairness<S> implements Truths {
  readonly groups: Fairness["groups"];
  readonly #seenIn: (state: number) => number;
  /** By abstract state: the groups of which a step that changes something is possible, and the groups by which others are reached. */
  readonly #enabled = new Map<number, Set<number>>();
  readonly #taken = new Map<number, Map<number, Set<number>>>();

  constructor(refining: Refining<S>, store: Store<S>, graph: StateGraph<S>, seenIn: (state: number) => number) {
    this.#seenIn = seenIn;
    const behaviours = refining.engine.behaviours();
    this.groups = behaviours.fairness.groups;
    for (let state = 0; state < graph.states; state++) {
      const seen = seenIn(state);
      if (seen < 0 || this.#enabled.has(seen)) continue;
      const enabled = new Set<number>();
      const taken = new Map<number, Set<number>>();
      behaviours.steps(store.state(seen), (next, _, actor) => {
        const to = store.add(next, 0, 0);
        if (to === seen) return true;
        const by = taken.get(to) ?? new Set();
        for (const group of behaviours.fairness.groupsOf(actor)) {
          enabled.add(group);
          by.add(group);
        }
        taken.set(to, by);
        return true;
      });
      this.#enabled.set(seen, enabled);
      this.#taken.set(seen, taken);
    }
  }

  ofState(group: number, state: number): boolean {
    return this.#enabled.get(this.#seenIn(state))?.has(group) === true;
  }

  ofStep(group: number, _step: number, from: number, to: number): boolean {
    return this.#taken.get(this.#seenIn(from))?.get(this.#seenIn(to))?.has(group) === true;
  }
}
