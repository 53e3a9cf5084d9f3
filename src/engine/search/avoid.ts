import type { Fault, System } from "../system.js";
import { NOWHERE, Store } from "./store.js";

/*
 * From which states can something forbidden still be avoided? From those in which a behaviour begins that never meets it
 * and goes on as long as a step is possible that changes something: for ever, or to a state without such a step. They are
 * the greatest set of states such that each is not forbidden and has no step, or an allowed step into the set (the formula
 * EG of Clarke, Emerson and Sistla, "Automatic verification of finite-state concurrent systems using temporal logic
 * specifications", TOPLAS 8(2), 1986). Fairness is left aside.
 *
 * Nobody needs the whole graph for that. A depth-first search from the state in question answers yes as soon as it meets
 * a state without steps, a state on its own path (a loop), or one of which yes is known; then yes is true of all states on
 * the path. A state all of whose steps were followed in vain is one from which nothing avoids it: of the states behind it
 * that is known already, and no loop leads through them.
 */

/** See `Avoidable` in result.ts. */
export type Avoidable = (typeof VERDICTS)[number];

/** What is to be avoided: states, steps, or ways that meet an error. What is left out is allowed. */
export interface Forbidden<S> {
  state?(state: S): boolean;
  step?(before: S, after: S): boolean;
  error?(fault: Fault): boolean;
}

/** By number of a state; those of 0 are not decided. */
const VERDICTS = ["unknown", "yes", "open", "no"] as const;
type Verdict = 0 | 1 | 2 | 3;
const [UNKNOWN, YES, OPEN, NO] = [0, 1, 2, 3] as const;

interface Visit {
  readonly number: number;
  /** Where its allowed steps lead. */
  readonly next: readonly number[];
  at: number;
  /** Did a step lead to an open state? */
  open: boolean;
}

export class Avoidance<S> {
  readonly #system: System<S>;
  readonly #forbidden: Forbidden<S>;
  readonly #most: number;
  readonly #store: Store<S>;
  readonly #verdicts: Verdict[] = [];
  readonly #path: Visit[] = [];
  readonly #onPath = new Set<number>();

  /** `most`: so many states are looked at before it gives up. */
  constructor(system: System<S>, forbidden: Forbidden<S>, most: number) {
    this.#system = system;
    this.#forbidden = forbidden;
    this.#most = most;
    this.#store = new Store(system);
  }

  /** States that were looked at. */
  get states(): number {
    return this.#store.size;
  }

  /** What is known so far. */
  of(state: S): Avoidable {
    return VERDICTS[this.#verdict(this.#number(state))];
  }

  /**
   * Finds out about a state, a step of the search for each `advance` of the iterator; nothing more when the limit is reached.
   */
  *judge(state: S): Generator<undefined, Avoidable> {
    const first = this.#number(state);
    if (this.#verdict(first) === UNKNOWN) this.#enter(first);
    while (this.#path.length > 0 && this.#store.size <= this.#most) {
      this.#follow();
      yield;
    }
    this.#leaveAll(UNKNOWN);
    return VERDICTS[this.#verdict(first)];
  }

  #number(state: S): number {
    return this.#store.add(state, NOWHERE, 0);
  }

  #verdict(number: number): Verdict {
    return this.#verdicts[number] ?? UNKNOWN;
  }

  /** Follows the next step of the last state on the path, or goes back. */
  #follow(): void {
    const visit = this.#path.at(-1);
    if (visit === undefined) return;
    const next = visit.next[visit.at++];
    if (next === undefined) {
      this.#path.pop();
      this.#onPath.delete(visit.number);
      const verdict = visit.open ? OPEN : NO;
      this.#verdicts[visit.number] = verdict;
      const above = this.#path.at(-1);
      if (above !== undefined) above.open ||= visit.open;
      return;
    }
    if (this.#onPath.has(next)) this.#leaveAll(YES);
    else if (this.#verdict(next) === UNKNOWN) this.#enter(next);
    else this.#take(this.#verdict(next));
  }

  /** A step of the last state on the path leads to a state of which this is known. */
  #take(verdict: Verdict): void {
    const visit = this.#path.at(-1);
    if (verdict === YES) this.#leaveAll(YES);
    else if (visit !== undefined) visit.open ||= verdict === OPEN;
  }

  #leaveAll(verdict: Verdict): void {
    for (const { number } of this.#path) this.#verdicts[number] = verdict;
    this.#path.length = 0;
    this.#onPath.clear();
  }

  #enter(number: number): void {
    const state = this.#store.state(number);
    const next = this.#forbidden.state?.(state) ? NO : this.#isInside(state) ? this.#allowed(state) : OPEN;
    if (typeof next === "number") {
      this.#verdicts[number] = next;
      this.#take(next);
    } else {
      this.#path.push({ number, next, at: 0, open: false });
      this.#onPath.add(number);
    }
  }

  /** Where the allowed steps lead that change something; where there is no step, allowed or not, nothing is to be avoided any more. */
  #allowed(state: S): readonly number[] | typeof YES {
    const next = new Set<number>();
    let isEnd = true;
    this.#system.successors(state, {
      step: (after) => {
        const forbidden = this.#forbidden.step?.(state, after) === true;
        if (forbidden || !this.#system.equals(state, after)) isEnd = false;
        if (!forbidden && !this.#system.equals(state, after)) next.add(this.#number(after));
        return true;
      },
      fault: (fault) => {
        if (this.#forbidden.error?.(fault) === true) isEnd = false;
        return true;
      },
    });
    return isEnd ? YES : [...next];
  }

  #isInside(state: S): boolean {
    for (let index = 0; index < this.#system.constraints; index++) {
      if (this.#system.constraint(index, state) !== true) return false;
    }
    return true;
  }
}
