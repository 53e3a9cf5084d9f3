import type { Diagnostic } from "../../diagnostic.js";
import { assumptionFails, constantFaults } from "../../model/errors/models.js";
import type { Expr, Model } from "../../model/ir.js";
import { eachExpr } from "../../model/visit.js";
import { EvaluationFault } from "../system.js";
import { datumText } from "../text.js";
import { toDatum } from "../values/data.js";
import type { Program } from "../values/program.js";
import { present } from "../values/value.js";
import { holds } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import { programOf } from "./program.js";

/** What is wrong with the values of a model's constants: one that has no value, an assumption that is false. */
export function examineConstants(model: Model): readonly Diagnostic[] {
  try {
    const program = programOf(model);
    const frame = new Frame(program, [], newEnvironment(program));
    return model.assumptions
      .filter(({ condition }) => !holds(condition, frame))
      .map(({ condition, span }) => assumptionFails(span, constantsIn(condition, program)));
  } catch (error) {
    if (error instanceof EvaluationFault) return [constantFaults(error.fault.span, error.fault.message)];
    throw error;
  }
}

/** The constants that an assumption speaks of, with their values: `N = 1`. */
function constantsIn(condition: Expr, { model, constants }: Program): readonly string[] {
  const used = new Set<number>();
  eachExpr(condition, (expr) => {
    if (expr.kind === "constant") used.add(expr.index);
  });
  return [...used].map(
    (index) => `\`${present(model.constants[index]).name} = ${datumText(toDatum(present(constants[index])))}\``,
  );
}
