import type { GeneratedBehaviours, Hearer } from "../abi.js";
import { hashOf } from "../table/hash.js";
import { inMemory, sameLanes, storeLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import { type Defined, Module } from "../wasm/module.js";
import { together } from "../wave/emit.js";
import type { Placeable } from "./kept.js";

/*
 * Generated code with what runs it on a block of states: all ways out of each are told again, after the search, now with who
 * takes them. Errors are left out: the search has told them.
 *
 * Exports:
 *   expand(count) → done        writes down each way out of the first `count` states of the block, and for each state how many
 *                               ways there are after its own; fewer are done where there is no more room for ways
 *   steps(count, first) → way   when the numbers of the targets stand there, makes steps of the ways of the first `count` states,
 *                               of which `first` is the number of the first one, and writes for each state how many steps
 *                               there are after its own. It ends at a way whose actor is not known, and returns its index plus
 *                               one; 0: all is done.
 *   truthN(count)               for each of the first `count` states a byte: what predicate number N is there (a truth of
 *                               abi.ts; any error is 2)
 *   rehash()                    if it interns values: they are found faster with more buckets
 *
 * A way is two words: which target it leads to, from 1 on, and who takes it. A state to which several ways of the block lead
 * is one target, as a rule: each way looks for its own among the latest ones. Most ways find it there.
 */

/** States in a block; ways out of them, at most, unless one state alone has more. */
export const BLOCK = 1 << 11;
export const WAYS = 1 << 15;

/** The truths of so many predicates have places of their own; those of others take the place of one another. */
export const FEW = 4;

/** Bytes of a way. */
export const WAY = 8;

/** The latest targets that a way looks for its own among. */
const LATEST = 1 << 12;

/** Where things stand in the memory, and how large they are. */
export interface BlockPlan {
  readonly words: number;
  readonly lanes: number;
  /** Bytes of a state. */
  readonly state: number;
  /** Ways that there is room for. */
  readonly ways: number;
  /** Addresses: where the next way goes, and how many targets there are; the states; a byte for each, not zero where it is not to be expanded. */
  readonly next: number;
  readonly found: number;
  readonly states: number;
  readonly marks: number;
  /** Of what `expand` writes: ways, and how many there are up to the last one of each state; the states that they lead to. */
  readonly out: number;
  readonly ends: number;
  readonly targets: number;
  readonly latest: number;
  /** What `steps` needs and writes: numbers of the targets; for each step the number of its target, and its actor, also as a byte. */
  readonly numbers: number;
  readonly stepEnds: number;
  readonly stepTargets: number;
  readonly stepActors: number;
  readonly stepBytes: number;
  readonly truths: number;
  /** The first address behind. */
  readonly end: number;
}

/** Code for a block, and where its memory ends; does it intern values behind that? */
export interface PlannedCode extends Placeable {
  readonly plan: BlockPlan;
  readonly code: Uint8Array<ArrayBuffer>;
}

export interface GraphCode extends PlannedCode {
  /** Numbers that generated code has for those who take steps are below this one. */
  readonly actors: number;
  readonly predicates: number;
  /** The address of a word for each of these: the number of the actor plus one; 0: not known. */
  readonly known: number;
}

export function planOf(words: number, ways: number, base: number): BlockPlan {
  const lanes = Math.ceil(words / 2);
  const state = 8 * lanes;
  let free = base;
  const address = (bytes: number): number => {
    const at = Math.ceil(free / 64) * 64;
    free = at + bytes;
    return at;
  };
  return {
    ...{ words, lanes, state, ways },
    next: address(8),
    found: address(8),
    states: address(BLOCK * state),
    marks: address(BLOCK),
    out: address(ways * WAY),
    ends: address(4 * BLOCK),
    targets: address(ways * state),
    latest: address(4 * LATEST),
    numbers: address(4 * ways),
    stepEnds: address(4 * BLOCK),
    stepTargets: address(4 * ways),
    stepActors: address(4 * ways),
    stepBytes: address(ways),
    truths: address(FEW * BLOCK),
    end: address(0),
  };
}

/** What there is to know of a block. `words`: of a packed state. */
export interface BlockSize {
  readonly words: number;
  readonly ways: number;
}

/**
 * For a memory from an address on; `most`: its pages at most if threads share it.
 *
 * @throws Unsupported
 */
export function graphCode(
  generated: GeneratedBehaviours,
  { words, ways }: BlockSize,
  base: number,
  most: number | undefined,
): GraphCode {
  const plan = planOf(words, ways, base);
  const { module, emit, hearer } = blockModule(most);
  const { expand, actor, actors, truths, end, heap } = generated.write({ module, hearer, base: plan.end });
  writeEmit(emit.code, actor, plan);
  writeExpand(module.function({ parameters: ["i32"], results: ["i32"] }, "expand"), expand, plan);
  const known = Math.ceil(end / 4) * 4;
  writeSteps(module.function({ parameters: ["i32", "i32"], results: ["i32"] }, "steps").code, known, plan);
  truths.forEach((truth, at) => {
    const { code } = module.function({ parameters: ["i32"], results: [] }, `truth${at}`);
    writeTruth(code, truth, truthsAt(at, plan), plan);
  });
  if (heap !== undefined) module.export("rehash", heap.rehash);
  return {
    plan,
    code: module.encode(),
    actors,
    predicates: truths.length,
    known,
    end: known + 4 * actors,
    heap: heap !== undefined,
  };
}

/** A module whose code tells ways to `emit`, which is still to be written, and errors to nobody. */
export function blockModule(most: number | undefined) {
  const module = new Module({ module: "env", name: "memory", least: 1, most, shared: most !== undefined });
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const [emit, fault] = [module.function(told), module.function(told)];
  const verdict = module.function({ parameters: ["i32", "i32", "i32", "i32"], results: [] });
  const hearer: Hearer = { emit, fault, verdict };
  fault.code.i32(0);
  return { module, emit, hearer };
}

/** Writes down a way; `actor`: the address of who takes it, if anybody asks. */
export function writeEmit(code: Code, actor: number | undefined, plan: BlockPlan): void {
  const [state] = code.parameters;
  if (state === undefined) throw new Error("internal error: no parameter");
  const { lanes, latest } = plan;
  const [way, slot, target, at] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  const load = together(code, state, plan);
  code.i32(0).memory("i32.load", plan.next).tee(way);
  code.i32(plan.out + plan.ways * WAY).op("i32.ge_u");
  code.if("none", () => code.i32(0).i32(0).memory("i32.store", plan.next).i32(1).op("return"));
  hashOf(code, load, lanes);
  code
    .op("i32.wrap_i64")
    .i32(LATEST - 1)
    .op("i32.and")
    .i32(2)
    .op("i32.shl")
    .tee(slot);
  code.memory("i32.load", latest).tee(target).op("i32.eqz");
  addressOf(code, target, plan).set(at);
  sameLanes(code, load, inMemory(code, at), lanes).op("i32.eqz", "i32.or");
  code.if("none", () => {
    code.i32(0).i32(0).memory("i32.load", plan.found).i32(1).op("i32.add").tee(target).memory("i32.store", plan.found);
    addressOf(code, target, plan).set(at);
    storeLanes(code, at, load, lanes);
    code.get(slot).get(target).memory("i32.store", latest);
  });
  code.get(way).get(target).memory("i32.store");
  if (actor !== undefined) code.get(way).i32(0).memory("i32.load", actor).memory("i32.store", 4);
  code.i32(0).get(way).i32(WAY).op("i32.add").memory("i32.store", plan.next);
  code.i32(0);
}

/** Leaves the address of a target; of number 0, that is what stands before the first one. */
export function addressOf(code: Code, target: Local, { state, targets }: BlockPlan): Code {
  return code
    .get(target)
    .i32(state)
    .op("i32.mul")
    .i32(targets - state)
    .op("i32.add");
}

export function writeExpand({ code }: Defined, expand: { readonly index: number }, plan: BlockPlan): void {
  const at = code.local("i32");
  code
    .i32(plan.latest)
    .i32(0)
    .i32(4 * LATEST)
    .memoryFill();
  code.i32(0).i32(plan.out).memory("i32.store", plan.next);
  code.i32(0).i32(0).memory("i32.store", plan.found);
  eachState(code, at, plan, (address, out) => {
    code.get(at).memory("i32.load8_u", plan.marks).op("i32.eqz");
    code.if("none", () => {
      code.get(address).call(expand);
    });
    // Nothing there: it was full.
    code.i32(0).memory("i32.load", plan.next).op("i32.eqz").brIf(out);
    code.get(at).i32(2).op("i32.shl");
    code.i32(0).memory("i32.load", plan.next).i32(plan.out).op("i32.sub").i32(WAY).op("i32.div_u");
    code.memory("i32.store", plan.ends);
  });
  code.get(at);
}

function writeSteps(code: Code, known: number, plan: BlockPlan): void {
  const { out, ends, numbers, stepEnds, stepTargets } = plan;
  const [, first] = code.parameters;
  if (first === undefined) throw new Error("internal error: not two parameters");
  const local = (): Local => code.local("i32");
  const [at, way, end, start, next, target, actor] = [local(), local(), local(), local(), local(), local(), local()];
  const greatest = local();
  code.i32(out).set(way).i32(stepTargets).set(next);
  eachState(code, at, plan, () => {
    code.get(at).i32(2).op("i32.shl").memory("i32.load", ends).i32(WAY).op("i32.mul").i32(out).op("i32.add").set(end);
    code.get(next).set(start).i32(0).set(greatest);
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(way).get(end).op("i32.ge_u").brIf(done);
        code.get(way).memory("i32.load", 4).i32(2).op("i32.shl").memory("i32.load", known).tee(actor).op("i32.eqz");
        code.if("none", () => {
          code.get(way).i32(out).op("i32.sub").i32(WAY).op("i32.div_u").i32(1).op("i32.add", "return");
        });
        code.get(actor).i32(1).op("i32.sub").set(actor);
        code
          .get(way)
          .memory("i32.load")
          .i32(2)
          .op("i32.shl")
          .memory("i32.load", numbers - 4)
          .set(target);
        code.get(way).i32(WAY).op("i32.add").set(way);
        code.get(target).get(first).get(at).op("i32.add", "i32.eq").brIf(again);
        addUnlessThere(code, { start, next, greatest, target, actor }, plan);
        code.br(again);
      });
    });
    code.get(at).i32(2).op("i32.shl").get(next).i32(stepTargets).op("i32.sub").i32(2).op("i32.shr_u");
    code.memory("i32.store", stepEnds);
  });
  code.i32(0);
}

