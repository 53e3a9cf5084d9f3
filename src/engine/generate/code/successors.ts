import type { Type } from "../../../model/ir.js";
import { sizeOf } from "../../values/domain.js";
import {
  elementWords,
  headOf,
  isInterned,
  isWide,
  type Part,
  partsOf,
  payloadOf,
  rowOf,
  widthOf,
} from "../encoding.js";
import { asSequence, asSlot, begin, push } from "../heap/build.js";
import { NODE } from "../heap/intern.js";
import { eachElement, lengthIn, nodeOf } from "../heap/nodes.js";
import { nextMask, nextNode } from "../heap/subsets.js";
import { wordsOf } from "../images.js";
import type { Label, Local } from "../wasm/code.js";
import { address, built, element, fresh, inMemory, type Place, part, read, write } from "./places.js";
import type { Routine } from "./routine.js";
import type { TypeOf } from "./types.js";
import { allOf } from "./walks.js";

/*
 * An odometer over all values of a type, in canonical order: the value in a place is replaced by the next one. Of most
 * types the first value is all bits 0. What advances a part of a value leaves 1 (i32) when the part went round and has its first
 * value again, so that the part before it is to be advanced; else 0.
 */

/** Puts the first value of a type into a place. */
export function reset(place: Place, r: Routine): void {
  zero(place, r);
  if (!startsAtZero(place.type)) begun(place, r);
}

/** Makes the bits of a place, all 0, the first value where that is another one. */
function begun(place: Place, r: Routine): void {
  const { type } = place;
  if (startsAtZero(type)) return;
  switch (type.kind) {
    case "record":
    case "tuple":
      for (const each of partsOf(type)) begun(part(place, each), r);
      return;
    case "variants":
      begunVariant(place, type, inhabited(type)[0] ?? 0, r);
      return;
    case "function":
      for (let at = 0; at < rowOf(type).count; at++) begun(element(place, rowOf(type), at, r), r);
      return;
    default:
  }
}

function begunVariant(place: Place, type: TypeOf<"variants">, variant: number, r: Routine): void {
  r.code.i64(variant);
  write(part(place, headOf(type)), r);
  for (const each of partsOf(type, variant)) begun(part(place, each), r);
}

function startsAtZero(type: Type): boolean {
  switch (type.kind) {
    case "record":
    case "tuple":
      return partsOf(type).every((each) => startsAtZero(each.type));
    case "variants":
      return inhabited(type)[0] === 0 && partsOf(type, 0).every((each) => startsAtZero(each.type));
    case "function":
      return startsAtZero(type.value);
    default:
      return true;
  }
}

/** The variants that have values. */
function inhabited({ variants }: TypeOf<"variants">): readonly number[] {
  return [...variants.keys()].filter((at) => variants[at]?.fields.every((field) => sizeOf(field.type) > 0));
}

function zero(place: Place, r: Routine): void {
  const { code } = r;
  if (isWide(place.type)) {
    address(place, r);
    code
      .i32(0)
      .i32(wordsOf(place.type) * 4)
      .memoryFill();
    return;
  }
  const width = widthOf(place.type);
  const pieces = [Math.min(width, 32), Math.max(0, width - 32)];
  const bits: Type = { kind: "tuple", items: pieces.map((each) => ({ kind: "range", low: 0, high: 2 ** each - 1 })) };
  code.i64(0);
  write({ ...place, type: bits }, r);
}

/** Goes on to the next value: after the last one to the first. */
export function advance(place: Place, r: Routine): void {
  const { code } = r;
  const { type } = place;
  if (sizeOf(type) <= 1) {
    code.i32(1);
    return;
  }
  switch (type.kind) {
    case "bool":
      read(place, r);
      code.op("i32.eqz");
      write(place, r);
      read(place, r);
      code.op("i32.eqz");
      return;
    case "range":
      count(place, type.low, type.high, r);
      return;
    case "symmetric":
      count(place, 0, type.size - 1, r);
      return;
    case "record":
    case "tuple":
      items(place, partsOf(type), r);
      return;
    case "option":
      option(place, type, r);
      return;
    case "variants":
      variants(place, type, r);
      return;
    case "function":
      code.block("i32", (out) => {
        const at = r.local("i32");
        code.i32(rowOf(type).count).set(at);
        downwards(at, (index) => advance(element(place, rowOf(type), index, r), r), out, r);
        code.i32(1);
      });
      return;
    case "set":
      subset(place, type, r);
      return;
    case "seq":
      if (isInterned(type)) node(place, type, r);
      else sequence(place, type, r);
      return;
    case "int":
      throw new Error("internal error: the values of int");
  }
}

function count(place: Place, low: number, high: number, r: Routine): void {
  const { code } = r;
  const value = r.local("i64");
  read(place, r);
  code.set(value);
  code.get(value).i64(high).op("i64.eq");
  code.if(
    "i32",
    () => {
      code.i64(low);
      write(place, r);
      code.i32(1);
    },
    () => {
      code.get(value).i64(1).op("i64.add");
      write(place, r);
      code.i32(0);
    },
  );
}

/** The last one runs fastest. */
function items(place: Place, parts: readonly Part[], r: Routine): void {
  const { code } = r;
  code.block("i32", (out) => {
    for (const each of parts.toReversed()) {
      advance(part(place, each), r);
      code.op("i32.eqz");
      code.if("none", () => code.i32(0).br(out));
    }
    code.i32(1);
  });
}

