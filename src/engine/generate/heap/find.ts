import type { Type } from "../../../model/ir.js";
import { inLocal, inMemory } from "../code/places.js";
import { Routine } from "../code/routine.js";
import type { Unit } from "../code/unit.js";
import { isOrdered, isWide } from "../encoding.js";
import type { Defined } from "../wasm/module.js";
import { comparedAs, comparePlaces, handOver } from "./compare.js";
import { eachElement, elementIn, lengthIn } from "./nodes.js";

/** `find(node, value)`: is the value, handed over as `comparedAs` says, an element of the set with the node at this address? */
export function find(of: Type, unit: Unit): Defined {
  return unit.heap.shared(`find ${JSON.stringify(of)}`, () => {
    const defined = unit.function(["i32", comparedAs(of)], ["i32"]);
    const { code } = defined;
    const [node, value] = code.parameters;
    if (node === undefined || value === undefined) return defined;
    const r = new Routine(unit, code, undefined);
    const [low, high, middle, order] = [r.local("i32"), r.local("i32"), r.local("i32"), r.local("i32")];
    const wanted = isWide(of) ? inMemory(of, value, 0) : inLocal(of, value);
    lengthIn(node, of, r);
    code.set(high);
    code.loop("none", (again) => {
      code.get(low).get(high).op("i32.ge_u");
      code.if("none", () => code.i32(0).op("return"));
      code.get(low).get(high).op("i32.add").i32(1).op("i32.shr_u").set(middle);
      const element = elementIn(node, of, middle, r);
      if (isOrdered(of)) {
        const image = r.local("i64");
        handOver(element, r);
        code.set(image);
        code.get(image).get(value).op("i64.gt_u").get(image).get(value).op("i64.lt_u", "i32.sub").set(order);
      } else {
        comparePlaces(element, wanted, r);
        code.set(order);
      }
      code.get(order).op("i32.eqz");
      code.if("none", () => code.i32(1).op("return"));
      code.get(order).i32(0).op("i32.lt_s");
      code.if(
        "none",
        () => code.get(middle).i32(1).op("i32.add").set(low),
        () => code.get(middle).set(high),
      );
      code.br(again);
    });
    code.op("unreachable");
    return defined;
  });
}

/** `within(left, right)`: are all elements of one set, given by the address of its node, elements of another? */
export function within(of: Type, unit: Unit): Defined {
  return unit.heap.shared(`within ${JSON.stringify(of)}`, () => {
    const finding = find(of, unit);
    const defined = unit.function(["i32", "i32"], ["i32"]);
    const { code } = defined;
    const [left, right] = code.parameters;
    if (left === undefined || right === undefined) return defined;
    const r = new Routine(unit, code, undefined);
    code.get(left).get(right).op("i32.eq");
    code.if("none", () => code.i32(1).op("return"));
    lengthIn(left, of, r);
    lengthIn(right, of, r);
    code.op("i32.gt_u");
    code.if("none", () => code.i32(0).op("return"));
    eachElement(left, of, r, (element) => {
      code.get(right);
      handOver(element, r);
      code.call(finding).op("i32.eqz");
      code.if("none", () => code.i32(0).op("return"));
    });
    code.i32(1);
    return defined;
  });
}
