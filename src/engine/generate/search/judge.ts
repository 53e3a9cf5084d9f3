/** Hears what generated code has to tell, in its order. Every method returns true to end the search. */
export interface Judge {
  /** `kind` and `truth`: see abi.ts; `number`: of the state. */
  verdict(kind: number, index: number, truth: number, number: number): boolean;
  /** The way of this ordinal met an error; `number` is -1 for a way to an initial state. */
  faulted(number: number, ordinal: number, transition: number, place: number): boolean;
  /** A state without a way out, and what `mayEnd` said: not 1. */
  stuck(number: number, truth: number): boolean;
}
