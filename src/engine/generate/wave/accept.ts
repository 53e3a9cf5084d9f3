import type { Written } from "../abi.js";
import { copyLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { ordinalOf } from "./emit.js";
import { eachPlace } from "./places.js";
import { type Area, block, cell, own, type Plan } from "./plan.js";

/** In the last byte of a row of predecessors: the ordinal does not fit. */
const WIDE = 255;

/**
 * `acceptBlock(entry)`, the address of what is told of a block: the new states among its records, in the order of their places,
 * get their numbers and are judged.
 */
export function writeAcceptBlock({ code }: Defined, plan: Plan, area: Area, written: Written): void {
  const [entry] = code.parameters;
  if (entry === undefined) throw new Error("internal error: no parameter");
  const at = code.local("i32");
  const record = code.local("i32");
  const numbers = code.local("i32");
  code
    .get(entry)
    .memory("i32.load", 4 * block.found)
    .set(at);
  code.i32(0).memory("i32.load", cell.found).set(numbers);
  eachPlace(code, entry, record, plan, () => {
    acceptRecord(code, { record, at, numbers }, plan, area, written);
    code.get(at).i32(1).op("i32.add").set(at);
  });
}

interface Accepted {
  readonly record: Local;
  /** How many new states of the wave come before it; the number of the first. */
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
  ordinalOf(code, record, plan).set(ordinal);
  if (plan.sleeps) code.get(at).get(record).memory("i32.load8_u", plan.state).memory("i32.store8", plan.newAsleep);
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
