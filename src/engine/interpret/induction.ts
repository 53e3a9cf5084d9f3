import { Map as ImmutableMap } from "immutable";
import type { Expr } from "../../model/ir.js";
import type { Induction, InductionCounterexample, InductionOptions } from "../behaviours.js";
import { EvaluationFault, type Fault } from "../system.js";
import { LARGEST_SET } from "../values/domain.js";
import type { Program } from "../values/program.js";
import { asFunction, present, type Value } from "../values/value.js";
import { type Cell, cellsOf, cellsRead } from "./cells.js";
import { partsThatHold } from "./conjuncts.js";
import { holds } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import { Levels } from "./levels.js";
import { RandomValues } from "./random-values.js";
import { State } from "./state.js";
import { eachWay } from "./stepping.js";

/*
 * The inductive step: from every type-correct state in which a predicate is true, every step leads to one in which it is
 * true. Type-correct states are put together cell by cell. A part of the predicate is evaluated as soon as all that it
 * reads has a value, so that a choice that makes it false is left before the rest is chosen. After a step only the parts
 * are evaluated that read something that it changed.
 */

interface Part {
  readonly expr: Expr;
  readonly environment: readonly Value[];
  readonly slots: ReadonlySet<number>;
  /** Of the cells that it reads the last to get a value; -1 where it reads none. */
  readonly last: number;
  /** Is it one of the predicate? Else it is one of a constraint. */
  readonly kept: boolean;
}

export class InterpretedInduction implements Induction<State> {
  readonly typeCorrect: number;
  readonly possible: boolean;
  satisfying = 0;
  steps = 0;
  found: InductionCounterexample<State> | undefined;
  fault: { readonly fault: Fault; readonly state: State } | undefined;

  readonly #program: Program;
  readonly #predicate: Expr;
  readonly #cells: readonly Cell[];
  /** Parts by the cell with which they are known. */
  readonly #parts: readonly (readonly Part[])[];
  readonly #kept: readonly Part[];
  readonly #samples: RandomValues | undefined;
  #samplesLeft: number;
  /** The value of each cell, by its place among those of the cell. */
  readonly #chosen: number[];
  /** By cell: did a part that it makes known meet an error? */
  readonly #faulty: boolean[];
  readonly #values: Value[];
  /** The cell to choose next; -1: all choices are made. */
  #at = 0;

