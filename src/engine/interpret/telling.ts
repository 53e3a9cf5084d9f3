import type { Binder, Expr, Template } from "../../model/ir.js";
import { eachExpr } from "../../model/visit.js";
import type { Datum } from "../datum.js";
import type { MessageEvent, TraceStep } from "../result.js";
import { EvaluationFault } from "../system.js";
import { datumText } from "../text.js";
import { toDatum } from "../values/data.js";
import { present, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { type Event, type Frame, Unbound } from "./frame.js";
import { matches } from "./patterns.js";
import type { Origin } from "./stepping.js";
import { labelIn } from "./steps.js";
import type { Running } from "./ways.js";

/** Tells a way through a step from the frame at its end, or (`complete` false) from where its last choice stood. */
export function toldStep(origin: Origin, frame: Frame, running: Running | undefined, complete: boolean): TraceStep {
  const { model } = frame.program;
  const events = frame.trail ?? [];
  const trail = {
    bindings: namedOn(events),
    messages: events.flatMap((event) => messageEvent(event, frame)),
  };
  const values = events.flatMap((event) => (event.kind === "argument" ? [event.value] : []));
  const says = (template: Template | undefined, binders: readonly Binder[]): string | undefined =>
    template && complete ? saying(template, binders, values, running, frame) : undefined;
  const nowhere = { from: undefined, to: undefined };
  switch (origin.stepper.kind) {
    case "action": {
      const { name, doc, parameters, says: template } = present(model.actions[origin.stepper.action]);
      return {
        kind: "action",
        name,
        arguments: values.map(toDatum),
        ...nowhere,
        says: says(template, parameters),
        doc,
        ...trail,
      };
    }
    case "process": {
      const process = present(model.processes[origin.stepper.process]);
      const { name: from, says: template } = present(process.labels[origin.label]);
      const to = complete ? present(process.labels[labelIn(frame, process.pc, running?.instance)]).name : undefined;
      const { name, doc } = process;
      return { kind: "label", name, arguments: values.map(toDatum), from, to, says: says(template, []), doc, ...trail };
    }
    case "lose": {
      const { name } = present(model.channels[origin.stepper.channel]);
      const keys = trail.messages.flatMap(({ key }): readonly Datum[] => (key === undefined ? [] : [key]));
      return { kind: "lose", name, arguments: keys, ...nowhere, says: undefined, doc: undefined, ...trail };
    }
  }
}

/** What was named on a way, in order. */
export function namedOn(trail: readonly Event[]): TraceStep["bindings"] {
  return trail.flatMap((event) =>
    event.kind === "name" ? [{ name: event.binding.name, value: toDatum(event.value) }] : [],
  );
}

function messageEvent(event: Event, frame: Frame): readonly MessageEvent[] {
  if (event.kind === "argument" || event.kind === "name") return [];
  const channel = present(frame.program.model.channels[event.channel]).name;
  const key = event.key === undefined ? undefined : toDatum(event.key);
  return [{ kind: event.kind, channel, key, message: toDatum(event.message) }];
}

/** A `says` in the state after the step, with the parameters and the names that this way bound, and no others. */
function saying(
  template: Template,
  binders: readonly Binder[],
  parameters: readonly Value[],
  running: Running | undefined,
  frame: Frame,
): string {
  const after = frame.blank();
  const patterns = binders.flatMap((binder) => binder.patterns);
  for (const [at, pattern] of patterns.entries()) matches(pattern, present(parameters[at]), after);
  if (running?.process.parameter && running.instance !== undefined) {
    after.bind(running.process.parameter, running.instance);
  }
  const named = (frame.trail ?? []).filter((event) => event.kind === "name");
  for (const { binding, value } of named) after.bind(binding, value);
  for (const part of template.parts) if (typeof part !== "string") bindNamesakes(part, named, after);
  return sentence(template, after);
}

/** A sentence with the values that its expressions have; one that cannot be evaluated says why. */
export function sentence(template: Template, frame: Frame): string {
  return template.parts.map((part) => (typeof part === "string" ? part : valueIn(part, frame))).join("");
}

/**
 * A sentence speaks of a name, and every branch of its step may bind one of that name: it means the one on this way. Of
 * another type it can be told, and not computed with.
 */
function bindNamesakes(part: Expr, named: readonly Extract<Event, { kind: "name" }>[], frame: Frame): void {
  eachExpr(part, (expr) => {
    if (expr.kind !== "binding" || frame.environment[expr.binding.number] !== undefined) return;
    const { name, type } = expr.binding;
    const namesake = named.findLast(({ binding }) => binding.name === name && (expr === part || binding.type === type));
    if (namesake !== undefined) frame.bind(expr.binding, namesake.value);
  });
}

/** The text of a value; of a name that this way has not bound, the name. */
function valueIn(part: Expr, frame: Frame): string {
  try {
    return datumText(toDatum(evaluate(part, frame)));
  } catch (error) {
    if (error instanceof Unbound) return `{${frame.text(part.span)}}`;
    if (error instanceof EvaluationFault) return `(${error.fault.message})`;
    throw error;
  }
}
