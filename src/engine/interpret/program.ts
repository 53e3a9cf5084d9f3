import type { Model, Process } from "../../model/ir.js";
import { elementsOf } from "../values/order.js";
import type { Program } from "../values/program.js";
import { asSet, present, product, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";

/**
 * Evaluates what depends on constants alone. Throws an `EvaluationFault` where that has no value. `given`: constants, by
 * name, whose values are known.
 */
export function programOf(model: Model, given: ReadonlyMap<string, Value> = new Map()): Program {
  const constants: Value[] = [];
  const unready: Program = { model, constants, members: [], labels: [] };
  const frame = new Frame(unready, [], newEnvironment(unready));
  for (const { name, value } of model.constants) constants.push(given.get(name) ?? evaluate(value, frame));
  return {
    model,
    constants,
    members: model.processes.map(({ set }) =>
      set === undefined ? [undefined] : elementsOf(asSet(evaluate(set, frame))),
    ),
    labels: model.processes.map((process) => labelsOf(process, model)),
  };
}

function labelsOf(process: Process, model: Model): readonly Value[] {
  const { type } = present(model.variables[process.pc]);
  const place = type.kind === "function" ? type.value : type;
  return process.labels.map((_, index) => product(place, index, []));
}
