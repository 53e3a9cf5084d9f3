import { STEP, WIDE } from "../queue/predecessors.js";
import { own, part, SHARD_WORDS } from "../wave/plan.js";
import type { Course } from "./careful.js";
import type { Crew } from "./crew.js";

/** Gives each block the place of its first new state; how many there are. Undefined: a shard had no memory. */
export function number({ plan, worker }: Crew): number | undefined {
  const { words } = worker.views;
  let count = 0;
  for (let shard = 0; shard < plan.shards; shard++) if ((words[(plan.probed >>> 2) + shard] ?? 0) < 0) return undefined;
  for (let block = 0; block < worker.blocks; block++) {
    const entry = (plan.entries + block * plan.entry) >>> 2;
    words[entry] = count;
    for (let shard = 0; shard < plan.shards; shard++) {
      const at = entry + 1 + SHARD_WORDS * shard;
      count += ((words[at + part.to] ?? 0) - (words[at + part.from] ?? 0)) >>> 2;
    }
  }
  return count;
}

/** Adds so many states, which have been accepted, to what was discovered. */
export function append({ crew, discovered }: Course, count: number): void {
  const { plan, worker } = crew;
  const { bytes, words } = worker.views;
  const first = discovered.length;
  discovered.states.append(bytes.subarray(plan.rows, plan.rows + count * plan.state));
  discovered.marks?.append(bytes.subarray(plan.newMarks, plan.newMarks + count));
  discovered.predecessors.append(bytes.subarray(plan.predecessors, plan.predecessors + count * STEP));
  if (crew.sum(own.wide) === 0) return;
  for (let at = 0; at < count; at++) {
    if (bytes[plan.predecessors + at * STEP + STEP - 1] !== WIDE) continue;
    discovered.predecessors.wide(first + at, words[(plan.ordinals >>> 2) + at] ?? 0);
  }
}
