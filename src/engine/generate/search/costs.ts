import { column, ROW } from "../code/profiling.js";

/** What one transition cost, all workers together. */
export interface Cost {
  /** See code/profiling.ts. */
  readonly tried: number;
  readonly taken: number;
  /** Milliseconds that going its ways took in all, by those that were timed; undefined when none was. */
  readonly time: number | undefined;
}

/** Reads what generated code measured: for each worker there is the address of its rows. */
export function costsOf(memory: ArrayBufferLike, rows: readonly number[], transitions: number): readonly Cost[] {
  const counted = new Float64Array(memory);
  const sum = (transition: number, what: keyof typeof column): number =>
    rows.reduce((total, row) => total + (counted[(row + transition * ROW + column[what]) / 8] ?? 0), 0);
  const states = { expanded: sum(transitions, "tried"), timed: sum(transitions, "timed") };
  const clock = Math.min(...rows.map((row) => counted[(row + transitions * ROW + column.time) / 8] ?? 0));
  return Array.from({ length: transitions }, (_, transition) => {
    const timed = sum(transition, "timed");
    const time = timed === 0 ? 0 : Math.max(0, sum(transition, "time") - timed * clock);
    return {
      tried: sum(transition, "tried"),
      taken: sum(transition, "taken"),
      time: timed === 0 ? undefined : (time * states.expanded) / states.timed,
    };
  });
}
