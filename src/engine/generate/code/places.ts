import type { Type } from "../../../model/ir.js";
import { isWide, type Part, type Row, widthOf } from "../encoding.js";
import { wordsOf } from "../images.js";
import type { Local } from "../wasm/code.js";
import { type Routine, stackType } from "./routine.js";
import { boundsOf } from "./types.js";

/*
 * A place holds a value: in memory, or (a small one) in a local that has the image of a value around it. Parts of places
 * are places, so that reading and changing are written once. Where an index is not known while code is written, `base`
 * (bytes) and `by` (bits) are locals that are added.
 */
export interface Place {
  readonly type: Type;
  /** The local that has the image around the value; undefined: it is in memory. */
  readonly image: Local | undefined;
  readonly base: Local | undefined;
  readonly offset: number;
  /** How many bits above the least one of the image, or of the word at the address. */
  readonly shift: number;
  readonly by: Local | undefined;
  /** How much is to be loaded around a small value in memory. */
  readonly size: 32 | 64;
}

/** A value that begins so many bits after an address. */
export function inMemory(type: Type, base: Local | undefined, address: number, bit = 0): Place {
  const shift = bit % 32;
  return {
    type,
    image: undefined,
    base,
    offset: address + (bit - shift) / 8,
    shift,
    by: undefined,
    size: shift + widthOf(type) <= 32 ? 32 : 64,
  };
}

/** The value whose image is in a local. */
export function inLocal(type: Type, image: Local): Place {
  return { type, image, base: undefined, offset: 0, shift: 0, by: undefined, size: 64 };
}

export function part(place: Place, { type, bit }: Part): Place {
  if (isWide(place.type)) return inMemory(type, place.base, place.offset, bit);
  return { ...place, type, shift: place.shift + bit };
}

/** The element of a row at an index, known now or in a local (i32). */
export function element(place: Place, row: Row, index: Local | number, r: Routine): Place {
  const { type, bit, stride, count } = row;
  if (typeof index === "number") return part(place, { type, bit: bit + index * stride });
  if (count <= 1 || stride === 0) return part(place, { type, bit });
  const { code } = r;
  if (!isWide(place.type)) {
    const by = r.local("i32");
    code.get(index).i32(stride).op("i32.mul").i32(bit).op("i32.add");
    if (place.by !== undefined) code.get(place.by).op("i32.add");
    code.set(by);
    return { ...place, type, by };
  }
  const base = r.local("i32");
  if (stride >= 64)
    code
      .get(index)
      .i32(stride / 8)
      .op("i32.mul");
  else
    code
      .get(index)
      .i32(Math.log2(32 / stride))
      .op("i32.shr_u")
      .i32(2)
      .op("i32.shl");
  if (place.base !== undefined) code.get(place.base).op("i32.add");
  code.set(base);
  const at = inMemory(type, base, place.offset, bit);
  if (stride >= 32) return at;
  const by = r.local("i32");
  code.get(index).i32(Math.log2(stride)).op("i32.shl").i32(31).op("i32.and").set(by);
  return { ...at, by, size: 32 };
}

/** Puts the address of a place in memory on the stack. */
export function address(place: Place, r: Routine): void {
  if (place.base === undefined) r.code.i32(place.offset);
  else r.code.get(place.base).i32(place.offset).op("i32.add");
}

/** Puts the value on the stack: of a wide one the address. */
export function read(place: Place, r: Routine): void {
  const { code } = r;
  if (isWide(place.type)) {
    address(place, r);
    return;
  }
  if (widthOf(place.type) === 0) {
    // It may stand behind the last bit.
    code.i64(0);
    fromImage(place.type, r);
    return;
  }
  if (place.image === undefined && place.size === 32) {
    readWord(place, r);
    return;
  }
  if (place.image === undefined) load(place, "i64.load", r);
  else code.get(place.image);
  if (place.shift > 0) code.i64(place.shift).op("i64.shr_u");
  if (place.by !== undefined) code.get(place.by).op("i64.extend_i32_s", "i64.shr_u");
  mask64(place.type, r);
  fromImage(place.type, r);
}

function readWord(place: Place, r: Routine): void {
  const { code } = r;
  load(place, "i32.load", r);
  if (place.by !== undefined) {
    code.get(place.by);
    if (place.shift > 0) code.i32(place.shift).op("i32.add");
    code.op("i32.shr_u");
  } else if (place.shift > 0) code.i32(place.shift).op("i32.shr_u");
  const width = widthOf(place.type);
  if (width < 32 && (place.by !== undefined || place.shift + width < 32)) code.i32(2 ** width - 1).op("i32.and");
  if (place.type.kind === "bool") return;
  code.op("i64.extend_i32_u");
  fromImage(place.type, r);
}

function load(place: Place, access: "i32.load" | "i64.load" | "i64.load32_u", r: Routine): void {
  base(place, r);
  r.code.memory(access, place.offset);
}

function mask64(type: Type, r: Routine): void {
  const width = widthOf(type);
  if (width < 64) r.code.i64((1n << BigInt(width)) - 1n).op("i64.and");
}

/** From a small value on the stack to its image (i64). */
export function toImage(type: Type, r: Routine): void {
  if (type.kind === "bool") r.code.op("i64.extend_i32_u");
  if (type.kind === "range" && type.low !== 0) r.code.i64(type.low).op("i64.sub");
}

