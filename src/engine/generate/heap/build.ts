import type { Type } from "../../../model/ir.js";
import { toImage } from "../code/places.js";
import type { Routine } from "../code/routine.js";
import type { Unit } from "../code/unit.js";
import { elementWords, isWide, widthOf } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { BUFFER } from "./heap.js";
import { eachWord, full, intern, internFew, NODE, wordAt } from "./intern.js";
import { ordered, sorted } from "./sort.js";

/*
 * Nodes are built in a buffer of the module's own, which is a stack: while the elements of one are evaluated, others may be
 * built and finished above it. `top` is how much is in use; where a way out of the middle of building leads (an error, a
 * value that does not belong to a type), it is put back.
 */
export interface Building {
  /** The type of the elements. */
  readonly of: Type;
  /** Where the first element stands in the buffer, in bytes. */
  readonly base: Local;
}

/** Begins a node for elements of a type. */
export function begin(of: Type, r: Routine): Building {
  const base = r.local("i32");
  r.code.i32(r.unit.heap.top).memory("i32.load").set(base);
  return { of, base };
}

/** Takes an element from the stack and puts it behind those before. */
export function push(building: Building, r: Routine): void {
  asSlot(building.of, r);
  pushSlot(building, r);
}

/** The same of what a node holds of an element (i64). */
export function pushSlot({ of }: Building, r: Routine): void {
  const { code, unit } = r;
  const slot = r.local("i64");
  code
    .set(slot)
    .i32(elementWords(of) * 4)
    .call(claim(unit))
    .get(slot);
  code.memory(elementWords(of) === 1 ? "i64.store32" : "i64.store", unit.heap.buffer);
}

/** Of a wide element that stands in a node of its own: puts on the stack what a node holds of it (i64). */
export function slotOfBoxed(element: Local, { code }: Routine): void {
  code.get(element).i32(NODE).op("i32.sub").i32(2).op("i32.shr_u", "i64.extend_i32_u");
}

/** Takes an element from the stack and puts there what a node holds of it (i64). */
export function asSlot(of: Type, r: Routine): void {
  const { code, unit } = r;
  if (isWide(of)) code.call(internFew(widthOf(of) / 32, unit)).op("i64.extend_i32_u");
  else toImage(of, r);
}

/** Puts the sequence of what was pushed on the stack (i64). */
export function asSequence(building: Building, r: Routine): void {
  const words = r.local("i32");
  sizeOf(building, r);
  r.code.i32(2).op("i32.shr_u").set(words);
  finish(building, words, r);
}

/** The same of what was pushed in any order, as the sequence in canonical order. */
export function asMailbox(building: Building, r: Routine): void {
  arranged(building, ordered(building.of, r.unit), r);
}

/** Puts the set of what was pushed, in any order and perhaps several times, on the stack (i64). */
export function asSet(building: Building, r: Routine): void {
  arranged(building, sorted(building.of, r.unit), r);
}

function arranged(building: Building, arrange: Defined, r: Routine): void {
  const words = r.local("i32");
  addressOf(building, r);
  sizeOf(building, r);
  r.code.i32(elementWords(building.of) * 4).op("i32.div_u");
  r.code.call(arrange).i32(elementWords(building.of)).op("i32.mul").set(words);
  finish(building, words, r);
}

/** The same for elements that were pushed in canonical order, each once. */
export function asSortedSet(building: Building, r: Routine): void {
  asSequence(building, r);
}

function finish(building: Building, words: Local, r: Routine): void {
  const { code, unit } = r;
  addressOf(building, r);
  code.get(words).call(intern(unit)).op("i64.extend_i32_u");
  putBack(building, r);
}

/** Forgets what was pushed. */
export function putBack({ base }: Building, r: Routine): void {
  r.code.i32(r.unit.heap.top).get(base).memory("i32.store");
}

/** Forgets everything that is being built. */
export function forgetAll(r: Routine): void {
  r.code.i32(r.unit.heap.top).i32(0).memory("i32.store");
}

function addressOf({ base }: Building, r: Routine): void {
  r.code.get(base).i32(r.unit.heap.buffer).op("i32.add");
}

/** How many bytes were pushed. */
function sizeOf({ base }: Building, r: Routine): void {
  r.code.i32(r.unit.heap.top).memory("i32.load").get(base).op("i32.sub");
}

/** `claim(bytes)`: that much of the buffer, as the distance from its start. */
export function claim(unit: Unit): Defined {
  return unit.heap.shared("claim", () => {
    const { top } = unit.heap;
    const defined = unit.function(["i32"], ["i32"]);
    const { code } = defined;
    const [bytes] = code.parameters;
    if (bytes === undefined) return defined;
    const before = code.local("i32");
    code.i32(top).memory("i32.load").set(before);
    code.get(before).get(bytes).op("i32.add").i32(BUFFER).op("i32.gt_u");
    code.if("none", () => full(code));
    code.i32(top).get(before).get(bytes).op("i32.add").memory("i32.store");
    code.get(before);
    return defined;
  });
}

/**
 * `splice(node, from, gone, address, put)`: the number of a node like this one, but that so many words at an address stand
 * where some words were. All counts are of words; the node is given by its address, as is what is put in.
 */
export function splice(unit: Unit): Defined {
  return unit.heap.shared("splice", () => {
    const interning = intern(unit);
    const claiming = claim(unit);
    const { top, buffer } = unit.heap;
    const defined = unit.function(["i32", "i32", "i32", "i32", "i32"], ["i32"]);
    const { code } = defined;
    const [node, from, gone, address, put] = code.parameters;
    const [base, into, rest, source, at] = Array.from({ length: 5 }, () => code.local("i32"));
    if (!node || !from || !gone || !address || !put || !base || !into || !rest || !source || !at) return defined;
    const copy = (words: Local, offset: number): void => {
      code.get(words).if("none", () =>
        eachWord(code, words, at, () => {
          wordAt(code, into, at);
          wordAt(code, source, at);
          code.memory("i32.load", offset).memory("i32.store", buffer);
        }),
      );
      code.get(into).get(words).i32(2).op("i32.shl", "i32.add").set(into);
    };
    code.get(node).memory("i32.load", 4).get(from).op("i32.sub").get(gone).op("i32.sub").set(rest);
    code
      .get(from)
      .get(put)
      .op("i32.add")
      .get(rest)
      .op("i32.add")
      .i32(2)
      .op("i32.shl")
      .call(claiming)
      .tee(base)
      .set(into);
    code.get(node).set(source);
    copy(from, 8);
    code.get(address).set(source);
    copy(put, 0);
    code.get(node).get(from).get(gone).op("i32.add").i32(2).op("i32.shl", "i32.add").set(source);
    copy(rest, 8);
    code.get(base).i32(buffer).op("i32.add");
    code.get(into).get(base).op("i32.sub").i32(2).op("i32.shr_u").call(interning);
    code.i32(top).get(base).memory("i32.store");
    return defined;
  });
}
