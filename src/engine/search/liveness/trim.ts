import type { Graph } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";

/*
 * Where nothing comes round again there is no cycle: a state without a step to another one of the part that is looked at is on
 * none, nor is one that has steps to such states only ("trimming": McLendon, Hendrickson, Plimpton and Rauchwerger, "Finding
 * strongly connected components in distributed graphs", Journal of Parallel and Distributed Computing 65(8), 2005). States are
 * numbered as a breadth-first search finds them, so most steps lead to greater numbers, and one look at all of them, the
 * greatest first, sees much of it. Where that is the whole part, nobody need walk through it.
 */

/** The mark of a state in the part that is looked at. */
export const IN = 1;
const OUT = 0;

/** It is looked at again as long as one in so many is taken away. */
const WORTH = 8;

/**
 * Takes away states that are on no cycle among those, `count` of them, that have the mark in `part`; what is left, in
 * ascending order.
 */
export function* trimmed(
  { states, offsets, targets }: Pick<Graph, "states" | "offsets" | "targets">,
  part: Uint8Array,
  count: number,
): Pieces<Uint32Array> {
  const left = new Uint32Array(count);
  /** They stand from there on. */
  let first = count;
  const look = (state: number): void => {
    const last = offsets[state + 1] ?? 0;
    for (let step = offsets[state] ?? 0; step < last; step++) {
      if (part[targets[step] ?? 0] !== IN) continue;
      left[--first] = state;
      return;
    }
    part[state] = OUT;
  };
  const sweepAll = (from: number, down: number): void => {
    for (let state = from; state >= down; state--) if (part[state] === IN) look(state);
  };
  const sweep = (from: number, down: number): void => {
    for (let at = from; at >= down; at--) look(left[at] ?? 0);
  };
  for (let state = states - 1; state >= 0; state -= PLACES) {
    sweepAll(state, Math.max(0, state - PLACES + 1));
    yield;
  }
  for (let before = 0; first < count && (first - before) * WORTH >= count - before; ) {
    before = first;
    first = count;
    for (let at = count - 1; at >= before; at -= PLACES) {
      sweep(at, Math.max(before, at - PLACES + 1));
      yield;
    }
  }
  return left.subarray(first);
}
