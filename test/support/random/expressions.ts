import { oneOf } from "../mutations.js";
import { functionForms, setForms } from "./collections.js";
import { type Gen, literal, type Scope } from "./gen.js";
import { boolForms } from "./predicates.js";
import { BOOL, COLOR, INT, isSymmetric, type Key, MAIL, MSG, nameOf, optional, type Sort, twoOf } from "./sorts.js";
import type { Piece } from "./template.js";

/*
 * Expressions of any sort, by the rows of the language's tables. A form is made only when it is drawn: else every
 * expression would be made of all that it might hold.
 */

export type Form = () => Piece;

/** An expression with at most so many operators inside one another. */
export function expression(g: Gen, sort: Sort, depth: number, scope: Scope): Piece {
  if (g.stepping && g.random(4) === 0) return afterStep(g, sort, depth, scope);
  if (depth <= 0 || g.random(5) === 0) return leaf(g, sort, scope);
  return oneOf(g.random, forms(g, sort, depth - 1, scope))();
}

/** The same in the state after a step. */
function afterStep(g: Gen, sort: Sort, depth: number, scope: Scope): Piece {
  g.stepping = false;
  const inner = expression(g, sort, depth, scope);
  g.stepping = true;
  return g.made(sort, "e'", "($0)'", { 0: inner });
}

/** A name or a literal. */
export function leaf(g: Gen, sort: Sort, scope: Scope): Piece {
  const name = nameOf(sort);
  const known = scope.names.filter((each) => nameOf(each.sort) === name);
  if (known.length > 0 && g.random(5) > 0) {
    const { text, row } = oneOf(g.random, known);
    return g.made(sort, row ?? "name", text);
  }
  return literal(g, sort, scope, false);
}

function forms(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const own = ownForms(g, sort, depth, scope);
  // What there is for each sort is drawn as often as what there is for all.
  const shared = sharedForms(g, sort, depth, scope);
  return g.random(3) > 0 && own.length > 0 ? own : shared;
}

/** Reads of parts, choices and bindings: mostly such that always have a value. */
function sharedForms(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const often = g.has({ kind: "seq", of: sort }) ? 6 : 12;
  return g.random(often) === 0 ? partialForms(g, sort, depth, scope) : totalForms(g, sort, depth, scope);
}

function totalForms(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>>): Piece =>
    g.made(sort, row, text, parts);
  const other = (): Sort => g.anySort();
  const under = (inner: Sort, use: (name: string, body: Piece) => Piece): Piece => {
    const [name, deeper] = g.bound(scope, inner);
    return use(name, expression(g, sort, depth, deeper));
  };
  const tables = g.sorts.filter((each) => each.kind === "function" && nameOf(each.value) === nameOf(sort));
  const keys =
    g.random(6) === 0 ? [g.anyKey()] : tables.flatMap((each) => (each.kind === "function" ? [each.key] : []));
  const applied = [...keys, ...keys].map((key): Form => {
    const pair = key.sorts.length === 2;
    return () => {
      const target = of({ kind: "function", key, value: sort });
      const parts = { 0: target, 1: g.keyValue(key.sorts[0], of), 2: g.keyValue(key.sorts[1], of) };
      return one(pair ? "m[a, b]" : "m[k]", pair ? "$0[$1, $2]" : "$0[$1]", parts);
    };
  });
  const forms: readonly Form[] = [
    () => one("if then else", "(if $0 then $1 else $2)", { 0: of(BOOL), 1: of(sort), 2: of(sort) }),
    () => {
      const inner = other();
      return under(inner, (x, body) => one("let x = e", "(let $x = $0: $1)", { x, 0: of(inner), 1: body }));
    },
    () => {
      const items = [other(), other()] as const;
      const [x, first] = g.bound(scope, items[0]);
      const [y, second] = g.bound(first, items[1]);
      const body = expression(g, sort, depth, second);
      const tuple = of({ kind: "tuple", items });
      return one("let x = e;pattern (p, q)", "(let ($x, $y) = $0: $1)", { x, y, 0: tuple, 1: body });
    },
    () => oneOf(g.random, matches(g, sort, depth, scope))(),
    () => {
      const [f, record] = recordWith(g, sort);
      if (g.random(2) === 0) return one("r.f", "$0.$f", { f, 0: of(record) });
      const [x, deeper] = g.bound(scope, sort);
      const body = expression(g, sort, depth, deeper);
      return one("let x = e;pattern {f: p}", "(let {$f: $x} = $0: $1)", { f, x, 0: of(record), 1: body });
    },
    () => g.call(sort, depth, scope),
    ...reads(g, sort, depth, scope),
    ...applied,
  ];
  if (isSymmetric(sort)) return forms;
  const folded = (): Piece => {
    const inner = other();
    if (isSymmetric(inner)) return of(sort);
    const [a, first] = g.bound(scope, sort);
    const [x, deeper] = g.bound(first, inner);
    const body = expression(g, sort, depth, deeper);
    return one("fold", "(fold $a = $0 for $x in $1: $2)", {
      a,
      x,
      0: of(sort),
      1: g.walked(inner, depth, scope),
      2: body,
    });
  };
  return [...forms, folded];
}

