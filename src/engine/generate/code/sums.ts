import type { Type } from "../../../model/ir.js";
import type { Span } from "../../../source.js";
import { LARGEST_SET } from "../../values/domain.js";
import { elementWords, isInterned } from "../encoding.js";
import { asSet, asSortedSet, type Building, begin, push, pushSlot, slotOfBoxed } from "../heap/build.js";
import { eachElement, lengthIn, nodeOf } from "../heap/nodes.js";
import { sorted } from "../heap/sort.js";
import type { Local } from "../wasm/code.js";
import { convert, eachBit } from "./convert.js";
import { fromOrdinal, ordinal } from "./ordinals.js";
import { read } from "./places.js";
import type { Routine } from "./routine.js";
import type { TypeOf } from "./types.js";
import { kindOf } from "./typing.js";

/*
 * A set in the making: a mask in a local, bit e for the element with ordinal e, or elements in the buffer where nodes of the
 * heap are built, to be sorted in the end.
 */
export interface Sum {
  /** Of the elements. */
  readonly of: Type;
  readonly mask: Local | undefined;
  readonly building: Building | undefined;
  /** Bytes in the buffer from which on elements are to be sorted: many may be equal. */
  readonly most: Local | undefined;
}

/** So many bytes in the buffer are sorted for the first time. */
const FIRST = 1 << 20;

/** An empty set of a type. */
export function nothing(type: Type, r: Routine): Sum {
  const { of } = kindOf(type, "set");
  if (isInterned(type)) {
    const most = r.local("i32");
    const building = begin(of, r);
    r.code.get(building.base).i32(FIRST).op("i32.add").set(most);
    return { of, mask: undefined, building, most };
  }
  const mask = r.local("i64");
  r.code.i64(0).set(mask);
  return { of, mask, building: undefined, most: undefined };
}

/** Adds the element of a type that is on the stack. */
export function include(sum: Sum, from: Type, r: Routine): void {
  const { code } = r;
  convert(from, sum.of, r);
  if (sum.building !== undefined) {
    push(sum.building, r);
    return;
  }
  ordinal(sum.of, r);
  const at = r.local("i32");
  const mask = maskOf(sum);
  code.set(at).get(mask).i64(1).get(at).op("i64.extend_i32_u", "i64.shl", "i64.or").set(mask);
}

/** Adds an element in a local, of the sum's type; `boxed`: see `Walk`. */
export function includeElement(sum: Sum, element: Local, boxed: boolean, r: Routine): void {
  if (boxed && sum.building !== undefined) {
    slotOfBoxed(element, r);
    pushSlot(sum.building, r);
    return;
  }
  r.code.get(element);
  include(sum, sum.of, r);
}

/** Where elements come in any number: after each one, a fault at the span when more than a set may have are different. */
export function requireFew(sum: Sum, span: Span, r: Routine): void {
  const { of, building, most } = sum;
  if (building === undefined || most === undefined) return;
  const { code } = r;
  const { top, buffer } = r.unit.heap;
  const bytes = elementWords(of) * 4;
  code.i32(top).memory("i32.load").get(most).op("i32.ge_u");
  code.if("none", () => {
    const count = r.local("i32");
    code.get(building.base).i32(buffer).op("i32.add");
    code.i32(top).memory("i32.load").get(building.base).op("i32.sub").i32(bytes).op("i32.div_u");
    code.call(sorted(of, r.unit)).set(count);
    code.get(count).i32(LARGEST_SET).op("i32.gt_u");
    r.failIf(span);
    code.get(building.base).get(count).i32(bytes).op("i32.mul", "i32.add").set(count);
    code.i32(top).get(count).memory("i32.store");
    code.get(count).get(count).op("i32.add").get(building.base).op("i32.sub").i32(FIRST).op("i32.add").set(most);
  });
}

/** Puts a set on the stack of the elements that `each` visits in canonical order, each once. */
export function gathered(type: TypeOf<"set">, each: (visit: (value: Local) => void) => void, r: Routine): void {
  const sum = nothing(type, r);
  each((value) => {
    r.code.get(value);
    include(sum, type.of, r);
  });
  sortedTotal(sum, r);
}

/** Puts the set on the stack. */
export function total(sum: Sum, r: Routine): void {
  if (sum.building === undefined) r.code.get(maskOf(sum));
  else asSet(sum.building, r);
}

/** The same; the elements came in canonical order, each once. */
export function sortedTotal(sum: Sum, r: Routine): void {
  if (sum.building === undefined) r.code.get(maskOf(sum));
  else asSortedSet(sum.building, r);
}

function maskOf({ mask }: Sum): Local {
  if (mask === undefined) throw new Error("internal error: a set in the making that has no mask");
  return mask;
}

/** A fault at the span if the set on the stack, which stays there, has more elements than a set may have. */
export function requireFewEnough(type: TypeOf<"set">, span: Span, r: Routine): void {
  if (!isInterned(type)) return;
  const { code } = r;
  const set = r.keep(type);
  sizeOfSet(type, set, r);
  code.i64(LARGEST_SET).op("i64.gt_s");
  r.failIf(span);
  code.get(set);
}

/** Puts on the stack how many elements the set in a local has (i64). */
export function sizeOfSet(type: TypeOf<"set">, set: Local, r: Routine): void {
  const { code } = r;
  code.get(set);
  if (!isInterned(type)) {
    code.op("i64.popcnt");
    return;
  }
  lengthIn(nodeOf(r), type.of, r);
  code.op("i64.extend_i32_u");
}

/** The body for each element of a set in a local, in canonical order, with the element in a local. */
export function eachElementOf(type: TypeOf<"set">, set: Local, r: Routine, body: (value: Local) => void): void {
  const { code } = r;
  code.get(set);
  if (isInterned(type)) {
    eachElement(nodeOf(r), type.of, r, (element) => {
      read(element, r);
      body(r.keep(type.of));
    });
    return;
  }
  const left = r.local("i64");
  code.set(left);
  eachBit(left, r, (at) => {
    fromOrdinal(type.of, at, r);
    body(r.keep(type.of));
  });
}
