import type { Code, Local } from "../wasm/code.js";

/* A packed state in memory: so many lanes of 64 bits, one after another. */

/** Leaves 1 when the lanes at an address are all zero. */
export function zeros(code: Code, at: Local, lanes: number): Code {
  code.get(at).memory("i64.load");
  for (let lane = 1; lane < lanes; lane++)
    code
      .get(at)
      .memory("i64.load", 8 * lane)
      .op("i64.or");
  return code.op("i64.eqz");
}

/** Leaves 1 when the lanes at two addresses are the same. */
export function sameLanes(code: Code, one: Local, other: Local, lanes: number): Code {
  for (let at = 0; at < lanes; at++) {
    code
      .get(one)
      .memory("i64.load", 8 * at)
      .get(other)
      .memory("i64.load", 8 * at)
      .op("i64.xor");
    if (at > 0) code.op("i64.or");
  }
  return code.op("i64.eqz");
}

export function copyLanes(code: Code, to: Local, from: Local, lanes: number): Code {
  for (let at = 0; at < lanes; at++)
    code
      .get(to)
      .get(from)
      .memory("i64.load", 8 * at)
      .memory("i64.store", 8 * at);
  return code;
}
