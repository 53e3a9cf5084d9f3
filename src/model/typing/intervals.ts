import type * as ast from "../../syntax/ast.js";
import type { Inference } from "./inference.js";

/** Arithmetic over constants whose values are such arithmetic in every model: what a range may have as a bound. */
export function isConstantBound(t: Inference, e: ast.Expr, seen: ReadonlySet<ast.Declaration> = new Set()): boolean {
  switch (e.kind) {
    case "int":
      return true;
    case "paren":
      return isConstantBound(t, e.inner, seen);
    case "unary":
      return e.operator === "-" && isConstantBound(t, e.operand, seen);
    case "binary":
      return isArithmetic(e.operator) && isConstantBound(t, e.left, seen) && isConstantBound(t, e.right, seen);
    case "name": {
      const symbol = t.symbol(e);
      if (symbol?.kind !== "const" || seen.has(symbol.declaration)) return false;
      const { declaration } = symbol;
      return valuesOf(t, declaration).every((value) => isConstantBound(t, value, new Set([...seen, declaration])));
    }
    default:
      return false;
  }
}

function isArithmetic(operator: ast.BinaryOperator): boolean {
  return ["+", "-", "*", "div", "mod"].includes(operator);
}

/** The default of a constant and the values that models give it. */
function valuesOf(t: Inference, constant: ast.ConstDeclaration): readonly ast.Expr[] {
  const chosen = t.resolved.spec.declarations.flatMap((declaration) =>
    declaration.kind === "model"
      ? declaration.constants.filter((c) => c.name.text === constant.name.text).map((c) => c.value)
      : [],
  );
  return [constant.value, ...chosen];
}