  constructor(predicate: Expr, program: Program, options: InductionOptions) {
    const levels = new Levels(program.model);
    this.#program = program;
    this.#predicate = predicate;
    this.#cells = cellsOf(program);
    this.typeCorrect = this.#cells.reduce((count, { size }) => count * size, 1);
    this.possible = this.#cells.every(({ size }) => size <= LARGEST_SET);
    const { samples } = options;
    this.#samples = samples === undefined ? undefined : new RandomValues(program, samples.below);
    this.#samplesLeft = samples?.count ?? 0;
    const constraints = program.model.constraints.flatMap((each) => this.#partsOf(each.predicate, false, levels));
    this.#kept = this.#partsOf(predicate, true, levels);
    const all = [...constraints, ...this.#kept];
    this.#parts = this.#cells.map((_, cell) => all.filter(({ last }) => Math.max(0, last) === cell));
    this.#chosen = this.#cells.map(() => -1);
    this.#faulty = this.#cells.map(() => false);
    this.#values = program.model.variables.map(({ type }) => (type.kind === "function" ? ImmutableMap() : null));
  }

  advance(choices: number): boolean {
    for (let left = choices; left > 0; left--) {
      const goesOn = this.#samples === undefined ? this.#choose() : this.#sample(this.#samples);
      if (!goesOn || this.found !== undefined || this.fault !== undefined) return false;
    }
    return true;
  }

  #partsOf(predicate: Expr, kept: boolean, levels: Levels): readonly Part[] {
    return partsThatHold(predicate, this.#program, levels).map(({ expr, environment, bound }) => {
      const frame = new Frame(this.#program, [], [...environment]);
      const read = cellsRead(expr, this.#cells, frame, levels, bound);
      const slots = new Set([...read].map((cell) => present(this.#cells[cell]).slot));
      return { expr, environment, slots, last: Math.max(-1, ...read), kept };
    });
  }

  /** Makes one more choice. False when all are made. */
  #choose(): boolean {
    if (this.#cells.length === 0) return this.#state() && false;
    const cell = this.#cells[this.#at];
    if (cell === undefined) return false;
    const next = present(this.#chosen[this.#at]) + 1;
    const value = next < cell.size ? cell.values()[next] : undefined;
    if (value === undefined) {
      this.#chosen[this.#at] = -1;
      this.#at -= 1;
      return this.#at >= 0;
    }
    this.#chosen[this.#at] = next;
    this.#put(cell, value);
    if (!this.#holdsSoFar(this.#at)) return true;
    if (this.#at === this.#cells.length - 1) return this.#state();
    this.#at += 1;
    return true;
  }

  /** Puts one more state together at random: of each cell the first of some values with which all goes on. */
  #sample(random: RandomValues): boolean {
    if (this.#samplesLeft === 0) return false;
    this.#samplesLeft -= 1;
    const whole = this.#cells.every((cell, at) => {
      for (let tries = 0; tries < 20; tries++) {
        this.#put(cell, random.value(cell));
        if (this.#holdsSoFar(at)) return true;
      }
      return false;
    });
    return whole ? this.#state() : true;
  }

  #put({ slot, key }: Cell, value: Value): void {
    this.#values[slot] = key === undefined ? value : asFunction(present(this.#values[slot])).set(key, value);
  }

  /** Is every part true that this cell makes known? One that meets an error is left to be judged with the whole. */
  #holdsSoFar(cell: number): boolean {
    this.#faulty[cell] = false;
    return present(this.#parts[cell]).every((part) => {
      const truth = this.#truth(part, this.#values);
      if (typeof truth !== "boolean") this.#faulty[cell] = true;
      return truth !== false;
    });
  }

  #truth({ expr, environment }: Part, values: readonly Value[]): boolean | Fault {
    try {
      return holds(expr, new Frame(this.#program, values, [...environment]));
    } catch (error) {
      if (error instanceof EvaluationFault) return error.fault;
      throw error;
    }
  }

  /** A type-correct state is complete. Returns whether to go on. */
  #state(): boolean {
    const values = [...this.#values];
    if (this.#faulty.includes(true) && !this.#holdsWholly(values)) return this.fault === undefined;
    this.satisfying += 1;
    let ordinal = 0;
    eachWay(this.#program.model, new Frame(this.#program, values, newEnvironment(this.#program)), {
      tried: () => {},
      end: (after) => {
        this.steps += 1;
        return this.#keeps(values, after.values, ordinal++);
      },
      fault: (fault) => {
        this.found = { before: new State(values), after: undefined, ordinal, fault };
        return false;
      },
    });
    return this.found === undefined && this.fault === undefined;
  }

  /** The predicate as it is written, which may stop before the part that met an error. */
  #holdsWholly(values: readonly Value[]): boolean {
    try {
      const frame = new Frame(this.#program, values, newEnvironment(this.#program));
      return (
        holds(this.#predicate, frame) &&
        this.#program.model.constraints.every(({ predicate }) => holds(predicate, frame))
      );
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      this.fault = { fault: error.fault, state: new State(values) };
      return false;
    }
  }

  #keeps(before: readonly Value[], after: readonly Value[], ordinal: number): boolean {
    for (const part of this.#kept) {
      if (![...part.slots].some((slot) => before[slot] !== after[slot])) continue;
      if (this.#truth(part, after) === true || this.#holdsAfter(after)) continue;
      if (this.fault === undefined) {
        this.found = { before: new State(before), after: new State(after), ordinal, fault: undefined };
      }
      return false;
    }
    return true;
  }

  #holdsAfter(values: readonly Value[]): boolean {
    try {
      return holds(this.#predicate, new Frame(this.#program, values, newEnvironment(this.#program)));
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      this.fault = { fault: error.fault, state: new State(values) };
      return false;
    }
  }
}
