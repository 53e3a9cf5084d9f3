import type * as ast from "../../syntax/ast.js";
import { notFinite, orderOfSymmetric, wrongKeys } from "../errors/types.js";
import type { Type } from "../types.js";
import { check, infer, inferAlternatives } from "./expressions.js";
import { whyInfinite } from "./finite.js";
import type { Inference } from "./inference.js";
import { isConstantBound } from "./intervals.js";
import { inferElements } from "./operators.js";
import { inferPattern, requireAlwaysMatches } from "./patterns.js";
import { BOOL, optional, seqOf, setOf, unbounded } from "./unify.js";

/** The types over which the patterns of binders range, in order. `where`: "a quantifier". */
export function inferBinders(t: Inference, binders: readonly ast.Binder[], where: string): readonly Type[] {
  return binders.flatMap((binder) => {
    const of = inferElements(t, binder.set, `${where} ${where.startsWith("the ") ? "go" : "goes"} over a set`);
    for (const pattern of binder.patterns) {
      inferPattern(t, pattern, of);
      requireAlwaysMatches(t, pattern, of, where);
    }
    return binder.patterns.map(() => of);
  });
}

/** One pattern over one set, as in `the`, a filter, a fold. */
function inferOver(t: Inference, pattern: ast.Pattern, set: ast.Expr, where: string): Type {
  const binder = { patterns: [pattern], set, span: pattern.span };
  return inferBinders(t, [binder], where)[0] ?? t.fresh();
}

export function inferQuantifier(t: Inference, e: ast.ExprNode<"quantifier">): Type {
  inferBinders(t, e.binders, `\`${e.quantifier}\``);
  check(t, e.body, BOOL, `\`${e.quantifier}\` says something true or false of each element`);
  return BOOL;
}

export function inferThe(t: Inference, e: ast.ExprNode<"the">): Type {
  const of = inferOver(t, e.pattern, e.set, "`the`");
  t.final.push(() => {
    const element = t.types.present(of);
    if (element.kind === "symmetric") t.report(orderOfSymmetric(e.span, "`the`", element.declaration.name.text));
  });
  check(t, e.body, BOOL, "`the` says something true or false of each element");
  return of;
}

export function inferFilter(t: Inference, e: ast.ExprNode<"filter">): Type {
  const of = inferOver(t, e.pattern, e.set, "a set comprehension");
  check(t, e.predicate, BOOL, "what chooses the elements is true or false");
  return setOf(of);
}

export function inferMap(t: Inference, e: ast.ExprNode<"map">, hint: Type | undefined): Type {
  inferBinders(t, e.binders, "a set comprehension");
  const expected = hint === undefined ? undefined : t.types.present(hint);
  return setOf(infer(t, e.element, expected?.kind === "set" ? expected.of : undefined));
}

export function inferSet(t: Inference, e: ast.ExprNode<"set">, hint: Type | undefined): Type {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  return setOf(inferAll(t, e.elements, "the elements of a set", expected?.kind === "set" ? expected.of : undefined));
}

export function inferSeq(t: Inference, e: ast.ExprNode<"seq">, hint: Type | undefined): Type {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  const of = expected?.kind === "seq" ? expected.of : undefined;
  return seqOf(unbounded(t.types.prune(inferAll(t, e.elements, "the elements of a sequence", of))));
}

function inferAll(t: Inference, elements: readonly ast.Expr[], what: string, expected: Type | undefined): Type {
  if (expected === undefined || t.types.prune(expected).kind === "unknown") {
    return inferAlternatives(t, elements, what, undefined);
  }
  let joined: Type | undefined;
  for (const element of elements) {
    const type = check(t, element, expected, `${what} here are ${t.words.text(expected)}`);
    joined = joined === undefined ? type : (t.types.join(joined, type) ?? joined);
  }
  return joined ?? t.fresh();
}

/** `[p in S, q in T: e]`: the keys are those of the expected type, else what the sets tell. */
export function inferFunction(t: Inference, e: ast.ExprNode<"function">, hint: Type | undefined): Type {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  const types = inferBinders(t, e.binders, "a function");
  const [only, ...others] = types;
  const key: Type = only !== undefined && others.length === 0 ? only : { kind: "tuple", items: types };
  return expected?.kind === "function" ? functionOver(t, e, key, expected) : functionOfKeys(t, e, key);
}

function functionOver(
  t: Inference,
  e: ast.ExprNode<"function">,
  key: Type,
  expected: Extract<Type, { kind: "function" }>,
): Type {
  if (!t.types.unify(key, expected.key)) {
    const first = e.binders[0];
    const last = e.binders[e.binders.length - 1];
    const span = { start: first?.span.start ?? e.span.start, end: last?.span.end ?? e.span.end };
    t.report(wrongKeys(span, `\`${t.words.text(key)}\``, `\`${t.words.text(expected.key)}\``));
  }
  const body = check(t, e.body, expected.value, `a value of this function is ${t.words.value(expected.value)}`);
  const value = unbounded(t.types.prune(body));
  const partial = t.types.prune(expected.value).kind === "option";
  return { kind: "function", key: expected.key, value: partial ? optional(value) : value };
}

function functionOfKeys(t: Inference, e: ast.ExprNode<"function">, key: Type): Type {
  const value = unbounded(t.types.prune(infer(t, e.body)));
  t.final.push(() => {
    const reason = whyInfinite(t, key);
    if (reason !== undefined) {
      const hint = "go over a named type or `1..N`, or give the function's type where it is declared";
      t.report(notFinite(e.span, "what a function goes over", `\`${t.words.text(key)}\``, reason, hint));
    }
  });
  const whole = e.binders.every((binder) => isWholeType(t, binder.set));
  return { kind: "function", key, value: whole ? value : optional(value) };
}

/** Is a set seen to be all values of a type: a type's name, `bool`, `(K -> V)`, an interval of constants? */
function isWholeType(t: Inference, e: ast.Expr): boolean {
  switch (e.kind) {
    case "paren":
      return isWholeType(t, e.inner);
    case "typeSet":
      return true;
    case "name":
      return t.symbol(e)?.kind === "type";
    case "binary":
      return e.operator === ".." && isConstantBound(t, e.left) && isConstantBound(t, e.right);
    default:
      return false;
  }
}
