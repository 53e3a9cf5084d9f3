import { type Case, type Clause, withBindings } from "./behaviours.js";
import type { Formula, Formulas } from "./formula.js";
import type { Failing } from "./result.js";
import { type Lasso, truthsAlong } from "./search/liveness/lasso.js";
import type { Truths } from "./search/liveness/product.js";

/*
 * Where a behaviour does not do what a formula says, from the outermost operator inwards: a false `always` leads to the first
 * state in which its operand is false, a false `p => q` to q where p is true, a false `exists` to each of its cases. What ends
 * that is an `eventually`, a `~>` or an `until` whose right side never comes, or a predicate that is false in a state. A predicate
 * of steps is told of the step that is taken there.
 */
export function failingOf(clause: Clause, lasso: Lasso, formulas: Formulas, truths: Truths): Failure {
  if (clause.kind === "other") return { failing: [], predicate: undefined };
  const descent = new Descent(lasso, formulas, truths);
  const failing = descent.of(clause, 0);
  const [predicate, ...others] = descent.predicates;
  return { failing, predicate: others.length === 0 ? predicate : undefined };
}

/** `predicate`: where all of it comes down to one that is false in a state (by index), or along the step out of it. */
export interface Failure {
  readonly failing: readonly Failing[];
  readonly predicate: FalsePredicate | undefined;
}

type Predicate = Extract<Clause, { kind: "predicate" }>;

interface FalsePredicate {
  readonly clause: Predicate;
  readonly state: number;
}

class Descent {
  readonly #lasso: Lasso;
  readonly #formulas: Formulas;
  readonly #truths: Truths;
  readonly #known = new Map<Formula, readonly boolean[]>();
  /** Those that were come to. */
  readonly predicates: FalsePredicate[] = [];

  constructor(lasso: Lasso, formulas: Formulas, truths: Truths) {
    this.#lasso = lasso;
    this.#formulas = formulas;
    this.#truths = truths;
  }

