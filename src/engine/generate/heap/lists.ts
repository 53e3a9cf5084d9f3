import type { Type } from "../../../model/ir.js";
import type { Routine } from "../code/routine.js";
import { elementWords } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import { asSlot, splice } from "./build.js";
import { intern, NODE, WORDS } from "./intern.js";

/* Nodes made from a node by changing a little. Each puts the number of the new one on the stack (i64). */

/** Takes an element from the stack and puts it at an index (i32), in the place of what is there or before it. */
export function withElement(node: Local, of: Type, index: () => void, replacing: boolean, r: Routine): void {
  const { code } = r;
  const words = elementWords(of);
  const address = inWords(of, r);
  code.get(node);
  index();
  if (words > 1) code.i32(words).op("i32.mul");
  code
    .i32(replacing ? words : 0)
    .get(address)
    .i32(words);
  code.call(splice(r.unit)).op("i64.extend_i32_u");
}

/** Takes an element from the stack and puts it behind the last one. */
export function appended(node: Local, of: Type, r: Routine): void {
  const { code } = r;
  const address = inWords(of, r);
  code.get(node).get(node).memory("i32.load", WORDS).i32(0).get(address).i32(elementWords(of));
  code.call(splice(r.unit)).op("i64.extend_i32_u");
}

/** Takes out the element at an index (i32, or known). */
export function withoutElement(node: Local, of: Type, index: Local | 0, r: Routine): void {
  const { code, unit } = r;
  const words = elementWords(of);
  if (index === 0) {
    code
      .get(node)
      .i32(NODE + words * 4)
      .op("i32.add");
    code.get(node).memory("i32.load", WORDS).i32(words).op("i32.sub").call(intern(unit));
  } else {
    code.get(node).get(index).i32(words).op("i32.mul").i32(words).i32(0).i32(0).call(splice(unit));
  }
  code.op("i64.extend_i32_u");
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