/** A record that has a field of the sort. */
function recordWith(g: Gen, sort: Sort): readonly [field: string, record: Sort] {
  const known = g.sorts.flatMap((each) =>
    each.kind === "record"
      ? each.fields.filter(([, of]) => nameOf(of) === nameOf(sort)).map(([name]) => [name, each] as const)
      : [],
  );
  if (known.length > 0) return oneOf(g.random, known);
  return [
    "it",
    {
      kind: "record",
      fields: [
        ["it", sort],
        ["and", INT],
      ],
    },
  ];
}

/** What has no value sometimes. */
function partialForms(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>>): Piece =>
    g.made(sort, row, text, parts);
  const seq: Sort = { kind: "seq", of: sort };
  const forms: Form[] = [
    () => one("s[i]", "$0[$1]", { 0: of(seq), 1: g.random(2) === 0 ? g.made(INT, "integer", "1") : of(INT) }),
    () => one("head(s)", "head($0)", { 0: of(seq) }),
    () => one("last(s)", "last($0)", { 0: of(seq) }),
    () => one("last(s);append(s, x)", "last(append($0, $1))", { 0: of(seq), 1: of(sort) }),
    () => one("head(s);s ++ t", "head($0 ++ [$1, $2])", { 0: of(seq), 1: of(sort), 2: of(sort) }),
  ];
  if (sort.kind !== "option") {
    forms.push(() => one("T? used as T", "$0", { 0: g.pinned({ kind: "option", of: sort }, depth, scope) }));
  }
  if (isSymmetric(sort)) return forms;
  const bound = (set: Sort, row: string, text: string, value: Sort, body: Sort): Form => {
    const [x, deeper] = g.bound(scope, value);
    return () => one(row, text, { x, 0: of(set), 1: expression(g, body, depth, deeper) });
  };
  return [
    ...forms,
    bound({ kind: "set", of: sort }, "the x in S: p", "(the $x in $0: $1)", sort, BOOL),
    bound(MSG, "let x = e;pattern V(p)", "(let Num($x) = $0: $1)", INT, sort),
  ];
}

/** Locals of processes, and mailboxes. */
function reads(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const wanted = nameOf(sort);
  const locals = g.processes.flatMap(({ name: p, parameter, locals: declared }) =>
    declared
      .filter((each) => nameOf(each.declared.sort) === wanted)
      .map(({ name: a }): Form => {
        if (!parameter) return () => g.made(sort, "P(i).x", "$p.$a", { p, a });
        return () => g.made(sort, "P(i).x", "$p($0).$a", { p, a, 0: g.keyValue(INT, of) });
      }),
  );
  const mailboxes = g.channels
    .filter(({ message }) => sort.kind === "seq" && nameOf(message.sort) === nameOf(sort.of))
    .map(
      (channel): Form =>
        () =>
          g.made(sort, "c[k]", mailbox(channel.key), { c: channel.name, ...keyOf(g, channel.key, of) }),
    );
  return [...locals, ...locals, ...mailboxes, ...mailboxes];
}

/** How the mailbox at the key `$8`, `$9` of the channel `$c` is written. */
export function mailbox(key: Key | undefined): string {
  return key === undefined ? "$c" : key.sorts.length === 2 ? "$c[$8, $9]" : "$c[$8]";
}

export function keyOf(g: Gen, key: Key | undefined, of: (sort: Sort) => Piece): Readonly<Record<string, Piece>> {
  const [first, second] = key?.sorts ?? [];
  if (first === undefined) return {};
  return second === undefined ? { 8: g.keyValue(first, of) } : { 8: g.keyValue(first, of), 9: g.keyValue(second, of) };
}

function matches(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const [x, one] = g.bound(scope, INT);
  const [y, two] = g.bound(scope, COLOR);
  const [z, three] = g.bound(two, BOOL);
  const arm = (inner: Scope): Piece => expression(g, sort, depth, inner);
  const made = (row: string, text: string, parts: Readonly<Record<string, Piece | string>>): Piece =>
    g.made(sort, `match;${row}`, text, parts);
  return [
    () =>
      made("pattern V(p)", "(match $0 { Ping: $1, Num($x): $2, Of($y, $z): $3 })", {
        ...{ x, y, z, 0: of(MSG), 1: of(sort), 2: arm(one), 3: arm(three) },
      }),
    () =>
      made("pattern _;pattern true, false;pattern integer", "(match $0 { Of(_, true): $1, Num(1): $2, _: $3 })", {
        ...{ 0: of(MSG), 1: of(sort), 2: of(sort), 3: of(sort) },
      }),
    () =>
      made("pattern none", "(match $0 { none: $1, _: $2 })", {
        ...{ 0: g.pinned(optional(g.anySort()), depth, scope), 1: of(sort), 2: of(sort) },
      }),
    () => made("pattern name", "(match $0 { red: $1, $y: $2 })", { y, 0: of(COLOR), 1: of(sort), 2: arm(two) }),
    () =>
      made("pattern integer;pattern name", "(match $0 { 0: $1, -1: $2, $x: $3 })", {
        ...{ x, 0: of(INT), 1: of(sort), 2: of(sort), 3: arm(one) },
      }),
    ...(g.mail === undefined
      ? []
      : [
          (): Piece => {
            const [w, deeper] = g.bound(scope, g.mail?.sort ?? INT);
            return made("pattern V(p);pattern _", "(match $0 { Stop: $1, Note($x): $2 })", {
              ...{ x: w, 0: of(MAIL), 1: of(sort), 2: arm(deeper) },
            });
          },
        ]),
  ];
}

