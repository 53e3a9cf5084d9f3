import type { Generated, Written } from "../abi.js";
import { mixOf, partOf } from "../table/hash.js";
import { inMemory } from "../table/lanes.js";
import { type Defined, Module } from "../wasm/module.js";
import { writeAcceptBlock } from "./accept.js";
import { hearer } from "./emit.js";
import { writeExpandBlock } from "./expand.js";
import { writeCount, writeMerge, writePut } from "./places.js";
import { type Area, areaOf, type Plan } from "./plan.js";

/** Generated code and what runs it on a wave, as one module for one worker: plain data, which may be sent to a thread. */
export interface WaveCode extends Addresses {
  readonly code: Uint8Array<ArrayBuffer>;
  readonly area: Area;
  /** Does it intern values? Then it exports `rehash`, too. */
  readonly heap: boolean;
}

/** See `Written`. */
type Addresses = Omit<Written, "initial" | "expand" | "judge" | "mayEnd" | "heap">;

/** `shardOf(state)`: the shard that a state belongs to. */
function writeShardOf({ code }: Defined, { lanes, shards }: Plan): void {
  const [state] = code.parameters;
  if (state === undefined) throw new Error("internal error: no parameter");
  const mix = code.local("i64");
  mixOf(code, inMemory(code, state), lanes);
  partOf(code.set(mix), mix, shards);
}

/** Pages of 64 KiB that an address of 32 bits reaches. */
export const MOST_PAGES = 65536;

/**
 * For a worker whose part of the memory begins at an address.
 *
 * Imports `env.memory` and `env.verdict`, and `env.now` when it is profiled; exports `initial`, `expand`, `judge` and `mayEnd` (abi.ts), `expandBlock`
 * (expand.ts), `put`, `merge` and `count` (places.ts), `acceptBlock` (accept.ts) and `shardOf`.
 */
export function waveCode(generated: Generated, plan: Plan, start: number): WaveCode {
  const shared = plan.workers > 1;
  const most = shared ? MOST_PAGES : undefined;
  const module = new Module({ module: "env", name: "memory", least: 1, most, shared });
  const area = areaOf(plan, start);
  const i32 = (count: number) => Array(count).fill("i32");
  const verdict = module.import("env", "verdict", { parameters: i32(4), results: [] });
  const now = generated.profiled ? module.import("env", "now", { parameters: [], results: ["f64"] }) : undefined;
  const hears = { ...hearer(module, verdict, plan, area), now };
  const written = generated.write({ module, hearer: hears, base: area.base });
  const { initial, expand, judge, mayEnd, heap, ...addresses } = written;
  writeExpandBlock(module.function({ parameters: i32(3), results: [] }, "expandBlock"), plan, area, written);
  writePut(module.function({ parameters: i32(3), results: [] }, "put"), plan);
  writeMerge(module.function({ parameters: i32(1), results: i32(1) }, "merge"), plan);
  writeCount(module.function({ parameters: i32(1), results: i32(1) }, "count"), plan);
  writeAcceptBlock(module.function({ parameters: i32(1), results: [] }, "acceptBlock"), plan, area, written);
  writeShardOf(module.function({ parameters: i32(1), results: i32(1) }, "shardOf"), plan);
  for (const [name, callee] of Object.entries({ initial, expand, judge, mayEnd })) module.export(name, callee);
  if (heap !== undefined) module.export("rehash", heap.rehash);
  return { ...addresses, code: module.encode(), area, heap: heap !== undefined };
}
