import type { Binding, Expr, Type } from "../../../model/ir.js";
import { valuesOf } from "../../values/domain.js";
import { present, same, type Value } from "../../values/value.js";
import { FAULT } from "../abi.js";
import { rowOf } from "../encoding.js";
import { forgetAll } from "../heap/build.js";
import { locating } from "../unsupported.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { restore } from "./collapse.js";
import { evaluate } from "./expressions.js";
import { variablePlace } from "./located.js";
import { element, read } from "./places.js";
import { Routine } from "./routine.js";
import type { Unit } from "./unit.js";

/** What evaluating predicates needs to know, as addresses. */
export interface Judging {
  readonly unit: Unit;
  /** Where the state is put that is judged: `expand` may be under way. */
  readonly frame: number;
  /** Undefined: nobody counts. */
  readonly counting: Routine["counting"];
  /** A byte for each invariant, then each reachable. */
  readonly undecided: number;
  /** Two words for each constraint: see `Written`. */
  readonly excluded: number;
}

/** What a predicate is evaluated in; of a step: the address of the state after it. */
export interface Predicated extends Pick<Judging, "unit" | "frame" | "counting"> {
  readonly next?: number | undefined;
}

/** A name of which the value is known. */
export interface Known {
  readonly binding: Binding;
  readonly type: Type;
  readonly value: Value;
}

/** Indices into `Model.claims`. */
export interface Judged {
  readonly invariants: readonly number[];
  readonly reachables: readonly number[];
}

/** `judge(state, number)`: tells what is wrong or wanted; is the state inside all constraints? */
export function judge(judged: Judged, judging: Judging): Defined {
  const { unit, undecided } = judging;
  const claims = [...judged.invariants, ...judged.reachables];
  const truths = claims.map((claim) => truth(present(present(unit.model.claims[claim]).predicate), judging));
  const constraints = unit.model.constraints.map(({ predicate }) => truth(predicate, judging));
  const defined = unit.function(["i32", "i32"], ["i32"]);
  const { code } = defined;
  const [state, number] = code.parameters;
  const r = new Routine(unit, code, undefined);
  restore(present(state), judging.frame, r);
  const found = code.local("i32");
  const inside = code.local("i32");
  const told = (kind: number, index: number): void => {
    code.i32(kind).i32(index).get(found).get(present(number)).call(unit.hearer.verdict);
  };
  truths.forEach((each, at) => {
    const invariant = at < judged.invariants.length;
    code
      .i32(undecided + at)
      .memory("i32.load8_u")
      .if("none", () => {
        code
          .call(each)
          .tee(found)
          .i32(invariant ? 1 : 0)
          .op("i32.ne");
        code.if("none", () => told(invariant ? 0 : 1, invariant ? at : at - judged.invariants.length));
      });
  });
  code.i32(1).set(inside);
  constraints.forEach((each, at) => {
    code
      .call(each)
      .tee(found)
      .i32(1)
      .op("i32.ne")
      .if("none", () => {
        exclude(judging.excluded + 8 * at, present(number), code);
        code
          .get(found)
          .i32(FAULT)
          .op("i32.ge_u")
          .if("none", () => told(2, at));
        code.i32(0).set(inside);
      });
  });
  code.get(inside);
  return defined;
}

/** Counts a state, at an address, that a constraint does not admit. */
function exclude(at: number, number: Local, code: Code): void {
  code.i32(at).i32(at).memory("i32.load").i32(1).op("i32.add").memory("i32.store");
  code.i32(at).get(number).i32(at).memory("i32.load", 4);
  code.get(number).i32(at).memory("i32.load", 4).op("i32.lt_u", "select").memory("i32.store", 4);
}

/** A function that evaluates a predicate of the state in the frame, or of a step from there: its truth. It is not counted what it meets unless there is somewhere to. */
export function truth(
  predicate: Expr,
  { unit, frame, next, counting }: Predicated,
  names: readonly Known[] = [],
): Defined {
  const defined = unit.function([], ["i32"]);
  const { code } = defined;
  const r = new Routine(unit, code, counting);
  r.frame = frame;
  r.next = next;
  for (const { binding, type, value } of names) r.bindKnown(binding, type, value);
  code.block("none", (fault) => {
    r.catching(fault, () => locating(predicate.span, () => evaluate(predicate, r)));
    code.op("return");
  });
  if (unit.heap.functions !== undefined) forgetAll(r);
  code.get(r.faulted).i32(FAULT).op("i32.add");
  return defined;
}

/** `mayEnd(state)`: does the spec have processes and are all at `done`, or is `done when` true? */
export function mayEnd(judging: Judging): Defined {
  const { unit, frame } = judging;
  const { processes, done } = unit.model;
  const predicate = done && truth(done, judging);
  const defined = unit.function(["i32"], ["i32"]);
  const { code } = defined;
  const r = new Routine(unit, code, undefined);
  restore(present(code.parameters[0]), frame, r);
  r.frame = frame;
  if (processes.length > 0) {
    code.i32(1);
    processes.forEach((_, index) => {
      allDone(index, r);
      code.op("i32.and");
    });
    code.if("none", () => code.i32(1).op("return"));
  }
  if (predicate === undefined) code.i32(0);
  else code.call(predicate);
  return defined;
}

function allDone(index: number, r: Routine): void {
  const { code, unit } = r;
  const { pc, labels } = present(unit.model.processes[index]);
  const place = variablePlace(pc, r);
  code.i32(1);
  for (const member of present(unit.program.members[index])) {
    const { type } = place;
    if (member === undefined || type.kind !== "function") read(place, r);
    else {
      const at = valuesOf(type.key).findIndex((key) => same(key, member));
      read(element(place, rowOf(type), at, r), r);
    }
    code.i64(labels.length - 1).op("i64.eq", "i32.and");
  }
}
