import { Map as ImmutableMap } from "immutable";
import type { Initialisation, Type } from "../../model/ir.js";
import { LARGEST_SET, sizeOf } from "../values/domain.js";
import type { Program } from "../values/program.js";
import { asFunction, present, type Value } from "../values/value.js";
import { emptyMailboxes } from "./channels.js";
import { evaluate } from "./expressions.js";
import { tooLarge } from "./faults.js";
import { type Event, Frame, newEnvironment } from "./frame.js";
import { type Elements, each, elementsIn, valuesIn } from "./sets.js";
import { run } from "./statements.js";
import { attempt, barred, type Ways } from "./ways.js";

/** The ways to an initial state: first values chosen variable by variable, the last fastest, then `init`. `trail`: see `Frame`. */
export function initialWays(program: Program, ways: Ways, trail?: readonly Event[]): boolean {
  const { model } = program;
  const { initialisations } = model;
  const fromInitialisation = (at: number, frame: Frame): boolean => {
    const initialisation = initialisations[at];
    if (initialisation === undefined) return run(model.init, frame, ways, ways.end);
    let chosen = false;
    const goesOn = eachFirst(initialisation, frame, (value) => {
      chosen = true;
      const next = frame.assigning(initialisation.slot, value);
      return attempt(next, ways, () => fromInitialisation(at + 1, next));
    });
    if (chosen || !goesOn) return goesOn;
    return barred({ kind: "first value", initialisation, span: initialisation.span }, frame, ways);
  };
  const blank = new Frame(
    program,
    model.variables.map(() => null),
    newEnvironment(program),
    undefined,
    undefined,
    trail,
  );
  return attempt(blank, ways, () => fromInitialisation(0, placed(blank)));
}

/** Mailboxes empty, processes at their first labels. */
function placed(blank: Frame): Frame {
  const { model, members, labels } = blank.program;
  let frame = blank;
  for (const channel of model.channels) {
    if (channel.key && sizeOf(channel.key) > LARGEST_SET) {
      throw tooLarge(present(model.variables[channel.slot]).span, frame);
    }
    frame = frame.assigning(channel.slot, emptyMailboxes(channel));
  }
  model.processes.forEach(({ parameter, pc }, index) => {
    const first = present(present(labels[index])[0]);
    const all = present(members[index]).flatMap((member) => (member === undefined ? [] : [member]));
    frame = frame.assigning(pc, parameter ? ImmutableMap(all.map((member) => [member, first])) : first);
  });
  return frame;
}

/** First values of a whole slot: of a local for all members, each member's chosen by itself, the last fastest. */
function eachFirst(initialisation: Initialisation, frame: Frame, visit: (value: Value) => boolean): boolean {
  const { slot, parameter } = initialisation;
  const { type, role } = present(frame.program.model.variables[slot]);
  if (parameter === undefined || role.kind !== "local" || type.kind !== "function") {
    return each(firstValues(initialisation, type, frame), visit);
  }
  const members = present(frame.program.members[role.process]);
  const fromMember = (at: number, table: Value): boolean => {
    const member = members[at];
    if (member === undefined) return visit(table);
    frame.bind(parameter, member);
    return each(firstValues(initialisation, type.value, frame), (value) =>
      fromMember(at + 1, asFunction(table).set(member, value)),
    );
  };
  return fromMember(0, ImmutableMap<Value, Value>());
}

function firstValues({ initial, span }: Initialisation, type: Type, frame: Frame): Elements {
  switch (initial.kind) {
    case "value":
      return [evaluate(initial.value, frame)];
    case "in":
      return elementsIn(initial.set, frame);
    case "any": {
      const elements = valuesIn(type);
      if (elements === undefined) throw tooLarge(span, frame);
      return elements;
    }
  }
}