/** From an image (i64) on the stack to the value. */
export function fromImage(type: Type, r: Routine): void {
  if (type.kind === "bool") r.code.op("i32.wrap_i64");
  if (type.kind === "range" && boundsOf(type).low !== 0) r.code.i64(boundsOf(type).low).op("i64.add");
}

/** Takes a value of the place's type from the stack to where all bits are 0. */
export function fill(place: Place, r: Routine): void {
  store(place, false, r);
}

/** Takes a value of the place's type from the stack to the place. */
export function write(place: Place, r: Routine): void {
  store(place, true, r);
}

function store(place: Place, clearing: boolean, r: Routine): void {
  const { code } = r;
  if (isWide(place.type)) {
    copyFromStack(place, r);
    return;
  }
  if (widthOf(place.type) === 0) {
    code.op("drop");
    return;
  }
  toImage(place.type, r);
  shiftUp(place, r);
  const bits = r.local("i64");
  code.set(bits);
  const before = (): void => {
    if (place.image !== undefined) code.get(place.image);
    else load(place, place.size === 32 ? "i64.load32_u" : "i64.load", r);
    if (!clearing) return;
    const mask = (1n << BigInt(widthOf(place.type))) - 1n;
    if (place.by === undefined) code.i64(~(mask << BigInt(place.shift)));
    else {
      code.i64(mask);
      shiftUp(place, r);
      code.i64(-1).op("i64.xor");
    }
    code.op("i64.and");
  };
  if (place.image !== undefined) {
    before();
    code.get(bits).op("i64.or").set(place.image);
    return;
  }
  base(place, r);
  before();
  code
    .get(bits)
    .op("i64.or")
    .memory(place.size === 32 ? "i64.store32" : "i64.store", place.offset);
}

function shiftUp(place: Place, r: Routine): void {
  if (place.shift > 0) r.code.i64(place.shift).op("i64.shl");
  if (place.by !== undefined) r.code.get(place.by).op("i64.extend_i32_s", "i64.shl");
}

function copyFromStack(place: Place, r: Routine): void {
  const { code } = r;
  const from = r.local("i32");
  const words = wordsOf(place.type);
  code.set(from);
  if (words > MOST_COPIED) {
    address(place, r);
    code
      .get(from)
      .i32(words * 4)
      .memoryCopy();
    return;
  }
  eachFew(words, (load, store, offset) => {
    base(place, r);
    code
      .get(from)
      .memory(load, offset)
      .memory(store, place.offset + offset);
  });
}

/** Words that are copied, or set to 0, one by one: a call of what does it for many takes longer. */
const MOST_COPIED = 16;

/** Instructions for two words at a time, and for the last one. */
function eachFew(
  words: number,
  body: (load: "i64.load" | "i64.load32_u", store: "i64.store" | "i64.store32", offset: number) => void,
): void {
  for (let word = 0; word + 1 < words; word += 2) body("i64.load", "i64.store", word * 4);
  if (words % 2 === 1) body("i64.load32_u", "i64.store32", (words - 1) * 4);
}

/** Puts on the stack what a place's offset is from. */
function base(place: Place, { code }: Routine): void {
  if (place.base === undefined) code.i32(0);
  else code.get(place.base);
}

/** A place for a new value, all bits 0: a local, or memory of its own for a wide one. */
export function fresh(type: Type, r: Routine): Place {
  const { code } = r;
  if (!isWide(type)) {
    const image = r.local("i64");
    code.i64(0).set(image);
    return inLocal(type, image);
  }
  const bytes = wordsOf(type) * 4;
  const at = r.unit.allocate(bytes);
  r.live?.push({ address: at, bytes });
  if (bytes > MOST_COPIED * 4) code.i32(at).i32(0).i32(bytes).memoryFill();
  else
    eachFew(bytes / 4, (_, store, offset) =>
      code
        .i32(0)
        .i64(0)
        .memory(store, at + offset),
    );
  return inMemory(type, undefined, at);
}

/** Puts the value that was built in a place from `fresh` on the stack. */
export function built(place: Place, r: Routine): void {
  if (place.image === undefined) {
    address(place, r);
    return;
  }
  r.code.get(place.image);
  fromImage(place.type, r);
}

/** The value of a type on the stack as a place: a wide one where it stands, a small one in a local. */
export function placed(type: Type, r: Routine): Place {
  if (isWide(type)) return inMemory(type, r.keep(type), 0);
  toImage(type, r);
  const image = r.local("i64");
  r.code.set(image);
  return inLocal(type, image);
}

/** The same, but a wide value is copied: what it stands in may change. */
export function copied(type: Type, r: Routine): Place {
  if (!isWide(type)) return placed(type, r);
  const copy = fresh(type, r);
  write(copy, r);
  return copy;
}

/** The value of a bound name or temporary in a local as a place. */
export function placeOf(type: Type, local: Local, r: Routine): Place {
  if (isWide(type)) return inMemory(type, local, 0);
  if (stackType(type) === "i64" && (type.kind !== "range" || type.low === 0)) return inLocal(type, local);
  r.code.get(local);
  return placed(type, r);
}
