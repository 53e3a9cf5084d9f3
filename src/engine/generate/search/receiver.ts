import { type Defined, Module } from "../wasm/module.js";
import { cell, type Plan } from "./plan.js";

/** A way out more. */
const NEXT = 1n << 32n;

/**
 * The module that generated code tells its ways to: `emit(state, transition)` and `fault(transition, place)` add an entry to
 * the scratch (see plan.ts). Both return 1 when it is full, and then the way does not count as told.
 */
export function receiver(plan: Plan): Uint8Array<ArrayBuffer> {
  const module = new Module();
  const signature = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  writeEmit(module.function(signature, "emit"), plan);
  writeFault(module.function(signature, "fault"), plan);
  return module.encode();
}

function writeEmit(written: Defined, plan: Plan): void {
  const { code, write, origin, state, second: transition } = begun(written, plan);
  const from = code.local("i32");
  const lane = code.local("i64");
  const difference = code.local("i64");
  code.i32(0).memory("i32.load", cell.from).set(from);
  code.i64(0).set(difference);
  for (let at = 0; at < plan.lanes; at++) {
    code.get(state);
    if (2 * at + 1 < plan.words) code.memory("i64.load", 8 * at);
    else code.memory("i32.load", 8 * at).op("i64.extend_i32_u");
    code.set(lane);
    code
      .get(write)
      .get(lane)
      .memory("i64.store", 8 * at);
    code
      .get(difference)
      .get(from)
      .memory("i64.load", 8 * at)
      .get(lane)
      .op("i64.xor", "i64.or")
      .set(difference);
  }
  code
    .get(write)
    .get(origin)
    .memory("i64.store", 8 * plan.lanes);
  code.get(transition).i32(1).op("i32.add").set(transition);
  code.get(transition).i32(1).memory("i32.store8", plan.taken);
  code
    .get(difference)
    .op("i64.eqz", "i32.eqz")
    .if("none", () => {
      code.get(transition).i32(1).memory("i32.store8", plan.changed);
    });
  finish(written, plan, write, origin);
}

function writeFault(written: Defined, plan: Plan): void {
  const { code, write, origin, state: transition, second: place } = begun(written, plan);
  code.get(write);
  code.get(transition).op("i64.extend_i32_u").i64(32).op("i64.shl");
  code.get(place).op("i64.extend_i32_u", "i64.or").memory("i64.store");
  code
    .get(write)
    .get(origin)
    .i64(1n << 63n)
    .op("i64.or")
    .memory("i64.store", 8 * plan.lanes);
  finish(written, plan, write, origin);
}

/** Leaves when the way was seen before, or the scratch is full. */
function begun({ code }: Defined, plan: Plan) {
  const [state, second] = code.parameters;
  if (state === undefined || second === undefined) throw new Error("internal error: two parameters");
  const write = code.local("i32");
  const origin = code.local("i64");
  code.i32(0).memory("i64.load", cell.origin).set(origin);
  code.get(origin).i64(32).op("i64.shr_u", "i32.wrap_i64").i32(0).memory("i32.load", cell.skip).op("i32.lt_u");
  code.if("none", () => {
    code.i32(0).get(origin).i64(NEXT).op("i64.add").memory("i64.store", cell.origin).i32(0).op("return");
  });
  code.i32(0).memory("i32.load", cell.write).tee(write).i32(plan.scratchEnd).op("i32.ge_u");
  code.if("none", () => {
    code.i32(0).i32(1).memory("i32.store", cell.full).i32(1).op("return");
  });
  return { code, state, second, write, origin };
}

type Begun = ReturnType<typeof begun>;

function finish({ code }: Defined, plan: Plan, write: Begun["write"], origin: Begun["origin"]): void {
  code.i32(0).get(origin).i64(NEXT).op("i64.add").memory("i64.store", cell.origin);
  code.i32(0).get(write).i32(plan.entry).op("i32.add").memory("i32.store", cell.write);
  code.i32(0);
}
