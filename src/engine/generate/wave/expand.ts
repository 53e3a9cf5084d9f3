import type { Written } from "../abi.js";
import type { Code, Label, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { type Area, block, cell, own, type Plan } from "./plan.js";

/**
 * `expandBlock(first, end, entry)` of positions in the wave, and the address of what is told of a block: tells all ways out of
 * these states, how many each has, and their places. Returns early when something cannot be told on the fast path: an error,
 * a state without a way out that may not end, a full out-buffer, more ways than there are places.
 */
export function writeExpandBlock({ code }: Defined, plan: Plan, area: Area, { expand, mayEnd }: Written): void {
  const [first, end, entry] = code.parameters;
  if (first === undefined || end === undefined || entry === undefined)
    throw new Error("internal error: not three parameters");
  const at = code.local("i32");
  const place = code.local("i32");
  const last = code.local("i32");
  code
    .get(entry)
    .memory("i32.load", 4 * block.from)
    .tee(place);
  code.i32(0).memory("i32.load", cell.places).op("i32.add").set(last);
  const ways = code.local("i32");
  const state = (): Code => code.get(at).i32(plan.state).op("i32.mul").i32(plan.states).op("i32.add");
  code.get(first).set(at);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      code.i32(0).set(ways);
      code.block("none", (done) => {
        skipMarked(code, at, plan, done);
        code.i32(area.start).get(at).op("i64.extend_i32_u").i64(32).op("i64.shl").memory("i64.store", own.key);
        code.i32(area.start);
        state().memory("i32.store", own.from);
        if (plan.sleeps)
          code.i32(area.start).get(at).memory("i32.load8_u", plan.asleep).memory("i32.store", own.asleep);
        state().call(expand);
        code.i32(area.start).memory("i64.load", own.told).i64(0).op("i64.ne").brIf(out);
        code.i32(area.start).memory("i32.load", own.key).tee(ways).brIf(done);
        state().call(mayEnd).i32(1).op("i32.eq").brIf(done);
        code.i32(area.start).i32(1).memory("i32.store", own.told).br(out);
      });
      addSteps(code, ways, area);
      code.get(at).i32(2).op("i32.shl").get(place).memory("i32.store", plan.starts);
      code.get(place).get(ways).op("i32.add").tee(place).get(last).op("i32.gt_u");
      code.if("none", () => code.i32(area.start).i32(1).memory("i32.store", own.full).br(out));
      code.get(at).i32(2).op("i32.shl").get(ways).memory("i32.store", plan.ways);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
  code
    .get(entry)
    .get(place)
    .memory("i32.store", 4 * block.end);
}

/** A state outside a constraint is not expanded. */
function skipMarked(code: Code, at: Local, { constraints, marks }: Plan, done: Label): void {
  if (constraints > 0) code.get(at).memory("i32.load8_u", marks).brIf(done);
}

function addSteps(code: Code, ways: Local, { start }: Area): void {
  code.i32(start).i32(start).memory("i64.load", own.steps).get(ways).op("i64.extend_i32_u", "i64.add");
  code.memory("i64.store", own.steps);
}
