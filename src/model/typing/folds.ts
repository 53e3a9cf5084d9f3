import type * as ast from "../../syntax/ast.js";
import { eachExpression, namesIn } from "../../syntax/walk.js";
import { differentParts, orderOfSymmetric } from "../errors/types.js";
import type { Type } from "../types.js";
import { infer } from "./expressions.js";
import { symmetricIn } from "./finite.js";
import type { Inference } from "./inference.js";
import { inferElements } from "./operators.js";
import { inferPattern, requireAlwaysMatches } from "./patterns.js";
import { BROKEN } from "./unify.js";

/** What is rather said of the outcome of a `fold` than in it. */
const LOOSE: ReadonlySet<string> = new Set(["and", "or", "=>", "<=>", "==", "!=", "<", "<=", ">", ">=", "in"]);
const AS_FAR_AS_IT_CAN = "a `fold` reaches as far to the right as it can: put it in parentheses";

/**
 * The value of the accumulator's type with which the body of a `fold` begins, if what is said behind it needs no name of the fold:
 * parentheses that end there would mend it.
 */
function meantBody(t: Inference, e: ast.ExprNode<"fold">, type: Type): ast.Expr | undefined {
  const own = new Set([e.accumulator, ...namesIn(e.pattern)].map((node) => t.symbol(node)));
  const usesOwn = (part: ast.Expr): boolean => {
    let found = false;
    eachExpression(part, (each) => {
      const symbol = each.kind === "name" ? t.symbol(each) : undefined;
      if (symbol !== undefined && own.has(symbol)) found = true;
    });
    return found;
  };
  for (let rest = e.body; rest.kind === "binary" && LOOSE.has(rest.operator) && !usesOwn(rest.right); ) {
    rest = rest.left;
    const left = t.typeOf.get(rest);
    if (left !== undefined && t.types.join(type, left) !== undefined) return rest;
  }
  return undefined;
}

/** `fold acc = e0 for x in S: e`: the accumulator has the join of the types of e0 and e. */
export function inferFold(t: Inference, e: ast.ExprNode<"fold">, hint: Type | undefined): Type {
  const of = inferElements(t, e.set, "`fold` goes over a set");
  inferPattern(t, e.pattern, of);
  requireAlwaysMatches(t, e.pattern, of, "`fold`");
  t.final.push(() => {
    const symmetric = symmetricIn(t, of);
    if (symmetric !== undefined) t.report(orderOfSymmetric(e.set.span, "`fold`", symmetric));
  });
  const accumulator = t.symbol(e.accumulator);
  let type = infer(t, e.initial, hint);
  for (;;) {
    const [reported, waiting, final] = [t.diagnostics.length, t.waiting.length, t.final.length];
    if (accumulator?.kind === "binding") t.bindingType.set(accumulator, type);
    const body = infer(t, e.body, type);
    const joined = t.types.join(type, body);
    if (joined === undefined) {
      if (t.diagnostics.length > reported) {
        const first = t.diagnostics[reported];
        const meant = first?.hint === undefined ? meantBody(t, e, type) : undefined;
        if (first !== undefined && meant !== undefined && first.span?.end === meant.span.end) {
          t.diagnostics[reported] = { ...first, hint: AS_FAR_AS_IT_CAN };
        }
        return BROKEN;
      }
      t.report(
        differentParts(
          e.body.span,
          "the first and the later values of a `fold`",
          t.words.value(type),
          t.words.value(body),
          e.initial.span,
          meantBody(t, e, type) === undefined ? undefined : AS_FAR_AS_IT_CAN,
        ),
      );
      return type;
    }
    if (t.types.same(joined, type)) return joined;
    // With a wider accumulator the body may be wider too. What was found out with the narrow one does not count.
    t.diagnostics.length = reported;
    t.waiting.length = Math.min(t.waiting.length, waiting);
    t.final.length = final;
    type = joined;
  }
}