  /** Why a clause is false of what follows from a state (by index) on. */
  of(clause: Clause, from: number): readonly Failing[] {
    switch (clause.kind) {
      case "predicate":
        this.predicates.push({ clause, state: from });
        return [failed(clause, from)];
      case "not":
        return this.#holds(clause.operand, from);
      case "always":
        return this.#always(clause.operand, from);
      case "eventually":
        return this.#eventually(clause.operand, from);
      case "until":
        return this.#until(clause.left, clause.right, from);
      case "leadsTo":
        return this.#leadsTo(clause.left, clause.right, from);
      case "implies":
        return [...this.#holds(clause.left, from), ...this.of(clause.right, from)];
      case "and":
        return this.of(this.#isTrue(clause.left, from) ? clause.right : clause.left, from);
      case "or":
        return [...this.of(clause.left, from), ...this.of(clause.right, from)];
      case "if": {
        const { condition } = clause;
        if (this.#isTrue(condition, from)) return [holding(condition, from), ...this.of(clause.then, from)];
        return [failed(condition, from), ...this.of(clause.else, from)];
      }
      case "forall": {
        const first = clause.cases.find((each) => !this.#isTrue(each.clause, from));
        return first === undefined ? [] : this.#case(first, from);
      }
      case "exists": {
        if (clause.cases.length === 0) return [failed(clause, from)];
        const rest: readonly Failing[] = clause.untold === 0 ? [] : [{ kind: "and so on", count: clause.untold }];
        return [...clause.cases.flatMap((each) => this.#case(each, from)), ...rest];
      }
      case "other":
        return [failed(clause, from)];
    }
  }

  #case(each: Case, from: number): readonly Failing[] {
    return bound(each, this.of(each.clause, from));
  }

  /** Why a clause is true there, as far as it comes down to places in the behaviour. */
  #holds(clause: Clause, from: number): readonly Failing[] {
    switch (clause.kind) {
      case "and":
        return [...this.#holds(clause.left, from), ...this.#holds(clause.right, from)];
      case "eventually": {
        const { operand } = clause;
        return this.#then(
          from,
          (state) => this.#isTrue(operand, state),
          (state) => this.#holds(operand, state),
        );
      }
      case "exists": {
        const first = clause.cases.find((each) => this.#isTrue(each.clause, from));
        if (first === undefined) return [holding(clause, from)];
        return bound(first, this.#holds(first.clause, from));
      }
      default:
        return [holding(clause, from)];
    }
  }

  #always(operand: Clause, from: number): readonly Failing[] {
    if (operand.kind === "eventually" && operand.operand.kind === "predicate") {
      const { text, formula, ofStep } = operand.operand;
      const isEver = this.#along(formula).some((truth, at) => truth && at >= from);
      if (!isEver) return [this.#never(operand.operand, from)];
      return [{ kind: ofStep ? "no more of step" : "no more", text }];
    }
    return this.#then(
      from,
      (state) => !this.#isTrue(operand, state),
      (state) => this.of(operand, state),
    );
  }

  #eventually(operand: Clause, from: number): readonly Failing[] {
    if (operand.kind !== "always" || operand.operand.kind !== "predicate") return [this.#never(operand, from)];
    const inner = operand.operand;
    const state = this.#next(this.#lasso.start, (at) => !this.#isTrue(inner, at)) ?? from;
    this.predicates.push({ clause: inner, state });
    return [{ kind: inner.ofStep ? "false again of step" : "false again", state, text: inner.text }];
  }

  #until(left: Clause, right: Clause, from: number): readonly Failing[] {
    const state = this.#next(from, (at) => !this.#isTrue(left, at));
    if (state === undefined) return [this.#never(right, from)];
    if (isOfState(left) && !isOfStep(right)) {
      return [{ kind: "not until", from, state, left: left.text, right: right.text }];
    }
    const kind = isOfStep(right) ? "not before of step" : "not before";
    return [failed(left, state), { kind, from, state, text: right.text }];
  }

  #leadsTo(left: Clause, right: Clause, from: number): readonly Failing[] {
    const comes = this.#along(this.#formulas.eventually(right.formula));
    const state = this.#next(from, (at) => this.#isTrue(left, at) && comes[at] !== true) ?? from;
    if (!isOfState(left) || isOfStep(right)) return [...this.#holds(left, state), this.#never(right, state)];
    return [{ kind: "leads to nothing", state, left: left.text, right: right.text }];
  }

  /** From a state on it never is true: because of one part of it, if that alone never is. */
  #never(clause: Clause, from: number): Failing {
    if (clause.kind === "eventually") return this.#never(clause.operand, from);
    const isNever = (part: Clause): boolean => this.#next(from, (state) => this.#isTrue(part, state)) === undefined;
    const part = clause.kind === "and" ? [clause.left, clause.right].find(isNever) : undefined;
    return part === undefined ? never(clause, from) : this.#never(part, from);
  }

  /** What is told of the first state that comes from one on of which this is so. */
  #then(
    from: number,
    isSo: (state: number) => boolean,
    tell: (state: number) => readonly Failing[],
  ): readonly Failing[] {
    const state = this.#next(from, isSo) ?? from;
    return state < from ? tell(state).map((each) => ({ ...each, again: true })) : tell(state);
  }

  /** The first state that comes from one on of which this is so. */
  #next(from: number, isSo: (state: number) => boolean): number | undefined {
    const { states, start } = this.#lasso;
    const all = [...states.keys()];
    return [...all.slice(from), ...all.slice(Math.min(start, from), from)].find(isSo);
  }

  #isTrue({ formula }: Clause, from: number): boolean {
    return this.#along(formula)[from] === true;
  }

  #along(formula: Formula): readonly boolean[] {
    const known = this.#known.get(formula);
    if (known !== undefined) return known;
    const truths = truthsAlong(this.#lasso, formula, this.#formulas, this.#truths);
    this.#known.set(formula, truths);
    return truths;
  }
}

function isOfStep(clause: Clause): boolean {
  return clause.kind === "predicate" && clause.ofStep;
}

function isOfState(clause: Clause): boolean {
  return clause.kind === "predicate" && !clause.ofStep;
}

/** What is told of a case, with the names that it has. */
function bound({ bindings }: Case, told: readonly Failing[]): readonly Failing[] {
  if (bindings.length === 0) return told;
  return told.map((each) => ({ ...each, bindings: withBindings(bindings, each.bindings ?? []) }));
}

/** It is true: in a state, of the step out of it, or of what follows from there on. */
function holding(clause: Clause, state: number): Failing {
  const { text } = clause;
  if (clause.kind !== "predicate") return { kind: "true from here", state, text };
  return { kind: clause.ofStep ? "true of step" : "true", state, text };
}

/** It is false there. */
function failed(clause: Clause, state: number): Failing {
  const { text } = clause;
  if (clause.kind !== "predicate") return { kind: "false from here", state, text };
  return { kind: clause.ofStep ? "false of step" : "false", state, text };
}

/** From a state on it never is true. */
function never(clause: Clause, state: number): Failing {
  return { kind: isOfStep(clause) ? "never true of step" : "never true", state, text: clause.text };
}
