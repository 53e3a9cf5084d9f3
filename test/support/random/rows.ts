import type { FaultKind } from "../../../src/engine/system.js";
import type { Report } from "./run.js";

/* What the language has, in the order of its description: each row is used by the random specs. */

export const ROWS: Readonly<Record<string, readonly string[]>> = {
  types: [
    ...["bool", "int", "lo..hi", "a | b | c", "Req(t: T) | Ack", "type Alias = T", "{a: T, b: U}", "{a: {b: T}}"],
    ...["(A, B)", "T?", "set of T", "set of set of T", "set of a large T", "seq of T", "seq of T max n"],
    ...["K -> V", "K -> V?", "symmetric n"],
  ],
  declarations: [
    ...["const", "assume", "type T = …", "var x: T = e", "= any", "in S", "init"],
    ...["def f(a: T): U = e", "def f(a) = e", "action A", "action A(p in S)", "action A(p in S, q in T)", "says"],
    ...["process P", "process P(p in S)", "var in a process", "channel", "channel c of T", "channel c: K of T"],
    ...["channel of pairs", "max n", "fifo", "unordered", "lossy", "duplicating", "fair", "strongly fair"],
    ...["fairness weak", "fairness strong", "invariant", "inductive invariant", "step invariant", "property"],
    ...["reachable", "always possible", "done when", "constraint", "show", "model"],
  ],
  expressions: [
    ...["~>", "until", "always", "eventually", "e'", "<=>", "=>", "or", "and", "not", "==", "!=", "T == T?", "== none"],
    ...["S == {}", "s == []", "<", "<=", ">", ">=", "< of tuples", "in", "not in", "subset of", "P(i) at L"],
    ...[
      "P(i) at {L, M}",
      "P(i).x",
      "union",
      "\\",
      "intersect",
      "a..b",
      "+",
      "-",
      "*",
      "div",
      "mod",
      "unary -",
      "s ++ t",
    ],
    ...[
      "r with {f: e}",
      "m with {[k]: v}",
      "s with {[i]: v}",
      "enabled A",
      "enabled A(p)",
      "enabled A(p, _)",
      "enabled P",
    ],
    ...["f(x)", "f without parameters", "m[k]", "m[a, b]", "s[i]", "r.f", "c[k]", "T? used as T", "forall", "exists"],
    ...[
      "forall x, y in S",
      "forall x in S, z in T",
      "the x in S: p",
      "let x = e",
      "if then else",
      "fold",
      "{x in S: p}",
    ],
    ...["{e for x in S}", "{e for x in S, y in T}", "{a, b}", "[x in S: e]", "[x in S: e] of some keys"],
    ...["[p in S, q in T: e]", "[a, b, c]", "{f: e}", "(a, b)", "V", "V(a, b)", "none", "true, false", "integer"],
    ...["name", "constant", "parameter", "local", "match", "a named type as a set", "bool as a set", "lo..hi as a set"],
    ...["(K -> V) as a set", "beyond 32 bits", "beyond 53 bits"],
  ],
  patterns: [
    ...["pattern _", "pattern name", "pattern none", "pattern true, false", "pattern integer", "pattern V(p)"],
    ...["pattern {f: p}", "pattern (p, q)", "pattern (p, q) in a binder"],
  ],
  "built in": [
    ...["size(S)", "len(s)", "min(S)", "max(S)", "min(S) of tuples", "min(a, b)", "max(a, b)", "sum(S)", "head(s)"],
    ...["tail(s)", "last(s)", "append(s, x)", "range(s)", "range(m)", "domain(m)", "powerset(S)"],
    "powerset(S) as a value",
  ],
  statements: [
    ...[
      "x := e",
      "m[k] := e",
      "m[a, b] := e",
      "s[i] := e",
      "r.f := e",
      "m[p].log[i] := e",
      "a path through T?",
      "skip",
    ],
    ...["when p", "assert p", "let x = e {}", "let pattern = e {}", "if", "if else", "if else if", "either"],
    ...["pick x in S", "pick x in S, y in T", "pick x, y in S", "for x in S", "for x in S, y in T", "for with choices"],
    ...["for in for with choices", "for over symmetric", "while", "goto L", "goto done", "send m to c[k]"],
    ...["receive p from c[k]", "receive x from c[k]", "receive V(p) from c[k]", "match {}", "label", "label says"],
    ...["label in if", "label in either", "label in while", "label after a label", "label at the end of a block"],
  ],
};

export const FAULTS: readonly FaultKind[] = [
  ...([
    "range",
    "overflow",
    "key",
    "empty",
    "division",
    "none",
    "the",
    "match",
    "function",
    "assert",
    "limit",
  ] as const),
];

/** The rows that no spec used, and those that specs used and that are not told of here. */
export function missing({ rows, faults }: Report): {
  readonly unused: readonly string[];
  readonly untold: readonly string[];
} {
  const all = Object.values(ROWS).flat();
  return {
    unused: [...all.filter((row) => !rows.has(row)), ...FAULTS.filter((kind) => !faults.has(kind))],
    untold: [...rows.keys()].filter((row) => !all.includes(row)),
  };
}

/** What a run comes to, as text: how many specs used each row first. */
export function wording(report: Report): string {
  const { specs, invalid, states, statuses, refused, disagreements } = report;
  const sections = Object.entries(ROWS).map(([name, rows]) => table(name, rows, report.rows));
  const counts = (of: ReadonlyMap<string, number>): string =>
    [...of]
      .sort(([, one], [, other]) => other - one)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "none";
  const notTaken = [...refused.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...sections,
    table("errors while evaluating", FAULTS, report.faults),
    `${specs} specs of ${states} states (${counts(statuses)}); ${invalid} more were drawn and are none`,
    `not taken by the generated engine: ${notTaken} (${counts(refused)})`,
    `disagreements: ${disagreements.length}`,
  ].join("\n");
}

const ACROSS = 4;

/** Rows and their uses, so many beside each other. */
function table(name: string, rows: readonly string[], counts: ReadonlyMap<string, number>): string {
  const cells = rows.map((row) => `${row.padEnd(28)}${String(counts.get(row) ?? 0).padStart(5)}`);
  const lines = Array.from({ length: Math.ceil(cells.length / ACROSS) }, (_, at) =>
    cells.slice(at * ACROSS, (at + 1) * ACROSS).join("   "),
  );
  return [`${name}: specs that use each`, ...lines, ""].join("\n");
}
