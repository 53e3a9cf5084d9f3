import { type Graph, predecessors } from "./graph.js";

/** Of a state: can it still get to one of the goals? `open`: only, if at all, through a state whose steps are missing. */
export type Reach = "yes" | "open" | "no";

/**
 * From which states some goal can be reached, by walking the steps backwards from the goals, and from the open states.
 * Returns the nearest state from which none can, else the nearest of which that is open, else undefined.
 */
export function nearestWithout(
  graph: Graph,
  isGoal: (state: number) => boolean,
): { readonly state: number; readonly reach: Exclude<Reach, "yes"> } | undefined {
  const into = predecessors(graph);
  const reached = backwards(graph.states, into, isGoal);
  const open = backwards(graph.states, into, (state) => reached[state] === 1 || graph.isOpen(state));
  const no = open.indexOf(0);
  if (no >= 0) return { state: no, reach: "no" };
  for (let state = 0; state < graph.states; state++) {
    if (reached[state] === 0 && !graph.isOpen(state)) return { state, reach: "open" };
  }
  return undefined;
}

/** For each state 1 if a step after step leads from it to a seed (a seed leads to itself), else 0. */
function backwards(
  states: number,
  { offsets, targets }: Pick<Graph, "offsets" | "targets">,
  isSeed: (state: number) => boolean,
): Uint8Array {
  const reached = new Uint8Array(states);
  const queue = new Uint32Array(states);
  let end = 0;
  for (let state = 0; state < states; state++) {
    if (!isSeed(state)) continue;
    reached[state] = 1;
    queue[end++] = state;
  }
  for (let at = 0; at < end; at++) {
    const state = queue[at] ?? 0;
    const last = offsets[state + 1] ?? 0;
    for (let step = offsets[state] ?? 0; step < last; step++) {
      const from = targets[step] ?? 0;
      if (reached[from] === 1) continue;
      reached[from] = 1;
      queue[end++] = from;
    }
  }
  return reached;
}
