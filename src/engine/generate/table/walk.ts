import type { Code, Local } from "../wasm/code.js";
import type { Module } from "../wasm/module.js";
import { BATCH, cell, loaded, NOTES, store } from "./cells.js";
import { hash } from "./hash.js";
import { isUnmarked } from "./marks.js";
import { slotBytes, slotsOf } from "./slots.js";

/*
 * What is done with states on their way to a disk, and before they are looked for there.
 *
 * Exports:
 *   take(count, all)   copies states, packed, to the batch area, in the order of slots from `walk` on, until there are so many
 *                      or the table ends; returns how many. Unless `all`, those that are marked are left out. The state of
 *                      all zeros is not among them.
 *   range(count)       leaves in `least` and `greatest` between what the high halves of the hashes of so many packed states
 *                      are: at least one
 *   note(count)        notes the highest 16 bits of the hashes of so many records
 */
export function writeWalk(module: Module, lanes: number): void {
  writeTake(module.function({ parameters: ["i32", "i32"], results: ["i32"] }, "take").code, lanes);
  writeRange(module.function({ parameters: ["i32"], results: [] }, "range").code, lanes);
  writeNote(module.function({ parameters: ["i32"], results: [] }, "note").code, lanes);
}

function writeTake(code: Code, lanes: number): void {
  const [count, all] = code.parameters;
  if (count === undefined || all === undefined) throw new Error("internal error: not two parameters");
  const slots = slotsOf(code, lanes);
  const walk = loaded(code, cell.walk);
  const table = loaded(code, cell.tableEnd);
  const to = code.local("i32");
  const end = code.local("i32");
  const wanted = (): Code => {
    code.get(all);
    return code.if(
      "i32",
      () => code.i32(1),
      () => isUnmarked(code, walk, lanes),
    );
  };
  code
    .i32(BATCH)
    .tee(to)
    .get(count)
    .i32(8 * lanes)
    .op("i32.mul", "i32.add")
    .set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(walk).get(table).op("i32.eq").get(to).get(end).op("i32.eq", "i32.or").brIf(out);
      slots.isFree(walk).if("i32", () => code.i32(0), wanted);
      code.if("none", () => {
        slots.copy(to, walk);
        code
          .get(to)
          .i32(8 * lanes)
          .op("i32.add")
          .set(to);
      });
      code.get(walk).i32(slotBytes(lanes)).op("i32.add").set(walk).br(again);
    });
  });
  store(code, cell.walk, () => code.get(walk));
  code.get(to).i32(BATCH).op("i32.sub");
  code.i32(8 * lanes).op("i32.div_u");
}

function writeRange(code: Code, lanes: number): void {
  const least = code.local("i32");
  const greatest = code.local("i32");
  const high = code.local("i32");
  code.i32(-1).set(least).i32(0).set(greatest);
  eachHash(code, lanes, 8 * lanes, (hashed) => {
    code.get(hashed).i64(32).op("i64.shr_u", "i32.wrap_i64").set(high);
    code.get(high).get(least).get(high).get(least).op("i32.lt_u", "select").set(least);
    code.get(high).get(greatest).get(high).get(greatest).op("i32.gt_u", "select").set(greatest);
  });
  store(code, cell.least, () => code.get(least));
  store(code, cell.greatest, () => code.get(greatest));
}

function writeNote(code: Code, lanes: number): void {
  const bit = code.local("i32");
  const byte = code.local("i32");
  eachHash(code, lanes, 8 * lanes + 8, (hashed) => {
    code.get(hashed).i64(48).op("i64.shr_u", "i32.wrap_i64").tee(bit).i32(3).op("i32.shr_u").tee(byte);
    code.get(byte).memory("i32.load8_u", NOTES);
    code.i32(1).get(bit).i32(7).op("i32.and", "i32.shl", "i32.or").memory("i32.store8", NOTES);
  });
}

/** For the first `count` (the only parameter) states in the batch area, so many bytes apart. */
function eachHash(code: Code, lanes: number, stride: number, body: (hashed: Local) => void): void {
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const at = code.local("i32");
  const end = code.local("i32");
  const hashed = code.local("i64");
  code.i32(BATCH).tee(at).get(count).i32(stride).op("i32.mul", "i32.add").set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      hash(code, at, lanes);
      code.set(hashed);
      body(hashed);
      code.get(at).i32(stride).op("i32.add").set(at).br(again);
    });
  });
}
