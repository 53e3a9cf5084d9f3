import type { Generated } from "../abi.js";
import type { Crew } from "./crew.js";

/*
 * What generated code counts beside the search: taken out of the memories of all workers together, and put back into that of
 * the first one.
 */

export const counters = ["taken", "changed", "tried", "evaluated", "witnessed", "excluded"] as const;

/** By transition, place, or constraint: there two numbers each, as in `Written.excluded`. */
export type Counted = Readonly<Record<(typeof counters)[number], readonly number[]>>;

export function countedBy(crew: Crew, { transitions, sites }: Generated): Counted {
  return {
    taken: [...crew.flags("taken")],
    changed: [...crew.flags("changed")],
    tried: [...crew.counters("tried", transitions)],
    evaluated: [...crew.counters("evaluated", sites)],
    witnessed: [...crew.counters("witnessed", sites)],
    excluded: crew.excludedBy().flatMap(({ count, first }) => [count, first]),
  };
}

/** Of what is only asked whether it ever happened, more than this is as good as this. */
const OFTEN = 2 ** 31;

/** For workers who have not counted anything yet. */
export function countFrom({ codes: [code], worker }: Crew, counted: Counted): void {
  if (code === undefined) return;
  const { bytes, words } = worker.views;
  bytes.set(counted.taken, code.area.taken + 1);
  bytes.set(counted.changed, code.area.changed + 1);
  for (const which of ["tried", "evaluated", "witnessed"] as const) {
    words.set(
      counted[which].map((count) => Math.min(count, OFTEN)),
      code[which] >>> 2,
    );
  }
  words.set(counted.excluded, code.excluded >>> 2);
}
