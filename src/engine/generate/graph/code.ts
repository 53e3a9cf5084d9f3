import type { GeneratedBehaviours, Hearer } from "../abi.js";
import { copyLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import { type Defined, Module } from "../wasm/module.js";
import { wholeLanes } from "../wave/emit.js";

/*
 * Generated code with what runs it on a block of states: all ways out of each are told again, after the search, now with who
 * takes them. Errors are left out: the search has told them.
 *
 * Exports:
 *   expand(count) → done   writes a record for each way out of the first `count` states of the block, and for each state how
 *                          many records there are after its own; fewer are done where there is no more room for records
 *   truthN(count)          for each of the first `count` states a byte: what predicate number N is there (a truth of
 *                          abi.ts; any error is 2)
 *
 * A record is the lanes of a state, then a word for who takes the step, and one that is not used.
 */

/** States in a block; ways out of them, at most, unless one state alone has more. */
export const BLOCK = 1 << 11;
export const RECORDS = 1 << 15;

/** Where things stand in the memory, and how large they are. */
export interface BlockPlan {
  readonly words: number;
  readonly lanes: number;
  /** Bytes of a state, of a record. */
  readonly state: number;
  readonly record: number;
  /** Records that there is room for. */
  readonly records: number;
  /** Addresses: where the next record goes; the states; a byte for each, not zero where it is not to be expanded. */
  readonly next: number;
  readonly states: number;
  readonly marks: number;
  /** Of what `expand` and `truthN` write. */
  readonly ends: number;
  readonly truths: number;
  readonly out: number;
  /** The first address behind. */
  readonly end: number;
}

export interface BlockCode {
  readonly plan: BlockPlan;
  readonly code: Uint8Array<ArrayBuffer>;
  /** Numbers of those who take steps are below this one. */
  readonly actors: number;
  /** The first address after its memory; does it intern values behind it? */
  readonly end: number;
  readonly heap: boolean;
}

function planOf(words: number, records: number, base: number): BlockPlan {
  const lanes = Math.ceil(words / 2);
  const [state, record] = [8 * lanes, 8 * lanes + 8];
  let free = base;
  const address = (bytes: number): number => {
    const at = Math.ceil(free / 64) * 64;
    free = at + bytes;
    return at;
  };
  return {
    ...{ words, lanes, state, record, records },
    next: address(8),
    states: address(BLOCK * state),
    marks: address(BLOCK),
    ends: address(4 * BLOCK),
    truths: address(BLOCK),
    out: address(records * record),
    end: address(0),
  };
}

/** What there is to know of a block. `words`: of a packed state. */
export interface BlockSize {
  readonly words: number;
  readonly records: number;
}

/**
 * For a memory from an address on; `most`: its pages at most if threads share it.
 *
 * @throws Unsupported
 */
export function blockCode(
  generated: GeneratedBehaviours,
  { words, records }: BlockSize,
  base: number,
  most: number | undefined,
): BlockCode {
  const plan = planOf(words, records, base);
  const module = new Module({ module: "env", name: "memory", least: 1, most, shared: most !== undefined });
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const [emit, fault] = [module.function(told), module.function(told)];
  const verdict = module.function({ parameters: ["i32", "i32", "i32", "i32"], results: [] });
  const hearer: Hearer = { emit, fault, verdict };
  const { expand, actor, actors, truths, end, heap } = generated.write({ module, hearer, base: plan.end });
  writeEmit(emit.code, actor, plan);
  fault.code.i32(0);
  writeExpand(module.function({ parameters: ["i32"], results: ["i32"] }, "expand"), expand, plan);
  truths.forEach((truth, at) => {
    writeTruth(module.function({ parameters: ["i32"], results: [] }, `truth${at}`), truth, plan);
  });
  return { plan, code: module.encode(), actors, end, heap: heap !== undefined };
}

function writeEmit(code: Code, actor: number, plan: BlockPlan): void {
  const [state] = code.parameters;
  if (state === undefined) throw new Error("internal error: no parameter");
  const to = code.local("i32");
  wholeLanes(code, state, plan);
  code.i32(0).memory("i32.load", plan.next).tee(to);
  code.i32(plan.out + plan.records * plan.record).op("i32.ge_u");
  code.if("none", () => code.i32(0).i32(0).memory("i32.store", plan.next).i32(1).op("return"));
  copyLanes(code, to, state, plan.lanes);
  code.get(to).i32(0).i32(actor).op("i32.add").memory("i32.load").memory("i32.store", plan.state);
  code.i32(0).get(to).i32(plan.record).op("i32.add").memory("i32.store", plan.next);
  code.i32(0);
}

function writeExpand({ code }: Defined, expand: { readonly index: number }, plan: BlockPlan): void {
  const at = code.local("i32");
  eachState(code, at, plan, (address, out) => {
    code.get(at).memory("i32.load8_u", plan.marks).op("i32.eqz");
    code.if("none", () => {
      code.get(address).call(expand);
    });
    // Nothing there: it was full.
    code.i32(0).memory("i32.load", plan.next).op("i32.eqz").brIf(out);
    code.get(at).i32(2).op("i32.shl");
    code.i32(0).memory("i32.load", plan.next).i32(plan.out).op("i32.sub").i32(plan.record).op("i32.div_u");
    code.memory("i32.store", plan.ends);
  });
  code.get(at);
}

function writeTruth({ code }: Defined, truth: { readonly index: number }, plan: BlockPlan): void {
  const at = code.local("i32");
  const found = code.local("i32");
  eachState(code, at, plan, (address) => {
    code.get(at).get(address).call(truth).tee(found).i32(2).get(found).i32(2).op("i32.lt_u", "select");
    code.memory("i32.store8", plan.truths);
  });
}

/** For the first `count` (the only parameter) states of the block; `at` is where it is, then where it stopped. */
function eachState(
  code: Code,
  at: Local,
  plan: BlockPlan,
  body: (address: Local, out: Parameters<Parameters<Code["block"]>[1]>[0]) => void,
): void {
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const address = code.local("i32");
  code.i32(plan.states).set(address).i32(0).set(at);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(count).op("i32.ge_u").brIf(out);
      body(address, out);
      code.get(address).i32(plan.state).op("i32.add").set(address);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}
