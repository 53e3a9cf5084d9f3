import { STEP, WIDE } from "../queue/predecessors.js";
import { block, own } from "../wave/plan.js";
import type { Course } from "./careful.js";
import type { Crew } from "./crew.js";

/** How many records were new; undefined: a shard had no memory. */
export function fresh({ plan, worker }: Crew): number | undefined {
  const { words } = worker.views;
  const found = words.subarray(plan.probed >>> 2, (plan.probed >>> 2) + plan.shards);
  return found.includes(-1) ? undefined : found.reduce((sum, count) => sum + count, 0);
}

/** Tells each block how many new states come before its own. */
export function number({ plan, worker }: Crew): void {
  const { blocks } = worker;
  let count = 0;
  for (let index = 0; index < blocks; index++) {
    const entry = plan.entries + index * plan.entry;
    worker.views.put(entry + 4 * block.found, count);
    count += worker.call.count(entry);
  }
}

/** Of the states that were just accepted: has one an ordinal that does not fit its row? The next phase forgets it. */
export function hasWide(crew: Crew): boolean {
  return crew.sum(own.wide) > 0;
}

/** Adds so many states, which have been accepted, to what was discovered; `wide`: see `hasWide`. */
export function append({ crew, discovered }: Course, count: number, wide: boolean): void {
  const { plan, worker } = crew;
  const { bytes, words } = worker.views;
  const first = discovered.length;
  discovered.states.append(bytes.subarray(plan.rows, plan.rows + count * plan.state));
  discovered.marks?.append(bytes.subarray(plan.newMarks, plan.newMarks + count));
  discovered.asleep?.append(bytes.subarray(plan.newAsleep, plan.newAsleep + count));
  discovered.predecessors.append(bytes.subarray(plan.predecessors, plan.predecessors + count * STEP));
  if (!wide) return;
  for (let at = 0; at < count; at++) {
    if (bytes[plan.predecessors + at * STEP + STEP - 1] !== WIDE) continue;
    discovered.predecessors.wide(first + at, words[(plan.ordinals >>> 2) + at] ?? 0);
  }
}
