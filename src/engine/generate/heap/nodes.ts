import type { Type } from "../../../model/ir.js";
import type { Place } from "../code/places.js";
import { inMemory } from "../code/places.js";
import type { Routine } from "../code/routine.js";
import { elementWords } from "../encoding.js";
import type { Local } from "../wasm/code.js";
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
  if (words > 1) r.code.i32(words).op("i32.div_u");
}

/** The element of a type at an index (i32) in a node. It may be read, not written. */
export function elementIn(node: Local, of: Type, index: Local | number, r: Routine): Place {
  const bytes = elementWords(of) * 4;
  if (typeof index === "number") return inMemory(of, node, NODE + index * bytes);
  const base = r.local("i32");
  r.code.get(index).i32(bytes).op("i32.mul").get(node).op("i32.add").set(base);
  return inMemory(of, base, NODE);
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
