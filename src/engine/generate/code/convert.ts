import type { Type } from "../../../model/ir.js";
import { headOf, isInterned, partsOf, payloadOf, rowOf } from "../encoding.js";
import { asSequence, begin, push, putBack } from "../heap/build.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { built, element, fill, fresh, type Place, part, placed, read } from "./places.js";
import type { Routine } from "./routine.js";
import { convertSet } from "./set-conversion.js";
import { isNothing, same, type TypeOf, within } from "./types.js";
import { viewOf } from "./views.js";

/** Writes code for a value that does not belong to the type; it never goes on to what follows. */
export type Miss = () => void;

/** The type is known to have the value. */
export const never: Miss = () => {};

/**
 * Takes a value of one type from the stack and puts the same value as one of another type there. With `miss`, it may not
 * belong to it.
 */
export function convert(from: Type, to: Type, r: Routine, miss: Miss = never): void {
  if (same(from, to)) return;
  const { code } = r;
  if (isNothing(from) || isNothing(to)) {
    if (!isNothing(from)) miss();
    code.op("unreachable");
    return;
  }
  if (from.kind === "range" && to.kind === "range") {
    if (within(from, to) || miss === never) return;
    const value = r.local("i64");
    code.set(value);
    code.get(value).i64(to.low).op("i64.lt_s").get(value).i64(to.high).op("i64.gt_s", "i32.or");
    code.if("none", () => miss());
    code.get(value);
    return;
  }
  if (from.kind === "set" && to.kind === "set") {
    convertSet(from, to, r, miss);
    return;
  }
  if (from.kind === "seq" && to.kind === "seq" && (isInterned(from) || isInterned(to))) {
    convertSequence(from, to, r, miss);
    return;
  }
  const source = placed(from, r);
  const target = fresh(to, r);
  move(source, target, r, miss);
  built(target, r);
}

/** Fills the target, all bits 0, with the value of the source. */
function move(source: Place, target: Place, r: Routine, miss: Miss): void {
  const { code } = r;
  const from = source.type;
  const to = target.type;
  if (isNothing(from)) return;
  if (isNothing(to)) {
    miss();
    code.op("unreachable");
    return;
  }
  if (to.kind === "option") {
    const present = (): void => {
      code.i64(1);
      fill(part(target, headOf(to)), r);
    };
    if (from.kind !== "option") {
      present();
      move(source, part(target, payloadOf(to)), r, miss);
      return;
    }
    read(part(source, headOf(from)), r);
    code.op("i32.wrap_i64").if("none", () => {
      present();
      move(part(source, payloadOf(from)), part(target, payloadOf(to)), r, miss);
    });
    return;
  }
  if (from.kind === "option") {
    read(part(source, headOf(from)), r);
    code.op("i64.eqz").if("none", () => miss());
    move(part(source, payloadOf(from)), target, r, miss);
    return;
  }
  if (same(from, to) || from.kind === "range" || isInterned(from) || isInterned(to) || from.kind === "set") {
    read(source, r);
    convert(from, to, r, miss);
    fill(target, r);
    return;
  }
  if (from.kind === "record" || from.kind === "tuple") {
    const parts = partsOf(to);
    partsOf(from).forEach((each, at) => {
      const into = parts[at];
      if (into !== undefined) move(part(source, each), part(target, into), r, miss);
    });
    return;
  }
  if (from.kind === "seq" && to.kind === "seq") {
    moveSequence(source, target, from, to, r, miss);
    return;
  }
  if (from.kind === "function" && to.kind === "function") {
    const into = rowOf(to);
    eachIndex(rowOf(from).count, r, (at) => {
      move(element(source, rowOf(from), at, r), element(target, into, at, r), r, miss);
    });
    return;
  }
  throw new Unsupported(`a ${from.kind} where a ${to.kind} is needed`, undefined);
}

/** Where one or both are interned. */
function convertSequence(from: TypeOf<"seq">, to: TypeOf<"seq">, r: Routine, miss: Miss): void {
  const { code } = r;
  const sequence = viewOf(placed(from, r), r);
  if (to.max !== undefined && (from.max ?? to.max + 1) > to.max && miss !== never) {
    code.get(sequence.length).i32(to.max).op("i32.gt_u");
    code.if("none", () => miss());
  }
  if (isInterned(from) && isInterned(to) && same(from.of, to.of)) {
    read(sequence.place, r);
    return;
  }
  if (!isInterned(to)) {
    const target = fresh(to, r);
    code.get(sequence.length).op("i64.extend_i32_u");
    fill(part(target, headOf(to)), r);
    if (to.max !== 0) {
      eachIndex(sequence.length, r, (at) => move(sequence.element(at), element(target, rowOf(to), at, r), r, miss));
    }
    built(target, r);
    return;
  }
  const building = begin(to.of, r);
  const missing = (): void => {
    putBack(building, r);
    miss();
  };
  eachIndex(sequence.length, r, (at) => {
    read(sequence.element(at), r);
    convert(from.of, to.of, r, miss === never ? never : missing);
    push(building, r);
  });
  asSequence(building, r);
}

function moveSequence(
  source: Place,
  target: Place,
  from: TypeOf<"seq">,
  to: TypeOf<"seq">,
  r: Routine,
  miss: Miss,
): void {
  const { code } = r;
  const length = r.local("i32");
  read(part(source, headOf(from)), r);
  code.op("i32.wrap_i64").set(length);
  if ((from.max ?? 0) > (to.max ?? 0)) {
    code
      .get(length)
      .i32(to.max ?? 0)
      .op("i32.gt_u")
      .if("none", () => miss());
  }
  code.get(length).op("i64.extend_i32_u");
  fill(part(target, headOf(to)), r);
  if ((to.max ?? 0) === 0) return;
  eachIndex(length, r, (at) => {
    move(element(source, rowOf(from), at, r), element(target, rowOf(to), at, r), r, miss);
  });
}

/** The body for each index from 0 below a number, known now or in a local (i32). */
export function eachIndex(count: number | Local, r: Routine, body: (at: Local) => void): void {
  const { code } = r;
  const at = r.local("i32");
  code.i32(0).set(at);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at);
      if (typeof count === "number") code.i32(count);
      else code.get(count);
      code.op("i32.ge_u").brIf(done);
      body(at);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}

/** The body for each bit of the mask in a local, lowest first; the mask is 0 afterwards. */
export function eachBit(mask: Local, r: Routine, body: (at: Local) => void): void {
  const { code } = r;
  const at = r.local("i32");
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(mask).op("i64.eqz").brIf(done);
      code.get(mask).op("i64.ctz", "i32.wrap_i64").set(at);
      code.get(mask).get(mask).i64(1).op("i64.sub", "i64.and").set(mask);
      body(at);
      code.br(again);
    });
  });
}
