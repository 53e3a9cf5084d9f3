import type { Module } from "../wasm/module.js";
import { BATCH, cell, loaded, store } from "./cells.js";
import { isUnmarked } from "./marks.js";
import { slotBytes, slotsOf } from "./slots.js";

/*
 * Exports:
 *   take(count, all)   copies states, packed, to the batch area, in the order of slots from `walk` on, until there are so many
 *                      or the table ends; returns how many. Unless `all`, those that are marked are left out. The state of
 *                      all zeros is not among them.
 */
export function writeWalk(module: Module, lanes: number): void {
  const { code } = module.function({ parameters: ["i32", "i32"], results: ["i32"] }, "take");
  const [count, all] = code.parameters;
  if (count === undefined || all === undefined) throw new Error("internal error: not two parameters");
  const slots = slotsOf(code, lanes);
  const walk = loaded(code, cell.walk);
  const table = loaded(code, cell.tableEnd);
  const to = code.local("i32");
  const end = code.local("i32");
  code.i32(BATCH).tee(to);
  code
    .get(count)
    .i32(8 * lanes)
    .op("i32.mul", "i32.add")
    .set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(walk).get(table).op("i32.eq").get(to).get(end).op("i32.eq", "i32.or").brIf(out);
      slots.isFree(walk).if(
        "i32",
        () => code.i32(0),
        () =>
          code.get(all).if(
            "i32",
            () => code.i32(1),
            () => isUnmarked(code, walk, lanes),
          ),
      );
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
