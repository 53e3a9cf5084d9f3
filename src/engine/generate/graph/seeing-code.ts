import type { GeneratedSeeing, WrittenSeeing } from "../abi.js";
import type { Code, Local } from "../wasm/code.js";
import {
  addressOf,
  BLOCK,
  type BlockPlan,
  type BlockSize,
  blockModule,
  eachState,
  type PlannedCode,
  planOf,
  WAY,
  writeEmit,
  writeExpand,
} from "./code.js";

/*
 * Generated code that tells what is seen of another spec in a block of states, and along the steps out of them. It exports
 * `expand(count) → done` as code.ts tells, and then
 *
 *   see(count) → told   for each of the first `count` states what is seen in it, and for each target; and which of the ways out
 *                       of these states are to be looked at: those along which what is seen changes, unless the same change
 *                       came by not long before
 *   rehash()            nodes are found faster with more buckets
 */

/** Changes that came by before: the latest of each hash. */
const CHANGES = 1 << 14;
const CHANGE = 8;
const FACTOR = 0x9e37_79b1;

export interface SeeingCode extends PlannedCode {
  /** Addresses of words: what is seen in each state; in each target; the places of ways. */
  readonly states: number;
  readonly targets: number;
  readonly told: number;
}

/** Addresses of words. */
interface Tables extends Pick<SeeingCode, "states" | "targets" | "told"> {
  readonly changes: number;
}

/**
 * For a memory from an address on; `most`: its pages at most if threads share it.
 *
 * @throws Unsupported
 */
export function seeingCode(
  generated: GeneratedSeeing,
  { words, ways }: BlockSize,
  base: number,
  most: number | undefined,
): SeeingCode {
  const plan = planOf(words, ways, base);
  const { module, emit, hearer } = blockModule(most);
  const written = generated.write({ module, hearer, base: plan.end });
  const states = Math.ceil(written.end / 8) * 8;
  const targets = states + 4 * BLOCK;
  const told = targets + 4 * ways;
  const changes = told + 4 * ways;
  writeEmit(emit.code, undefined, plan);
  writeExpand(module.function({ parameters: ["i32"], results: ["i32"] }, "expand"), written.expand, plan);
  const see = module.function({ parameters: ["i32"], results: ["i32"] }, "see");
  writeSee(see.code, written, { states, targets, told, changes }, plan);
  if (written.heap !== undefined) module.export("rehash", written.heap.rehash);
  const end = changes + CHANGES * CHANGE;
  return { plan, code: module.encode(), states, targets, told, end, heap: written.heap !== undefined };
}

function writeSee(code: Code, { seen }: WrittenSeeing, tables: Tables, plan: BlockPlan): void {
  const local = (): Local => code.local("i32");
  const [at, way, end, target] = [local(), local(), local(), local()];
  const [next, before, after, entry] = [local(), local(), local(), local()];
  code.i32(0).set(target);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(target).i32(0).memory("i32.load", plan.found).op("i32.ge_u").brIf(done);
      code.get(target).i32(2).op("i32.shl");
      code.get(target).i32(1).op("i32.add").set(target);
      addressOf(code, target, plan).call(seen).memory("i32.store", tables.targets).br(again);
    });
  });
  code.i32(plan.out).set(way).i32(tables.told).set(next);
  eachState(code, at, plan, (address) => {
    code.get(at).i32(2).op("i32.shl").get(address).call(seen).tee(before).memory("i32.store", tables.states);
    code.get(at).i32(2).op("i32.shl").memory("i32.load", plan.ends).i32(WAY).op("i32.mul").i32(plan.out);
    code.op("i32.add").set(end);
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(way).get(end).op("i32.ge_u").brIf(done);
        code.get(way).memory("i32.load").i32(2).op("i32.shl");
        code.memory("i32.load", tables.targets - 4).set(after);
        code.get(way).i32(WAY).op("i32.add").set(way);
        // An error is never passed over.
        code.get(before).get(after).op("i32.eq").get(before).i32(0).op("i32.ne", "i32.and").brIf(again);
        code.get(before).i32(FACTOR).op("i32.mul").get(after).op("i32.xor").i32(FACTOR).op("i32.mul");
        code
          .i32(32 - Math.log2(CHANGES))
          .op("i32.shr_u")
          .i32(Math.log2(CHANGE))
          .op("i32.shl")
          .set(entry);
        code.get(entry).memory("i32.load", tables.changes).get(before).op("i32.eq");
        code
          .get(entry)
          .memory("i32.load", tables.changes + 4)
          .get(after)
          .op("i32.eq", "i32.and");
        code.get(before).i32(0).op("i32.ne", "i32.and").get(after).i32(0).op("i32.ne", "i32.and").brIf(again);
        code.get(entry).get(before).memory("i32.store", tables.changes);
        code
          .get(entry)
          .get(after)
          .memory("i32.store", tables.changes + 4);
        code
          .get(next)
          .get(way)
          .i32(plan.out + WAY)
          .op("i32.sub")
          .i32(WAY)
          .op("i32.div_u")
          .memory("i32.store");
        code.get(next).i32(4).op("i32.add").set(next).br(again);
      });
    });
  });
  code.get(next).i32(tables.told).op("i32.sub").i32(2).op("i32.shr_u");
}
