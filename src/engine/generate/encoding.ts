import type { FieldType, Type } from "../../model/ir.js";
import { sizeOf } from "../values/domain.js";
import { cached } from "../values/value.js";

/*
 * HOW VALUES BECOME BITS
 *
 * A value of at most 64 bits is *small*: one number, its image, the same in the state, in a local of generated code and
 * inside other values. Images of equal values are equal, and (but for sets) their unsigned order is the canonical order:
 *
 *   bool            1 bit
 *   range           value - low; `int` is the range of what may be stored, -2^31..2^31-1
 *   variants        the number of the variant above the fields of the variant, unused bits 0
 *   record, tuple   the items, the first one highest
 *   option          one bit that is 1 for a value, above the value; `none` is all 0
 *   set             bit e for the value with ordinal e (its place in the canonical order of the element type)
 *   seq max n       the length above n elements, the first one highest, unused ones 0
 *   function        the values, that of the first key highest
 *
 * A larger value is *wide*: whole words of 32 bits in memory. Its parts stand one after another as `place` puts them: a
 * small part never crosses from one word into the next unless it is aligned to a word, and wide parts are whole words.
 * The number of a variant, the presence of an option and the length of a sequence have the first word. The elements of
 * wide sequences and functions are 1, 2, 4, 8, 16, 32 or 64 bits apart, or whole words, the first one first.
 *
 * A set over more than 64 values, a sequence without a greatest length, and one that would be too large otherwise, are
 * *interned*: the value is a number of 32 bits, which stands for a node of the heap (heap/intern.ts). Equal values are the
 * same node, so the number is a small value for all who copy, keep or compare it for equality; but it says nothing of the
 * order. A node holds the elements one after another, each in `elementWords` words: those of a sequence as they are, those
 * of a set in canonical order. A wide element is the number of a node with its words. The number of the empty set or
 * sequence is 0.
 */

const SMALL = 64;
/** Bits of a sequence that is not interned, at most. */
const LARGEST_FLAT = 2048;
/** Bits of a node's number. */
const NUMBER = 32;
export const LEAST_STORED = -(2 ** 31);
export const GREATEST_STORED = 2 ** 31 - 1;

/** Where a part of a value stands: so many bits from the start of the value, and its type. */
export interface Part {
  readonly type: Type;
  readonly bit: number;
}

/** Parts of one type at equal distances; element i at `bit + i * stride`. */
export interface Row {
  readonly type: Type;
  readonly bit: number;
  /** Negative in small values. */
  readonly stride: number;
  readonly count: number;
}

const widths = new WeakMap<Type, number>();

/** The bits of a type's values; more than 64 are a multiple of 32. */
export function widthOf(type: Type): number {
  return cached(widths, type, (fresh) => {
    const small = smallWidth(fresh);
    return small <= SMALL ? small : wideWidth(fresh);
  });
}

export function isWide(type: Type): boolean {
  return widthOf(type) > SMALL;
}

/** Are the type's values numbers of nodes? */
export function isInterned(type: Type): boolean {
  if (type.kind === "set") return sizeOf(type.of) > SMALL;
  if (type.kind !== "seq") return false;
  if (type.max === undefined) return true;
  return flatWidth(type.of, type.max) > SMALL && wideSequence(type.of, type.max) > LARGEST_FLAT;
}

/** Words that an element of the type has in a node. */
export function elementWords(of: Type): 1 | 2 {
  const width = widthOf(of);
  return width > 32 && width <= SMALL ? 2 : 1;
}

/** Do values of the type hold numbers of nodes? */
export function holdsInterned(type: Type): boolean {
  return isInterned(type) || imagesIn(type).some(holdsInterned);
}

/** Is the order of the type's images, as numbers without a sign, the canonical one? */
export function isOrdered(type: Type): boolean {
  return type.kind !== "set" && !isWide(type) && !isInterned(type) && imagesIn(type).every(isOrdered);
}

/** The types of what images of the type are made of: a set's are bits or a node, a function's have no keys. */
function imagesIn(type: Type): readonly Type[] {
  switch (type.kind) {
    case "bool":
    case "int":
    case "range":
    case "symmetric":
    case "set":
      return [];
    case "variants":
      return type.variants.flatMap(({ fields }) => typesOf(fields));
    case "record":
    case "tuple":
      return itemTypes(type);
    case "option":
    case "seq":
      return [type.of];
    case "function":
      return [type.value];
  }
}

/** As many bits as numbers from 0 to `count - 1` need. */
export function bitsFor(count: number): number {
  return count <= 1 ? 0 : Math.ceil(Math.log2(count));
}

