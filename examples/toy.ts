import { pathToFileURL } from "node:url";

/*
 * A whole model checker, to read before the large one.
 *
 * A system is three functions: the states it may start in, the steps that lead on from a state, and a claim that is to
 * be true in every state that can be reached. `check` visits them all, nearest first. Because it goes level by level,
 * the first bad state it meets is one of the nearest, and the behaviour that it prints is as short as any.
 *
 * States are plain data. Two are the same when their texts are the same, and the text has its keys in order.
 */

export type Data = boolean | number | string | null | readonly Data[] | { readonly [key: string]: Data };

export interface System<State extends Data> {
  readonly initial: readonly State[];
  /** Every step that is possible in `state`: its name, and the state after it. */
  next(state: State): readonly (readonly [name: string, after: State])[];
  invariant(state: State): boolean;
}

export interface Outcome<State> {
  /** Distinct states that can be reached. */
  readonly states: number;
  /** Steps that lead from them, also to states already known. */
  readonly steps: number;
  /** States on the longest of the shortest paths from the beginning. */
  readonly depth: number;
  /** States without a step that leads on. */
  readonly deadlocks: number;
  /** A shortest behaviour to a state where the invariant is false; none when it holds. */
  readonly counterexample: readonly (readonly [step: string, state: State])[] | undefined;
}

/** How a state was met first: from which one, and by which step. */
interface Visit<State> {
  readonly state: State;
  readonly step: string;
  readonly from: Visit<State> | undefined;
}

/** Visits every reachable state of a finite system, also past the first violation, so that the counts are whole. */
export function check<State extends Data>(system: System<State>): Outcome<State> {
  const known = new Set<string>();
  let steps = 0;
  let depth = 0;
  let deadlocks = 0;
  let bad: Visit<State> | undefined;

  const isNew = (state: State): boolean => known.size < known.add(text(state)).size;
  let level = system.initial.filter(isNew).map((state): Visit<State> => ({ state, step: "at first", from: undefined }));

  while (level.length > 0) {
    depth += 1;
    const further: Visit<State>[] = [];
    for (const visit of level) {
      if (!system.invariant(visit.state)) bad ??= visit;
      const successors = system.next(visit.state);
      if (successors.length === 0) deadlocks += 1;
      for (const [step, state] of successors) {
        steps += 1;
        if (isNew(state)) further.push({ state, step, from: visit });
      }
    }
    level = further;
  }
  return { states: known.size, steps, depth, deadlocks, counterexample: bad && behaviour(bad) };
}

/** Walks back to the beginning, and tells it forwards. */
function behaviour<State>(last: Visit<State>): [string, State][] {
  const told: [string, State][] = [];
  for (let visit: Visit<State> | undefined = last; visit !== undefined; visit = visit.from) {
    told.unshift([visit.step, visit.state]);
  }
  return told;
}

/** One text for equal states, whatever the order in which their keys were written. */
function text(data: Data): string {
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  if (isList(data)) return `[${data.map(text).join()}]`;
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${text(value)}`).join()}}`;
}

/** `Array.isArray` does not know a readonly list when it sees one. */
function isList(data: object): data is readonly Data[] {
  return Array.isArray(data);
}

// ------------------------------------------------------- an example: two clerks add one each to a counter, and it ends at one

type Clerk = { readonly at: "read" | "write" | "done"; readonly seen: number };
type Counter = { readonly counter: number; readonly clerks: readonly Clerk[] };

export const counter: System<Counter> = {
  initial: [{ counter: 0, clerks: [1, 2].map(() => ({ at: "read", seen: 0 })) }],
  next: (state) =>
    state.clerks.flatMap(({ at, seen }, i): [string, Counter][] => {
      const becomes = (clerk: Clerk) => state.clerks.with(i, clerk);
      if (at === "done") return [];
      return at === "read"
        ? [[`clerk ${i + 1} reads`, { ...state, clerks: becomes({ at: "write", seen: state.counter }) }]]
        : [[`clerk ${i + 1} writes`, { counter: seen + 1, clerks: becomes({ at: "done", seen: 0 }) }]];
    }),
  invariant: ({ counter, clerks }) => clerks.some(({ at }) => at !== "done") || counter === clerks.length,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { states, steps, depth, counterexample } = check(counter);
  console.log(`${states} states, ${steps} steps, depth ${depth}; the counter is right in the end: ${!counterexample}`);
  for (const [step, state] of counterexample ?? []) console.log(`  ${step}: ${text(state)}`);
}
