import type { Type } from "../../../model/ir.js";
import type { Place } from "../code/places.js";
import { inMemory } from "../code/places.js";
import type { Routine } from "../code/routine.js";
import { elementWords, isWide } from "../encoding.js";
import type { Code, Local } from "../wasm/code.js";
import { NODE, WORDS } from "./intern.js";

/* Reading nodes. The empty set or sequence is the node at address 0, where the words of memory are 0. */

/** Takes an interned value (i64) from the stack; the address of its node is in a local (i32). */
export function nodeOf(r: Routine): Local {
  const node = r.local("i32");
  r.code.op("i32.wrap_i64").i32(2).op("i32.shl").set(node);
  return node;
}

/** Puts on the stack how many elements of a type the node has (i32). */
export function lengthIn(node: Local, of: Type, r: Routine): void {
  const words = elementWords(of);
  r.code.get(node).memory("i32.load", WORDS);
  if (words === 2) r.code.i32(1).op("i32.shr_u");
}

/** The element of a type at an index (i32) in a node. It may be read, not written. */
export function elementIn(node: Local, of: Type, index: Local | number, r: Routine): Place {
  const { code } = r;
  if (typeof index === "number" && !isWide(of)) return inMemory(of, node, NODE + index * elementWords(of) * 4);
  const base = r.local("i32");
  if (typeof index === "number") code.get(node);
  else slotAt(node, of, index, code);
  if (isWide(of))
    code
      .memory("i32.load", NODE + (typeof index === "number" ? index * 4 : 0))
      .i32(2)
      .op("i32.shl");
  code.set(base);
  return inMemory(of, base, NODE);
}

/** Puts on the stack the address of the slot of an element, less `NODE`. */
function slotAt(node: Local, of: Type, index: Local, code: Code): void {
  code
    .get(index)
    .i32(Math.log2(elementWords(of) * 4))
    .op("i32.shl")
    .get(node)
    .op("i32.add");
}

/** Puts on the stack (i64) what a node holds of the element at an index (i32): of equal elements it is the same. */
export function slotIn(node: Local, of: Type, index: Local, { code }: Routine): void {
  slotAt(node, of, index, code);
  code.memory(elementWords(of) === 1 ? "i64.load32_u" : "i64.load", NODE);
}

/** The body for each element of a node, first to last, with its index (i32). */
export function eachElement(node: Local, of: Type, r: Routine, body: (element: Place, at: Local) => void): void {
  const { code } = r;
  const [at, count] = [r.local("i32"), r.local("i32")];
  lengthIn(node, of, r);
  code.set(count).i32(0).set(at);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).get(count).op("i32.ge_u").brIf(done);
      body(elementIn(node, of, at, r), at);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}
