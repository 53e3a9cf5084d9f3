import type { Expr, Model } from "../../model/ir.js";
import { eachChild } from "../../model/visit.js";
import { symmetricIn } from "../values/permute.js";
import { present } from "../values/value.js";

/**
 * Implications and quantifiers of claims (their site numbers) that stand in a quantifier over symmetric values which may stop early: whether
 * anything is met there may depend on the order of these values, so that one state of an orbit says nothing of the others. A `forall` that
 * is true, as in an invariant that holds, goes to its end.
 */
export function sitesOfSome({ claims, definitions }: Model): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (expr: Expr, isTrue: boolean, stops: boolean): void => {
    switch (expr.kind) {
      case "and":
        visit(expr.left, isTrue, stops);
        visit(expr.right, isTrue, stops);
        return;
      case "implies":
        note(expr.site, stops);
        visit(expr.left, false, stops);
        visit(expr.right, isTrue, stops);
        return;
      case "quantifier": {
        note(expr.site, stops);
        for (const { set } of expr.binders) visit(set, false, stops);
        const whole = isTrue && expr.quantifier === "forall";
        const ordered = expr.binders.some(({ set }) => symmetricIn(set.type).size > 0);
        visit(expr.body, whole, stops || (ordered && !whole));
        return;
      }
      case "let":
        visit(expr.value, false, stops);
        visit(expr.body, isTrue, stops);
        return;
      case "call":
        for (const argument of expr.arguments) visit(argument, false, stops);
        visit(present(definitions[expr.definition]).body, isTrue, stops);
        return;
      default:
        eachChild(expr, (child) => visit(child, false, stops));
    }
  };
  const note = (site: number | undefined, stops: boolean): void => {
    if (site !== undefined && stops) found.add(site);
  };
  for (const { kind, predicate } of claims) {
    if (predicate !== undefined) visit(predicate, kind === "invariant", false);
  }
  return found;
}
