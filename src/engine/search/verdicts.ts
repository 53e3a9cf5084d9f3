import type { Fault, System } from "../system.js";

/** What was being evaluated when an error was met; indices are those of `System`. */
export type During =
  | { readonly kind: "init" }
  /** The way out of the state that has this ordinal. */
  | { readonly kind: "step"; readonly transition: number; readonly ordinal: number }
  | { readonly kind: "invariant" | "reachable" | "constraint"; readonly index: number }
  | { readonly kind: "end" };

/** An error and where it was met: in a state (as its finder names it), or in none while the first ones were made. */
export interface FoundFault<W> {
  readonly fault: Fault;
  readonly during: During;
  readonly where: W | undefined;
}

/** Of errors with the same place, one is told. */
export function placeOf({ span }: Fault): string {
  return `${span.start} ${span.end}`;
}

/**
 * What is known of the claims so far: for each, the first place that decided it. `W` is how a search names a state that
 * it visits. A claim is not evaluated again once it is decided; of errors the first at each place in the source is kept.
 */
export class Verdicts<S, W> {
  readonly #system: System<S>;
  readonly #places = new Set<string>();
  /** For each invariant a state in which it is false. */
  readonly violations: (W | undefined)[];
  /** For each reachable a state in which it is true. */
  readonly witnesses: (W | undefined)[];
  deadlock: W | undefined;
  readonly faults: FoundFault<W>[] = [];
  /** For each constraint how many of the states shown to `inside` it does not admit, and the first. */
  readonly constraints: { outside: number; example: W | undefined }[];
  /** Claims whose evaluation met an error: `deadlock`, or kind and index. */
  readonly #unevaluable = new Set<string>();
  /** Has anything failed: an invariant, deadlock, an error? */
  failed = false;

  constructor(system: System<S>) {
    this.#system = system;
    this.violations = Array.from({ length: system.invariants }, () => undefined);
    this.witnesses = Array.from({ length: system.reachables }, () => undefined);
    this.constraints = Array.from({ length: system.constraints }, () => ({ outside: 0, example: undefined }));
  }

  /** Evaluates the invariants that are not yet violated. */
  invariants(state: S, where: W): void {
    for (let index = 0; index < this.violations.length; index++) {
      if (this.violations[index] !== undefined) continue;
      const truth = this.#system.invariant(index, state);
      if (truth === true) continue;
      if (truth === false) this.violated(index, where);
      else this.fault(truth, { kind: "invariant", index }, where);
    }
  }

  /** Evaluates the reachables that have no witness yet. */
  reachables(state: S, where: W): void {
    for (let index = 0; index < this.witnesses.length; index++) {
      if (this.witnesses[index] !== undefined) continue;
      const truth = this.#system.reachable(index, state);
      if (truth === true) this.witnessed(index, where);
      else if (truth !== false) this.fault(truth, { kind: "reachable", index }, where);
    }
  }

  /** Is the state inside all constraints? One whose evaluation meets an error does not admit it. */
  inside(state: S, where: W): boolean {
    let inside = true;
    for (let index = 0; index < this.constraints.length; index++) {
      const truth = this.#system.constraint(index, state);
      if (truth === true) continue;
      inside = false;
      this.excluded(index, where);
      if (truth !== false) this.fault(truth, { kind: "constraint", index }, where);
    }
    return inside;
  }

  /** A state in which no step is possible: is that all right? */
  stuck(state: S, where: W): boolean {
    const truth = this.#system.mayEnd(state);
    if (truth === false) this.deadlocked(where);
    else if (truth !== true) this.fault(truth, { kind: "end" }, where);
    return truth === true;
  }

  /** An invariant is false there. */
  violated(index: number, where: W): void {
    this.violations[index] ??= where;
    this.failed = true;
  }

  /** A reachable is true there. */
  witnessed(index: number, where: W): void {
    this.witnesses[index] ??= where;
  }

  /** A constraint does not admit the state there. */
  excluded(index: number, where: W): void {
    const constraint = this.constraints[index];
    if (constraint === undefined) return;
    constraint.outside += 1;
    constraint.example ??= where;
  }

  /** No step is possible there, and that is wrong. */
  deadlocked(where: W): void {
    this.deadlock ??= where;
    this.failed = true;
  }

  fault(fault: Fault, during: During, where: W | undefined): void {
    this.failed = true;
    if (during.kind === "invariant" || during.kind === "reachable") {
      this.#unevaluable.add(`${during.kind} ${during.index}`);
    }
    if (during.kind === "end") this.#unevaluable.add("deadlock");
    const place = placeOf(fault);
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.faults.push({ fault, during, where });
  }

  /** The same with each error worded anew. */
  reworded(word: (found: FoundFault<W>) => FoundFault<W>): Verdicts<S, W> {
    const copy = new Verdicts<S, W>(this.#system);
    copy.violations.splice(0, copy.violations.length, ...this.violations);
    copy.witnesses.splice(0, copy.witnesses.length, ...this.witnesses);
    copy.constraints.splice(0, copy.constraints.length, ...this.constraints);
    copy.deadlock = this.deadlock;
    copy.failed = this.failed;
    copy.faults.push(...this.faults.map(word));
    for (const claim of this.#unevaluable) copy.#unevaluable.add(claim);
    return copy;
  }

  /** Did the evaluation of a claim meet an error in some state? */
  isUnevaluable(claim: "deadlock" | { readonly kind: "invariant" | "reachable"; readonly index: number }): boolean {
    return this.#unevaluable.has(claim === "deadlock" ? claim : `${claim.kind} ${claim.index}`);
  }
}
