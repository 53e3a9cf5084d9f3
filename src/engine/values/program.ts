import type { Model } from "../../model/ir.js";
import type { Value } from "./value.js";

/** A model with what depends on its constants alone. */
export interface Program {
  readonly model: Model;
  /** Values of `Model.constants`. */
  readonly constants: readonly Value[];
  /** For each process its members in canonical order; of a process alone the one member `undefined`. */
  readonly members: readonly (readonly (Value | undefined)[])[];
  /** For each process the values of its labels. */
  readonly labels: readonly (readonly Value[])[];
}
