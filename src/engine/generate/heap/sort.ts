import type { Type } from "../../../model/ir.js";
import type { Unit } from "../code/unit.js";
import { elementWords, isOrdered, isWide } from "../encoding.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { comparison } from "./compare.js";
import { NODE } from "./intern.js";

/*
 * Elements of a set in the making, one after another in memory. Most are few, or in order already: Shell's sort (Knuth, "The
 * Art of Computer Programming" 3, 5.2.1, with the increments 1, 4, 13, ...) is insertion where there are few.
 */

/** `sorted(address, count)`: brings so many elements into canonical order, each once; tells how many there are then. */
export function sorted(of: Type, unit: Unit): Defined {
  return sorting(of, true, unit);
}

/** The same, but equal ones stay as many as they are. */
export function ordered(of: Type, unit: Unit): Defined {
  return sorting(of, false, unit);
}

function sorting(of: Type, once: boolean, unit: Unit): Defined {
  return unit.heap.shared(`${once ? "sorted" : "ordered"} ${JSON.stringify(of)}`, () => {
    const defined = unit.function(["i32", "i32"], ["i32"]);
    const { code } = defined;
    const [address, count] = code.parameters;
    if (address === undefined || count === undefined) return defined;
    const array = arrayOf(of, address, unit, code);
    const [at, before] = [code.local("i32"), code.local("i32")];
    whenOrdered(array, count, at, before, code);
    sort(array, count, at, before, code);
    if (once) distinct(array, count, at, before, code);
    else code.get(count);
    return defined;
  });
}

/** Elements at equal distances, as nodes hold them. Each method writes code. */
interface Elements {
  /** Puts an element on the stack (i64). */
  get(at: Local): void;
  /** Puts an element where another one is. */
  move(from: Local, to: Local): void;
  /** Keeps an element besides; puts it on the stack; puts it back into a place. */
  keep(at: Local): void;
  kept(): void;
  restore(at: Local): void;
  /** Of two elements on the stack: does the first one come after the second? Are they different? */
  after(): void;
  differ(): void;
}

function arrayOf(of: Type, address: Local, unit: Unit, code: Code): Elements {
  const narrow = elementWords(of) === 1;
  const held = code.local("i64");
  const place = (at: Local): void => {
    code
      .get(at)
      .i32(narrow ? 2 : 3)
      .op("i32.shl")
      .get(address)
      .op("i32.add");
  };
  const get = (at: Local): void => {
    place(at);
    code.memory(narrow ? "i64.load32_u" : "i64.load");
  };
  const store = (): void => {
    code.memory(narrow ? "i64.store32" : "i64.store");
  };
  return {
    get,
    move: (from, to) => {
      place(to);
      get(from);
      store();
    },
    keep: (at) => {
      get(at);
      code.set(held);
    },
    kept: () => {
      code.get(held);
    },
    restore: (at) => {
      place(at);
      code.get(held);
      store();
    },
    after: () => {
      if (isOrdered(of)) code.op("i64.gt_u");
      else code.call(slotAfter(of, unit));
    },
    differ: () => {
      code.op("i64.ne");
    },
  };
}

/** `after(one, other)`: does one element come after the other? Both are given as a node holds them. */
function slotAfter(of: Type, unit: Unit): Defined {
  return unit.heap.shared(`after ${JSON.stringify(of)}`, () => {
    const comparing = comparison(of, unit);
    const defined = unit.function(["i64", "i64"], ["i32"]);
    const { code } = defined;
    for (const slot of code.parameters) {
      code.get(slot);
      if (isWide(of)) code.op("i32.wrap_i64").i32(2).op("i32.shl").i32(NODE).op("i32.add");
    }
    code.call(comparing).i32(0).op("i32.gt_s");
    return defined;
  });
}

/** Returns when every element comes after the one before it. */
function whenOrdered(array: Elements, count: Local, at: Local, before: Local, code: Code): void {
  code.i32(0).set(before).i32(1).set(at);
  code.block("none", (no) => {
    code.loop("none", (next) => {
      code.get(at).get(count).op("i32.ge_u");
      code.if("none", () => code.get(count).op("return"));
      array.get(at);
      array.get(before);
      array.after();
      code.op("i32.eqz").brIf(no);
      code.get(at).set(before).get(at).i32(1).op("i32.add").set(at).br(next);
    });
  });
}

function sort(array: Elements, count: Local, at: Local, before: Local, code: Code): void {
  const [gap, from] = [code.local("i32"), code.local("i32")];
  code.i32(1).set(gap);
  code.loop("none", (wider) => {
    code.get(gap).i32(3).op("i32.mul").get(count).op("i32.lt_u");
    code.if("none", () => code.get(gap).i32(3).op("i32.mul").i32(1).op("i32.add").set(gap).br(wider));
  });
  code.loop("none", (nextGap) => {
    code.get(gap).set(from);
    code.loop("none", (nextFrom) => {
      code.get(from).get(count).op("i32.lt_u");
      code.if("none", () => {
        array.keep(from);
        code.get(from).set(at);
        code.block("none", (placed) => {
          code.loop("none", (down) => {
            code.get(at).get(gap).op("i32.lt_u").brIf(placed);
            code.get(at).get(gap).op("i32.sub").set(before);
            array.get(before);
            array.kept();
            array.after();
            code.op("i32.eqz").brIf(placed);
            array.move(before, at);
            code.get(before).set(at).br(down);
          });
        });
        array.restore(at);
        code.get(from).i32(1).op("i32.add").set(from).br(nextFrom);
      });
    });
    code.get(gap).i32(3).op("i32.div_u").tee(gap).brIf(nextGap);
  });
}

/** Leaves out what equals the element before it. Leaves how many are left. */
function distinct(array: Elements, count: Local, at: Local, last: Local, code: Code): void {
  code.i32(0).set(last).i32(1).set(at);
  code.loop("none", (next) => {
    code.get(at).get(count).op("i32.lt_u");
    code.if("none", () => {
      array.get(at);
      array.get(last);
      array.differ();
      code.if("none", () => {
        code.get(last).i32(1).op("i32.add").set(last);
        array.move(at, last);
      });
      code.get(at).i32(1).op("i32.add").set(at).br(next);
    });
  });
  code.get(last).i32(1).op("i32.add");
}
