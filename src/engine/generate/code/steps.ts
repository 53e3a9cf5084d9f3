import type { Channel, Process, Type } from "../../../model/ir.js";
import { sizeOf, valuesOf } from "../../values/domain.js";
import { present, same, type Value } from "../../values/value.js";
import { rowOf } from "../encoding.js";
import { comesAfter, differs } from "../heap/compare.js";
import type { Label, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import type { Actors } from "./actors.js";
import { type Sleeper, Sleeping } from "./asleep.js";
import { mailboxAt, remove, whereNew } from "./channels.js";
import { restoreSource } from "./collapse.js";
import { eachIndex } from "./convert.js";
import { known } from "./literals.js";
import { variablePlace } from "./located.js";
import { element, read } from "./places.js";
import { Routine, stackType } from "./routine.js";
import type { Sleepers } from "./sleepers.js";
import { chooseWays, run } from "./statements.js";
import { kindOf } from "./typing.js";
import type { Frames, Unit } from "./unit.js";
import type { View } from "./views.js";
import type { Chosen } from "./walks.js";
import { alternative, end, onCopy, type Way } from "./ways.js";

/** What functions that tell ways count into. */
export interface Stepping {
  readonly unit: Unit;
  readonly frames: Frames;
  /** The address of a counter for each transition. Undefined: `enabled` asks whether there is a way, and tells of none. */
  readonly tried: number | undefined;
  /** Is it asked who takes a step? */
  readonly actors?: Actors | undefined;
  /** Who sleeps, where the hearer allows it. */
  readonly sleepers?: Sleepers | undefined;
}

/** `expand(state)`: all ways out of a state in their fixed order. */
export function expand(stepping: Stepping): Defined {
  const { unit } = stepping;
  const { model } = unit;
  const steppers: Telling[] = [];
  let transition = 0;
  for (const [index, stepper] of model.steppers.entries()) {
    switch (stepper.kind) {
      case "action":
        steppers.push(calling(action(stepper.action, transition, stepping, []), index, transition));
        transition += 1;
        break;
      case "process":
        steppers.push(process(index, stepper.process, transition, stepping));
        transition += present(model.processes[stepper.process]).labels.length - 1;
        break;
      case "lose":
        steppers.push(calling(lose(present(model.channels[stepper.channel]), transition, stepping), index, transition));
        transition += 1;
    }
  }
  const defined = unit.function(["i32"], []);
  const { code } = defined;
  const r = new Routine(unit, code, undefined);
  restoreSource(present(code.parameters[0]), r);
  unit.profiling?.state(code);
  const { asleep } = unit.hearer;
  const { sleepers } = stepping;
  const sleeping = asleep && sleepers && new Sleeping(unit, code, sleepers, asleep);
  for (const each of steppers) each(r, sleeping);
  return defined;
}

/** Tells the ways of a stepper. */
type Telling = (r: Routine, sleeping: Sleeping | undefined) => void;

function calling(stepper: Defined, index: number, transition: number): Telling {
  return (r, sleeping) => {
    const { code } = r;
    const sleeper = sleeping?.sleeper(index, 0);
    const call = (): void => timed(r, transition, () => code.call(stepper));
    const tell = (): void => stopping(r, transition, sleeper, call, () => code.op("return"));
    if (sleeper === undefined) tell();
    else sleeper.unlessAsleep(code, { first: transition, count: 1, label: () => code.i32(0) }, tell);
  };
}

/** The body goes ways of a transition, and leaves whether to stop; `stop` does. */
function stopping(
  r: Routine,
  transition: number | undefined,
  sleeper: Sleeper | undefined,
  body: () => void,
  stop: () => void,
): void {
  const whole = (): void => {
    body();
    r.code.if("none", stop);
  };
  if (sleeper === undefined || transition === undefined) whole();
  else sleeper.awake(r.code, transition, whole);
}

/** The body goes ways of a transition, and leaves one number. */
function timed({ code, unit: { profiling } }: Routine, transition: number | undefined, body: () => void): void {
  if (profiling === undefined || transition === undefined) body();
  else profiling.timed(code, transition, body);
}

/** A routine that works on the state in the first frame. */
function routine({ unit, frames }: Stepping, defined: Defined): Routine {
  const r = new Routine(unit, defined.code, undefined, frames);
  r.frame = frames.at(0);
  return r;
}

function counted(transition: number, { tried }: Stepping, r: Routine): void {
  if (tried === undefined) return;
  r.count(tried + transition * 4);
  r.unit.profiling?.tried(r.code, transition);
}

function wayOf(transition: number, { tried }: Stepping, running: Process | undefined): Omit<Way, "next"> {
  return { transition: tried === undefined ? undefined : transition, running };
}

/** A function that goes the ways of an action. Its parameters are the arguments that are wanted, of these types. */
export function action(
  index: number,
  transition: number,
  stepping: Stepping,
  wanted: readonly (Type | undefined)[],
): Defined {
  const { unit } = stepping;
  const { parameters, body } = present(unit.model.actions[index]);
  const types = wanted.filter((type) => type !== undefined);
  const defined = unit.function(types.map(stackType), ["i32"]);
  const r = routine(stepping, defined);
  const given = wanted.map((type, at) => {
    const before = wanted.slice(0, at).filter((each) => each !== undefined).length;
    return type && { type, local: present(defined.code.parameters[before]) };
  });
  const visit = (way: Way, chosen: readonly Chosen[]): void => {
    counted(transition, stepping, r);
    stepping.actors?.action(index, chosen, r);
    onCopy(r, () => run(body, r, way, end));
  };
  alternative(r, wayOf(transition, stepping, undefined), (way) => chooseWays(parameters, r, way, visit, given));
  r.code.i32(0);
  return defined;
}

/** So many functions are written for labels at most, each with its member known; else one for all members. */
const MOST_FUNCTIONS = 200;

/** The members one after another, each by the label where it is. */
function process(stepper: number, index: number, transition: number, stepping: Stepping): Telling {
  const { unit, frames } = stepping;
  const { labels } = present(unit.model.processes[index]);
  const members = present(unit.program.members[index]);
  const at = (member: Value | undefined): readonly FromLabel[] => atLabels(index, transition, stepping, member);
  const shared = members.length * labels.length > MOST_FUNCTIONS ? at(undefined) : undefined;
  const functions = members.map((member) => shared ?? at(member));
  return (r, sleeping) => {
    r.frame = frames.at(0);
    members.forEach((member, number) => {
      stepping.actors?.member(index, r);
      const sleeper = sleeping?.sleeper(stepper, number);
      stepOf(member, index, present(functions[number]), shared !== undefined, r, () => r.code.op("return"), sleeper);
    });
  };
}

/** A function that goes the ways from a label; which transition that is, if it is taken. */
interface FromLabel {
  readonly defined: Defined;
  readonly transition: number | undefined;
}

/** The ways from each label: of one member, or of the one that is handed over. */
export function atLabels(
  index: number,
  transition: number,
  stepping: Stepping,
  member: Value | undefined,
): readonly FromLabel[] {
  const { labels } = present(stepping.unit.model.processes[index]);
  return labels.slice(0, -1).map((_, label) => ({
    defined: atLabel(index, label, transition + label, stepping, member),
    transition: stepping.tried === undefined ? undefined : transition + label,
  }));
}

/** Calls the function for the label where the member is; `stop` where that wants to stop. */
export function stepOf(
  member: Value | undefined,
  index: number,
  functions: readonly FromLabel[],
  shared: boolean,
  r: Routine,
  stop: () => void,
  sleeper?: Sleeper | undefined,
): void {
  const { code, unit } = r;
  const { pc } = present(unit.model.processes[index]);
  let place = variablePlace(pc, r);
  const keys = place.type.kind === "function" ? place.type.key : undefined;
  if (member !== undefined && keys !== undefined) {
    const at = valuesOf(keys).findIndex((key) => same(key, member));
    place = element(place, rowOf(kindOf(place.type, "function")), at, r);
  }
  const label = (): void => {
    read(place, r);
    code.op("i32.wrap_i64");
  };
  const tell = (): void => {
    code.block("none", (done) => {
      const from = (number: number, targets: readonly Label[]): void => {
        const step = functions[number];
        if (step === undefined) {
          label();
          code.brTable(targets, done);
          return;
        }
        code.block("none", (here) => from(number + 1, [...targets, here]));
        const call = (): void => {
          if (shared && member !== undefined && keys !== undefined) known(member, keys, r);
          code.call(step.defined);
        };
        stopping(r, step.transition, sleeper, () => timed(r, step.transition, call), stop);
        code.br(done);
      };
      from(0, []);
    });
  };
  const first = functions[0]?.transition;
  if (sleeper === undefined || first === undefined) tell();
  else sleeper.unlessAsleep(code, { first, count: functions.length, label }, tell);
}

/** The ways from a label. Of a process with a parameter: for the member, or for the one that is handed over. */
function atLabel(
  index: number,
  label: number,
  transition: number,
  stepping: Stepping,
  member: Value | undefined,
): Defined {
  const { unit } = stepping;
  const process = present(unit.model.processes[index]);
  const { parameter } = process;
  const { type } = unit.slot(process.pc);
  const keys = type.kind === "function" ? type.key : undefined;
  const defined = unit.function(keys === undefined || member !== undefined ? [] : [stackType(keys)], ["i32"]);
  const r = routine(stepping, defined);
  if (parameter !== undefined && keys !== undefined) {
    if (member !== undefined) r.bindKnown(parameter, keys, member);
    else r.bind(parameter, keys, present(defined.code.parameters[0]));
  }
  counted(transition, stepping, r);
  alternative(r, wayOf(transition, stepping, process), (way) =>
    onCopy(r, () => run(present(process.labels[label]).body, r, way, end)),
  );
  r.code.i32(0);
  return defined;
}

/** One way for each mailbox and each distinct message, by message, then by place. */
function lose(channel: Channel, transition: number, stepping: Stepping): Defined {
  const { unit } = stepping;
  const defined = unit.function([], ["i32"]);
  const r = routine(stepping, defined);
  const { code } = r;
  stepping.actors?.nobody(r);
  const { type } = unit.slot(channel.slot);
  const way = wayOf(transition, stepping, undefined);
  const from = (index: Local | undefined): void => {
    const mailbox = mailboxAt(channel, index, r);
    const lost = (at: Local): void =>
      alternative(r, way, (inner) => {
        counted(transition, stepping, r);
        onCopy(r, () => {
          r.own();
          remove(mailboxAt(channel, index, r), at, r);
          end(r, inner);
        });
      });
    if (channel.fifo) eachByMessage(mailbox, r, lost);
    else eachIndex(mailbox.length, r, (at) => whereNew(mailbox, at, r, () => lost(at)));
  };
  if (type.kind === "function") eachIndex(sizeOf(type.key), r, from);
  else from(undefined);
  code.i32(0);
  return defined;
}

/** Calls the body for each index whose message differs from the one before it, by message, then by index. */
function eachByMessage(mailbox: View, r: Routine, body: (at: Local) => void): void {
  const { code } = r;
  const [last, best] = [r.local("i32"), r.local("i32")];
  code.i32(-1).set(last);
  code.loop("none", (again) => {
    code.i32(-1).set(best);
    eachIndex(mailbox.length, r, (at) =>
      whereNew(mailbox, at, r, () => {
        isNone(last, r);
        code.if(
          "i32",
          () => code.i32(1),
          () => follows(mailbox, at, last, r),
        );
        isNone(best, r);
        code.if(
          "i32",
          () => code.i32(1),
          () => comesAfter(mailbox.element(best), mailbox.element(at), r),
        );
        code.op("i32.and").if("none", () => code.get(at).set(best));
      }),
    );
    isNone(best, r);
    code.op("i32.eqz").if("none", () => {
      code.get(best).set(last);
      body(best);
      code.br(again);
    });
  });
}

function isNone(at: Local, r: Routine): void {
  r.code.get(at).i32(-1).op("i32.eq");
}

/** Does a message come after another one, or later and is equal? */
function follows(mailbox: View, at: Local, other: Local, r: Routine): void {
  const { code } = r;
  comesAfter(mailbox.element(at), mailbox.element(other), r);
  code.get(at).get(other).op("i32.gt_u");
  differs(mailbox.element(at), mailbox.element(other), r);
  code.op("i32.eqz", "i32.and", "i32.or");
}
