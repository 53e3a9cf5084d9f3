import type { Expr } from "../../model/ir.js";
import type { Behaviours, Induction, InductionOptions, Property, Refining, SeenPart } from "../behaviours.js";
import type { Explanation } from "../result.js";
import { EvaluationFault, type Truth } from "../system.js";
import { present, type Value } from "../values/value.js";
import { deciding, explained } from "./explain.js";
import { holds } from "./expressions.js";
import { Actors, NOBODY } from "./fairness.js";
import { finestOf, propertyOf } from "./formulas.js";
import { Frame, newEnvironment } from "./frame.js";
import { InterpretedInduction } from "./induction.js";
import type { Interpreter } from "./interpreter.js";
import { refinementOf } from "./refinement.js";
import { State } from "./state.js";
import { eachWay, type Origin, originsOf } from "./stepping.js";
import type { Running } from "./ways.js";

/** The meaning of claims about steps and behaviours. */
export class InterpretedBehaviours implements Behaviours<State> {
  readonly fairness: Actors;
  readonly #system: Interpreter;
  readonly #origins: readonly Origin[];
  /** By transition: does fairness concern it? Must the arguments be kept to tell? */
  readonly #concerned: readonly boolean[];
  readonly #recorded: boolean;
  readonly #environment: Value[];

  constructor(system: Interpreter) {
    const { program } = system;
    this.#system = system;
    this.fairness = new Actors(program);
    this.#origins = originsOf(program.model);
    this.#concerned = this.#origins.map(({ stepper }) => this.fairness.concerns(stepper));
    this.#recorded = this.#origins.some(({ stepper }, at) => stepper.kind === "action" && this.#concerned[at]);
    this.#environment = newEnvironment(program);
  }

  steps(state: State, visit: (next: State, ordinal: number, actor: number) => boolean): void {
    const frame = this.#system.frame(state);
    let ordinal = 0;
    eachWay(this.#system.program.model, this.#recorded ? frame.recorded() : frame, {
      tried: () => {},
      end: (after, transition, running) =>
        visit(new State(after.values, state), ordinal++, this.#actor(after, transition, running)),
      fault: () => {
        ordinal += 1;
        return true;
      },
    });
  }

  stepInvariant(claim: number, before: State, after: State): Truth {
    return this.#truth(this.#predicate(claim), before, after);
  }

  holdsIn(claim: number, state: State): Truth {
    return this.#truth(this.#predicate(claim), state, undefined);
  }

  induction(claim: number, options: InductionOptions): Induction<State> {
    return new InterpretedInduction(this.#predicate(claim), this.#system.program, options);
  }

  property(claim: number): Property<State> {
    return propertyOf(this.#predicate(claim), this.#system.program);
  }

  finest(claim: number): Property<State> | undefined {
    return finestOf(this.#predicate(claim), this.#system.program);
  }

  refining(claim: number): Refining<State> | undefined {
    const { program } = this.#system;
    const { refinement } = present(program.model.claims[claim]);
    return refinement && refinementOf(refinement, program);
  }

  explain(claim: number, before: State, after: State | undefined): Explanation {
    const { program } = this.#system;
    const frame = new Frame(program, before.values, newEnvironment(program), after?.values);
    return explained(this.#predicate(claim), frame);
  }

  deciding({ expr, names }: SeenPart, before: State, after: State | undefined): Explanation["parts"] {
    const { program } = this.#system;
    const frame = new Frame(program, before.values, newEnvironment(program), after?.values);
    for (const { binding, value } of names) frame.bind(binding, value);
    return deciding(expr, frame);
  }

  #actor(after: Frame, transition: number, running: Running | undefined): number {
    if (!this.#concerned[transition]) return NOBODY;
    const { stepper } = present(this.#origins[transition]);
    if (running !== undefined) {
      return this.fairness.actor(stepper, running.instance === undefined ? [] : [running.instance]);
    }
    const trail = after.trail ?? [];
    return this.fairness.actor(
      stepper,
      trail.flatMap((event) => (event.kind === "argument" ? [event.value] : [])),
    );
  }

  #predicate(claim: number): Expr {
    return present(present(this.#system.program.model.claims[claim]).predicate);
  }

  #truth(predicate: Expr, before: State, after: State | undefined): Truth {
    const { program, witnesses } = this.#system;
    const frame = new Frame(program, before.values, this.#environment, after?.values, witnesses);
    try {
      return holds(predicate, frame);
    } catch (error) {
      if (error instanceof EvaluationFault) return error.fault;
      throw error;
    }
  }
}
