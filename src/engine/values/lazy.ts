import type { Expr, Model } from "../../model/ir.js";
import { isVast } from "./domain.js";
import { present } from "./value.js";

/**
 * Are the elements of a set expression produced one by one while they are walked, rather than evaluated whole before the
 * first is used? It decides which error is met first, so both engines ask here.
 */
export function isLazy(set: Expr, model: Model): boolean {
  switch (set.kind) {
    case "domain":
      return isVast(set.of);
    case "builtin":
      return set.name === "powerset";
    case "filter":
      return isLazy(set.binder.set, model);
    case "call":
      return isLazy(present(model.definitions[set.definition]).body, model);
    default:
      return false;
  }
}
