import { expression, type Form } from "./expressions.js";
import type { Gen, Scope } from "./gen.js";
import { BOOL, COLOR, INT, isSymmetric, nameOf, type Sort, sortOfKey } from "./sorts.js";
import type { Piece } from "./template.js";

/** Sets, by the rows of the language's tables. */
export function setForms(
  g: Gen,
  sort: Sort & { readonly kind: "option" | "set" | "seq" },
  depth: number,
  scope: Scope,
): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>> = {}): Piece =>
    g.made(sort, row, text, parts);
  const element = sort.of;
  const two =
    (row: string, text: string): Form =>
    () =>
      one(row, text, { 0: of(sort), 1: of(sort) });
  const key = g.anyKey();
  const forms: Form[] = [
    () => one("{a, b}", "{$0, $1}", { 0: of(element), 1: of(element) }),
    two("union", "($0 union $1)"),
    two("intersect", "($0 intersect $1)"),
    two("\\", "($0 \\ $1)"),
    () => {
      const [x, deeper] = g.bound(scope, element);
      const body = expression(g, BOOL, depth, deeper);
      return one("{x in S: p}", "{$x in $0: $1}", { x, 0: g.walked(element, depth, scope), 1: body });
    },
    () => {
      const inner = g.anySort();
      const [x, deeper] = g.bound(scope, inner);
      const body = expression(g, element, depth, deeper);
      return one("{e for x in S}", "{$1 for $x in $0}", { x, 0: g.walked(inner, depth, scope), 1: body });
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, deeper] = g.bound(first, BOOL);
      const body = expression(g, element, depth, deeper);
      const sets = { 0: g.walked(COLOR, depth, scope), 1: g.walked(BOOL, depth, first) };
      return one("{e for x in S, y in T}", "{$2 for $x in $0, $y in $1}", { x, y, ...sets, 2: body });
    },
    () => one("range(s)", "range($0)", { 0: of({ kind: "seq", of: element }) }),
    () => one("range(m)", "range($0)", { 0: of({ kind: "function", key, value: element }) }),
    () => g.walked(element, depth, scope),
  ];
  if (element.kind === "int") forms.push(() => one("a..b", "(($0 mod 3)..($1 mod 4))", { 0: of(INT), 1: of(INT) }));
  if (element.kind === "set" && !isSymmetric(element)) {
    forms.push(() => one("powerset(S) as a value", "powerset($0)", { 0: of(element) }));
  }
  const keyed = g.keys().filter((each) => nameOf(sortOfKey(each)) === nameOf(element));
  for (const each of keyed) {
    const partial: Sort = { kind: "function", key: each, value: { kind: "option", of: g.anyPlain() } };
    forms.push(() => one("domain(m)", "domain($0)", { 0: of(partial) }));
  }
  return forms;
}

export function functionForms(
  g: Gen,
  sort: Sort & { readonly kind: "function" },
  depth: number,
  scope: Scope,
): readonly Form[] {
  const of = (inner: Sort): Piece => expression(g, inner, depth, scope);
  const one = (row: string, text: string, parts: Readonly<Record<string, Piece | string>> = {}): Piece =>
    g.made(sort, row, text, parts);
  const { key, value } = sort;
  const keyed = { 1: g.keyValue(key.sorts[0], of), 2: g.keyValue(key.sorts[1], of) };
  const pair = key.sorts.length === 2;
  const updated = value.kind === "option" && g.random(3) === 0 ? g.made(value, "none", "none") : of(value);
  return [
    () => g.through(sort, depth, scope),
    () =>
      one("m with {[k]: v}", pair ? "($0 with {[$1, $2]: $3})" : "($0 with {[$1]: $3})", {
        ...{ 0: of(sort), ...keyed, 3: updated },
      }),
  ];
}
