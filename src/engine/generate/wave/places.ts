import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { ordinalOf } from "./emit.js";
import { block, type Plan } from "./plan.js";

/*
 * How new states come back into the order of the search, after they were looked up shard by shard. Every way
 * of a wave has a place of its own, in the order of the search: that of the first way of its state, plus its ordinal. A shard
 * tells where the records of new states are by their places, and sets the bits of these; going through the bits finds the
 * records in order. Shards have bits of their own, so that two workers never write the same word.
 */

/** `put(record, end, shard)`: the records from one address up to another are new; their bits are those of a shard. */
export function writePut({ code }: Defined, plan: Plan): void {
  const [record, end, shard] = code.parameters;
  if (record === undefined || end === undefined || shard === undefined)
    throw new Error("internal error: not three parameters");
  const place = code.local("i32");
  const bits = code.local("i32");
  code
    .get(shard)
    .i32(plan.places / 8)
    .op("i32.mul")
    .i32(plan.bits)
    .op("i32.add")
    .set(bits);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(record).get(end).op("i32.ge_u").brIf(out);
      code
        .get(record)
        .memory("i32.load", plan.state + 4)
        .i32(2)
        .op("i32.shl")
        .memory("i32.load", plan.starts);
      ordinalOf(code, record, plan).op("i32.add").set(place);
      putAt(code, { place, record, bits }, plan);
      code.get(record).i32(plan.record).op("i32.add").set(record).br(again);
    });
  });
}

interface Put {
  readonly place: Local;
  readonly record: Local;
  /** Where the bits begin. */
  readonly bits: Local;
}

function putAt(code: Code, { place, record, bits }: Put, plan: Plan): void {
  const byte = code.local("i32");
  code.get(place).i32(2).op("i32.shl").get(record).memory("i32.store", plan.where);
  code.get(place).i32(3).op("i32.shr_u").get(bits).op("i32.add").tee(byte).get(byte).memory("i32.load8_u");
  code.i32(1).get(place).i32(7).op("i32.and", "i32.shl", "i32.or").memory("i32.store8");
  code.release(byte);
}

/**
 * `merge(lists)`: puts the records of all shards, two words each at an address, from and to where they are, as if places were given
 * in the order of their keys, from 0 on; returns how many. Each list is in order.
 */
export function writeMerge({ code }: Defined, plan: Plan): void {
  const [lists] = code.parameters;
  if (lists === undefined) throw new Error("internal error: no parameter");
  const [list, end, best] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const [place, record, bits] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const [key, least] = [code.local("i64"), code.local("i64")];
  code
    .get(lists)
    .i32(8 * plan.shards)
    .op("i32.add")
    .set(end);
  code.i32(0).set(place).i32(plan.bits).set(bits);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.i64(LAST).set(least).get(lists).set(list);
      code.loop("none", (next) => {
        code.get(list).memory("i32.load").get(list).memory("i32.load", 4).op("i32.lt_u");
        code.if("none", () => {
          code.get(list).memory("i32.load").memory("i64.load", plan.state).tee(key).get(least).op("i64.lt_u");
          code.if("none", () => code.get(key).set(least).get(list).set(best));
        });
        code.get(list).i32(8).op("i32.add").tee(list).get(end).op("i32.lt_u").brIf(next);
      });
      code.get(least).i64(LAST).op("i64.eq").brIf(out);
      code.get(best).get(best).memory("i32.load").tee(record).i32(plan.record).op("i32.add").memory("i32.store");
      putAt(code, { place, record, bits }, plan);
      code.get(place).i32(1).op("i32.add").set(place).br(again);
    });
  });
  code.get(place);
}

/** Greater than every key that a state follows. */
const LAST = (1n << 64n) - 1n;

/** `count(entry)`: how many new states a block has. */
export function writeCount({ code }: Defined, plan: Plan): void {
  const [entry] = code.parameters;
  if (entry === undefined) throw new Error("internal error: no parameter");
  const sum = code.local("i64");
  code.i64(0).set(sum);
  eachWord(code, entry, (at) => {
    bitsAt(code, at, plan).op("i64.popcnt").get(sum).op("i64.add").set(sum);
  });
  code.get(sum).op("i32.wrap_i64");
}

/** For the new records of a block in their order; they are new no more. */
export function eachPlace(code: Code, entry: Local, record: Local, plan: Plan, body: () => void): void {
  const bits = code.local("i64");
  eachWord(code, entry, (at) => {
    bitsAt(code, at, plan).set(bits);
    for (let shard = 0; shard < plan.shards; shard++) code.get(at).i64(0).memory("i64.store", bitsOf(shard, plan));
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(bits).op("i64.eqz").brIf(done);
        code.get(at).i32(3).op("i32.shl").get(bits).op("i64.ctz", "i32.wrap_i64", "i32.add").i32(2).op("i32.shl");
        code.memory("i32.load", plan.where).set(record);
        code.get(bits).get(bits).i64(1).op("i64.sub", "i64.and").set(bits);
        body();
        code.br(again);
      });
    });
  });
}

/** For every 64 places of a block, of which it has a whole number; `at`: an eighth of the first. */
function eachWord(code: Code, entry: Local, body: (at: Local) => void): void {
  const at = code.local("i32");
  const end = code.local("i32");
  code
    .get(entry)
    .memory("i32.load", 4 * block.from)
    .i32(3)
    .op("i32.shr_u")
    .set(at);
  code
    .get(entry)
    .memory("i32.load", 4 * block.end)
    .i32(7)
    .op("i32.add")
    .i32(3)
    .op("i32.shr_u")
    .set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      body(at);
      code.get(at).i32(8).op("i32.add").set(at).br(again);
    });
  });
}

/** Leaves the bits of 64 places, of all shards together. */
function bitsAt(code: Code, at: Local, plan: Plan): Code {
  for (let shard = 0; shard < plan.shards; shard++) {
    code.get(at).memory("i64.load", bitsOf(shard, plan));
    if (shard > 0) code.op("i64.or");
  }
  return code;
}

function bitsOf(shard: number, plan: Plan): number {
  return plan.bits + shard * (plan.places / 8);
}
