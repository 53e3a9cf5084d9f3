import type * as ast from "../../syntax/ast.js";

/** The steps of a process, told apart by the label at which they start. */
export interface Reach {
  /** The labels at which a step from a label may end; `done` is no key. */
  readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  /** The statements that a step from a label may run, each with its own expressions only. */
  readonly statements: ReadonlyMap<string, ReadonlySet<ast.Statement>>;
}

/** Follows control through the body of a process; a condition may always be true and always be false. */
export function followSteps(process: ast.ProcessDeclaration): Reach {
  const next = new Map<string, Set<string>>();
  const statements = new Map<string, Set<ast.Statement>>();
  const follow = new Follower(next, statements);
  follow.arrive(follow.block(process.body, new Set()), "done");
  return { next, statements };
}

class Follower {
  constructor(
    readonly next: Map<string, Set<string>>,
    readonly statements: Map<string, Set<ast.Statement>>,
  ) {}

  arrive(from: ReadonlySet<string>, label: string): void {
    for (const start of from) entry(this.next, start).add(label);
  }

  /** `from`: the labels whose step may be at the start of the block; the result: at its end. */
  block(block: ast.Block, from: ReadonlySet<string>): ReadonlySet<string> {
    let here = from;
    block.statements.forEach((statement, index) => {
      here = this.statement(statement, here, block.statements[index - 1]);
    });
    return here;
  }

  statement(s: ast.Statement, from: ReadonlySet<string>, before: ast.Statement | undefined): ReadonlySet<string> {
    if (s.kind !== "label") for (const start of from) entry(this.statements, start).add(s);
    switch (s.kind) {
      case "label":
        this.arrive(from, s.name.text);
        entry(this.next, s.name.text);
        entry(this.statements, s.name.text);
        return new Set([s.name.text]);
      case "goto":
        this.arrive(from, s.label.text);
        return new Set();
      case "if": {
        const ends = s.branches.map((branch) => this.block(branch.body, from));
        return union([...ends, s.else === undefined ? from : this.block(s.else, from)]);
      }
      case "either":
        return union(s.branches.map((branch) => this.block(branch, from)));
      case "match":
        return union(s.arms.map((arm) => this.block(arm.body, from)));
      case "pick":
        return this.block(s.body, from);
      case "for":
        return union([from, this.block(s.body, from)]);
      case "while":
        return this.loop(s, from, before);
      default:
        return from;
    }
  }

  loop(
    s: Extract<ast.Statement, { kind: "while" }>,
    from: ReadonlySet<string>,
    before: ast.Statement | undefined,
  ): ReadonlySet<string> {
    const round = this.block(s.body, from);
    if (before?.kind === "label") {
      this.arrive(round, before.name.text);
      return from;
    }
    const tested = union([from, round]);
    for (const start of round) entry(this.statements, start).add(s);
    return union([tested, this.block(s.body, tested)]);
  }
}

function entry<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const found = map.get(key) ?? new Set<T>();
  map.set(key, found);
  return found;
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** The labels to which control leads from the first one. */
export function reachableLabels(reach: Reach, first: string): ReadonlySet<string> {
  const found = new Set([first]);
  // A set is walked in order of insertion, those found on the way included.
  for (const label of found) for (const next of reach.next.get(label) ?? []) found.add(next);
  return found;
}
