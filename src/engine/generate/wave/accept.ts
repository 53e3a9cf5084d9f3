import type { Written } from "../abi.js";
import { copyLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { type Area, cell, own, type Plan, part, SHARD_WORDS } from "./plan.js";

/** In the last byte of a row of predecessors: the ordinal does not fit. */
const WIDE = 255;

/** Greater than every key that a state follows. */
const LAST = (1n << 64n) - 1n;

/**
 * `acceptBlock(entry)`, the address of what is told of a block: the new states among its records, in the order of their keys,
 * get their numbers and are judged. The records of each shard are in this order already.
 */
export function writeAcceptBlock({ code }: Defined, plan: Plan, area: Area, written: Written): void {
  const [entry] = code.parameters;
  if (entry === undefined) throw new Error("internal error: no parameter");
  const at = code.local("i32");
  const record = code.local("i32");
  const numbers = code.local("i32");
  const accept = (): void => {
    acceptRecord(code, { record, at, numbers }, plan, area, written);
    code.get(at).i32(1).op("i32.add").set(at);
  };
  code.get(entry).memory("i32.load").set(at);
  code.i32(0).memory("i32.load", cell.found).set(numbers);
  if (plan.shards === 1) eachOfOne(code, entry, record, plan, accept);
  else eachOfAll(code, entry, record, plan, accept);
}

/** Address of a word about a shard in a block's entry. */
function word(shard: number, which: number): number {
  return 4 * (1 + SHARD_WORDS * shard + which);
}

function eachOfOne(code: Code, entry: Local, record: Local, plan: Plan, accept: () => void): void {
  const from = code.local("i32");
  const to = code.local("i32");
  code.get(entry).memory("i32.load", word(0, part.from)).set(from);
  code.get(entry).memory("i32.load", word(0, part.to)).set(to);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(from).get(to).op("i32.ge_u").brIf(out);
      code.get(from).memory("i32.load").i32(plan.record).op("i32.mul");
      code.get(entry).memory("i32.load", word(0, part.base)).op("i32.add").set(record);
      accept();
      code.get(from).i32(4).op("i32.add").set(from).br(again);
    });
  });
}

/** Merges the lists of all shards; what is taken from a list is left out of it: `from` moves on. */
function eachOfAll(code: Code, entry: Local, record: Local, plan: Plan, accept: () => void): void {
  const shard = code.local("i32");
  const end = code.local("i32");
  const best = code.local("i32");
  const key = code.local("i64");
  const least = code.local("i64");
  const step = 4 * SHARD_WORDS;
  code
    .get(entry)
    .i32(step * plan.shards)
    .op("i32.add")
    .set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.i64(LAST).set(least).get(entry).set(shard);
      code.loop("none", (next) => {
        code.get(shard).memory("i32.load", word(0, part.from));
        code.get(shard).memory("i32.load", word(0, part.to)).op("i32.lt_u");
        code.if("none", () => {
          recordOf(code, shard, plan).memory("i64.load", plan.state).tee(key).get(least).op("i64.lt_u");
          code.if("none", () => code.get(key).set(least).get(shard).set(best));
        });
        code.get(shard).i32(step).op("i32.add").tee(shard).get(end).op("i32.lt_u").brIf(next);
      });
      code.get(least).i64(LAST).op("i64.eq").brIf(out);
      recordOf(code, best, plan).set(record);
      code.get(best).get(best).memory("i32.load", word(0, part.from)).i32(4).op("i32.add");
      code.memory("i32.store", word(0, part.from));
      accept();
      code.br(again);
    });
  });
}

/** Leaves the address of a shard's next record; the local holds the entry's address plus that of the shard's words. */
function recordOf(code: Code, shard: Local, plan: Plan): Code {
  code.get(shard).memory("i32.load", word(0, part.from)).memory("i32.load").i32(plan.record).op("i32.mul");
  return code.get(shard).memory("i32.load", word(0, part.base)).op("i32.add");
}

interface Accepted {
  readonly record: Local;
  /** Its place among the new states of the wave; the number of the first. */
  readonly at: Local;
  readonly numbers: Local;
}

function acceptRecord(code: Code, { record, at, numbers }: Accepted, plan: Plan, area: Area, written: Written): void {
  const row = code.local("i32");
  const ordinal = code.local("i32");
  code.get(at).i32(plan.state).op("i32.mul").i32(plan.rows).op("i32.add").set(row);
  copyLanes(code, row, record, plan.lanes);
  code.get(at).i32(5).op("i32.mul");
  code
    .get(record)
    .memory("i32.load", plan.state + 4)
    .i32(0)
    .memory("i32.load", cell.first)
    .op("i32.add");
  code.memory("i32.store", plan.predecessors);
  code.get(record).memory("i32.load", plan.state).set(ordinal);
  code.get(at).i32(5).op("i32.mul").get(ordinal).i32(WIDE);
  code
    .get(ordinal)
    .i32(WIDE)
    .op("i32.lt_u", "select")
    .memory("i32.store8", plan.predecessors + 4);
  code
    .get(ordinal)
    .i32(WIDE)
    .op("i32.ge_u")
    .if("none", () => {
      code.get(at).i32(2).op("i32.shl").get(ordinal).memory("i32.store", plan.ordinals);
      code.i32(area.start).i32(1).memory("i32.store", own.wide);
    });
  if (plan.judged) judge(code, { row, at, numbers }, plan, area, written);
  code.release(row, ordinal);
}

interface Judged {
  readonly row: Local;
  readonly at: Local;
  readonly numbers: Local;
}

function judge(code: Code, { row, at, numbers }: Judged, plan: Plan, area: Area, written: Written): void {
  const inside = code.local("i32");
  code.get(row).get(at).get(numbers).op("i32.add").call(written.judge).set(inside);
  if (plan.constraints > 0) {
    code.get(at).get(inside).op("i32.eqz").memory("i32.store8", plan.newMarks);
    code.i32(area.start).i32(area.start).memory("i32.load", own.inside).get(inside).op("i32.add");
    code.memory("i32.store", own.inside);
  }
  code.release(inside);
}
