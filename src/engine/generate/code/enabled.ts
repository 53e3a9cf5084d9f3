import type { ExprNode, StepReference, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import type { Defined } from "../wasm/module.js";
import { evaluate } from "./expressions.js";
import { known } from "./literals.js";
import { Routine, stackType } from "./routine.js";
import { action, atLabels, type Stepping, stepOf } from "./steps.js";
import { BOOL } from "./types.js";
import { whereWanted } from "./walks.js";

/*
 * `enabled A(e, _)`: the ways of the step are gone by functions of their own, which answer 1 at the end of the first one.
 * A way that meets an error is none. Only predicates ask, one after another, so that one family of frames does for all.
 */

/** Is a step possible in the state? Leaves the answer on the stack. */
export function enabled({ step }: ExprNode<"enabled">, r: Routine): Type {
  const { code, unit } = r;
  const wanted = step.arguments.map((argument) => {
    const type = argument && evaluate(argument, r);
    return type && { type, local: r.keep(type) };
  });
  const asked = probe(
    step,
    wanted.map((each) => each?.type),
    r,
  );
  r.copyState(r.frame, unit.asking.at(0));
  const call = (): void => {
    for (const each of wanted) if (each !== undefined) code.get(each.local);
    code.call(asked);
  };
  if (unit.heap.functions === undefined) {
    call();
    return BOOL;
  }
  // An error in the midst of building a value leaves what was built so far.
  const top = r.local("i32");
  code.i32(unit.heap.top).memory("i32.load").set(top);
  call();
  code.i32(unit.heap.top).get(top).memory("i32.store");
  return BOOL;
}

function probe(step: StepReference, wanted: readonly (Type | undefined)[], { unit }: Routine): Defined {
  const stepping: Stepping = { unit, frames: unit.asking, tried: undefined };
  if (step.kind === "action") return action(step.index, 0, stepping, wanted);
  return someMember(step.index, stepping, wanted[0]);
}

/** A function that goes the ways of a process: of the member that is wanted, if any is. */
function someMember(index: number, stepping: Stepping, wanted: Type | undefined): Defined {
  const { unit, frames } = stepping;
  const steps = atLabels(index, 0, stepping, undefined);
  const { type: places } = unit.slot(present(unit.model.processes[index]).pc);
  const defined = unit.function(wanted === undefined ? [] : [stackType(wanted)], ["i32"]);
  const { code } = defined;
  const r = new Routine(unit, code, undefined, frames);
  r.frame = frames.at(0);
  const [given] = code.parameters;
  const goes = (member: Parameters<typeof stepOf>[0]): void =>
    stepOf(member, index, steps, member !== undefined, r, () => code.i32(1).op("return"));
  for (const member of present(unit.program.members[index])) {
    if (member === undefined || places.kind !== "function" || wanted === undefined || given === undefined) {
      goes(member);
      continue;
    }
    known(member, places.key, r);
    const one = { type: places.key, local: r.keep(places.key) };
    whereWanted({ type: wanted, local: given }, one, r, () => goes(member));
  }
  code.i32(0);
  return defined;
}
