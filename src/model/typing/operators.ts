import type * as ast from "../../syntax/ast.js";
import { brief } from "../errors/brief.js";
import { differentElements, incomparable, mismatch, orderOfSymmetric, typeAsValue } from "../errors/types.js";
import type { Type } from "../types.js";
import { atKey } from "./conversions.js";
import { check, checkComparedToNone, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { isConstantBound } from "./intervals.js";
import { BOOL, BROKEN, INT, isNumeric, seqOf, setOf } from "./unify.js";

export function inferUnary(t: Inference, e: ast.ExprNode<"unary">): Type {
  if (e.operator === "-") {
    check(t, e.operand, INT, "`-` negates an int");
    return INT;
  }
  const takes =
    e.operator === "not" ? "`not` negates what is true or false" : `\`${e.operator}\` is said of what is true or false`;
  check(t, e.operand, BOOL, takes);
  return BOOL;
}

export function inferBinary(t: Inference, e: ast.ExprNode<"binary">, hint: Type | undefined): Type {
  switch (e.operator) {
    case "and":
    case "or":
    case "=>":
    case "<=>":
      return checkBoth(t, e, BOOL, BOOL, `\`${e.operator}\` joins what is true or false`);
    case "~>":
    case "until":
      return checkBoth(t, e, BOOL, BOOL, `\`${e.operator}\` relates what is true or false`);
    case "+":
      return inferSum(t, e, "`+` adds ints");
    case "-":
      return inferSum(t, e, "`-` subtracts ints");
    case "*":
      return checkBoth(t, e, INT, INT, "`*` multiplies ints");
    case "div":
    case "mod":
      return checkBoth(t, e, INT, INT, `\`${e.operator}\` divides ints`);
    case "..":
      checkBoth(t, e, INT, INT, "`..` goes from an int to an int");
      return setOf(
        isConstantBound(t, e.left) && isConstantBound(t, e.right) ? { kind: "range", low: e.left, high: e.right } : INT,
      );
    case "==":
    case "!=":
      return inferEquality(t, e);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return inferOrder(t, e);
    case "in":
    case "not in":
      return inferMembership(t, e);
    case "subset of":
      inferSets(t, e, undefined);
      return BOOL;
    case "union":
      return inferSets(t, e, hint);
    case "intersect":
    case "\\": {
      inferSets(t, e, hint);
      return t.typeOf.get(e.left) ?? t.fresh();
    }
    case "++":
      return inferConcat(t, e);
  }
}

function checkBoth(t: Inference, e: ast.ExprNode<"binary">, sides: Type, result: Type, but: string): Type {
  check(t, e.left, sides, but);
  check(t, e.right, sides, but);
  return result;
}

/** `+` and `-` are for ints; other languages use them for collections too. */
function inferSum(t: Inference, e: ast.ExprNode<"binary">, but: string): Type {
  const sides = [e.left, e.right];
  for (const side of sides) {
    const before = t.diagnostics.length;
    const type = infer(t, side, INT);
    if (t.types.unify(type, INT) || t.diagnostics.length > before) continue;
    const hint = isTypeName(t, side) ? undefined : collectionSum(t, e.operator, type);
    if (hint === undefined) {
      t.reportMismatch(side, type, INT, but);
    } else {
      t.report(mismatch(side, t.words.value(type), but, hint));
      // What is said of the one side holds for the other.
      for (const other of sides.slice(sides.indexOf(side) + 1)) infer(t, other);
      return INT;
    }
  }
  return INT;
}

function collectionSum(t: Inference, operator: ast.BinaryOperator, type: Type): string | undefined {
  const { kind } = t.types.present(type);
  if (kind === "seq") return "sequences are joined with `++`";
  if (kind !== "set") return undefined;
  return operator === "+" ? "sets are joined with `union`" : "what is in one set and not in another is `a \\ b`";
}

/** The types of both sides. A side that needs a hint, a literal beside something else, is looked at second. */
function inferSides(t: Inference, left: ast.Expr, right: ast.Expr): readonly [Type, Type] {
  if (isLiteral(left) && !isLiteral(right)) {
    const second = infer(t, right);
    return [infer(t, left, second), second];
  }
  const first = infer(t, left);
  return [first, infer(t, right, first)];
}

function isLiteral(e: ast.Expr): boolean {
  switch (e.kind) {
    case "paren":
      return isLiteral(e.inner);
    case "none":
    case "set":
    case "seq":
    case "function":
    case "record":
    case "tuple":
      return true;
    default:
      return false;
  }
}

function inferEquality(t: Inference, e: ast.ExprNode<"binary">): Type {
  const before = t.diagnostics.length;
  const [left, right] = inferSides(t, e.left, e.right);
  checkComparedToNone(t, e.left, left, e.right);
  checkComparedToNone(t, e.right, right, e.left);
  if (t.types.unify(left, right) || t.diagnostics.length > before) return BOOL;
  const type = comparedType(t, e.left, right) ?? comparedType(t, e.right, left);
  if (type === undefined)
    t.report(incomparable(e.span, e.operator, t.words.value(left), t.words.value(right), membership(t, e)));
  else t.report(typeAsValue(type, `\`${e.operator}\` compares it with a single value`, "membership is said with `in`"));
  return BOOL;
}

function isTypeName(t: Inference, e: ast.Expr): boolean {
  return e.kind === "name" && t.symbol(e)?.kind === "type";
}

/** A type's name compared with what could be one of its values. */
function comparedType(t: Inference, e: ast.Expr, other: Type): ast.Expr | undefined {
  return isTypeName(t, e) && t.types.present(other).kind !== "set" ? e : undefined;
}

function membership(t: Inference, e: ast.ExprNode<"binary">): string | undefined {
  const right = t.types.present(t.typeOf.get(e.right) ?? BOOL);
  const left = t.types.present(t.typeOf.get(e.left) ?? BOOL);
  if (left.kind === "seq" && right.kind === "set") return sequenceHint(e.left, e.right);
  if (left.kind === "set" && right.kind === "seq") return sequenceHint(e.right, e.left);
  const one = (set: Type, element: Type) => set.kind === "set" && t.types.unify(set.of, element);
  if (one(right, left) || one(left, right)) return "whether a value is in a set is said with `in`";
  return atKey(t, e.left, left, right) ?? atKey(t, e.right, right, left);
}

function sequenceHint(seq: ast.Expr, set: ast.Expr): string {
  if (set.kind === "set" && set.elements.length === 0) return "a sequence without elements is `[]`";
  return `the set of its elements is \`range(${brief(seq) ?? "…"})\``;
}

function inferOrder(t: Inference, e: ast.ExprNode<"binary">): Type {
  const before = t.diagnostics.length;
  const left = infer(t, e.left);
  const right = infer(t, e.right, left);
  if (t.diagnostics.length > before) return BOOL;
  const but = `\`${e.operator}\` compares ints, and tuples of ints`;
  if (!t.types.unify(left, right)) {
    const wrong = isOrdered(t, left) ? e.right : e.left;
    t.reportMismatch(
      wrong,
      t.typeOf.get(wrong) ?? BOOL,
      INT,
      isOrdered(t, left) && isOrdered(t, right) ? `${but} of one length` : but,
    );
    return BOOL;
  }
  requireOrdered(t, e.left, left, but);
  return BOOL;
}

/** Ints and tuples of ints have an order; `but` words what needs it. */
export function requireOrdered(t: Inference, e: ast.Expr, type: Type, but: string): void {
  t.whenKnown(
    type,
    (known) => {
      if (known.kind === "symmetric") t.report(orderOfSymmetric(e.span, "an order", known.declaration.name.text));
      else if (!isOrdered(t, known)) t.report(mismatch(e, t.words.value(type), but));
    },
    () => t.types.unify(type, INT),
  );
}

/** Unknown parts are ints from now on. */
function isOrdered(t: Inference, type: Type): boolean {
  const pruned = t.types.present(type);
  if (pruned.kind === "tuple") return pruned.items.every((item) => t.types.unify(item, INT));
  return isNumeric(pruned);
}

function inferMembership(t: Inference, e: ast.ExprNode<"binary">): Type {
  const of = inferElements(t, e.right, `right of \`${e.operator}\` stands a set`);
  const left = infer(t, e.left, of);
  if (!t.types.unify(left, of)) {
    t.report(
      mismatch(e.left, t.words.value(left), `the elements of the set are ${t.words.text(of)}`, setInSet(t, left, of)),
    );
  }
  return BOOL;
}

function setInSet(t: Inference, left: Type, of: Type): string | undefined {
  const set = t.types.present(left);
  return set.kind === "set" && t.types.unify(set.of, of)
    ? "whether a set lies in another is said with `subset of`"
    : undefined;
}

/** The type of the elements of an expression that must be a set. */
export function inferElements(t: Inference, e: ast.Expr, but: string, hint?: Type): Type {
  const before = t.diagnostics.length;
  const type = t.types.present(infer(t, e, hint));
  if (type.kind === "set") return type.of;
  if (type === BROKEN) return BROKEN;
  if (type.kind === "unknown") {
    const of = t.fresh();
    t.types.unify(type, setOf(of));
    return of;
  }
  if (t.diagnostics.length === before) t.reportMismatch(e, type, hint ?? setOf(t.fresh()), but);
  return BROKEN;
}

function inferSets(t: Inference, e: ast.ExprNode<"binary">, hint: Type | undefined): Type {
  const expected = hint !== undefined && t.types.present(hint).kind === "set" ? hint : undefined;
  const but = `\`${e.operator}\` is for two sets`;
  const literalFirst = isLiteral(e.left) && !isLiteral(e.right);
  const [one, other] = literalFirst ? [e.right, e.left] : [e.left, e.right];
  const first = inferElements(t, one, but, expected);
  const second = inferElements(t, other, but, expected ?? setOf(first));
  const joined = t.types.join(first, second);
  if (joined === undefined) {
    const [left, right] = literalFirst ? [second, first] : [first, second];
    t.report(differentElements(e.span, e.operator, t.words.text(left), t.words.text(right)));
    return setOf(first);
  }
  return setOf(joined);
}

function inferConcat(t: Inference, e: ast.ExprNode<"binary">): Type {
  const left = check(t, e.left, seqOf(t.fresh()), "`++` joins two sequences");
  const right = check(t, e.right, seqOf(t.fresh()), "`++` joins two sequences");
  const [one, other] = [t.types.present(left), t.types.present(right)];
  if (one.kind !== "seq" || other.kind !== "seq") return BROKEN;
  const joined = t.types.join(one.of, other.of);
  if (joined === undefined) t.report(differentElements(e.span, "++", t.words.text(one.of), t.words.text(other.of)));
  return seqOf(joined ?? one.of);
}