/** A step, with what its state has so far: addresses in `stepTargets`, from a start up to where the next one goes. */
interface Added {
  readonly start: Local;
  readonly next: Local;
  /** No target of these is greater. */
  readonly greatest: Local;
  readonly target: Local;
  readonly actor: Local;
}

/** New targets are greater than all before: most steps need no look at those. */
function addUnlessThere(
  code: Code,
  { start, next, greatest, target, actor }: Added,
  { stepTargets, stepActors, stepBytes }: BlockPlan,
): void {
  const other = stepActors - stepTargets;
  const at = code.local("i32");
  code.get(next).get(start).get(target).get(greatest).op("i32.gt_u", "select").set(at);
  code.get(target).get(greatest).get(target).get(greatest).op("i32.gt_u", "select").set(greatest);
  code.block("none", (there) => {
    code.loop("none", (again) => {
      code.get(at).get(next).op("i32.lt_u");
      code.if("none", () => {
        code.get(at).memory("i32.load").get(target).op("i32.eq");
        code.get(at).memory("i32.load", other).get(actor).op("i32.eq", "i32.and").brIf(there);
        code.get(at).i32(4).op("i32.add").set(at).br(again);
      });
    });
    code.get(next).get(target).memory("i32.store");
    code.get(next).get(actor).memory("i32.store", other);
    code.get(next).i32(stepTargets).op("i32.sub").i32(2).op("i32.shr_u");
    code.get(actor).memory("i32.store8", stepBytes);
    code.get(next).i32(4).op("i32.add").set(next);
  });
  code.release(at);
}

/** Where the truths of a predicate go. */
export function truthsAt(predicate: number, { truths }: BlockPlan): number {
  return truths + (predicate % FEW) * BLOCK;
}

function writeTruth(code: Code, truth: { readonly index: number }, truths: number, plan: BlockPlan): void {
  const at = code.local("i32");
  const found = code.local("i32");
  eachState(code, at, plan, (address) => {
    code.get(at).get(address).call(truth).tee(found).i32(2).get(found).i32(2).op("i32.lt_u", "select");
    code.memory("i32.store8", truths);
  });
}

/** For the first `count` (the first parameter) states of the block; `at` is where it is, then where it stopped. */
export function eachState(
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
