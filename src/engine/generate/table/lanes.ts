import type { Code, Local } from "../wasm/code.js";

/* A packed state: so many lanes of 64 bits, one after another in memory, or in locals. */

/** Of a state: leaves one of its lanes. */
export type Load = (lane: number) => Code;

/** Of the state at an address. */
export function inMemory(code: Code, at: Local): Load {
  return (lane) => code.get(at).memory("i64.load", 8 * lane);
}

/** Leaves 1 when two states are the same. */
export function sameLanes(code: Code, one: Load, other: Load, lanes: number): Code {
  return differences(code, one, other, lanes).op("i64.eqz");
}

/** Leaves 1 unless two states are the same. */
export function differ(code: Code, one: Load, other: Load, lanes: number): Code {
  if (lanes > 1) return differences(code, one, other, lanes).i64(0).op("i64.ne");
  one(0);
  return other(0).op("i64.ne");
}

function differences(code: Code, one: Load, other: Load, lanes: number): Code {
  for (let lane = 0; lane < lanes; lane++) {
    one(lane);
    other(lane).op("i64.xor");
    if (lane > 0) code.op("i64.or");
  }
  return code;
}

/** Writes a state to an address. */
export function storeLanes(code: Code, to: Local, load: Load, lanes: number): Code {
  for (let lane = 0; lane < lanes; lane++) {
    code.get(to);
    load(lane).memory("i64.store", 8 * lane);
  }
  return code;
}

export function copyLanes(code: Code, to: Local, from: Local, lanes: number): Code {
  return storeLanes(code, to, inMemory(code, from), lanes);
}
