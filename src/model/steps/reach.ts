import type * as ast from "../../syntax/ast.js";
import { followSteps } from "./follow.js";

/** The steps of a process, told apart by the label at which they start. */
export interface Reach {
  /** The labels at which a step from a label may end; `done` is no key. */
  readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  /** The statements that a step from a label may run. */
  readonly statements: ReadonlyMap<string, ReadonlySet<ast.Statement>>;
}

/** Which labels and statements each step may get to. */
export function reachOf(process: ast.ProcessDeclaration): Reach {
  const next = new Map<string, Set<string>>();
  const statements = new Map<string, Set<ast.Statement>>();
  followSteps<string>(process, {
    start: (label) => label,
    pass: (label, statement) => {
      entry(statements, label).add(statement);
      return label;
    },
    arrive: (label, end) => entry(next, label).add(end),
    key: (label) => label,
  });
  return { next, statements };
}

function entry<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const found = map.get(key) ?? new Set<T>();
  map.set(key, found);
  return found;
}

/** The labels to which control leads from the first one. */
export function reachableLabels(reach: Reach, first: string): ReadonlySet<string> {
  const found = new Set([first]);
  // A set is walked in order of insertion, those found on the way included.
  for (const label of found) for (const next of reach.next.get(label) ?? []) found.add(next);
  return found;
}
