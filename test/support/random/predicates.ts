import { oneOf } from "../mutations.js";
import { expression, type Form } from "./expressions.js";
import type { Gen, Scope } from "./gen.js";
import { BOOL, COLOR, INT, type Sort } from "./sorts.js";
import type { Piece } from "./template.js";

/** What is true or false, by the rows of the language's tables. */
export function boolForms(g: Gen, depth: number, scope: Scope): readonly Form[] {
  switch (g.random(g.processes.length > 0 || g.claiming ? 4 : 3)) {
    case 0:
      return connectives(g, depth, scope);
    case 1:
      return comparisons(g, depth, scope);
    case 2:
      return quantifiers(g, depth, scope);
    default:
      return [...places(g, depth, scope), ...(g.claiming ? enabled(g, depth, scope) : [])];
  }
}

type Parts = Readonly<Record<string, Piece | string>>;

function maker(g: Gen, depth: number, scope: Scope) {
  return {
    of: (inner: Sort): Piece => expression(g, inner, depth, scope),
    one: (row: string, text: string, parts: Parts = {}): Piece => g.made(BOOL, row, text, parts),
  };
}

function connectives(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const { of, one } = maker(g, depth, scope);
  const two =
    (row: string): Form =>
    () =>
      one(row, `($0 ${row} $1)`, { 0: of(BOOL), 1: of(BOOL) });
  return [() => one("not", "(not $0)", { 0: of(BOOL) }), two("and"), two("or"), two("=>"), two("<=>")];
}

function comparisons(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const { of, one } = maker(g, depth, scope);
  const two =
    (row: string, sort: Sort): Form =>
    () =>
      one(row, `($0 ${row} $1)`, { 0: of(sort), 1: of(sort) });
  const drawn = g.anySort();
  const set: Sort = { kind: "set", of: drawn };
  const pair: Sort = { kind: "tuple", items: [INT, INT] };
  const maybe: Sort = drawn.kind === "option" ? drawn : { kind: "option", of: drawn };
  return [
    two("==", drawn),
    two("==", drawn),
    two("!=", drawn),
    two("<", INT),
    two("<=", INT),
    two(">", INT),
    two(">=", INT),
    () => one("< of tuples", `($0 ${oneOf(g.random, ["<", "<=", ">", ">="])} $1)`, { 0: of(pair), 1: of(pair) }),
    () => one("in", "($0 in $1)", { 0: of(drawn), 1: g.walked(drawn, depth, scope) }),
    () => one("not in", "($0 not in $1)", { 0: of(drawn), 1: g.walked(drawn, depth, scope) }),
    two("subset of", set),
    () => one("== none", "($0 == none)", { 0: g.pinned(maybe, depth, scope) }),
    () => one("T == T?", "($0 == $1)", { 0: g.pinned(maybe, depth, scope), 1: of(drawn) }),
    () => one("s == []", "($0 == [])", { 0: of({ kind: "seq", of: drawn }) }),
    () => one("S == {}", "($0 != {})", { 0: of(set) }),
  ];
}

function quantifiers(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const { one } = maker(g, depth, scope);
  const word = oneOf(g.random, ["forall", "exists"]);
  const any = g.anySort();
  const walked = (sort: Sort, inner = scope): Piece => g.walked(sort, depth, inner);
  return [
    () => {
      const [x, deeper] = g.bound(scope, any);
      return one(word, `(${word} $x in $0: $1)`, { x, 0: walked(any), 1: expression(g, BOOL, depth, deeper) });
    },
    () => {
      const [x, first] = g.bound(scope, any);
      const [y, deeper] = g.bound(first, any);
      const body = expression(g, BOOL, depth, deeper);
      return one("forall x, y in S", `(${word} $x, $y in $0: $1)`, { x, y, 0: walked(any), 1: body });
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, deeper] = g.bound(first, any);
      const body = expression(g, BOOL, depth, deeper);
      const sets = { 0: walked(COLOR), 1: walked(any, first) };
      return one("forall x in S, z in T", `(${word} $x in $0, $y in $1: $2)`, { x, y, ...sets, 2: body });
    },
    () => {
      const [x, first] = g.bound(scope, INT);
      const [y, deeper] = g.bound(first, COLOR);
      const body = expression(g, BOOL, depth, deeper);
      const set = walked({ kind: "tuple", items: [INT, COLOR] });
      return one("pattern (p, q) in a binder", `(${word} ($x, $y) in $0: $1)`, { x, y, 0: set, 1: body });
    },
  ];
}

/** Where processes are. */
function places(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const { of, one } = maker(g, depth, scope);
  return g.processes.flatMap(({ name: p, parameter, labels }): readonly Form[] => {
    const l = oneOf(g.random, [...labels, "done"]);
    const m = oneOf(g.random, labels);
    const who = parameter ? "$p($0)" : "$p";
    const parts = (): Parts => (parameter ? { p, l, m, 0: g.keyValue(INT, of) } : { p, l, m });
    return [
      () => one("P(i) at L", `(${who} at $l)`, parts()),
      () => one("P(i) at {L, M}", `(${who} at {$l, $m})`, parts()),
    ];
  });
}

function enabled(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const { of, one } = maker(g, depth, scope);
  const actions = g.actions.map(({ name: a, parameters: [first, second] }): Form => {
    if (first === undefined) return () => one("enabled A", "(enabled $a)", { a });
    if (second === undefined) return () => one("enabled A(p)", "(enabled $a($0))", { a, 0: of(first) });
    return g.random(2) === 0
      ? () => one("enabled A(p, _)", "(enabled $a($0, _))", { a, 0: of(first) })
      : () => one("enabled A(p)", "(enabled $a($0, $1))", { a, 0: of(first), 1: of(second) });
  });
  const processes = g.processes.map(({ name: p, parameter }): Form => {
    if (!parameter) return () => one("enabled P", "(enabled $p)", { p });
    return () =>
      one("enabled P", g.random(2) === 0 ? "(enabled $p($0))" : "(enabled $p(_))", { p, 0: g.keyValue(INT, of) });
  });
  return [...actions, ...processes];
}
