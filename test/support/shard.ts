import { Shard, type ShardPlan } from "../../src/engine/generate/table/shard.js";

/* States for the visited set, and the visited set itself as plainly as can be: a Set of texts. */

/** The lanes of a state. */
export type State = readonly bigint[];

/** A shard with a memory of its own. */
export function shardOf(plan: Partial<ShardPlan> = {}): Shard {
  const whole = { lanes: 1, most: 2 ** 32, shared: false, ...plan };
  return new Shard(whole, Shard.memory(whole));
}

/** Puts states into the batch area as records. */
export function putBatch(shard: Shard, states: readonly State[]): void {
  if (!shard.reserve(states.length)) throw new Error("no memory for the batch");
  const lanes = BigUint64Array.from(states.flatMap((state, at) => [...state, BigInt(at)]));
  shard.batch(0).set(new Uint8Array(lanes.buffer));
}

/** Looks up states: the numbers of those that are new, or undefined when there is no memory for them. */
export function probed(shard: Shard, states: readonly State[]): readonly number[] | undefined {
  putBatch(shard, states);
  const count = shard.probe(states.length);
  return count < 0 ? undefined : moved(shard, states, count);
}

/** Which of these states, put there by `putBatch`, stand at the start of the batch area now; the records must be whole. */
export function moved(shard: Shard, states: readonly State[], count: number): readonly number[] {
  const lanes = states[0]?.length ?? 0;
  const records = shard.batch(0).slice(0, count * (8 * lanes + 8));
  const all = new BigUint64Array(records.buffer);
  return Array.from({ length: count }, (_, at) => {
    const record = all.subarray(at * (lanes + 1), (at + 1) * (lanes + 1));
    const number = Number(record[lanes] ?? -1n);
    if (states[number]?.join() !== record.subarray(0, lanes).join()) throw new Error("a record was torn apart");
    return number;
  });
}

/** The same as `probed`, of a set of texts. */
export class Plain {
  readonly known = new Set<string>();

  probed(states: readonly State[]): readonly number[] {
    return states.flatMap((state, at) => {
      const text = state.join();
      if (this.known.has(text)) return [];
      this.known.add(text);
      return [at];
    });
  }
}

/** The states that a shard saves, sorted. */
export function saved(shard: Shard, lanes: number): readonly string[] {
  const states: string[] = [];
  for (const piece of shard.save()) {
    const numbers = new BigUint64Array(piece.slice().buffer);
    for (let at = 0; at < numbers.length; at += lanes) states.push(numbers.subarray(at, at + lanes).join());
  }
  return states.sort();
}

/** The state of one lane that has a hash: undoes, step by step, what hash.ts does. */
export function stateOf(hash: bigint): bigint {
  const wrap = (number: bigint): bigint => BigInt.asUintN(64, number);
  const halved = (number: bigint): bigint => number ^ (number >> 32n);
  const mixed = wrap(halved(hash) * inverse(0xd6e8feb86659fd93n));
  const folded = wrap(halved(mixed) * inverse(0x9e3779b97f4a7c15n));
  return folded ^ (folded >> 29n) ^ (folded >> 58n);
}

/** Of an odd number, modulo 2^64 (Newton). */
function inverse(number: bigint): bigint {
  let found = number;
  for (let round = 0; round < 6; round++) found = BigInt.asUintN(64, found * (2n - number * found));
  return found;
}
