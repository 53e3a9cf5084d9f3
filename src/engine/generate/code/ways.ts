import type { Process } from "../../../model/ir.js";
import { forgetAll } from "../heap/build.js";
import type { Label } from "../wasm/code.js";
import { packed } from "./collapse.js";
import { noteMove } from "./moves.js";
import type { Routine } from "./routine.js";

/*
 * Ways through a step, written out in the order in which the reference engine takes them. A state in the making stands in
 * a frame; each alternative of a choice works on a copy in the next frame, so that going back to the choice needs nothing.
 * A function that writes ways has the result 1 when the receiver wants to stop, else 0.
 */
export interface Way {
  /** -1: ways to an initial state. Undefined: nobody is told of the ways, but the first one stops the function. */
  readonly transition: number | undefined;
  /** Where to go when the way has ended, or is not possible. */
  readonly next: Label;
  /** Whose step it is; its parameter is a bound name. */
  readonly running: Process | undefined;
}

/** Writes one alternative of a choice: an error in it is told, and ends it alone. */
export function alternative(r: Routine, way: Omit<Way, "next">, body: (way: Way) => void): void {
  const { code, unit } = r;
  code.block("none", (next) => {
    code.block("none", (fault) => {
      r.catching(fault, () => r.scoped(() => body({ ...way, next })));
      code.br(next);
    });
    if (way.transition === undefined) return;
    if (unit.heap.functions !== undefined) forgetAll(r);
    code.i32(way.transition).get(r.faulted).call(unit.hearer.fault);
    stopIf(r);
  });
}

/** Stops the function if the number on the stack is not 0. */
export function stopIf(r: Routine): void {
  r.code.if("none", () => r.code.i32(1).op("return"));
}

/** The body works on a copy of the state: it is made when `Routine.own` is called before the first change. */
export function onCopy(r: Routine, body: () => void): void {
  const { frame, depth, live, copy } = r;
  const before = live?.length;
  r.depth = depth + 1;
  r.copy = r.frames.at(r.depth);
  live?.push({ address: frame, bytes: r.frames.bytes });
  body();
  if (live !== undefined && before !== undefined) live.length = before;
  r.depth = depth;
  r.frame = frame;
  r.copy = copy;
}

/** The way ran to its end. */
export function end(r: Routine, { transition, next }: Way): void {
  if (transition === undefined) {
    r.code.i32(1).op("return");
    return;
  }
  if (transition >= 0) r.unit.profiling?.taken(r.code, transition);
  if (r.unit.exchange !== undefined && transition >= 0) noteMove(r, transition);
  packed(r, transition < 0);
  r.code.i32(transition).call(r.unit.hearer.emit);
  stopIf(r);
  r.code.br(next);
}
