import type { Type } from "../../../model/ir.js";
import { eachIndex } from "../code/convert.js";
import { element, inLocal, inMemory, type Place, part, read, toImage } from "../code/places.js";
import { Routine } from "../code/routine.js";
import type { TypeOf } from "../code/types.js";
import type { Unit } from "../code/unit.js";
import { headOf, isInterned, isOrdered, isWide, type Part, partsOf, payloadOf, rowOf, widthOf } from "../encoding.js";
import type { Defined } from "../wasm/module.js";
import type { ValueType } from "../wasm/opcodes.js";
import { elementIn, lengthIn, nodeOf } from "./nodes.js";

/*
 * The canonical order (src/engine/values/order.ts), where images do not show it: values that hold sets, nodes, or more than
 * 64 bits. For each such type there is a function that compares two values.
 */

/** How a value is handed to its type's comparison: as its image, a wide one as its address. */
export function comparedAs(type: Type): ValueType {
  return isWide(type) ? "i32" : "i64";
}

/** Puts on the stack a number (i32) below, equal to or above 0, as the value in one place comes before, is, or comes after the other. */
export function comparePlaces(left: Place, right: Place, r: Routine): void {
  handOver(left, r);
  handOver(right, r);
  r.code.call(comparison(left.type, r.unit));
}

/** Does the value in one place come after that in the other? The answer (i32) is put on the stack. */
export function comesAfter(left: Place, right: Place, r: Routine): void {
  if (!isOrdered(left.type)) {
    comparePlaces(left, right, r);
    r.code.i32(0).op("i32.gt_s");
    return;
  }
  handOver(left, r);
  handOver(right, r);
  r.code.op("i64.gt_u");
}

/** Are the values in two places different? The answer (i32) is put on the stack. */
export function differs(left: Place, right: Place, r: Routine): void {
  if (isWide(left.type)) {
    comparePlaces(left, right, r);
    return;
  }
  handOver(left, r);
  handOver(right, r);
  r.code.op("i64.ne");
}

/** Puts a value on the stack as `comparison` takes it. */
export function handOver(place: Place, r: Routine): void {
  read(place, r);
  if (!isWide(place.type)) toImage(place.type, r);
}

/** The function that compares two values of a type, handed over as `comparedAs` says. */
export function comparison(type: Type, unit: Unit): Defined {
  return unit.heap.shared(`compare ${JSON.stringify(type)}`, () => {
    const as = comparedAs(type);
    const defined = unit.function([as, as], ["i32"]);
    const { code } = defined;
    const r = new Routine(unit, code, undefined);
    const [left, right] = code.parameters.map((parameter) =>
      isWide(type) ? inMemory(type, parameter, 0) : inLocal(type, parameter),
    );
    if (left !== undefined && right !== undefined) unless(left, right, r);
    code.i32(0);
    return defined;
  });
}

/** Returns from a comparison unless the values in two places are equal. */
function unless(left: Place, right: Place, r: Routine): void {
  const { code } = r;
  const { type } = left;
  if (widthOf(type) === 0) return;
  if (isOrdered(type)) {
    images(left, right, r);
    return;
  }
  if (isInterned(type)) {
    interned(left, right, type.kind === "set" || type.kind === "seq" ? type.of : type, r);
    return;
  }
  switch (type.kind) {
    case "set":
      masks(left, right, r);
      return;
    case "option":
      images(part(left, headOf(type)), part(right, headOf(type)), r);
      read(part(left, headOf(type)), r);
      code.op("i32.wrap_i64").if("none", () => unless(part(left, payloadOf(type)), part(right, payloadOf(type)), r));
      return;
    case "record":
    case "tuple":
      all(left, right, partsOf(type), r);
      return;
    case "variants":
      variants(left, right, type, r);
      return;
    case "seq":
    case "function":
      rows(left, right, type, r);
      return;
    default:
      throw new Error(`internal error: values of kind ${type.kind} without an order`);
  }
}

function all(left: Place, right: Place, parts: readonly Part[], r: Routine): void {
  for (const each of parts) unless(part(left, each), part(right, each), r);
}

