import type { Graph } from "./graph.js";

/** Fairness as the algorithms see it: groups of actors, by number. */
export interface FairGroups {
  readonly groups: readonly { readonly strength: "weak" | "strong" }[];
  /** The groups that the steps of an actor belong to. */
  groupsOf(actor: number): readonly number[];
}

/** The groups of which a step is possible in the state: one that changes something. */
export function enabledIn(state: number, graph: Graph, fair: FairGroups): Set<number> {
  const enabled = new Set<number>();
  const end = graph.offsets[state + 1] ?? 0;
  for (let step = graph.offsets[state] ?? 0; step < end; step++) {
    for (const group of fair.groupsOf(graph.actors[step] ?? 0)) enabled.add(group);
  }
  return enabled;
}

/** For each state 1 if fairness lets a behaviour stop there for ever. */
export function mayStop(graph: Graph, fair: FairGroups): Uint8Array {
  const may = new Uint8Array(graph.states);
  for (let state = 0; state < graph.states; state++) {
    if (!graph.isOpen(state) && !isPushed(state, graph, fair)) may[state] = 1;
  }
  return may;
}

/** Is a step of some fair group possible? */
function isPushed(state: number, graph: Graph, fair: FairGroups): boolean {
  const end = graph.offsets[state + 1] ?? 0;
  for (let step = graph.offsets[state] ?? 0; step < end; step++) {
    if (fair.groupsOf(graph.actors[step] ?? 0).length > 0) return true;
  }
  return false;
}
