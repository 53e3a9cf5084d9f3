import type { GeneratedSteps, WrittenSteps } from "../abi.js";
import type { Code } from "../wasm/code.js";
import {
  addressOf,
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
 * Generated code that judges the steps out of a block of states. It exports `expand(count) → done` as code.ts tells, and then
 *
 *   judge(count)   evaluates each predicate that is open along each way out of the first `count` states, in their order
 *   rehash()       if it interns values: they are found faster with more buckets
 *
 * A predicate is open while its word is 0; the first way along which it is not true puts its place there, plus one.
 */

export interface JudgingCode extends PlannedCode {
  /** The address of a word for each predicate. */
  readonly open: number;
  /** Addresses of words: what evaluating the predicates counted, by site. */
  readonly evaluated: number;
  readonly witnessed: number;
}

/**
 * For a memory from an address on; `most`: its pages at most if threads share it.
 *
 * @throws Unsupported
 */
export function judgingCode(
  generated: GeneratedSteps,
  { words, ways }: BlockSize,
  base: number,
  most: number | undefined,
): JudgingCode {
  const plan = planOf(words, ways, base);
  const { module, emit, hearer } = blockModule(most);
  const written = generated.write({ module, hearer, base: plan.end });
  const { evaluated, witnessed, heap, truths } = written;
  const open = Math.ceil(written.end / 4) * 4;
  writeEmit(emit.code, undefined, plan);
  writeExpand(module.function({ parameters: ["i32"], results: ["i32"] }, "expand"), written.expand, plan);
  writeJudge(module.function({ parameters: ["i32"], results: [] }, "judge").code, written, open, plan);
  if (heap !== undefined) module.export("rehash", heap.rehash);
  const end = open + 4 * truths.length;
  return { plan, code: module.encode(), open, evaluated, witnessed, end, heap: heap !== undefined };
}

function writeJudge(code: Code, { before, after, truths }: WrittenSteps, open: number, plan: BlockPlan): void {
  const [at, way, end, target] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  code.i32(plan.out).set(way);
  eachState(code, at, plan, (address) => {
    code
      .get(at)
      .i32(2)
      .op("i32.shl")
      .memory("i32.load", plan.ends)
      .i32(WAY)
      .op("i32.mul")
      .i32(plan.out)
      .op("i32.add")
      .set(end);
    code.get(way).get(end).op("i32.lt_u");
    code.if("none", () => code.get(address).call(before));
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(way).get(end).op("i32.ge_u").brIf(done);
        code.get(way).memory("i32.load").set(target);
        addressOf(code, target, plan).call(after);
        truths.forEach((truth, predicate) => {
          const word = open + 4 * predicate;
          code.i32(0).memory("i32.load", word).op("i32.eqz");
          code.if("none", () => {
            code.call(truth).i32(1).op("i32.ne");
            code.if("none", () => {
              code.i32(0).get(way).i32(plan.out).op("i32.sub").i32(WAY).op("i32.div_u").i32(1).op("i32.add");
              code.memory("i32.store", word);
            });
          });
        });
        code.get(way).i32(WAY).op("i32.add").set(way).br(again);
      });
    });
  });
}