function smallWidth(type: Type): number {
  switch (type.kind) {
    case "bool":
      return 1;
    case "int":
      return 32;
    case "range":
      return bitsFor(type.high - type.low + 1);
    case "symmetric":
      return bitsFor(type.size);
    case "variants":
      return bitsFor(type.variants.length) + payloadWidth(type.variants.map(({ fields }) => typesOf(fields)));
    case "record":
      return total(typesOf(type.fields));
    case "tuple":
      return total(type.items);
    case "option":
      return 1 + widthOf(type.of);
    case "set":
      return isInterned(type) ? NUMBER : sizeOf(type.of);
    case "seq":
      return isInterned(type) ? NUMBER : flatWidth(type.of, type.max ?? 0);
    case "function":
      return sizeOf(type.key) * widthOf(type.value);
  }
}

function flatWidth(of: Type, max: number): number {
  return bitsFor(max + 1) + max * widthOf(of);
}

function wideSequence(of: Type, max: number): number {
  return words(32 + max * distance(of));
}

function total(types: readonly Type[]): number {
  return types.reduce((sum, type) => sum + widthOf(type), 0);
}

function payloadWidth(variants: readonly (readonly Type[])[]): number {
  return Math.max(0, ...variants.map(total));
}

function wideWidth(type: Type): number {
  switch (type.kind) {
    case "variants":
      return Math.max(...type.variants.map(({ fields }) => place(typesOf(fields), 32).end));
    case "record":
      return place(typesOf(type.fields), 0).end;
    case "tuple":
      return place(type.items, 0).end;
    case "option":
      return place([type.of], 32).end;
    case "seq":
      return wideSequence(type.of, type.max ?? 0);
    case "function":
      return words(sizeOf(type.key) * distance(type.value));
    default:
      throw new Error(`internal error: a ${type.kind} of more than 64 bits`);
  }
}

/** Bits rounded up to whole words. */
export function words(bits: number): number {
  return Math.ceil(bits / 32) * 32;
}

/** How far apart elements of a wide row are. */
function distance(type: Type): number {
  const width = widthOf(type);
  if (width > 32) return width > SMALL ? width : SMALL;
  return width === 0 ? 0 : 2 ** Math.ceil(Math.log2(width));
}

/** Puts parts one after another from a bit on; `end` is the next whole word. */
function place(types: readonly Type[], from: number): { readonly parts: readonly Part[]; readonly end: number } {
  const parts: Part[] = [];
  let at = from;
  for (const type of types) {
    const width = widthOf(type);
    if (width > 32 || (at % 32) + width > 32) at = words(at);
    parts.push({ type, bit: at });
    at += width;
  }
  return { parts, end: words(at) };
}

/** Small parts below a bit, the first one highest. */
function stack(types: readonly Type[]): readonly Part[] {
  let bit = total(types);
  return types.map((type) => {
    bit -= widthOf(type);
    return { type, bit };
  });
}

export function typesOf(fields: readonly FieldType[]): readonly Type[] {
  return fields.map((field) => field.type);
}

/** The parts of a record or tuple; of a value of `variants` that is one with this number. */
export function partsOf(type: Type, variant = 0): readonly Part[] {
  const types = itemTypes(type, variant);
  return isWide(type) ? place(types, type.kind === "variants" ? 32 : 0).parts : stack(types);
}

/** The types of a record's or tuple's items, or of a variant's fields. */
export function itemTypes(type: Type, variant = 0): readonly Type[] {
  switch (type.kind) {
    case "record":
      return typesOf(type.fields);
    case "tuple":
      return type.items;
    case "variants":
      return typesOf(type.variants[variant]?.fields ?? []);
    default:
      return [];
  }
}

/** What tells the variants apart, tells whether there is a value, how long a sequence is: as a range from 0. */
export function headOf(type: Type): Part {
  const count = headCount(type);
  const head: Type = { kind: "range", low: 0, high: count - 1 };
  return { type: head, bit: isWide(type) ? 0 : widthOf(type) - bitsFor(count) };
}

function headCount(type: Type): number {
  switch (type.kind) {
    case "variants":
      return type.variants.length;
    case "option":
      return 2;
    case "seq":
      return (type.max ?? 0) + 1;
    default:
      throw new Error(`internal error: the head of a ${type.kind}`);
  }
}

/** The value in an option that is not `none`. */
export function payloadOf(type: Type & { readonly kind: "option" }): Part {
  return { type: type.of, bit: isWide(type) ? 32 : 0 };
}

/** The elements of a sequence, whether used or not; the values of a function in the order of its keys. */
export function rowOf(type: Type & { readonly kind: "seq" | "function" }): Row {
  const of = type.kind === "seq" ? type.of : type.value;
  const count = type.kind === "seq" ? (type.max ?? 0) : sizeOf(type.key);
  if (!isWide(type)) return { type: of, bit: (count - 1) * widthOf(of), stride: -widthOf(of), count };
  return { type: of, bit: type.kind === "seq" ? 32 : 0, stride: distance(of), count };
}
