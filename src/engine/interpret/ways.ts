import type { Binder, Initialisation, Process, StatementNode } from "../../model/ir.js";
import type { Span } from "../../source.js";
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

/** Where a way ends that is no step: a guard that is false, a mailbox, or a set that has nothing to choose. */
export type Barrier =
  | StatementNode<"when" | "receive" | "send" | "pick">
  | { readonly kind: "parameters"; readonly binders: readonly Binder[]; readonly span: Span }
  | { readonly kind: "first value"; readonly initialisation: Initialisation; readonly span: Span };

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
  /** A way ended here without being a step; `frame` is as it was before. Returns false to stop, like `end`. */
  readonly barred?: ((barrier: Barrier, frame: Frame) => boolean) | undefined;
}

/** A way ends that is not possible; others go on. */
export function barred(barrier: Barrier, frame: Frame, ways: Ways): boolean {
  return ways.barred === undefined || ways.barred(barrier, frame);
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
