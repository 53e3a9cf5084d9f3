import type { StepReference } from "../../model/ir.js";
import { asFunction, asProduct, present, same, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import type { Frame } from "./frame.js";
import { choose } from "./sets.js";
import { run } from "./statements.js";
import { attempt, barred, type Running, type Ways } from "./ways.js";

/** Arguments that a step is asked for, by position; where undefined, any. */
export type Wanted = readonly (Value | undefined)[];

/** The ways through an action for each choice of its parameters, in canonical order. */
export function actionWays(index: number, frame: Frame, ways: Ways, wanted: Wanted = []): boolean {
  const { parameters, body, span } = present(frame.program.model.actions[index]);
  let chosen = false;
  return attempt(frame, ways, () => {
    const goesOn = choose(
      parameters,
      frame,
      (values) => {
        chosen = true;
        ways.tried();
        const acting = frame.recording(...values.map((value) => ({ kind: "argument" as const, value })));
        return attempt(acting, ways, () => run(body, acting, ways, ways.end));
      },
      wanted,
      (alternative) => attempt(frame, ways, alternative),
    );
    return chosen || !goesOn ? goesOn : barred({ kind: "parameters", binders: parameters, span }, frame, ways);
  });
}

/**
 * The ways from the label where it is, for each member of the process in canonical order. `waysAt` gives what receives
 * those from a label. A process that is done has none.
 */
export function processWays(
  index: number,
  frame: Frame,
  waysAt: (label: number, running: Running) => Ways,
  wanted: Wanted = [],
): boolean {
  const process = present(frame.program.model.processes[index]);
  const labels = present(frame.program.labels[index]);
  return present(frame.program.members[index]).every((instance) => {
    const [only] = wanted;
    if (instance !== undefined && only !== undefined && !same(instance, only)) return true;
    const label = labelIn(frame, process.pc, instance);
    if (label === labels.length - 1) return true;
    const ways = waysAt(label, { process, labels, instance });
    if (instance !== undefined && process.parameter !== undefined) frame.bind(process.parameter, instance);
    const acting = instance === undefined ? frame : frame.recording({ kind: "argument", value: instance });
    ways.tried();
    return attempt(acting, ways, () => run(present(process.labels[label]).body, acting, ways, ways.end));
  });
}

/** The label (an index) at which a member of a process is. */
export function labelIn(frame: Frame, pc: number, instance: Value | undefined): number {
  const places = frame.value(pc);
  return asProduct(instance === undefined ? places : present(asFunction(places).get(instance))).shape.index;
}

/** Is a step possible in the frame's state? A way that meets an error is none. */
export function isEnabled(step: StepReference, frame: Frame): boolean {
  const wanted = step.arguments.map((argument) => (argument === undefined ? undefined : evaluate(argument, frame)));
  let found = false;
  const ways: Omit<Ways, "running"> = {
    tried: () => {},
    end: () => {
      found = true;
      return false;
    },
    fault: () => true,
  };
  if (step.kind === "action") actionWays(step.index, frame.blank(), { ...ways, running: undefined }, wanted);
  else processWays(step.index, frame.blank(), (_, running) => ({ ...ways, running }), wanted);
  return found;
}
