import type { Channel, Type } from "../../../model/ir.js";
import type { Exchange } from "../../symmetry/exchange.js";
import { sizeOf } from "../../values/domain.js";
import { symmetricIn } from "../../values/permute.js";
import { present } from "../../values/value.js";
import { elementWords, headOf, isInterned, isWide, partsOf, payloadOf, rowOf, widthOf } from "../encoding.js";
import { asMailbox, asSequence, asSet, begin, push } from "../heap/build.js";
import { eachElement, nodeOf } from "../heap/nodes.js";
import { ordered } from "../heap/sort.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { eachBit, eachIndex } from "./convert.js";
import { fromOrdinal, ordinal } from "./ordinals.js";
import { built, element, fill, fresh, inMemory, type Place, part, placed, read, toImage } from "./places.js";
import { Routine } from "./routine.js";
import type { TypeOf } from "./types.js";
import type { Unit } from "./unit.js";

/*
 * Values with their members exchanged (src/engine/values/permute.ts), by the permutation that stands in memory: for each
 * symmetric type a word for each member, the number of the one that it becomes. Where members stand in keys and in the
 * elements of small sets, there is such a table for all values of the type as well: keys go where it says.
 */
export class Exchanging {
  readonly unit: Unit;
  readonly #exchange: Exchange;
  /** Addresses of the permutation, by the names of types. */
  readonly #members = new Map<string, number>();
  readonly #tables = new Map<string, { readonly type: Type; readonly address: number }>();

  constructor(unit: Unit, exchange: Exchange) {
    this.unit = unit;
    this.#exchange = exchange;
    for (const { name, size } of exchange.types) this.#members.set(name, unit.allocate(4 * size));
  }

