import type { Graph } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";

/*
 * Where nothing comes round again there is no cycle: a state without a step to another one of the part that is looked at is on
 * none, nor is one that has steps to such states only ("trimming": McLendon, Hendrickson, Plimpton and Rauchwerger, "Finding
 * strongly connected components in distributed graphs", Journal of Parallel and Distributed Computing 65(8), 2005). States are
 * numbered as a breadth-first search finds them, so most steps lead to greater numbers, and one look at all of them, the
 * greatest first, sees much of it. Where that is the whole part, nobody need walk through it.
 */

/** It is looked at again as long as one in so many is taken away. */
const WORTH = 8;

/** Takes away states, given in ascending order, that are on no cycle among them; what is left is in ascending order, in the same memory. */
export function* trimmed({ states, offsets, targets }: Graph, region: Uint32Array): Pieces<Uint32Array> {
  const bits = new Int32Array(Math.ceil(states / 32));
  for (const state of region) bits[state >>> 5] = (bits[state >>> 5] ?? 0) | (1 << (state & 31));
  const goesOn = (state: number): boolean => {
    const end = offsets[state + 1] ?? 0;
    for (let step = offsets[state] ?? 0; step < end; step++) {
      const target = targets[step] ?? 0;
      if ((((bits[target >>> 5] ?? 0) >>> (target & 31)) & 1) !== 0) return true;
    }
    return false;
  };
  /** Looks at those from one place down to another; those that stay go to places before `to`. Returns the first of these. */
  const sweep = (left: Uint32Array, from: number, down: number, to: number): number => {
    let kept = to;
    for (let at = from; at >= down; at--) {
      const state = left[at] ?? 0;
      if (goesOn(state)) {
        kept -= 1;
        left[kept] = state;
      } else bits[state >>> 5] = (bits[state >>> 5] ?? 0) & ~(1 << (state & 31));
    }
    return kept;
  };
  for (let left = region; ; ) {
    const before = left.length;
    let kept = before;
    for (let at = before - 1; at >= 0; at -= PLACES) {
      kept = sweep(left, at, Math.max(0, at - PLACES + 1), kept);
      yield;
    }
    left = left.subarray(kept);
    if (kept * WORTH < before || left.length === 0) return left;
  }
}
