import type { Process } from "../../model/ir.js";
import { EvaluationFault, type Fault } from "../system.js";
import type { Value } from "../values/value.js";
import type { Frame } from "./frame.js";

/** The process that takes a step. */
export interface Running {
  readonly process: Process;
  /** The values of its labels. */
  readonly labels: readonly Value[];
  /** Undefined for a process alone. */
  readonly instance: Value | undefined;
}

/** Receives the ways through a block, in the order of the text. */
export interface Ways {
  /** Undefined in actions and in `init`. */
  readonly running: Running | undefined;
  /** A way through begins to be looked for: for one choice of parameters, one member, one message. */
  tried(): void;
  /** A way ran to its end. Returns false to stop the enumeration, like `fault`. */
  end(frame: Frame): boolean;
  /** A way met an error; `frame` is where its last choice stood. */
  fault(fault: Fault, frame: Frame): boolean;
}

/** Runs one alternative of a choice. An error in it ends it alone: the other alternatives go on. */
export function attempt(frame: Frame, ways: Ways, alternative: () => boolean): boolean {
  try {
    return alternative();
  } catch (error) {
    if (error instanceof EvaluationFault) return ways.fault(error.fault, frame);
    throw error;
  }
}
