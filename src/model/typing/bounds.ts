import type * as ast from "../../syntax/ast.js";

/** Are two bounds written alike? Absent ones are. */
export function sameBound(left: ast.Expr | undefined, right: ast.Expr | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  if (left.kind === "paren") return sameBound(left.inner, right);
  if (right.kind === "paren") return sameBound(left, right.inner);
  switch (left.kind) {
    case "int":
      return right.kind === "int" && right.value === left.value;
    case "name":
      return right.kind === "name" && right.text === left.text;
    case "unary":
      return right.kind === "unary" && right.operator === left.operator && sameBound(left.operand, right.operand);
    case "binary":
      return (
        right.kind === "binary" &&
        right.operator === left.operator &&
        sameBound(left.left, right.left) &&
        sameBound(left.right, right.right)
      );
    default:
      return false;
  }
}