function ownForms(g: Gen, sort: Sort, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>> = {}): Piece =>
    g.made(sort, row, text, parts);
  switch (sort.kind) {
    case "bool":
      return boolForms(g, depth, scope);
    case "int":
      return intForms(g, depth, scope);
    case "named":
      switch (sort.name) {
        case "Msg":
          return [
            () => one("V(a, b)", "Num($0)", { 0: g.fitted(of(INT), { low: 0, size: 3 }) }),
            () => one("V(a, b)", "Of($0, $1)", { 0: of(COLOR), 1: of(BOOL) }),
          ];
        case "Mail":
          return g.mail === undefined ? [] : [() => one("V(a, b)", "Note($0)", { 0: of(g.mail?.sort ?? INT) })];
        default:
          return [];
      }
    case "record": {
      const [[f, first], [h, second]] = twoOf(sort.fields);
      return [
        () => one("{f: e}", "{$f: $0, $h: $1}", { f, h, 0: of(first), 1: of(second) }),
        () => one("r with {f: e}", "($0 with {$f: $1})", { f, 0: of(sort), 1: of(first) }),
        () => one("r with {f: e}", "($0 with {$h: $1, $f: $2})", { f, h, 0: of(sort), 1: of(second), 2: of(first) }),
      ];
    }
    case "tuple": {
      const [first, second] = twoOf(sort.items);
      const pair = (): Piece => one("(a, b)", "($0, $1)", { 0: of(first), 1: of(second) });
      if (first.kind !== "int" || second.kind !== "int") return [pair];
      return [pair, () => one("min(S) of tuples", "min($0)", { 0: of({ kind: "set", of: sort }) })];
    }
    case "option":
      return [() => of(sort.of), () => g.pinned(sort, depth, scope)];
    case "set":
      return setForms(g, sort, depth, scope);
    case "seq":
      return [
        () => one("append(s, x)", "append($0, $1)", { 0: of(sort), 1: of(sort.of) }),
        () => one("tail(s)", "tail($0)", { 0: of(sort) }),
        // One of them is short: sequences that double themselves would be too long soon.
        () => one("s ++ t", "($0 ++ $1)", { 0: of(sort), 1: literal(g, sort, scope, false) }),
        () => one("s ++ t", "($0 ++ $1)", { 0: literal(g, sort, scope, false), 1: of(sort) }),
        () => one("[a, b, c]", "[$0, $1]", { 0: of(sort.of), 1: of(sort.of) }),
        () => one("s with {[i]: v}", "($0 with {[$1]: $2})", { 0: of(sort), 1: of(INT), 2: of(sort.of) }),
      ];
    case "function":
      return functionForms(g, sort, depth, scope);
  }
}

function intForms(g: Gen, depth: number, scope: Scope): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>> = {}): Piece =>
    g.made(INT, row, text, parts);
  const ints: Sort = { kind: "set", of: INT };
  const two =
    (row: string, text: string): Form =>
    () =>
      one(row, text, { 0: of(INT), 1: of(INT) });
  return [
    two("+", "($0 + $1)"),
    two("-", "($0 - $1)"),
    two("*", "($0 * $1)"),
    two("div", "($0 div $1)"),
    two("mod", "($0 mod $1)"),
    () => one("mod", "($0 mod 3)", { 0: of(INT) }),
    () => one("unary -", "(-$0)", { 0: of(INT) }),
    two("min(a, b)", "min($0, $1)"),
    two("max(a, b)", "max($0, $1)"),
    () => one("size(S)", "size($0)", { 0: of({ kind: "set", of: g.anySort() }) }),
    () => one("len(s)", "len($0)", { 0: of({ kind: "seq", of: g.anySort() }) }),
    () => one("sum(S)", "sum($0)", { 0: of(ints) }),
    () => one("min(S)", "min($0)", { 0: of(ints) }),
    () => one("max(S)", "max($0)", { 0: of(ints) }),
    () => one("min(S);{a, b}", "min({$0, $1, $2})", { 0: of(INT), 1: of(INT), 2: of(INT) }),
    () => one("max(S);{a, b}", "max({$0, $1})", { 0: of(INT), 1: of(INT) }),
    ...(g.random(8) === 0 ? [() => one("beyond 32 bits", "($0 * 2147483647)", { 0: of(INT) })] : []),
    ...(g.random(12) === 0 ? [() => one("size(S)", "size(powerset(1..30))")] : []),
    ...(g.random(8) === 0 ? [() => one("beyond 53 bits", "($0 * 9007199254740991)", { 0: of(INT) })] : []),
  ];
}
