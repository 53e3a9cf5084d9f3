import type { Type } from "../../../model/ir.js";
import { Routine } from "../code/routine.js";
import type { Unit } from "../code/unit.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { asSortedSet, begin, pushSlot } from "./build.js";
import { comparePlaces } from "./compare.js";
import { elementIn, lengthIn, slotIn } from "./nodes.js";

export type Merging = "union" | "intersect" | "difference";

/** What stays of elements that the left one alone has, that both have, that the right one alone has. */
const STAYS: Readonly<Record<Merging, readonly [left: boolean, both: boolean, right: boolean]>> = {
  union: [true, true, true],
  intersect: [false, true, false],
  difference: [true, false, false],
};

/** A function of two sets, given by the addresses of their nodes: both are gone through in step. */
export function merged(kind: Merging, of: Type, unit: Unit): Defined {
  return unit.heap.shared(`${kind} ${JSON.stringify(of)}`, () => {
    const defined = unit.function(["i32", "i32"], ["i64"]);
    const { code } = defined;
    const [left, right] = code.parameters;
    if (left === undefined || right === undefined) return defined;
    const r = new Routine(unit, code, undefined);
    const sum = begin(of, r);
    const stays = STAYS[kind];
    const [one, other] = [left, right].map((node) => cursor(node, of, r));
    if (one === undefined || other === undefined) return defined;
    const order = r.local("i32");
    const keep = (node: Local, at: Local): void => {
      slotIn(node, of, at, r);
      pushSlot(sum, r);
    };
    code.loop("none", (again) => {
      code.get(one.at).get(one.count).op("i32.lt_u");
      code.get(other.at).get(other.count).op("i32.lt_u", "i32.and");
      code.if("none", () => {
        slotIn(left, of, one.at, r);
        slotIn(right, of, other.at, r);
        code.op("i64.eq");
        code.if(
          "i32",
          () => code.i32(0),
          () => comparePlaces(elementIn(left, of, one.at, r), elementIn(right, of, other.at, r), r),
        );
        code.set(order);
        code.get(order).i32(0).op("i32.lt_s");
        if (stays[0]) code.if("none", () => keep(left, one.at));
        else code.op("drop");
        code.get(order).op("i32.eqz");
        if (stays[1]) code.if("none", () => keep(left, one.at));
        else code.op("drop");
        code.get(order).i32(0).op("i32.gt_s");
        if (stays[2]) code.if("none", () => keep(right, other.at));
        else code.op("drop");
        code.get(one.at).get(order).i32(0).op("i32.le_s", "i32.add").set(one.at);
        code.get(other.at).get(order).i32(0).op("i32.ge_s", "i32.add").set(other.at).br(again);
      });
    });
    if (stays[0]) rest(left, one, r, keep);
    if (stays[2]) rest(right, other, r, keep);
    asSortedSet(sum, r);
    return defined;
  });
}

interface Cursor {
  readonly at: Local;
  readonly count: Local;
}

function cursor(node: Local, of: Type, r: Routine): Cursor {
  const [at, count] = [r.local("i32"), r.local("i32")];
  lengthIn(node, of, r);
  r.code.set(count);
  return { at, count };
}

function rest(node: Local, { at, count }: Cursor, r: Routine, keep: (node: Local, at: Local) => void): void {
  const { code } = r;
  code.loop("none", (again) => {
    code.get(at).get(count).op("i32.lt_u");
    code.if("none", () => {
      keep(node, at);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}
