import type { Fault, System } from "../../src/engine/system.js";

/** A way out of a node: to a node, or an error of this text. A number alone is a step of the first transition. */
export type Way =
  | number
  | { readonly to: number; readonly by?: number }
  | { readonly fault: string; readonly by?: number };

/** A system drawn by hand; its states are numbers. What is not given is empty, and predicates are true of what they list. */
export interface Graph {
  readonly initial: readonly (number | { readonly fault: string })[];
  readonly ways: { readonly [node: number]: readonly Way[] };
  readonly transitions?: number;
  /** For each invariant the nodes in which it is false; an error where the node's entry is a text. */
  readonly bad?: readonly Predicate[];
  readonly reachable?: readonly Predicate[];
  /** For each constraint the nodes that are outside. */
  readonly outside?: readonly Predicate[];
  readonly mayEnd?: Predicate;
  /** Default: the node itself. */
  readonly hash?: (node: number) => number;
}

export type Predicate = readonly number[] | { readonly faultAt: number; readonly of: string };

export interface GraphSystem extends System<number> {
  /** Nodes in the order in which they were expanded. */
  readonly expanded: number[];
}

/** The fault's place is made of its text, so that different texts are different places. */
export function faultOf(message: string): Fault {
  const start = [...message].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 0);
  return { message, kind: "assert", span: { start, end: start + 1 }, parts: [] };
}

export function graph(drawn: Graph): GraphSystem {
  const { bad = [], reachable = [], outside = [], mayEnd = [], hash = (node: number) => node } = drawn;
  const listed = (predicate: Predicate | undefined, node: number): boolean | Fault => {
    if (predicate === undefined) return false;
    if ("faultAt" in predicate) return node === predicate.faultAt ? faultOf(predicate.of) : false;
    return predicate.includes(node);
  };
  const unlisted = (predicate: Predicate | undefined, node: number) => {
    const truth = listed(predicate, node);
    return typeof truth === "boolean" ? !truth : truth;
  };
  const expanded: number[] = [];
  return {
    expanded,
    transitions: Array.from({ length: drawn.transitions ?? 1 }, (_, index) => ({
      kind: "action",
      name: `T${index}`,
      span: { start: index, end: index + 1 },
    })),
    invariants: bad.length,
    reachables: reachable.length,
    constraints: outside.length,
    initial(visitor) {
      for (const first of drawn.initial) {
        const goOn = typeof first === "number" ? visitor.state(first) : visitor.fault(faultOf(first.fault));
        if (!goOn) return;
      }
    },
    successors(node, visitor) {
      expanded.push(node);
      for (const way of drawn.ways[node] ?? []) {
        if (!take(way)) return;
      }
      function take(way: Way): boolean {
        if (typeof way === "number") return visitor.step(way, 0);
        if ("to" in way) return visitor.step(way.to, way.by ?? 0);
        return visitor.fault(faultOf(way.fault), way.by ?? 0);
      }
    },
    hash,
    equals: (left, right) => left === right,
    invariant: (index, node) => unlisted(bad[index], node),
    reachable: (index, node) => listed(reachable[index], node),
    constraint: (index, node) => unlisted(outside[index], node),
    mayEnd: (node) => listed(mayEnd, node),
  };
}
