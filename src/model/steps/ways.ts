import type * as ast from "../../syntax/ast.js";

/**
 * How control gets from the start of a statement or block to its end: by a way that meets no label (`straight`), by one
 * that meets a label (`label`: the last one on such a way). Neither: it never gets there, since every way ends in `goto`.
 */
export interface Ways {
  readonly straight: boolean;
  readonly label: ast.Name | undefined;
}

const STRAIGHT: Ways = { straight: true, label: undefined };
const NOWHERE: Ways = { straight: false, label: undefined };

export function getsThrough(ways: Ways): boolean {
  return ways.straight || ways.label !== undefined;
}

export function waysThrough(block: ast.Block): Ways {
  return block.statements.reduce((before, statement) => following(before, statement), STRAIGHT);
}

function following(before: Ways, statement: ast.Statement): Ways {
  const own = waysOf(statement);
  // What is never reached from above may still be entered at a label inside.
  if (!getsThrough(before)) return { straight: false, label: own.label };
  return {
    straight: before.straight && own.straight,
    label: own.label ?? (own.straight ? before.label : undefined),
  };
}

export function waysOf(statement: ast.Statement): Ways {
  switch (statement.kind) {
    case "label":
      return { straight: false, label: statement.name };
    case "goto":
      return NOWHERE;
    case "if": {
      const branches = statement.branches.map((branch) => waysThrough(branch.body));
      return anyOf([...branches, statement.else === undefined ? STRAIGHT : waysThrough(statement.else)]);
    }
    case "either":
      return anyOf(statement.branches.map(waysThrough));
    case "match":
      return anyOf(statement.arms.map((arm) => waysThrough(arm.body)));
    case "pick":
      return waysThrough(statement.body);
    case "for":
    case "while":
      return { straight: true, label: waysThrough(statement.body).label };
    default:
      return STRAIGHT;
  }
}

function anyOf(ways: readonly Ways[]): Ways {
  return { straight: ways.some((w) => w.straight), label: ways.find((w) => w.label !== undefined)?.label };
}
