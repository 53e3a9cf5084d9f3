import type { Model, Stepper } from "../../model/ir.js";
import type { Fault, Transition } from "../system.js";
import { present } from "../values/value.js";
import { lose } from "./channels.js";
import type { Frame } from "./frame.js";
import { actionWays, processWays } from "./steps.js";
import type { Barrier, Running, Ways } from "./ways.js";

/** Receives the ways out of a state, each with the transition (an index) that it is one of. */
export interface Receiver {
  tried(transition: number): void;
  end(frame: Frame, transition: number, running: Running | undefined): boolean;
  fault(fault: Fault, frame: Frame, transition: number, running: Running | undefined): boolean;
  barred?(barrier: Barrier, frame: Frame, transition: number, running: Running | undefined): boolean;
}

/** What a transition is one of. `label`: for a process. */
export interface Origin {
  readonly stepper: Stepper;
  readonly label: number;
  readonly transition: Transition;
}

/** The transitions of a model: an action one, a process one for each label but `done`, a lossy channel one. */
export function originsOf(model: Model): readonly Origin[] {
  return model.steppers.flatMap((stepper) => originsOfStepper(stepper, model));
}

function originsOfStepper(stepper: Stepper, model: Model): readonly Origin[] {
  switch (stepper.kind) {
    case "action": {
      const { name, span } = present(model.actions[stepper.action]);
      return [{ stepper, label: 0, transition: { kind: "action", name, span } }];
    }
    case "process": {
      const { name, labels } = present(model.processes[stepper.process]);
      return labels.slice(0, -1).map((at, label) => ({
        stepper,
        label,
        transition: { kind: "label", name: `${name}.${at.name}`, span: at.span },
      }));
    }
    case "lose": {
      const { name, slot } = present(model.channels[stepper.channel]);
      const { span } = present(model.variables[slot]);
      return [{ stepper, label: 0, transition: { kind: "lose", name: `lose ${name}`, span } }];
    }
  }
}

/** All ways out of a state in their fixed order. */
export function eachWay(model: Model, frame: Frame, receiver: Receiver): void {
  let first = 0;
  for (const stepper of model.steppers) {
    const base = first;
    const waysAt = (label: number, running: Running | undefined): Ways => ({
      running,
      tried: () => receiver.tried(base + label),
      end: (after) => receiver.end(after, base + label, running),
      fault: (fault, at) => receiver.fault(fault, at, base + label, running),
      barred: receiver.barred && ((barrier, at) => receiver.barred?.(barrier, at, base + label, running) !== false),
    });
    switch (stepper.kind) {
      case "action":
        if (!actionWays(stepper.action, frame, waysAt(0, undefined))) return;
        first += 1;
        break;
      case "process":
        if (!processWays(stepper.process, frame, waysAt)) return;
        first += present(model.processes[stepper.process]).labels.length - 1;
        break;
      case "lose":
        if (!lose(stepper.channel, frame, waysAt(0, undefined))) return;
        first += 1;
        break;
    }
  }
}
