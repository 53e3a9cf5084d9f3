import type { Type } from "../../../model/ir.js";
import { inLocal, inMemory } from "../code/places.js";
import { Routine } from "../code/routine.js";
import type { Unit } from "../code/unit.js";
import { elementWords, isOrdered, isWide } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { splice } from "./build.js";
import { comparePlaces } from "./compare.js";
import { NODE } from "./intern.js";
import { remembered } from "./memo.js";
import { lengthIn, slotIn } from "./nodes.js";

/*
 * A set with one element more, or without one: most sets of a state are changed so. `another` puts an element in its place even where
 * it is there already: into a mailbox in canonical order.
 */
export type Change = "with" | "without" | "another";

/** `changed(set, slot)`: the number of the node that is another one (its number) so changed by an element, given as nodes hold it. */
export function changed(change: Change, of: Type, unit: Unit): Defined {
  return remembered(`${change} ${JSON.stringify(of)}`, () => made(change, of, unit), unit);
}

function made(change: Change, of: Type, unit: Unit): Defined {
  const finding = placeOf(of, unit);
  const splicing = splice(unit);
  const words = elementWords(of);
  const defined = unit.function(["i32", "i64"], ["i32"]);
  const { code } = defined;
  const [set, slot] = code.parameters;
  if (set === undefined || slot === undefined) return defined;
  const [node, at] = [code.local("i32"), code.local("i32")];
  code.get(set).i32(2).op("i32.shl").tee(node).get(slot).call(finding).set(at);
  if (change !== "another") {
    code.get(at).i32(1).op("i32.and");
    if (change === "without") code.op("i32.eqz");
    code.if("none", () => code.get(set).op("return"));
  }
  const element = unit.heap.element;
  code.i32(element).get(slot).memory("i64.store");
  code
    .get(node)
    .get(at)
    .i32(1)
    .op("i32.shr_u")
    .i32(words)
    .op("i32.mul")
    .i32(change === "without" ? words : 0)
    .i32(element)
    .i32(change === "without" ? 0 : words)
    .call(splicing);
  return defined;
}

/** `place(node, slot)`, found by halving: twice the index where an element belongs, plus one if it is there. */
function placeOf(of: Type, unit: Unit): Defined {
  return unit.heap.shared(`place ${JSON.stringify(of)}`, () => {
    const defined = unit.function(["i32", "i64"], ["i32"]);
    const { code } = defined;
    const [node, slot] = code.parameters;
    if (node === undefined || slot === undefined) return defined;
    const r = new Routine(unit, code, undefined);
    const [low, high, middle, there] = [r.local("i32"), r.local("i32"), r.local("i32"), r.local("i64")];
    lengthIn(node, of, r);
    code.set(high).i32(0).set(low);
    code.loop("none", (again) => {
      code.get(low).get(high).op("i32.lt_u");
      code.if("none", () => {
        code.get(low).get(high).op("i32.add").i32(1).op("i32.shr_u").set(middle);
        slotIn(node, of, middle, r);
        code.tee(there).get(slot).op("i64.eq");
        code.if("none", () => code.get(middle).i32(1).op("i32.shl").i32(1).op("i32.or", "return"));
        isBefore(of, there, slot, r);
        code.if(
          "none",
          () => code.get(middle).i32(1).op("i32.add").set(low),
          () => code.get(middle).set(high),
        );
        code.br(again);
      });
    });
    code.get(low).i32(1).op("i32.shl");
    return defined;
  });
}

/** Does an element come before another one, both as nodes hold them? The answer (i32) is put on the stack. */
function isBefore(of: Type, left: Local, right: Local, r: Routine): void {
  const { code } = r;
  if (isOrdered(of)) {
    code.get(left).get(right).op("i64.lt_u");
    return;
  }
  const place = (slot: Local) => {
    if (!isWide(of)) return inLocal(of, slot);
    const node = r.local("i32");
    code.get(slot).op("i32.wrap_i64").i32(2).op("i32.shl").set(node);
    return inMemory(of, node, NODE);
  };
  const [one, other] = [place(left), place(right)];
  comparePlaces(one, other, r);
  code.i32(0).op("i32.lt_s");
}
