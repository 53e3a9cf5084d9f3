import type { StepVisitor, System, Transition, Truth } from "../system.js";
import type { PathState } from "./path.js";

/** Of each state one that stands for it and all that are like it. */
export type Representative<S> = (state: S) => S;

/**
 * A system whose states stand for orbits of another's: each is led to its representative as soon as it is reached. The ways
 * out of a representative are as many, and in the same order, as in the system itself.
 */
export class OrbitSystem<S> implements System<S> {
  readonly transitions: readonly Transition[];
  readonly invariants: number;
  readonly reachables: number;
  readonly constraints: number;
  readonly #system: System<S>;
  readonly #representative: Representative<S>;

  constructor(system: System<S>, representative: Representative<S>) {
    this.#system = system;
    this.#representative = representative;
    this.transitions = system.transitions;
    this.invariants = system.invariants;
    this.reachables = system.reachables;
    this.constraints = system.constraints;
  }

  initial({ state, fault }: Parameters<System<S>["initial"]>[0]): void {
    this.#system.initial({ state: (first) => state(this.#representative(first)), fault });
  }

  successors(from: S, visitor: StepVisitor<S>): void {
    const system = this.#system;
    system.successors(from, {
      step: (next, transition) => visitor.step(this.#representative(next), transition, !system.equals(next, from)),
      fault: (fault, transition) => visitor.fault(fault, transition),
    });
  }

  hash(state: S): number {
    return this.#system.hash(state);
  }

  equals(left: S, right: S): boolean {
    return this.#system.equals(left, right);
  }

  invariant(index: number, state: S): Truth {
    return this.#system.invariant(index, state);
  }

  reachable(index: number, state: S): Truth {
    return this.#system.reachable(index, state);
  }

  constraint(index: number, state: S): Truth {
    return this.#system.constraint(index, state);
  }

  mayEnd(state: S): Truth {
    return this.#system.mayEnd(state);
  }
}

/**
 * A behaviour of the system itself through the orbits of a path of representatives: of each state the first way that
 * leads to the next orbit. So members keep their identities all along, and every step is one of the system.
 *
 * @throws Error when there is none: a bug
 */
export function unpermuted<S>(
  system: System<S>,
  representative: Representative<S>,
  path: readonly PathState<S>[],
): PathState<S>[] {
  const behaviour: PathState<S>[] = [];
  for (const { state } of path) {
    const next = wayTo(system, behaviour.at(-1)?.state, (reached) => system.equals(representative(reached), state));
    if (next === undefined) throw new Error("internal error: a behaviour found up to symmetry is none of the spec");
    behaviour.push(next);
  }
  return behaviour;
}

/** The first way out of a state, or of the initial ones, that leads where it is wanted. */
function wayTo<S>(system: System<S>, from: S | undefined, wanted: (state: S) => boolean): PathState<S> | undefined {
  let found: PathState<S> | undefined;
  let ordinal = 0;
  const state = (reached: S): boolean => {
    if (wanted(reached)) found = { state: reached, ordinal };
    ordinal += 1;
    return found === undefined;
  };
  const fault = (): boolean => {
    ordinal += 1;
    return true;
  };
  if (from === undefined) system.initial({ state, fault });
  else system.successors(from, { step: state, fault });
  return found;
}
