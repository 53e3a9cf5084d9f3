import type { Asleep, Hearer } from "../abi.js";
import { highestOf, mixOf, partOf } from "../table/hash.js";
import { differ, inMemory, type Load, storeLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined, Module } from "../wasm/module.js";
import { type Area, KEPT_BITS, own, type Plan } from "./plan.js";

/*
 * What generated code calls: `emit` for a way that ran to its end, `fault` for one that met an error. They stand in the same
 * module, so that a call costs next to nothing.
 *
 * On the fast path `emit` writes a record into the out-buffer of the shard that the state's mix gives, unless the same state
 * came by just before (the front cache: it was found then, or has a record that comes earlier in the order). Anything that
 * cannot go on so makes it return 1: then all that this wave has told is dropped.
 *
 * On the careful path all ways go into the first out-buffer, errors too, in their order and whatever they lead to.
 */

/** In a key: no state follows. */
const ERROR = 1n << 63n;

const SIGNATURE = { parameters: ["i32", "i32"], results: ["i32"] } as const;

/** Writes both functions; `verdict` is imported. */
export function hearer(module: Module, verdict: Hearer["verdict"], plan: Plan, area: Area): Hearer {
  const inOrder = { emit: module.function(SIGNATURE), fault: module.function(SIGNATURE) };
  const [emit, fault] = [module.function(SIGNATURE), module.function(SIGNATURE)];
  writeEmit(emit, inOrder.emit, plan, area);
  writeFault(fault, inOrder.fault, area);
  writeEmitInOrder(inOrder.emit, plan, area);
  writeFaultInOrder(inOrder.fault, plan, area);
  return { emit, fault, verdict, asleep: plan.sleeps ? asleepIn(area) : undefined };
}

function asleepIn({ start }: Area): Asleep {
  const { asleep, way, quiet, key } = own;
  return { who: start + asleep, way: start + way, quiet: start + quiet, ways: start + key };
}

function writeEmit({ code }: Defined, inOrder: Defined, plan: Plan, area: Area): void {
  const [state, transition] = two(code);
  const key = code.local("i64");
  const mix = code.local("i64");
  const room = code.local("i32");
  const write = code.local("i32");
  if (plan.sleeps) unlessQuiet(code, key, area);
  const load = together(code, state, plan);
  mixOf(code, load, plan.lanes);
  code.set(mix);
  roomOf(code, mix, plan, area).tee(room).memory("i32.load").tee(write);
  code.get(room).memory("i32.load", 4).op("i32.ge_u");
  code.if("none", () => {
    code.i32(area.start).memory("i32.load", own.careful).op("i32.eqz");
    code.if("none", () => returnFull(code, area));
    code.get(state).get(transition).call(inOrder).op("return");
  });
  nextKey(code, key, area);
  countWay(code, { load, transition }, plan, area);
  // A state that came by just before is written, too, and overwritten by the next one: that is faster than a branch that
  // nobody can foresee.
  storeLanes(code, write, load, plan.lanes);
  code.get(write);
  keyOf(code, key, plan, area).memory("i64.store", plan.state);
  code.get(room).get(write);
  isFresh(code, load, mix, plan, area).i32(plan.record).op("i32.mul", "i32.add").memory("i32.store");
  code.i32(0);
}

/**
 * Leaves the key of a record. Where the ordinal and who is asleep do not fit the low half together, the state has more ways than
 * there are places, and all that was told is dropped.
 */
function keyOf(code: Code, key: Local, { sleeps }: Plan, { start }: Area): Code {
  code.get(key);
  if (sleeps !== true) return code;
  code
    .get(key)
    .op("i32.wrap_i64", "i64.extend_i32_u")
    .i64((1n << BigInt(KEPT_BITS)) - 1n)
    .op("i64.mul", "i64.add");
  return code.i32(start).memory("i64.load32_u", own.way).op("i64.add");
}

/** Leaves the ordinal of a record's way. */
export function ordinalOf(code: Code, record: Local, { sleeps, state }: Plan): Code {
  code.get(record).memory("i32.load", state);
  return sleeps === true ? code.i32(KEPT_BITS).op("i32.shr_u") : code;
}

/** Returns when the way is only to be counted. */
function unlessQuiet(code: Code, key: Local, area: Area): void {
  code.i32(area.start).memory("i32.load", own.quiet);
  code.if("none", () => {
    nextKey(code, key, area);
    code.i32(0).op("return");
  });
}

/** Leaves the address of the words that tell of the out-buffer of a state's shard. */
function roomOf(code: Code, mix: Local, { shards }: Plan, { start }: Area): Code {
  if (shards === 1) return code.i32(start + own.rooms);
  return partOf(code, mix, shards)
    .i32(3)
    .op("i32.shl")
    .i32(start + own.rooms)
    .op("i32.add");
}

/** Leaves 1 unless the state is in the front cache; from now on it is. */
function isFresh(code: Code, load: Load, mix: Local, { lanes, state: size }: Plan, area: Area): Code {
  const recent = code.local("i32");
  highestOf(code.get(mix), Math.log2(area.recent)).i32(size).op("i32.mul").i32(area.front).op("i32.add").set(recent);
  differ(code, load, inMemory(code, recent), lanes);
  storeLanes(code, recent, load, lanes);
  return code.release(recent);
}

