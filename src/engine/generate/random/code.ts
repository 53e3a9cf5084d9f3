import type { Generated, Hearer, Site, Written } from "../abi.js";
import { copyLanes } from "../table/lanes.js";
import type { Code } from "../wasm/code.js";
import { Module } from "../wasm/module.js";
import { wholeLanes } from "../wave/emit.js";

/*
 * Generated code with what takes one way after another: the ways out of one state are counted, and some of them in a row kept.
 *
 * Imports `env.memory`, `env.fault(transition, place)` and `env.verdict`; exports `initial`, `expand`, `judge` and `mayEnd` of abi.ts.
 */

/** Ways whose states are kept. */
export const KEPT = 1 << 10;

export interface WalkPlan {
  readonly lanes: number;
  /** Bytes of a state. */
  readonly state: number;
  /** Addresses: how many ways were told, those with errors left out; the number of the first way that is kept. */
  readonly ways: number;
  readonly from: number;
  /** The state that the behaviour is in; those that are kept. */
  readonly here: number;
  readonly kept: number;
}

export interface WalkCode {
  readonly plan: WalkPlan;
  readonly code: Uint8Array<ArrayBuffer>;
  /** The first address after its memory; does it intern values behind it? */
  readonly end: number;
  readonly heap: boolean;
}

const BASE = 1024;

/** @throws Unsupported */
export function walkCode(generated: Generated): WalkCode {
  const lanes = Math.ceil(generated.words / 2);
  const state = 8 * lanes;
  const here = BASE + 64;
  const plan: WalkPlan = { lanes, state, ways: BASE, from: BASE + 4, here, kept: here + state };
  const module = new Module();
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const fault = module.import("env", "fault", told);
  const verdict = module.import("env", "verdict", { parameters: ["i32", "i32", "i32", "i32"], results: [] });
  const emit = module.function(told);
  writeEmit(emit.code, generated.words, plan);
  const hearer: Hearer = { emit, fault, verdict };
  const site: Site = { module, hearer, base: plan.kept + KEPT * state };
  const { initial, expand, judge, mayEnd, end, heap }: Written = generated.write(site);
  for (const [name, callee] of Object.entries({ initial, expand, judge, mayEnd })) module.export(name, callee);
  return { plan, code: module.encode(), end, heap: heap !== undefined };
}

function writeEmit(code: Code, words: number, plan: WalkPlan): void {
  const [state] = code.parameters;
  if (state === undefined) throw new Error("internal error: no parameter");
  const [way, at] = [code.local("i32"), code.local("i32")];
  wholeLanes(code, state, { words });
  code.i32(0).memory("i32.load", plan.ways).tee(way);
  code.i32(0).memory("i32.load", plan.from).op("i32.sub").tee(at).i32(KEPT).op("i32.lt_u");
  code.if("none", () => {
    code.get(at).i32(plan.state).op("i32.mul").i32(plan.kept).op("i32.add").set(at);
    copyLanes(code, at, state, plan.lanes);
  });
  code.i32(0).get(way).i32(1).op("i32.add").memory("i32.store", plan.ways);
  code.i32(0);
}
