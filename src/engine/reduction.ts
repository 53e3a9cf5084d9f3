import type { Claim } from "../model/ir.js";
import type { Counters, Engine, Symmetry } from "./engine.js";
import type { Explored } from "./explored.js";
import { isLasting } from "./lasting.js";
import type { SymmetryUsed } from "./result.js";
import { OrbitSystem, unpermuted } from "./search/orbits.js";
import { type PathState, way } from "./search/path.js";
import type { FoundFault, Verdicts } from "./search/verdicts.js";
import type { Fault, System, Truth } from "./system.js";

/*
 * The search of one state for each orbit (symmetry/exchange.ts), where that tells as much. What single states say is the same in
 * all states of an orbit. Claims about steps and behaviours follow members from state to state, and inductive steps are counted
 * from type-correct states: a check of one of these visits every state.
 *
 * Whatever a search finds is told of a behaviour of the spec itself, which is looked for along the orbits that the search
 * went through, and what was found is evaluated once more there.
 */

/** How a model is to be searched. */
export interface Reduction<S> {
  /** To search with. */
  readonly engine: Engine<S>;
  /** Do its states stand for orbits? */
  readonly reduces: boolean;
  readonly used: SymmetryUsed | undefined;
  /** What a search with it tells of the spec itself. */
  told(search: Explored<S>): Explored<S>;
}

/** @param selected indices into `Model.claims` */
export function reductionOf<S>(engine: Engine<S>, selected: readonly number[], wanted: Wanted): Reduction<S> {
  const symmetry = engine.symmetry();
  const whole = { engine, reduces: false, told: (search: Explored<S>) => search };
  if (symmetry === undefined) return { ...whole, used: undefined };
  const { types, permutations } = symmetry;
  const unreduced = whyUnreduced(engine, selected, wanted, symmetry);
  const used = { types, permutations, unreduced };
  if (unreduced !== undefined) return { ...whole, used };
  const { system } = engine;
  const reduced = { ...engine, system: new OrbitSystem(system, symmetry.representative) };
  return { engine: reduced, reduces: true, used, told: (search) => new Unpermuted(search, engine, symmetry) };
}

/** What is asked of a check, see `CheckOptions`. */
export interface Wanted {
  readonly symmetry?: boolean | undefined;
  readonly induct?: object | undefined;
}

/** Why a search is not reduced that could be. */
export const ASKED = "as the call asks for it";

/** In a clause. */
function whyUnreduced<S>(
  { model }: Engine<S>,
  selected: readonly number[],
  wanted: Wanted,
  { obstacle }: Symmetry<S>,
): string | undefined {
  if (wanted.induct !== undefined) return "for the inductive step is looked at";
  const asked = (claim: Claim): string | undefined => {
    if (claim.kind === "inductive invariant") return `for the inductive step of ${claim.name} is looked at`;
    return isLasting(claim) ? `for ${claim.name} tells of steps or behaviours` : undefined;
  };
  for (const index of selected) {
    const claim = model.claims[index];
    const why = claim && asked(claim);
    if (why !== undefined) return why;
  }
  if (obstacle !== undefined) return `for ${obstacle}`;
  return wanted.symmetry === false ? ASKED : undefined;
}

/** A search of orbits, told of states of the spec itself. */
class Unpermuted<S> implements Explored<S> {
  readonly #search: Explored<S>;
  readonly #system: System<S>;
  readonly #symmetry: Symmetry<S>;
  readonly #paths = new Map<number, readonly PathState<S>[]>();
  readonly verdicts: Verdicts<S, number>;
  readonly counters: Counters;

  constructor(search: Explored<S>, engine: Engine<S>, symmetry: Symmetry<S>) {
    const { system } = engine;
    this.#search = search;
    this.counters = search.counters ?? engine.counters;
    this.#system = system;
    this.#symmetry = symmetry;
    const { verdicts } = search;
    verdicts.violations.forEach((number, index) => {
      this.#confirm(number, (state) => system.invariant(index, state) === false);
    });
    verdicts.witnesses.forEach((number, index) => {
      this.#confirm(number, (state) => system.reachable(index, state) === true);
    });
    verdicts.constraints.forEach(({ example }, index) => {
      this.#confirm(example, (state) => system.constraint(index, state) !== true);
    });
    this.#confirm(verdicts.deadlock, (state) => way(system, state, 0) === undefined);
    this.verdicts = verdicts.reworded((found) => this.#reworded(found));
  }

  get end() {
    return this.#search.end;
  }

  get states() {
    return this.#search.states;
  }

  get initial() {
    return this.#search.initial;
  }

  get steps() {
    return this.#search.steps;
  }

  get depth() {
    return this.#search.depth;
  }

  get outside() {
    return this.#search.outside;
  }

  get unexplored() {
    return this.#search.unexplored;
  }

  get taken() {
    return this.#search.taken;
  }

  get changed() {
    return this.#search.changed;
  }

  get spilled() {
    return this.#search.spilled ?? 0;
  }

  get failure() {
    return this.#search.failure;
  }

  get effort() {
    return this.#search.effort;
  }

  get untold() {
    return this.#symmetry.untold;
  }

  path(number: number): readonly PathState<S>[] {
    const known = this.#paths.get(number);
    if (known !== undefined) return known;
    const path = unpermuted(this.#system, this.#symmetry.representative, this.#search.path(number));
    this.#paths.set(number, path);
    return path;
  }

  /** What was found in the state of a number must be so in that which is told for it. */
  #confirm(number: number | undefined, isSo: (state: S) => boolean): void {
    if (number === undefined) return;
    const last = this.path(number).at(-1);
    if (last === undefined || !isSo(last.state)) throw unlike();
  }

  /** The same error where it is met in the state that is told. */
  #reworded(found: FoundFault<number>): FoundFault<number> {
    const { during, where } = found;
    const state = where === undefined ? undefined : this.path(where).at(-1)?.state;
    if (state === undefined) return found;
    switch (during.kind) {
      case "init":
        return found;
      case "step":
        return { ...found, ...this.#failingStep(state, found.fault, during) };
      case "end":
        return { ...found, fault: failing(this.#system.mayEnd(state)) };
      default:
        return { ...found, fault: failing(this.#system[during.kind](during.index, state)) };
    }
  }

  /** The first way of the transition that meets an error at the same place. */
  #failingStep(
    state: S,
    { span }: Fault,
    during: Extract<FoundFault<number>["during"], { kind: "step" }>,
  ): Pick<FoundFault<number>, "fault" | "during"> {
    let met: Pick<FoundFault<number>, "fault" | "during"> | undefined;
    let ordinal = 0;
    this.#system.successors(state, {
      step: () => {
        ordinal += 1;
        return true;
      },
      fault: (fault, transition) => {
        const isIt = transition === during.transition && fault.span.start === span.start && fault.span.end === span.end;
        if (isIt) met = { fault, during: { ...during, ordinal } };
        ordinal += 1;
        return met === undefined;
      },
    });
    if (met === undefined) throw unlike();
    return met;
  }
}

function failing(truth: Truth): Fault {
  if (typeof truth === "boolean") throw unlike();
  return truth;
}

function unlike(): Error {
  return new Error("internal error: states that are alike up to symmetry differ in what is true of them");
}
