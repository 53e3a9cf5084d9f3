import { Set as ImmutableSet, List } from "immutable";
import type { Expr, ExprNode } from "../../model/ir.js";
import { belongs } from "../values/membership.js";
import { asBoolean, asFunction, asInteger, asProduct, present, product, same, type Value } from "../values/value.js";
import { arithmetic, comparison } from "./arithmetic.js";
import { builtin, combination, concatenation, member, subset } from "./collections.js";
import { folded, mapped, quantified, tabulated, theOnly } from "./comprehensions.js";
import { noMatch, noneUsed, noSuchProcess, outsideType } from "./faults.js";
import type { Frame } from "./frame.js";
import { applied, elementAt, fieldOf, withElement, withField, withKey } from "./paths.js";
import { matches } from "./patterns.js";
import { called, held } from "./sets.js";
import { isEnabled } from "./steps.js";

/** The value of an expression. Throws an `EvaluationFault` where it has none. */
export function evaluate(expr: Expr, frame: Frame): Value {
  switch (expr.kind) {
    case "literal":
      return expr.value;
    case "constant":
      return present(frame.program.constants[expr.index]);
    case "variable":
      return frame.value(expr.slot);
    case "binding":
      return frame.bound(expr.binding);
    case "variant":
      return product(expr.type, expr.variant, evaluateAll(expr.arguments, frame));
    case "record":
      return product(expr.type, 0, evaluateAll(expr.fields, frame));
    case "tuple":
      return product(expr.type, 0, evaluateAll(expr.items, frame));
    case "set":
      return ImmutableSet(evaluateAll(expr.elements, frame));
    case "seq":
      return List(evaluateAll(expr.elements, frame));
    case "call":
      return evaluate(present(frame.program.model.definitions[expr.definition]).body, called(expr, frame));
    case "builtin":
      return builtin(expr, frame);
    case "apply":
      return applied(expr, frame);
    case "element":
      return elementAt(expr, frame);
    case "field":
      return fieldOf(expr, frame);
    case "withField":
      return withField(expr, frame);
    case "withKey":
      return withKey(expr, frame);
    case "withElement":
      return withElement(expr, frame);
    case "negate":
      return 0 - asInteger(evaluate(expr.operand, frame));
    case "arithmetic":
      return arithmetic(expr, frame);
    case "compare":
      return comparison(expr, frame);
    case "equal":
      return same(evaluate(expr.left, frame), evaluate(expr.right, frame)) !== expr.negated;
    case "not":
      return !holds(expr.operand, frame);
    case "and":
      return holds(expr.left, frame) && holds(expr.right, frame);
    case "or":
      return holds(expr.left, frame) || holds(expr.right, frame);
    case "implies":
      return implies(expr, frame);
    case "iff":
      return holds(expr.left, frame) === holds(expr.right, frame);
    case "member":
      return member(expr, frame);
    case "subset":
      return subset(expr, frame);
    case "union":
    case "difference":
    case "intersect":
      return combination(expr, frame);
    case "concat":
      return concatenation(expr, frame);
    case "interval":
    case "domain":
    case "filter":
      return held(expr, frame);
    case "if":
      return evaluate(holds(expr.condition, frame) ? expr.then : expr.else, frame);
    case "let":
      return evaluate(expr.body, letting(expr, frame));
    case "match":
      return evaluate(matching(expr, frame), frame);
    case "quantifier":
      return quantified(expr, frame);
    case "the":
      return theOnly(expr, frame);
    case "map":
      return mapped(expr, frame);
    case "function":
      return tabulated(expr, frame);
    case "fold":
      return folded(expr, frame);
    case "at":
      return isAt(expr, frame);
    case "enabled":
      return isEnabled(expr.step, frame);
    case "check":
      return checked(expr, frame);
    case "require":
      return required(expr, frame);
    case "prime":
      return evaluate(expr.operand, frame.in(present(frame.next)));
    case "always":
    case "eventually":
    case "until":
    case "leadsTo":
      throw new Error(`internal error: a temporal formula (${expr.kind}) evaluated in one state`);
  }
}

/** The value of a predicate. */
export function holds(expr: Expr, frame: Frame): boolean {
  return asBoolean(evaluate(expr, frame));
}

function evaluateAll(exprs: readonly Expr[], frame: Frame): readonly Value[] {
  return exprs.map((expr) => evaluate(expr, frame));
}

function implies(expr: ExprNode<"implies">, frame: Frame): boolean {
  const applies = holds(expr.left, frame);
  frame.witness(expr.site, applies);
  return !applies || holds(expr.right, frame);
}

/** Binds the names of a `let`. */
export function letting(expr: Pick<ExprNode<"let">, "pattern" | "value" | "span">, frame: Frame): Frame {
  const value = evaluate(expr.value, frame);
  if (!matches(expr.pattern, value, frame)) throw noMatch(value, expr.span, expr.value, frame);
  return frame;
}

/** The body of the first arm that matches, its names bound. */
export function matching(expr: ExprNode<"match">, frame: Frame): Expr {
  const subject = evaluate(expr.subject, frame);
  return present(expr.arms.find((arm) => matches(arm.pattern, subject, frame))).body;
}

function isAt(expr: ExprNode<"at">, frame: Frame): boolean {
  const process = present(frame.program.model.processes[expr.process]);
  const places = frame.value(process.pc);
  if (expr.instance === undefined) return expr.labels.includes(asProduct(places).shape.index);
  const instance = evaluate(expr.instance, frame);
  const place = asFunction(places).get(instance);
  if (place === undefined) throw noSuchProcess(process.name, instance, expr, [expr.instance], frame);
  return expr.labels.includes(asProduct(place).shape.index);
}

function checked(expr: ExprNode<"check">, frame: Frame): Value {
  const value = evaluate(expr.operand, frame);
  if (value === null && expr.type.kind !== "option") throw noneUsed(expr.operand, frame);
  if (!belongs(value, expr.type)) throw outsideType(expr.operand, value, expr.type, frame);
  return value;
}

function required(expr: ExprNode<"require">, frame: Frame): Value {
  const value = evaluate(expr.operand, frame);
  if (value === null) throw noneUsed(expr.operand, frame);
  return value;
}