function option(place: Place, type: TypeOf<"option">, r: Routine): void {
  const { code } = r;
  read(part(place, headOf(type)), r);
  code.op("i64.eqz");
  code.if(
    "i32",
    () => {
      code.i64(1);
      write(part(place, headOf(type)), r);
      begun(part(place, payloadOf(type)), r);
      code.i32(0);
    },
    () => {
      advance(part(place, payloadOf(type)), r);
      code.if(
        "i32",
        () => {
          zero(place, r);
          code.i32(1);
        },
        () => code.i32(0),
      );
    },
  );
}

function variants(place: Place, type: TypeOf<"variants">, r: Routine): void {
  const { code } = r;
  const numbers = inhabited(type);
  const tag = r.local("i64");
  read(part(place, headOf(type)), r);
  code.set(tag);
  code.block("i32", (out) => {
    numbers.forEach((variant, at) => {
      code.get(tag).i64(variant).op("i64.eq");
      code.if("none", () => {
        items(place, partsOf(type, variant), r);
        code.op("i32.eqz");
        code.if("none", () => code.i32(0).br(out));
        const next = numbers[at + 1];
        zero(place, r);
        begunVariant(place, type, next ?? numbers[0] ?? 0, r);
        code.i32(next === undefined ? 1 : 0).br(out);
      });
    });
    code.op("unreachable");
  });
}

/** Advances what stands below an index in a local, the last one first; goes to `out` with 0 after one that has a next value. */
function downwards(at: Local, advanceAt: (index: Local) => void, out: Label, r: Routine): void {
  const { code } = r;
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).op("i32.eqz").brIf(done);
      code.get(at).i32(1).op("i32.sub").set(at);
      advanceAt(at);
      code.brIf(again);
      code.i32(0).br(out);
    });
  });
}

function sequence(place: Place, type: TypeOf<"seq">, r: Routine): void {
  const { code } = r;
  const [at, length] = [r.local("i32"), r.local("i32")];
  const head = part(place, headOf(type));
  read(head, r);
  code.op("i32.wrap_i64").tee(length).set(at);
  code.block("i32", (out) => {
    downwards(at, (index) => advance(element(place, rowOf(type), index, r), r), out, r);
    code.get(length).i32(mostOf(type)).op("i32.eq");
    code.if("none", () => {
      zero(place, r);
      code.i32(1).br(out);
    });
    begun(element(place, rowOf(type), length, r), r);
    code.get(length).i32(1).op("i32.add", "i64.extend_i32_u");
    write(head, r);
    code.i32(0);
  });
}

/** The greatest length that a sequence of the type has. */
function mostOf(type: TypeOf<"seq">): number {
  return sizeOf(type.of) === 0 ? 0 : (type.max ?? 0);
}

/** Of a sequence in the heap a copy is advanced. */
function node(place: Place, type: TypeOf<"seq">, r: Routine): void {
  const { code } = r;
  const { of } = type;
  const [at, length, wrapped] = [r.local("i32"), r.local("i32"), r.local("i32")];
  read(place, r);
  const from = nodeOf(r);
  lengthIn(from, of, r);
  code.tee(length).set(at);
  const copy = begin(of, r);
  eachElement(from, of, r, (each) => {
    read(each, r);
    push(copy, r);
  });
  const base = r.local("i32");
  code.block("i32", (out) => {
    downwards(
      at,
      (index) => {
        code
          .get(index)
          .i32(elementWords(of) * 4)
          .op("i32.mul")
          .get(copy.base)
          .op("i32.add")
          .set(base);
        advanceSlot(base, of, r);
      },
      out,
      r,
    );
    code.i32(1);
  });
  code.set(wrapped);
  code.get(wrapped);
  code.if("none", () => {
    code.get(length).i32(mostOf(type)).op("i32.eq");
    code.if(
      "none",
      () => code.i32(r.unit.heap.top).get(copy.base).memory("i32.store"),
      () => {
        code.i32(0).set(wrapped);
        firstOf(of, r);
        push(copy, r);
      },
    );
  });
  asSequence(copy, r);
  write(place, r);
  code.get(wrapped);
}

/** Advances an element of a node in the making, so many bytes from the start of the buffer. */
function advanceSlot(base: Local, of: Type, r: Routine): void {
  const { code } = r;
  const slot = inMemory(of, base, r.unit.heap.buffer);
  if (!isWide(of)) {
    advance(slot, r);
    return;
  }
  const copy = fresh(of, r);
  const [held, wrapped] = [r.local("i32"), r.local("i32")];
  code.get(base).memory("i32.load", slot.offset).i32(2).op("i32.shl").set(held);
  read(inMemory(of, held, NODE), r);
  write(copy, r);
  advance(copy, r);
  code.set(wrapped).get(base);
  built(copy, r);
  asSlot(of, r);
  code.memory("i64.store32", slot.offset).get(wrapped);
}

/** Puts the first value of a type on the stack. */
function firstOf(type: Type, r: Routine): void {
  const place = fresh(type, r);
  reset(place, r);
  built(place, r);
}

function subset(place: Place, type: TypeOf<"set">, r: Routine): void {
  const { code, unit } = r;
  const set = r.local("i64");
  read(place, r);
  if (isInterned(type)) {
    code.op("i32.wrap_i64");
    allOf(type, r);
    code
      .op("i32.wrap_i64")
      .call(nextNode(elementWords(type.of), unit))
      .op("i64.extend_i32_u");
  } else code.i64((1n << BigInt(sizeOf(type.of))) - 1n).call(nextMask(unit));
  code.tee(set);
  write(place, r);
  code.get(set).op("i64.eqz");
}
