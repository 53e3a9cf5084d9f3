import type { Fairness } from "./behaviours.js";
import type { Finding } from "./result.js";
import type { Graph } from "./search/liveness/graph.js";

/**
 * Declarations of fairness that are fair to nothing: of none of their groups a step is ever possible that changes something.
 * That is the one way in which fairness can say nothing. None contradicts the rest: groups are made of the spec's own steps, so that
 * from every state a behaviour goes on that is fair to all of them (Abadi and Lamport, "An old-fashioned recipe for real time",
 * TOPLAS 16(5), 1994, proposition 1).
 */
export function idleFairness(
  fairness: Fairness,
  graph: Graph,
  source: { slice(span: Finding["span"]): string },
): Finding[] {
  if (fairness.groups.every(({ declared }) => declared === undefined)) return [];
  const busy = new Set<number>();
  for (const actor of actorsIn(graph)) for (const group of fairness.groupsOf(actor)) busy.add(group);
  const groups = fairness.groups.flatMap(({ declared }, group) =>
    declared === undefined ? [] : [{ declared, group }],
  );
  const places = new Map(groups.map(({ declared }) => [declared.start, declared]));
  return [...places.values()].flatMap((span): Finding[] => {
    const isBusy = groups.some(({ declared, group }) => declared.start === span.start && busy.has(group));
    return isBusy ? [] : [{ kind: "fair to nothing", name: source.slice(span), span }];
  });
}

function actorsIn({ actors, offsets, states }: Graph): Set<number> {
  const found = new Set<number>();
  const steps = offsets[states] ?? 0;
  for (let step = 0; step < steps; step++) found.add(actors[step] ?? 0);
  return found;
}
