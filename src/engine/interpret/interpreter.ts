import type { Expr, Model } from "../../model/ir.js";
import { EvaluationFault, type Fault, type StepVisitor, type System, type Transition, type Truth } from "../system.js";
import type { Program } from "../values/program.js";
import { present, type Value } from "../values/value.js";
import { holds } from "./expressions.js";
import { Frame, newEnvironment, type Witnesses } from "./frame.js";
import { initialWays } from "./initial.js";
import { State } from "./state.js";
import { eachWay, originsOf } from "./stepping.js";
import { labelIn } from "./steps.js";

/** A program as what a search sees. */
export class Interpreter implements System<State> {
  readonly transitions: readonly Transition[];
  readonly invariants: number;
  readonly reachables: number;
  readonly constraints: number;
  /** By transition: see `Counters`. */
  readonly tried: Uint32Array;
  readonly witnesses: Witnesses;
  readonly #model: Model;
  /** For predicates, which are evaluated one at a time. */
  readonly #environment: Value[];

  /** `claims`: indices into `Model.claims` of those that `invariant` and `reachable` evaluate. */
  constructor(
    readonly program: Program,
    readonly claims: { readonly invariants: readonly number[]; readonly reachables: readonly number[] },
  ) {
    const { model } = program;
    this.#model = model;
    this.#environment = newEnvironment(program);
    this.transitions = originsOf(model).map((origin) => origin.transition);
    this.invariants = claims.invariants.length;
    this.reachables = claims.reachables.length;
    this.constraints = model.constraints.length;
    this.tried = new Uint32Array(this.transitions.length);
    const { length } = model.sites;
    this.witnesses = { evaluated: new Uint32Array(length), witnessed: new Uint32Array(length) };
  }

  initial(visitor: { state(state: State): boolean; fault(fault: Fault): boolean }): void {
    initialWays(this.program, {
      running: undefined,
      tried: () => {},
      end: (frame) => visitor.state(new State(frame.values)),
      fault: (fault) => visitor.fault(fault),
    });
  }

  successors(state: State, visitor: StepVisitor<State>): void {
    const { tried } = this;
    eachWay(this.#model, this.frame(state), {
      tried: (transition) => {
        tried[transition] = (tried[transition] ?? 0) + 1;
      },
      end: (frame, transition) => visitor.step(new State(frame.values, state), transition),
      fault: (fault, _, transition) => visitor.fault(fault, transition),
    });
  }

  hash(state: State): number {
    return state.hash;
  }

  equals(left: State, right: State): boolean {
    return left.equals(right);
  }

  invariant(index: number, state: State): Truth {
    return this.#truth(this.#predicate(this.claims.invariants[index]), state);
  }

  reachable(index: number, state: State): Truth {
    return this.#truth(this.#predicate(this.claims.reachables[index]), state);
  }

  constraint(index: number, state: State): Truth {
    return this.#truth(present(this.#model.constraints[index]).predicate, state);
  }

  mayEnd(state: State): Truth {
    if (this.#isDone(state)) return true;
    return this.#model.done === undefined ? false : this.#truth(this.#model.done, state);
  }

  /** A place to evaluate in: the state, and no names. */
  frame(state: State): Frame {
    return new Frame(this.program, state.values, newEnvironment(this.program));
  }

  #predicate(claim: number | undefined): Expr {
    return present(present(this.#model.claims[present(claim)]).predicate);
  }

  #truth(predicate: Expr, state: State): Truth {
    const frame = new Frame(this.program, state.values, this.#environment, undefined, this.witnesses);
    try {
      return holds(predicate, frame);
    } catch (error) {
      if (error instanceof EvaluationFault) return error.fault;
      throw error;
    }
  }

  /** Does the spec have processes, and are all of them at `done`? */
  #isDone(state: State): boolean {
    const { processes } = this.#model;
    const frame = this.frame(state);
    return (
      processes.length > 0 &&
      processes.every(({ pc, labels }, index) =>
        present(this.program.members[index]).every((member) => labelIn(frame, pc, member) === labels.length - 1),
      )
    );
  }
}
