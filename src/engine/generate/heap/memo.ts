import type { Unit } from "../code/unit.js";
import type { Defined } from "../wasm/module.js";

/*
 * What comes of a node and an element is remembered: the same is asked again for many states that differ in other variables
 * (memo functions: Michie, "'Memo' functions and machine learning", Nature 218, 1968). There is one place for each hash, and what
 * came last has it.
 */

/** Each of four words: the element (two), the node's number plus one, what came of it. */
const ENTRIES = 1 << 12;
const ENTRY = 16;
const NODE_AT = 8;
const RESULT_AT = 12;
const FACTOR = 0x9e37_79b9_7f4a_7c15n;

/** `remembered(node, slot)` is `compute(node, slot)`: of a node's number and what nodes hold of an element, the number of a node. */
export function remembered(name: string, compute: () => Defined, unit: Unit): Defined {
  return unit.heap.shared(`remembered ${name}`, () => {
    const computing = compute();
    const memory = unit.allocate(ENTRIES * ENTRY);
    const defined = unit.function(["i32", "i64"], ["i32"]);
    const { code } = defined;
    const [node, slot] = code.parameters;
    if (node === undefined || slot === undefined) return defined;
    const [entry, key, result] = [code.local("i32"), code.local("i32"), code.local("i32")];
    code.get(node).i32(1).op("i32.add").set(key);
    code.get(slot).i64(29).op("i64.rotl").get(key).op("i64.extend_i32_u", "i64.xor").i64(FACTOR).op("i64.mul");
    code
      .i64(64 - Math.log2(ENTRIES))
      .op("i64.shr_u", "i32.wrap_i64")
      .i32(Math.log2(ENTRY))
      .op("i32.shl");
    code.i32(memory).op("i32.add").set(entry);
    code.get(entry).memory("i64.load").get(slot).op("i64.eq");
    code.get(entry).memory("i32.load", NODE_AT).get(key).op("i32.eq", "i32.and");
    code.if("none", () => code.get(entry).memory("i32.load", RESULT_AT).op("return"));
    code.get(node).get(slot).call(computing).set(result);
    code.get(entry).get(slot).memory("i64.store");
    code.get(entry).get(key).memory("i32.store", NODE_AT);
    code.get(entry).get(result).memory("i32.store", RESULT_AT);
    code.get(result);
    return defined;
  });
}