function writeFault({ code }: Defined, inOrder: Defined, area: Area): void {
  const [transition, place] = two(code);
  code.i32(area.start).memory("i32.load", own.careful);
  code.if("none", () => code.get(transition).get(place).call(inOrder).op("return"));
  code.i32(area.start).i32(1).memory("i32.store", own.told);
  code.i32(1);
}

function writeEmitInOrder({ code }: Defined, plan: Plan, area: Area): void {
  const [state, transition] = two(code);
  const key = code.local("i64");
  const write = begin(code, key, plan, area);
  const load = together(code, state, plan);
  countWay(code, { load, transition }, plan, area);
  storeLanes(code, write, load, plan.lanes);
  code.get(write).get(key).memory("i64.store", plan.state);
  code.i32(0);
}

function writeFaultInOrder({ code }: Defined, plan: Plan, area: Area): void {
  const [transition, place] = two(code);
  const key = code.local("i64");
  const write = begin(code, key, plan, area);
  code.get(write);
  code.get(transition).op("i64.extend_i32_u").i64(32).op("i64.shl");
  code.get(place).op("i64.extend_i32_u", "i64.or").memory("i64.store");
  code.get(write).get(key).i64(ERROR).op("i64.or").memory("i64.store", plan.state);
  code.i32(0);
}

/** Gives the key and where the record goes; returns when the way is to be left out or there is no room. */
function begin(code: Code, key: Local, plan: Plan, area: Area): Local {
  const write = code.local("i32");
  code.i32(area.start).memory("i32.load", own.key);
  code.i32(area.start).memory("i32.load", own.skip).op("i32.lt_u");
  code.if("none", () => {
    nextKey(code, key, area);
    code.i32(0).op("return");
  });
  code.i32(area.start).memory("i32.load", own.rooms).tee(write);
  code.i32(area.out + area.room * plan.record).op("i32.ge_u");
  code.if("none", () => returnFull(code, area));
  nextKey(code, key, area);
  code.i32(area.start).get(write).i32(plan.record).op("i32.add").memory("i32.store", own.rooms);
  return write;
}

function returnFull(code: Code, area: Area): void {
  code.i32(area.start).i32(1).memory("i32.store", own.full).i32(1).op("return");
}

/** Sets a local to the key of this way. */
function nextKey(code: Code, key: Local, { start }: Area): void {
  code.i32(start).i32(start).memory("i64.load", own.key).tee(key).i64(1).op("i64.add").memory("i64.store", own.key);
}

interface Way {
  /** The state that it leads to. */
  readonly load: Load;
  readonly transition: Local;
}

/** The transition was taken; did it lead to another state? Both are known soon. */
function countWay(code: Code, { load, transition }: Way, { lanes }: Plan, area: Area): void {
  const from = code.local("i32");
  const flag = code.local("i32");
  code.get(transition).i32(1).op("i32.add").tee(flag).memory("i32.load8_u", area.changed).op("i32.eqz");
  code.if("none", () => {
    code.get(flag).i32(1).memory("i32.store8", area.taken);
    code.i32(area.start).memory("i32.load", own.from).set(from);
    code.get(flag);
    differ(code, load, inMemory(code, from), lanes).memory("i32.store8", area.changed);
  });
  code.release(from, flag);
}

/** Clears the half of the last lane that no word of the state fills. */
export function wholeLanes(code: Code, state: Local, { words }: Pick<Plan, "words">): void {
  if (words % 2 === 1)
    code
      .get(state)
      .i32(0)
      .memory("i32.store", 4 * words);
}

/** Up to so many lanes are kept in locals. */
const FEW = 2;

/**
 * The lanes of a state, put together from their words; where the last lane is half empty, that half is zero. Generated code
 * has just written single words; a processor that is asked for 64 bits of which 32 are on their way to memory waits until they
 * are there, and does not when it is asked for the same 32.
 */
export function together(code: Code, state: Local, { words, lanes }: Pick<Plan, "words" | "lanes">): Load {
  const word = (at: number): Code =>
    code
      .get(state)
      .memory("i32.load", 4 * at)
      .op("i64.extend_i32_u");
  if (lanes > FEW) {
    wholeLanes(code, state, { words });
    return inMemory(code, state);
  }
  const held = Array.from({ length: lanes }, (_, lane) => {
    const local = code.local("i64");
    word(2 * lane);
    if (2 * lane + 1 < words)
      word(2 * lane + 1)
        .i64(32)
        .op("i64.shl", "i64.or");
    code.set(local);
    return local;
  });
  return (lane) => code.get(held[lane] ?? internal());
}

function internal(): never {
  throw new Error("internal error: no such lane");
}

function two({ parameters: [one, other] }: Code): readonly [Local, Local] {
  if (one === undefined || other === undefined) throw new Error("internal error: not two parameters");
  return [one, other];
}