  /** Where the permutation of a type stands. */
  of(name: string): number {
    return present(this.#members.get(name));
  }

  /** Do values of a type hold members? */
  changes(type: Type): boolean {
    return this.#exchange.types.some(({ name }) => symmetricIn(type).has(name));
  }

  /** Writes what brings the tables up to a new permutation: to be called after all else was written. */
  update({ code, unit }: Routine): void {
    const tables = new Map<string, Defined>();
    // A table may need those of the parts of its type: writing it asks for them, and they are brought up before it.
    for (const [name, { type, address }] of this.#tables) tables.set(name, this.#updating(type, address, unit));
    const partsFirst = [...tables].sort(([one], [other]) => one.length - other.length);
    for (const [, table] of partsFirst) code.call(table);
  }

  #updating(type: Type, address: number, unit: Unit): Defined {
    const defined = unit.function([], []);
    const r = new Routine(unit, defined.code, undefined);
    eachIndex(sizeOf(type), r, (at) => {
      r.code.get(at).i32(2).op("i32.shl");
      fromOrdinal(type, at, r);
      this.value(placed(type, r), r);
      ordinal(type, r);
      r.code.memory("i32.store", address);
    });
    return defined;
  }

  /** The mailbox or mailboxes of a channel, on the stack. */
  channel(place: Place, { fifo }: Channel, r: Routine): void {
    if (fifo) {
      this.value(place, r);
      return;
    }
    const { type } = place;
    if (type.kind === "seq") {
      this.#mailbox(place, type, r);
      return;
    }
    if (type.kind !== "function") throw new Error("internal error: no mailbox");
    const target = fresh(type, r);
    this.#function(place, target, type, r, (from, to) => {
      if (from.type.kind === "seq") this.#mailbox(from, from.type, r);
      fill(to, r);
    });
    built(target, r);
  }

  /** Puts the value in a place on the stack with members exchanged. */
  value(place: Place, r: Routine): void {
    const { code } = r;
    const { type } = place;
    if (!this.changes(type)) {
      read(place, r);
      return;
    }
    switch (type.kind) {
      case "symmetric":
        read(place, r);
        code.op("i32.wrap_i64").i32(2).op("i32.shl").memory("i64.load32_u", this.of(type.name));
        return;
      case "set":
        this.#set(place, type, r);
        return;
      case "seq":
        if (isInterned(type)) {
          asSequence(this.#elements(place, type.of, r), r);
          return;
        }
    }
    const target = fresh(type, r);
    this.#fill(place, target, r);
    built(target, r);
  }

  /** The same into a place of which all bits are 0. */
  #fill(source: Place, target: Place, r: Routine): void {
    const { code } = r;
    const { type } = source;
    if (!this.changes(type)) {
      read(source, r);
      fill(target, r);
      return;
    }
    switch (type.kind) {
      case "record":
      case "tuple":
        for (const each of partsOf(type)) this.#fill(part(source, each), part(target, each), r);
        return;
      case "option":
        read(part(source, headOf(type)), r);
        code.op("i32.wrap_i64").if("none", () => {
          code.i64(1);
          fill(part(target, headOf(type)), r);
          this.#fill(part(source, payloadOf(type)), part(target, payloadOf(type)), r);
        });
        return;
      case "variants":
        this.#variants(source, target, type, r);
        return;
      case "function":
        this.#function(source, target, type, r, (from, to) => this.#fill(from, to, r));
        return;
      case "seq":
        if (isInterned(type)) break;
        this.#row(source, target, type, r);
        return;
      default:
    }
    this.value(source, r);
    fill(target, r);
  }

  #variants(source: Place, target: Place, type: TypeOf<"variants">, r: Routine): void {
    const { code } = r;
    const tag = r.local("i64");
    read(part(source, headOf(type)), r);
    code.tee(tag);
    fill(part(target, headOf(type)), r);
    for (const [variant, { fields }] of type.variants.entries()) {
      if (fields.length === 0) continue;
      code.get(tag).i64(variant).op("i64.eq");
      code.if("none", () => {
        for (const each of partsOf(type, variant)) this.#fill(part(source, each), part(target, each), r);
      });
    }
  }

  /** The values of a function, each to where its key goes. */
  #function(
    source: Place,
    target: Place,
    type: TypeOf<"function">,
    r: Routine,
    move: (from: Place, to: Place) => void,
  ): void {
    const { code } = r;
    const row = rowOf(type);
    const table = this.changes(type.key) ? this.#table(type.key) : undefined;
    eachIndex(row.count, r, (at) =>
      r.scoped(() => {
        const to = r.local("i32");
        code.get(at);
        if (table !== undefined) code.i32(2).op("i32.shl").memory("i32.load", table);
        code.set(to);
        move(element(source, row, at, r), element(target, row, to, r));
      }),
    );
  }

  #set(place: Place, type: TypeOf<"set">, r: Routine): void {
    const { code } = r;
    if (isInterned(type)) {
      asSet(this.#elements(place, type.of, r), r);
      return;
    }
    const table = this.#table(type.of);
    const [rest, mask] = [r.local("i64"), r.local("i64")];
    read(place, r);
    code.set(rest).i64(0).set(mask);
    eachBit(rest, r, (at) => {
      code.get(mask).i64(1);
      code.get(at).i32(2).op("i32.shl").memory("i64.load32_u", table);
      code.op("i64.shl", "i64.or").set(mask);
    });
    code.get(mask);
  }

  /** The elements of a node, exchanged, as a node in the making. */
  #elements(place: Place, of: Type, r: Routine): ReturnType<typeof begin> {
    read(place, r);
    const node = nodeOf(r);
    const building = begin(of, r);
    eachElement(node, of, r, (each) => {
      this.value(each, r);
      push(building, r);
    });
    return building;
  }

  /** A sequence that is not interned. */
  #row(source: Place, target: Place, type: TypeOf<"seq">, r: Routine): void {
    const { code } = r;
    const length = r.local("i32");
    read(part(source, headOf(type)), r);
    code.op("i32.wrap_i64").tee(length).op("i64.extend_i32_u");
    fill(part(target, headOf(type)), r);
    if ((type.max ?? 0) === 0) return;
    eachIndex(length, r, (at) =>
      this.#fill(element(source, rowOf(type), at, r), element(target, rowOf(type), at, r), r),
    );
  }

  /** Messages in canonical order, on the stack. */
  #mailbox(place: Place, type: TypeOf<"seq">, r: Routine): void {
    const { code, unit } = r;
    if (isInterned(type)) {
      asMailbox(this.#elements(place, type.of, r), r);
      return;
    }
    // In a mailbox that is not interned, messages are ordered as their images are: they are sorted beside it.
    const { of, max = 0 } = type;
    if (isWide(of)) throw new Error("internal error: large messages in a flat mailbox");
    const words = elementWords(of);
    const beside = unit.allocate(8 * max + 8);
    const [length, at4] = [r.local("i32"), r.local("i32")];
    const target = fresh(type, r);
    read(part(place, headOf(type)), r);
    code.op("i32.wrap_i64").tee(length).op("i64.extend_i32_u");
    fill(part(target, headOf(type)), r);
    if (max === 0) {
      built(target, r);
      return;
    }
    const image = r.local("i64");
    const address = (at: Local): void => {
      code
        .get(at)
        .i32(4 * words)
        .op("i32.mul")
        .set(at4);
    };
    eachIndex(length, r, (at) => {
      this.value(element(place, rowOf(type), at, r), r);
      toImage(of, r);
      code.set(image);
      address(at);
      code
        .get(at4)
        .get(image)
        .memory(words === 1 ? "i64.store32" : "i64.store", beside);
    });
    code.i32(beside).get(length).call(ordered(of, unit)).op("drop");
    eachIndex(length, r, (at) => {
      address(at);
      read(inMemory(of, at4, beside), r);
      fill(element(target, rowOf(type), at, r), r);
    });
    built(target, r);
  }

  /** Where it stands what each value of a type, by its place in the canonical order, becomes. */
  #table(type: Type): number {
    if (type.kind === "symmetric") return this.of(type.name);
    if (widthOf(type) > 64 || sizeOf(type) > MOST_KEYS) {
      throw new Unsupported("keys of so many values that hold symmetric ones", undefined);
    }
    const name = JSON.stringify(type);
    const known = this.#tables.get(name);
    if (known !== undefined) return known.address;
    const address = this.unit.allocate(4 * sizeOf(type));
    this.#tables.set(name, { type, address });
    return address;
  }
}

/** Values of a type that has a table. */
const MOST_KEYS = 1 << 12;
