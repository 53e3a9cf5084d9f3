import type { Expr, Type } from "../../model/ir.js";
import { typeName } from "../../model/type-name.js";
import type { Span } from "../../source.js";
import { EvaluationFault, type FaultKind } from "../system.js";
import { datumText } from "../text.js";
import { toDatum } from "../values/data.js";
import { LARGEST_SET } from "../values/domain.js";
import { GREATEST_INT, LEAST_INT, straying } from "../values/membership.js";
import type { Value } from "../values/value.js";
import type { Frame } from "./frame.js";
import { partsOf } from "./parts.js";

/*
 * The errors that a spec can meet while it runs, one constructor each. `operands` are the sub-expressions whose values
 * explain the error.
 */

function fault(kind: FaultKind, message: string, span: Span, operands: readonly Expr[], frame: Frame): EvaluationFault {
  return new EvaluationFault({ kind, message, span, parts: partsOf(operands, frame) });
}

export function outsideType(operand: Expr, value: Value, type: Type, frame: Frame): EvaluationFault {
  const [text, result] = [frame.text(operand.span), valueText(value)];
  const said = text === result ? `\`${text}\`` : `\`${text}\` is ${result}, which`;
  const stray = straying(value, type);
  const why = stray === undefined ? "" : `: ${stray.value} is not ${typeText(stray.type)}`;
  return fault("range", `${said} is not ${typeText(type)}${why}`, operand.span, [operand], frame);
}

export function overflow(expr: Expr, operands: readonly Expr[], frame: Frame): EvaluationFault {
  return fault("overflow", `\`${frame.text(expr.span)}\` leaves the integers within ±2^53`, expr.span, operands, frame);
}

export function notPositive(expr: Expr, divisor: Expr, value: Value, operands: readonly Expr[], frame: Frame) {
  const text = `\`${frame.text(divisor.span)}\` is ${valueText(value)}, and a divisor must be positive`;
  return fault("division", text, expr.span, operands, frame);
}

/** `target`: what has no such key, as a person would name it. */
export function noSuchKey(target: string, key: Value, span: Span, operands: readonly Expr[], frame: Frame) {
  return fault("key", `${valueText(key)} is not a key of \`${target}\``, span, operands, frame);
}

export function noSuchPosition(
  target: string,
  position: Value,
  length: number,
  span: Span,
  operands: readonly Expr[],
  frame: Frame,
): EvaluationFault {
  const has = length === 1 ? "1 element" : `${length} elements`;
  const first = position === 0 ? "; positions count from 1" : "";
  return fault(
    "key",
    `position ${valueText(position)} is outside \`${target}\`, which has ${has}${first}`,
    span,
    operands,
    frame,
  );
}

export function noSuchProcess(process: string, key: Value, expr: Expr, operands: readonly Expr[], frame: Frame) {
  return fault("key", `${valueText(key)} is not a process of \`${process}\``, expr.span, operands, frame);
}

export function nothingIn(builtin: string, kind: "sequence" | "set", expr: Expr, operand: Expr, frame: Frame) {
  return fault("empty", `\`${builtin}\` of an empty ${kind}`, expr.span, [operand], frame);
}

export function noneUsed(operand: Expr, frame: Frame): EvaluationFault {
  const message = `\`${frame.text(operand.span)}\` is none where a value is needed`;
  return fault("none", message, operand.span, [operand], frame);
}

/** `none` where values are put in order or added: among the elements of a set, in a tuple. */
export function noneWithin(whole: Expr, frame: Frame): EvaluationFault {
  const message = `there is a \`none\` in \`${frame.text(whole.span)}\` where a value is needed`;
  return fault("none", message, whole.span, [whole], frame);
}

/** An assignment to a part of `none`. */
export function throughNone(target: string, span: Span, frame: Frame): EvaluationFault {
  return fault("none", `\`${target}\` is none where a value is needed`, span, [], frame);
}

export function notExactlyOne(found: "none" | "several", expr: Expr, set: Expr, frame: Frame): EvaluationFault {
  const which = found === "none" ? "no element" : "more than one element";
  return fault("the", `${which} satisfies \`${frame.text(expr.span)}\``, expr.span, [set], frame);
}

export function noMatch(value: Value, span: Span, operand: Expr, frame: Frame): EvaluationFault {
  return fault("match", `${valueText(value)} does not match the pattern`, span, [operand], frame);
}

export function uncovered(key: Value, expr: Expr, operands: readonly Expr[], frame: Frame): EvaluationFault {
  const message = `\`${frame.text(expr.span)}\` gives no value for ${valueText(key)}`;
  return fault("function", message, expr.span, operands, frame);
}

export function assertionFailed(condition: Expr, span: Span, frame: Frame): EvaluationFault {
  return fault("assert", `the assertion \`${frame.text(condition.span)}\` is false`, span, [condition], frame);
}

export function tooLarge(span: Span, frame: Frame): EvaluationFault {
  const message = `\`${frame.text(span)}\` stands for more than ${LARGEST_SET} values`;
  return fault("limit", message, span, [], frame);
}

function valueText(value: Value): string {
  return datumText(toDatum(value));
}

/** As it stands after "which is not": `in 1..3`, `a Proc`. */
function typeText(type: Type): string {
  switch (type.kind) {
    case "range":
      return `in ${type.low}..${type.high}`;
    case "int":
      return `in ${LEAST_INT}..${GREATEST_INT}`;
    case "option":
      return `none or ${typeText(type.of)}`;
    default:
      return `of type \`${typeName(type)}\``;
  }
}
