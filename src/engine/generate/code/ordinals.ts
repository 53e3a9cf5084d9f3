import type { Type } from "../../../model/ir.js";
import { sizeOf, valuesOf } from "../../values/domain.js";
import { headOf, isWide, type Part, partsOf, payloadOf, rowOf, widthOf } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import { eachIndex } from "./convert.js";
import { element, fromImage, type Place, part, placed, read } from "./places.js";
import type { Routine } from "./routine.js";
import type { TypeOf } from "./types.js";
import { viewOf } from "./views.js";

/*
 * The ordinal of a value is its place in the canonical order of its type, from 0: the bit that it has in sets, and its
 * index in a function's row.
 */

/** Is a value's image its ordinal? */
export function isDense(type: Type): boolean {
  switch (type.kind) {
    case "bool":
    case "range":
    case "symmetric":
      return true;
    case "set":
      return false;
    case "variants":
      return type.variants.every(({ fields }) => fields.length === 0);
    default:
      return !isWide(type) && sizeOf(type) === 2 ** widthOf(type) && !holdsSets(type);
  }
}

/** Do values of the type hold sets, whose images are not in canonical order? */
export function holdsSets(type: Type): boolean {
  switch (type.kind) {
    case "set":
      return true;
    case "option":
    case "seq":
      return holdsSets(type.of);
    case "function":
      return holdsSets(type.value);
    case "tuple":
      return type.items.some(holdsSets);
    case "record":
      return type.fields.some((field) => holdsSets(field.type));
    case "variants":
      return type.variants.some(({ fields }) => fields.some((field) => holdsSets(field.type)));
    default:
      return false;
  }
}

/** Takes a value from the stack and puts its ordinal (i32) there. */
export function ordinal(type: Type, r: Routine): void {
  const { code } = r;
  if (isDense(type)) {
    if (type.kind === "bool") return;
    if (type.kind === "range" && type.low !== 0) code.i64(type.low).op("i64.sub");
    code.op("i32.wrap_i64");
    return;
  }
  ordinalAt(placed(type, r), r);
}

function ordinalAt(place: Place, r: Routine): void {
  const { code } = r;
  const { type } = place;
  if (isDense(type)) {
    read(place, r);
    ordinal(type, r);
    return;
  }
  switch (type.kind) {
    case "record":
    case "tuple":
      combined(place, partsOf(type), r);
      return;
    case "option":
      read(part(place, headOf(type)), r);
      code.op("i32.wrap_i64").if(
        "i32",
        () => {
          ordinalAt(part(place, payloadOf(type)), r);
          code.i32(1).op("i32.add");
        },
        () => code.i32(0),
      );
      return;
    case "variants":
      ordinalOfVariant(place, type, r);
      return;
    case "function": {
      const row = rowOf(type);
      code.i32(0);
      for (let at = 0; at < row.count; at++) {
        code.i32(sizeOf(row.type)).op("i32.mul");
        ordinalAt(element(place, row, at, r), r);
        code.op("i32.add");
      }
      return;
    }
    case "set": {
      // Rank by mask: there are few enough values.
      const ranks = r.unit.ranks(type, valuesOf(type));
      read(place, r);
      code.op("i32.wrap_i64").i32(2).op("i32.shl").memory("i32.load", ranks);
      return;
    }
    case "seq":
      ordinalOfSequence(place, type, r);
      return;
    default:
      throw new Error(`internal error: the ordinal of a ${type.kind}`);
  }
}

/** How many are shorter, and the elements as digits. */
function ordinalOfSequence(place: Place, type: TypeOf<"seq">, r: Routine): void {
  const { code } = r;
  const size = sizeOf(type.of);
  if (size === 0) {
    code.i32(0);
    return;
  }
  const [shorter, digits] = [r.local("i32"), r.local("i32")];
  code.i32(0).set(shorter).i32(0).set(digits);
  eachIndex(viewOf(place, r).length, r, (at) => {
    code.get(shorter).i32(size).op("i32.mul").i32(1).op("i32.add").set(shorter);
    code.get(digits).i32(size).op("i32.mul");
    ordinalAt(element(place, rowOf(type), at, r), r);
    code.op("i32.add").set(digits);
  });
  code.get(shorter).get(digits).op("i32.add");
}

/** The items as digits, the last one running fastest. */
function combined(place: Place, parts: readonly Part[], r: Routine): void {
  r.code.i32(0);
  parts.forEach((each, at) => {
    if (at > 0) r.code.i32(sizeOf(each.type)).op("i32.mul");
    ordinalAt(part(place, each), r);
    r.code.op("i32.add");
  });
}

function ordinalOfVariant(place: Place, type: Type & { readonly kind: "variants" }, r: Routine): void {
  const { code } = r;
  const tag = r.local("i32");
  read(part(place, headOf(type)), r);
  code.op("i32.wrap_i64").set(tag);
  const from = (variant: number, before: number): void => {
    const parts = partsOf(type, variant);
    const arm = (): void => {
      code.i32(before);
      combined(place, parts, r);
      code.op("i32.add");
    };
    if (variant === type.variants.length - 1) {
      arm();
      return;
    }
    const size = parts.reduce((product, each) => product * sizeOf(each.type), 1);
    code
      .get(tag)
      .i32(variant)
      .op("i32.eq")
      .if("i32", arm, () => from(variant + 1, before + size));
  };
  from(0, 0);
}

/** Puts the value that has the ordinal in a local (i32) on the stack: of a type with few values, or whose images are ordinals. */
export function fromOrdinal(type: Type, at: Local, r: Routine): void {
  const { code } = r;
  code.get(at);
  if (type.kind === "bool") return;
  if (isDense(type)) {
    code.op("i64.extend_i32_u");
    fromImage(type, r);
    return;
  }
  code
    .i32(3)
    .op("i32.shl")
    .memory("i64.load", r.unit.table(type, valuesOf(type)));
}
