import { present } from "../../values/value.js";
import type { Defined } from "../wasm/module.js";
import type { Routine } from "./routine.js";
import type { Unit } from "./unit.js";

/*
 * Where states stand for their orbits, a step may lead to another state of the same orbit: its transition changes something all the
 * same.
 */

/** Writes what notes, of the way that has come to its end in the routine's frame, that it leads to another state. */
export function noteMove({ code, unit, frame }: Routine, transition: number): void {
  if (frame === unit.frames.at(0)) return;
  const flag = unit.moves + transition;
  code.i32(0).memory("i32.load8_u", flag).op("i32.eqz");
  code.if("none", () => code.i32(0).i32(frame).call(differs(unit)).memory("i32.store8", flag));
}

/** `differs(state)`: is it another one than the state whose ways are told? */
function differs(unit: Unit): Defined {
  return unit.heap.shared("differs", () => {
    const defined = unit.function(["i32"], ["i32"]);
    const { code } = defined;
    const state = present(code.parameters[0]);
    const from = unit.frames.at(0);
    for (let word = 0; word < unit.layout.words; word++) {
      code.get(state).memory("i32.load", 4 * word);
      code.i32(0).memory("i32.load", from + 4 * word);
      code.op("i32.ne").if("none", () => code.i32(1).op("return"));
    }
    code.i32(0);
    return defined;
  });
}
