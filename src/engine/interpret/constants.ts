import type { Diagnostic } from "../../diagnostic.js";
import { falseAssumption, meaninglessConstants } from "../../model/errors/constants.js";
import type { Assumption, Model } from "../../model/ir.js";
import { EvaluationFault, type Fault } from "../system.js";
import { datumText } from "../text.js";
import { explained } from "./explain.js";
import { Frame, newEnvironment, type Program } from "./frame.js";
import { programOf } from "./program.js";

/** What is wrong with the constants of a model: values that cannot be computed or do not fit, false assumptions. */
export function examineConstants(model: Model): readonly Diagnostic[] {
  try {
    const program = programOf(model);
    return model.assumptions.flatMap((assumption) => examine(assumption, program));
  } catch (error) {
    if (error instanceof EvaluationFault) return [worded(error.fault)];
    throw error;
  }
}

function examine({ condition, span }: Assumption, program: Program): readonly Diagnostic[] {
  try {
    const { value, parts } = explained(condition, new Frame(program, [], newEnvironment(program)));
    return value ? [] : [falseAssumption(span, partsText(parts))];
  } catch (error) {
    if (error instanceof EvaluationFault) return [worded(error.fault)];
    throw error;
  }
}

function worded({ message, span, parts }: Fault): Diagnostic {
  return meaninglessConstants(span, message, partsText(parts));
}

function partsText(parts: Fault["parts"]): readonly string[] {
  return parts.map(({ text, value }) => `\`${text}\` is ${datumText(value)}`);
}
