import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { Context } from "./context.js";
import { lowerExpr, lowerValue, type NodeBase } from "./expressions.js";

export function lowerBinary(expr: ast.ExprNode<"binary">, node: NodeBase, context: Context): ir.Expr {
  switch (expr.operator) {
    case "==":
    case "!=": {
      const sides = { left: lowerExpr(expr.left, context), right: lowerExpr(expr.right, context) };
      return { kind: "equal", ...node, negated: expr.operator === "!=", ...sides };
    }
    case "in":
    case "not in": {
      const element = lowerExpr(expr.left, context);
      return {
        kind: "member",
        ...node,
        negated: expr.operator === "not in",
        element,
        set: lowerValue(expr.right, context),
      };
    }
    default:
      return lowerValues(expr, expr.operator, node, context);
  }
}

type ValueOperator = Exclude<ast.BinaryOperator, "==" | "!=" | "in" | "not in">;

/** Operators both of whose sides are values: neither may be `none`. */
function lowerValues(expr: ast.ExprNode<"binary">, operator: ValueOperator, node: NodeBase, context: Context): ir.Expr {
  const site = operator === "=>" ? context.site("implies", expr.left.span) : undefined;
  const left = lowerValue(expr.left, context);
  const right = lowerValue(expr.right, context);
  const sides = { ...node, left, right };
  switch (operator) {
    case "and":
    case "or":
    case "union":
    case "intersect":
    case "until":
      return { kind: operator, ...sides };
    case "~>":
      return { kind: "leadsTo", ...sides };
    case "<=>":
      return { kind: "iff", ...sides };
    case "=>":
      return { kind: "implies", ...sides, site };
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { kind: "compare", ...sides, operator };
    case "subset of":
      return { kind: "subset", ...sides };
    case "\\":
      return { kind: "difference", ...sides };
    case "..":
      return { kind: "interval", ...node, low: left, high: right };
    case "+":
    case "-":
    case "*":
    case "div":
    case "mod":
      return { kind: "arithmetic", ...sides, operator };
    case "++":
      return { kind: "concat", ...sides };
    default:
      return operator satisfies never;
  }
}
