import type { Expr, Model } from "../../../model/ir.js";
import { present } from "../../values/value.js";

/*
 * A set that is held is evaluated as a whole before its first element is used. That shows only where evaluating it may meet an
 * error, or is counted (implications and quantifiers of claims). A filter of which neither can be is walked instead, and
 * its elements are counted instead of held: nothing has to be put together.
 */

/** Is evaluating the expression neither an error, ever, nor counted? It may say no too often. */
export function isHarmless(expr: Expr, model: Model): boolean {
  const harmless = (each: Expr): boolean => isHarmless(each, model);
  switch (expr.kind) {
    case "literal":
    case "constant":
    case "binding":
    case "variable":
      return true;
    case "variant":
      return expr.arguments.every(harmless);
    case "record":
      return expr.fields.every(harmless);
    case "tuple":
      return expr.items.every(harmless);
    case "set":
      return expr.elements.every(harmless);
    case "field":
      return harmless(expr.target);
    case "not":
      return harmless(expr.operand);
    case "and":
    case "or":
    case "iff":
    case "equal":
    case "compare":
      return harmless(expr.left) && harmless(expr.right);
    case "member":
      return harmless(expr.element) && harmless(expr.set);
    case "builtin":
      return expr.name === "size" && expr.arguments.every(harmless);
    case "filter":
      return harmless(expr.binder.set) && harmless(expr.predicate);
    case "call":
      return expr.arguments.every(harmless) && harmless(present(model.definitions[expr.definition]).body);
    default:
      return false;
  }
}

/** The same of a filter of a set that is held, or of a definition that stands for one. */
export function isHarmlessFilter(set: Expr, model: Model): boolean {
  const { kind } = set.kind === "call" ? bodyOf(set, model) : set;
  return kind === "filter" && isHarmless(set, model);
}

function bodyOf(expr: Expr, model: Model): Expr {
  return expr.kind === "call" ? bodyOf(present(model.definitions[expr.definition]).body, model) : expr;
}
