import type { Type } from "../../../model/ir.js";
import { type Exchange, type Mark, type SymmetricType, sketchedAs } from "../../symmetry/exchange.js";
import { isExact, LONGEST } from "../../symmetry/sketch.js";
import { present } from "../../values/value.js";
import { headOf, isInterned, payloadOf, rowOf } from "../encoding.js";
import { comparePlaces } from "../heap/compare.js";
import { lengthIn, nodeOf } from "../heap/nodes.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { arrange, MOVED, next, TIED } from "./arrangements.js";
import { Exchanging } from "./exchange.js";
import { ordinal } from "./ordinals.js";
import { element, inMemory, type Place, part, read, write } from "./places.js";
import { Routine } from "./routine.js";
import type { Unit } from "./unit.js";

/*
 * The representative of a state's orbit (src/engine/symmetry/exchange.ts), found between the end of a way and its being told. Of
 * each symmetric type there are in memory the marks of its members, as numbers; the order in which members are to stand, sorted
 * by these; and the permutation that brings them there. Where equal marks leave a choice that can be seen, all choices are
 * made one after another, and the state that comes first is kept: two frames take turns.
 */

/** What there is in memory of a type: a mark (64 bits) and a member (32 bits) for each place, a place for each member. */
interface Ordering {
  readonly type: SymmetricType;
  readonly marks: number;
  readonly order: number;
  readonly to: number;
}

/** `representative(state) → state`: addresses of states that are not packed. */
export function representative(unit: Unit, exchange: Exchange): Defined {
  return unit.heap.shared("representative", () => {
    const exchanging = new Exchanging(unit, exchange);
    const orderings = exchange.types.map((type) => ({
      type,
      marks: unit.allocate(8 * type.size),
      order: unit.allocate(4 * type.size),
      to: exchanging.of(type.name),
    }));
    const { open, slots } = exchange;
    const functions = {
      open: moving(open, exchanging),
      told: moving(
        slots.filter((slot) => !open.includes(slot)),
        exchanging,
      ),
      permute: permuting(orderings, exchanging),
    };
    const defined = unit.function(["i32"], ["i32"]);
    const r = new Routine(unit, defined.code, undefined);
    find(present(defined.code.parameters[0]), exchange, orderings, functions, r);
    return defined;
  });
}

interface Functions {
  /** `open(state, into)`: the variables of which marks do not tell all, exchanged, from one state into another. */
  readonly open: Defined;
  /** The same of the others. */
  readonly told: Defined;
  /** `permute()`: makes the permutation that brings members into their order. */
  readonly permute: Defined;
}

function find(
  state: Local,
  exchange: Exchange,
  orderings: readonly Ordering[],
  { open, told, permute }: Functions,
  r: Routine,
): void {
  const { code, unit } = r;
  const [flags, best, candidate, kept] = [r.local("i32"), r.local("i32"), r.local("i32"), r.local("i32")];
  code.i32(0).set(flags);
  orderings.forEach((ordering, index) => {
    mark(state, ordering, present(exchange.marks[index]), r);
    code.get(flags);
    arrangement(ordering, arrange(unit), r);
    code.op("i32.or").set(flags);
  });
  code.get(flags);
  if (exchange.open.length === 0) code.i32(MOVED).op("i32.and");
  code.op("i32.eqz").if("none", () => code.get(state).op("return"));
  const frames = [unit.allocate(unit.frames.bytes), unit.allocate(unit.frames.bytes)] as const;
  r.copyState(state, frames[0]);
  code.i32(frames[0]).set(best).call(permute);
  if (exchange.open.length > 0) {
    code.get(state).get(best).call(open);
    code.get(flags).i32(TIED).op("i32.and");
    code.if("none", () => {
      r.copyState(state, frames[1]);
      code.i32(frames[1]).set(candidate);
      code.block("none", (last) => {
        code.loop("none", (again) => {
          nextOf(orderings, r);
          code.op("i32.eqz").brIf(last);
          code.call(permute).get(state).get(candidate).call(open);
          comesBefore(exchange.open, candidate, best, r);
          code.if("none", () => code.get(best).set(kept).get(candidate).set(best).get(kept).set(candidate));
          code.br(again);
        });
      });
    });
  }
  // Where marks tell all of a variable, every choice among members of equal marks gives the same.
  code.get(state).get(best).call(told).get(best);
}

/** Calls one of the functions of arrangements.ts on what there is of a type. */
function arrangement({ marks, order, type }: Ordering, callee: Defined, { code }: Routine): void {
  code.i32(marks).i32(order).i32(type.size).call(callee);
}

/** Goes on to the next choice; leaves 0 after the last one. The first type runs fastest. */
function nextOf(orderings: readonly Ordering[], r: Routine): void {
  r.code.block("i32", (out) => {
    for (const ordering of orderings) {
      arrangement(ordering, next(r.unit), r);
      r.code.if("none", () => r.code.i32(1).br(out));
    }
    r.code.i32(0);
  });
}

/** Leaves 1 if some variables of one state come before those of another. */
function comesBefore(slots: readonly number[], one: Local, other: Local, r: Routine): void {
  const { code } = r;
  const order = r.local("i32");
  code.block("none", (differ) => {
    for (const slot of slots) {
      comparePlaces(placeIn(one, slot, r.unit), placeIn(other, slot, r.unit), r);
      code.tee(order).brIf(differ);
    }
  });
  code.get(order).i32(0).op("i32.lt_s");
}

