import { Module } from "../wasm/module.js";
import { writeGrowth } from "./growth.js";
import { writeLookUps } from "./lookup.js";
import { writeWalk } from "./walk.js";

/** The most that a memory may be declared to have, in pages of 64 KiB: 4 GiB. */
const PAGES = 65536;

/** The loops over a shard's memory, as a WebAssembly module; each function is told where it is written. */
export function kernel(lanes: number, shared: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module({ module: "env", name: "memory", least: 1, most: PAGES, shared });
  writeLookUps(module, lanes);
  writeGrowth(module, lanes);
  writeWalk(module, lanes);
  return module.encode();
}
