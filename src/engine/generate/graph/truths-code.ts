import type { GeneratedSteps, WrittenTruths } from "../abi.js";
import type { Callee, Code, Local } from "../wasm/code.js";
import { BLOCK, blockModule, type PlannedCode } from "./code.js";

/*
 * Generated code that evaluates predicates along known steps. It exports
 *
 *   tell(count)   for the first `count` states, with their steps one after another, and each predicate: a byte for the state,
 *                 what the predicate is where no step is taken any more, and a byte for each step (a truth of abi.ts; any
 *                 error is 2)
 *   rehash()      if it interns values: they are found faster with more buckets
 */

/** Where things stand in the memory. */
export interface TruthsPlan {
  /** Bytes of a state. */
  readonly state: number;
  /** Steps that there is room for. */
  readonly steps: number;
  /** Addresses: packed states; for each how many steps there are up to its last one; the packed states that steps lead to. */
  readonly states: number;
  readonly ends: number;
  readonly targets: number;
  /** Of the first predicate; for each of them there is `BLOCK` and `steps`. */
  readonly resting: number;
  readonly stepping: number;
}

export interface TruthsCode extends Pick<PlannedCode, "code" | "end" | "heap"> {
  readonly plan: TruthsPlan;
}

/**
 * For a memory from an address on; `most`: its pages at most if threads share it.
 *
 * @param steps room for so many
 * @throws Unsupported
 */
export function truthsCode(
  generated: GeneratedSteps,
  { words, steps, predicates }: { readonly words: number; readonly steps: number; readonly predicates: number },
  base: number,
  most: number | undefined,
): TruthsCode {
  const { module, emit, hearer } = blockModule(most);
  emit.code.i32(0);
  const state = 8 * Math.ceil(words / 2);
  let free = base;
  const address = (bytes: number): number => {
    const at = Math.ceil(free / 64) * 64;
    free = at + bytes;
    return at;
  };
  const plan = {
    ...{ state, steps },
    states: address(BLOCK * state),
    ends: address(4 * BLOCK),
    targets: address(steps * state),
    resting: address(BLOCK * predicates),
    stepping: address(steps * predicates),
  };
  const written = generated.writeTruths({ module, hearer, base: address(0) });
  writeTell(module.function({ parameters: ["i32"], results: [] }, "tell").code, written, plan);
  if (written.heap !== undefined) module.export("rehash", written.heap.rehash);
  return { plan, code: module.encode(), end: written.end, heap: written.heap !== undefined };
}

function writeTell(code: Code, { before, after, truths }: WrittenTruths, plan: TruthsPlan): void {
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const [at, state, step, target, end] = [
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
  ];
  const found = code.local("i32");
  code.i32(plan.states).set(state).i32(plan.targets).set(target);
  until(code, at, count, () => {
    code.get(state).call(before).get(state).call(after);
    truths.forEach((truth, predicate) => {
      tell(code, truth, found, at, plan.resting + BLOCK * predicate);
    });
    code.get(at).i32(2).op("i32.shl").memory("i32.load", plan.ends).set(end);
    until(code, step, end, () => {
      code.get(target).call(after);
      truths.forEach((truth, predicate) => {
        tell(code, truth, found, step, plan.stepping + plan.steps * predicate);
      });
      code.get(target).i32(plan.state).op("i32.add").set(target);
    });
    code.get(state).i32(plan.state).op("i32.add").set(state);
  });
}

/** Does the body while a number, which grows by one each time, is below an end. */
function until(code: Code, at: Local, end: Local, body: () => void): void {
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      body();
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}

/** Writes a truth to a place in a table, at an address. */
function tell(code: Code, truth: Callee, found: Local, at: Local, table: number): void {
  code.get(at).call(truth).tee(found).i32(2).get(found).i32(2).op("i32.lt_u", "select").memory("i32.store8", table);
}