function placeIn(state: Local, slot: number, unit: Unit): Place {
  const { type, bit } = unit.slot(slot);
  return inMemory(type, state, 0, bit);
}

/** A function that puts variables of one state into another, exchanged. */
function moving(slots: readonly number[], exchanging: Exchanging): Defined {
  const { unit } = exchanging;
  const defined = unit.function(["i32", "i32"], []);
  const [from, into] = [present(defined.code.parameters[0]), present(defined.code.parameters[1])];
  const r = new Routine(unit, defined.code, undefined);
  for (const slot of slots) {
    const { role } = present(unit.model.variables[slot]);
    r.scoped(() => {
      const place = placeIn(from, slot, unit);
      if (role.kind === "channel") exchanging.channel(place, present(unit.model.channels[role.channel]), r);
      else exchanging.value(place, r);
      write(placeIn(into, slot, unit), r);
    });
  }
  return defined;
}

function permuting(orderings: readonly Ordering[], exchanging: Exchanging): Defined {
  const { unit } = exchanging;
  const defined = unit.function([], []);
  const { code } = defined;
  const r = new Routine(unit, code, undefined);
  for (const { type, order, to } of orderings) {
    for (let place = 0; place < type.size; place++) {
      code.i32(0).memory("i32.load", order + 4 * place);
      code.i32(2).op("i32.shl").i32(place).memory("i32.store", to);
    }
  }
  exchanging.update(r);
  return defined;
}

/** Puts the marks of a type's members where they are sorted. */
function mark(state: Local, ordering: Ordering, marks: readonly Mark[], r: Routine): void {
  const { code } = r;
  for (let member = 0; member < ordering.type.size; member++) {
    r.scoped(() => {
      code.i32(0).i64(0);
      for (const each of marks) {
        code.i64(each.size).op("i64.mul");
        digit(state, each, present(each.ordinals[member]), r);
        code.op("i64.add");
      }
      code.memory("i64.store", ordering.marks + 8 * member);
    });
  }
}

/** Puts a mark of one member on the stack (i64). */
function digit(state: Local, { slot, kind }: Mark, cells: readonly number[], r: Routine): void {
  const { code } = r;
  const place = placeIn(state, slot, r.unit);
  const { type } = place;
  if (kind === "member") {
    read(place, r);
    code.i64(cells.reduce((mask, at) => mask | (1n << BigInt(at)), 0n)).op("i64.and", "i64.popcnt");
    return;
  }
  if (kind === "key") {
    const declared = sketchedAs(present(r.unit.model.variables[slot]));
    if (type.kind !== "function" || declared.kind !== "function") throw new Error("internal error: no function");
    code.i32(0);
    for (const at of cells) {
      sketch(element(place, rowOf(type), at, r), declared.value, r);
      code.op("i32.add");
    }
    code.op("i64.extend_i32_u");
    return;
  }
  if (type.kind === "option") {
    read(part(place, headOf(type)), r);
    code.op("i32.wrap_i64").if(
      "i32",
      () => isOneOf(part(place, payloadOf(type)), cells, r),
      () => code.i32(0),
    );
  } else isOneOf(place, cells, r);
  code.op("i64.extend_i32_u");
}

/** Puts on the stack (i32) whether a value has one of these places in the canonical order of its type. */
function isOneOf(place: Place, cells: readonly number[], r: Routine): void {
  const { code } = r;
  const at = r.local("i32");
  read(place, r);
  ordinal(place.type, r);
  code.set(at).i32(0);
  for (const cell of cells) code.get(at).i32(cell).op("i32.eq", "i32.or");
}

/** Puts the sketch of a value of a declared type on the stack (i32): see src/engine/symmetry/sketch.ts. */
function sketch(place: Place, declared: Type, r: Routine): void {
  const { code } = r;
  const { type } = place;
  if (isExact(declared)) {
    read(place, r);
    ordinal(type, r);
    return;
  }
  switch (type.kind) {
    case "option":
      read(part(place, headOf(type)), r);
      code.op("i32.wrap_i64").if(
        "i32",
        () => {
          sketch(part(place, payloadOf(type)), declared.kind === "option" ? declared.of : declared, r);
          code.i32(1).op("i32.add");
        },
        () => code.i32(0),
      );
      return;
    case "set":
      read(place, r);
      if (isInterned(type)) longest(type.of, r);
      else code.op("i64.popcnt", "i32.wrap_i64");
      return;
    case "seq":
      if (isInterned(type)) {
        read(place, r);
        longest(type.of, r);
      } else {
        read(part(place, headOf(type)), r);
        code.op("i32.wrap_i64");
        atMost(LONGEST, r);
      }
      return;
    case "variants":
      read(part(place, headOf(type)), r);
      code.op("i32.wrap_i64");
      return;
    default:
      code.i32(0);
  }
}

/** From an interned value on the stack to how many elements it has, up to a bound. */
function longest(of: Type, r: Routine): void {
  lengthIn(nodeOf(r), of, r);
  atMost(LONGEST, r);
}

/** From a number (i32) on the stack to this one if it is greater. */
function atMost(most: number, r: Routine): void {
  const number = r.local("i32");
  r.code.tee(number).i32(most).get(number).i32(most).op("i32.lt_u", "select");
}
