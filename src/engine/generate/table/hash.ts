import type { Code, Local } from "../wasm/code.js";
import { inMemory, type Load } from "./lanes.js";

const MULTIPLIERS = [
  0x9e3779b97f4a7c15n,
  0xd6e8feb86659fd93n,
  0xbf58476d1ce4e5b9n,
  0x94d049bb133111ebn,
  0xa0761d6478bd642fn,
  0xe7037ed1a0b428dbn,
  0x8ebc6af09c88c6e3n,
  0x589965cc75374cc3n,
];

const LAST_MULTIPLIER = 0xd6e8feb86659fd93n;

/**
 * Leaves the hash, 64 bits, of the lanes at an address: each lane folded and multiplied by an odd number of its own, the
 * products added up (that is the mix), then folded and multiplied again, so that every bit of the state reaches the highest
 * bits. Of one lane it is a bijection. Its high 32 bits say where in a shard of the visited set a state belongs.
 */
export function hash(code: Code, state: Local, lanes: number): void {
  hashOf(code, inMemory(code, state), lanes);
}

/** The same of a state wherever it is. */
export function hashOf(code: Code, load: Load, lanes: number): void {
  const sum = code.local("i64");
  mixOf(code, load, lanes);
  code.set(sum);
  const folded = (): Code => code.get(sum).get(sum).i64(32).op("i64.shr_u", "i64.xor");
  folded().i64(LAST_MULTIPLIER).op("i64.mul").set(sum);
  folded();
  code.release(sum);
}

/** Leaves the mix of a state, 64 bits: every bit of the state reaches the high ones, which is enough to tell few parts from each other. */
export function mixOf(code: Code, load: Load, lanes: number): void {
  const lane = code.local("i64");
  for (let at = 0; at < lanes; at++) {
    // Beyond the eighth lane the multipliers are used again, turned.
    const multiplier = BigInt.asUintN(64, (MULTIPLIERS[at % 8] ?? 1n) * BigInt(2 * Math.floor(at / 8) + 1));
    load(at).tee(lane).get(lane).i64(29).op("i64.shr_u", "i64.xor");
    code.i64(multiplier).op("i64.mul");
    if (at > 0) code.op("i64.add");
  }
  code.release(lane);
}

/** Leaves which of so many parts of the visited set a state belongs to that has the mix in a local: (high half × parts) >> 32. */
export function partOf(code: Code, mix: Local, parts: number): Code {
  return code.get(mix).i64(32).op("i64.shr_u").i64(parts).op("i64.mul").i64(32).op("i64.shr_u", "i32.wrap_i64");
}

/** Turns a mix on the stack into its highest bits, 32 at most. */
export function highestOf(code: Code, bits: number): Code {
  return code.i64(64 - bits).op("i64.shr_u", "i32.wrap_i64");
}