/** Of what is ordered as its images are. */
function images(left: Place, right: Place, r: Routine): void {
  const { code } = r;
  const [one, other] = [left, right].map((place) => {
    const image = r.local("i64");
    read(place, r);
    toImage(place.type, r);
    code.set(image);
    return image;
  });
  if (one === undefined || other === undefined) return;
  code.get(one).get(other).op("i64.ne");
  code.if("none", () => code.i32(-1).i32(1).get(one).get(other).op("i64.lt_u", "select", "return"));
}

/** By size, then by the least element that one of them alone has: the other's next one is greater. */
function masks(left: Place, right: Place, r: Routine): void {
  const { code } = r;
  const [one, other, apart] = [r.local("i64"), r.local("i64"), r.local("i64")];
  read(left, r);
  code.set(one);
  read(right, r);
  code.set(other);
  code.get(one).get(other).op("i64.xor").tee(apart).op("i64.eqz", "i32.eqz");
  code.if("none", () => {
    code.get(one).op("i64.popcnt").get(other).op("i64.popcnt", "i64.ne");
    code.if("none", () => {
      code.i32(-1).i32(1);
      code.get(one).op("i64.popcnt").get(other).op("i64.popcnt", "i64.lt_u", "select", "return");
    });
    code.i32(1).i32(-1);
    code.get(one).get(apart).op("i64.ctz", "i64.shr_u").i64(1).op("i64.and", "i64.eqz", "select", "return");
  });
}

function variants(left: Place, right: Place, type: TypeOf<"variants">, r: Routine): void {
  const { code } = r;
  const head = headOf(type);
  images(part(left, head), part(right, head), r);
  const tag = r.local("i64");
  read(part(left, head), r);
  code.set(tag);
  for (const [variant, { fields }] of type.variants.entries()) {
    if (fields.length === 0) continue;
    code.get(tag).i64(variant).op("i64.eq");
    code.if("none", () => all(left, right, partsOf(type, variant), r));
  }
}

function rows(left: Place, right: Place, type: TypeOf<"seq" | "function">, r: Routine): void {
  const { code } = r;
  const row = rowOf(type);
  const count = r.local("i32");
  if (type.kind === "seq") {
    const head = headOf(type);
    images(part(left, head), part(right, head), r);
    read(part(left, head), r);
    code.op("i32.wrap_i64").set(count);
  } else code.i32(row.count).set(count);
  if (row.count === 0) return;
  eachIndex(count, r, (at) => unless(element(left, row, at, r), element(right, row, at, r), r));
}

/** Sets and sequences alike: by how many elements they have, then element by element. */
function interned(left: Place, right: Place, of: Type, r: Routine): void {
  const { code } = r;
  const order = r.local("i32");
  const [one, other] = [left, right].map((place) => {
    read(place, r);
    return nodeOf(r);
  });
  if (one === undefined || other === undefined) return;
  code.get(one).get(other).op("i32.ne");
  code.if("none", () => {
    code.get(one).get(other).call(nodes(of, r.unit)).tee(order);
    code.if("none", () => code.get(order).op("return"));
  });
}

/** The function that compares two nodes, given by their addresses. */
function nodes(of: Type, unit: Unit): Defined {
  return unit.heap.shared(`nodes ${JSON.stringify(of)}`, () => {
    const defined = unit.function(["i32", "i32"], ["i32"]);
    const { code } = defined;
    const r = new Routine(unit, code, undefined);
    const [left, right] = code.parameters;
    if (left === undefined || right === undefined) return defined;
    const [one, other] = [left, right].map((node) => {
      const length = r.local("i32");
      lengthIn(node, of, r);
      code.set(length);
      return length;
    });
    if (one === undefined || other === undefined) return defined;
    code.get(one).get(other).op("i32.ne");
    code.if("none", () => code.i32(-1).i32(1).get(one).get(other).op("i32.lt_u", "select", "return"));
    eachIndex(one, r, (at) => unless(elementIn(left, of, at, r), elementIn(right, of, at, r), r));
    code.i32(0);
    return defined;
  });
}
