import type { Code, Local } from "../wasm/code.js";
import { cell, load } from "./cells.js";
import { slotBytes } from "./slots.js";

/* A bit for each slot: its state is on disk as well. The state of all zeros, which has no slot, is never written there. */

/** Marks the state of a slot. */
export function setMark(code: Code, slot: Local, lanes: number): void {
  const { byte, bit } = where(code, slot, lanes);
  code.get(byte).get(byte).memory("i32.load8_u").i32(1).get(bit).op("i32.shl", "i32.or").memory("i32.store8");
  code.release(byte, bit);
}

/** Leaves 1 when the state of a slot is not marked. */
export function isUnmarked(code: Code, slot: Local, lanes: number): Code {
  const { byte, bit } = where(code, slot, lanes);
  code.get(byte).memory("i32.load8_u").get(bit).op("i32.shr_u").i32(1).op("i32.and", "i32.eqz");
  return code.release(byte, bit);
}

/** Sets the address of the byte, and the number of the bit in it. */
function where(code: Code, slot: Local, lanes: number): { readonly byte: Local; readonly bit: Local } {
  const byte = code.local("i32");
  const bit = code.local("i32");
  code.get(slot);
  load(code, cell.table).op("i32.sub").i32(slotBytes(lanes)).op("i32.div_u").tee(bit);
  code.i32(3).op("i32.shr_u");
  load(code, cell.marks).op("i32.add").set(byte);
  code.get(bit).i32(7).op("i32.and").set(bit);
  return { byte, bit };
}
