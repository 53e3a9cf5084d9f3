import type { Model } from "../../../model/ir.js";
import { present } from "../../values/value.js";

/** How many transitions a model has: one for each action and each channel that loses, one for each label of a process. */
export function transitionsOf(model: Model): number {
  return model.steppers.reduce(
    (sum, stepper) =>
      sum + (stepper.kind === "process" ? present(model.processes[stepper.process]).labels.length - 1 : 1),
    0,
  );
}
