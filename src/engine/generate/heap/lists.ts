import type { Type } from "../../../model/ir.js";
import type { Routine } from "../code/routine.js";
import type { Unit } from "../code/unit.js";
import { elementWords } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { asSlot, splice } from "./build.js";
import { NODE, WORDS } from "./intern.js";
import { remembered } from "./memo.js";
import { changed } from "./one.js";

/* Nodes made from a node by changing a little. Each puts the number of the new one on the stack (i64). */

/** Takes an element from the stack and puts it at an index (i32), in the place of what is there. */
export function withElement(node: Local, of: Type, index: Local, r: Routine): void {
  const { code } = r;
  const words = elementWords(of);
  const address = inWords(of, r);
  code.get(node).get(index);
  if (words > 1) code.i32(words).op("i32.mul");
  code.i32(words).get(address).i32(words);
  code.call(splice(r.unit)).op("i64.extend_i32_u");
}

/** Takes an element from the stack and puts it behind the last one. */
export function appended(node: Local, of: Type, r: Routine): void {
  const { code } = r;
  const slot = r.local("i64");
  asSlot(of, r);
  code.set(slot).get(node).i32(2).op("i32.shr_u").get(slot);
  code.call(appending(elementWords(of), r.unit)).op("i64.extend_i32_u");
}

/** `append(node, slot)`: the number of the node that is another one (its number) with an element of so many words behind. */
function appending(words: 1 | 2, unit: Unit): Defined {
  const compute = (): Defined => {
    const splicing = splice(unit);
    const defined = unit.function(["i32", "i64"], ["i32"]);
    const { code } = defined;
    const [number, slot] = code.parameters;
    if (number === undefined || slot === undefined) return defined;
    const { element } = unit.heap;
    const node = code.local("i32");
    code.i32(element).get(slot).memory("i64.store");
    code.get(number).i32(2).op("i32.shl").tee(node).get(node).memory("i32.load", WORDS);
    code.i32(0).i32(element).i32(words).call(splicing);
    return defined;
  };
  return remembered(`append ${words}`, compute, unit);
}

/** `without(node, index)`: the number of the node that is another one (its number) without an element of so many words. */
function shortening(words: 1 | 2, unit: Unit): Defined {
  const compute = (): Defined => {
    const splicing = splice(unit);
    const defined = unit.function(["i32", "i64"], ["i32"]);
    const { code } = defined;
    const [number, index] = code.parameters;
    if (number === undefined || index === undefined) return defined;
    code.get(number).i32(2).op("i32.shl");
    code.get(index).op("i32.wrap_i64").i32(words).op("i32.mul").i32(words).i32(0).i32(0).call(splicing);
    return defined;
  };
  return remembered(`without element ${words}`, compute, unit);
}

/** Takes out the element at an index (i32, or known). */
export function withoutElement(node: Local, of: Type, index: Local | 0, r: Routine): void {
  const { code, unit } = r;
  code.get(node).i32(2).op("i32.shr_u");
  if (index === 0) code.i64(0);
  else code.get(index).op("i64.extend_i32_u");
  code.call(shortening(elementWords(of), unit)).op("i64.extend_i32_u");
}

/** Takes an element from the stack and puts it where it belongs in a node in canonical order, before those that equal it. */
export function insertedInOrder(node: Local, of: Type, r: Routine): void {
  const { code } = r;
  const slot = r.local("i64");
  asSlot(of, r);
  code.set(slot).get(node).i32(2).op("i32.shr_u").get(slot);
  code.call(changed("another", of, r.unit)).op("i64.extend_i32_u");
}

/** One node behind the other. */
export function joined(left: Local, right: Local, r: Routine): void {
  const { code } = r;
  code.get(left).get(left).memory("i32.load", WORDS).i32(0);
  code.get(right).i32(NODE).op("i32.add").get(right).memory("i32.load", WORDS);
  code.call(splice(r.unit)).op("i64.extend_i32_u");
}

/** Takes an element from the stack; the address of its words in a node. */
function inWords(of: Type, r: Routine): Local {
  const { code } = r;
  const [address, slot] = [r.local("i32"), r.local("i64")];
  asSlot(of, r);
  code.set(slot).i32(r.unit.heap.element).tee(address).get(slot);
  code.memory(elementWords(of) === 1 ? "i64.store32" : "i64.store");
  return address;
}
