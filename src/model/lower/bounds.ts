import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { boundText } from "../errors/brief.js";
import { boundDivision, boundNotConstant, boundTooLarge, countTooSmall, emptyRange } from "../errors/constants.js";
import type { AnySymbol } from "../symbols.js";
import type { Context } from "./context.js";

/*
 * Bounds (`lo..hi`, `max n`, `symmetric n`) are arithmetic over constants: they are evaluated here, before there is an
 * engine, because types need them.
 */

/**
 * What a constant's value makes impossible; caught by `attempt` and never seen outside lowering. Without a diagnostic: a
 * name that means nothing, which others have reported.
 */
export class ConstantError extends Error {
  constructor(readonly diagnostic: Diagnostic | undefined) {
    super(diagnostic?.message);
  }
}

/** The value of a bound, a safe integer. A bound that `checkBounds` has accepted never throws. */
export function evaluateBound(expr: ast.Expr, context: Context): number {
  const value = evaluate(expr, context);
  if (!Number.isSafeInteger(value)) throw new ConstantError(boundTooLarge(expr.span));
  return value;
}

function evaluate(expr: ast.Expr, context: Context): number {
  switch (expr.kind) {
    case "int":
      return expr.value;
    case "paren":
      return evaluateBound(expr.inner, context);
    case "unary":
      if (expr.operator === "-") return -evaluateBound(expr.operand, context);
      break;
    case "binary":
      return evaluateBinary(expr, context);
    case "name":
      return evaluateName(expr, context);
    case "call":
      return evaluateCall(expr, context);
    default:
  }
  throw new ConstantError(boundNotConstant(expr.span));
}

function evaluateBinary(expr: ast.ExprNode<"binary">, context: Context): number {
  const left = evaluateBound(expr.left, context);
  const right = evaluateBound(expr.right, context);
  switch (expr.operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "div":
    case "mod":
      if (right <= 0) throw new ConstantError(boundDivision(expr.right.span, expr.operator, right));
      return expr.operator === "div" ? Math.floor(left / right) : left - right * Math.floor(left / right);
    default:
      throw new ConstantError(boundNotConstant(expr.span));
  }
}

function evaluateName(expr: ast.ExprNode<"name">, context: Context): number {
  const symbol = meaning(expr, context);
  if (symbol.kind === "const") {
    const { declaration } = symbol;
    context.inTypes.add(declaration);
    return context.evaluating(declaration, expr.span, () => evaluateBound(context.value(declaration), context));
  }
  if (symbol.kind === "definition" && symbol.declaration.parameters.length === 0)
    return evaluateBound(symbol.declaration.body, context);
  throw new ConstantError(boundNotConstant(expr.span));
}

/** Bounds of a spec that this one refines are met in its types; a constant of it is ours of the same name. */
function meaning(name: ast.Node, context: Context): AnySymbol {
  const { symbolOf, abstracts, globals } = context.typed.resolved;
  const own = symbolOf.get(name);
  if (own !== undefined) return own;
  for (const abstract of abstracts.values()) {
    const there = abstract.symbolOf.get(name);
    if (there !== undefined) return there.kind === "const" ? (globals.get(there.name) ?? there) : there;
  }
  throw new ConstantError(undefined);
}

function evaluateCall(expr: ast.ExprNode<"call">, context: Context): number {
  const [left, right] = expr.arguments;
  const symbol = meaning(expr.callee, context);
  if (symbol.kind !== "builtin" || left === undefined || right === undefined || expr.arguments.length !== 2)
    throw new ConstantError(boundNotConstant(expr.span));
  const [a, b] = [evaluateBound(left, context), evaluateBound(right, context)];
  if (symbol.name === "min") return Math.min(a, b);
  if (symbol.name === "max") return Math.max(a, b);
  throw new ConstantError(boundNotConstant(expr.span));
}

/** Runs `work`; a `ConstantError` in it becomes a diagnostic, once a place. */
export function attempt(context: Context, work: () => Diagnostic | undefined): void {
  const report = (diagnostic: Diagnostic | undefined): void => {
    if (diagnostic === undefined) return;
    if (!context.diagnostics.some((known) => sameSpan(known.span, diagnostic.span)))
      context.diagnostics.push(diagnostic);
  };
  try {
    report(work());
  } catch (error) {
    if (!(error instanceof ConstantError)) throw error;
    report(error.diagnostic);
  }
}

/**
 * Checks the bounds of all written types: a range must not be empty, a length, capacity or number of symmetric values
 * must be at least one. Holds on return without new diagnostics: `evaluateBound` of any of them does not throw.
 */
export function checkBounds(context: Context): void {
  for (const written of context.typed.writtenType.keys()) attempt(context, () => checkType(written, context));
  for (const declaration of context.typed.resolved.spec.declarations)
    if (declaration.kind === "channel" && declaration.max !== undefined) {
      const { max } = declaration;
      attempt(context, () => atLeastOne(max, "the `max` of a channel", context));
    }
}

/** The range as it is written; undefined when both bounds are numbers. */
function rangeText({ low, high }: Extract<ast.TypeExpr, { kind: "rangeType" }>): string | undefined {
  return low.kind === "int" && high.kind === "int" ? undefined : `${boundText(low)}..${boundText(high)}`;
}

function checkType(written: ast.TypeExpr, context: Context): Diagnostic | undefined {
  switch (written.kind) {
    case "rangeType": {
      const low = evaluateBound(written.low, context);
      const high = evaluateBound(written.high, context);
      return low > high ? emptyRange(written.span, low, high, rangeText(written)) : undefined;
    }
    case "seqType":
      return written.max === undefined ? undefined : atLeastOne(written.max, "the `max` of a sequence", context);
    case "symmetricType":
      return atLeastOne(written.size, "the number of values of a `symmetric` type", context);
    default:
      return undefined;
  }
}

function atLeastOne(expr: ast.Expr, what: string, context: Context): Diagnostic | undefined {
  const value = evaluateBound(expr, context);
  return value < 1 ? countTooSmall(expr.span, what, value) : undefined;
}

function sameSpan(left: Span | undefined, right: Span | undefined): boolean {
  return left?.start === right?.start && left?.end === right?.end;
}
