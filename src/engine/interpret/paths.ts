import type { Expr, ExprNode } from "../../model/ir.js";
import type { Span } from "../../source.js";
import {
  asFunction,
  asInteger,
  asProduct,
  asSequence,
  type FunctionValue,
  present,
  type SequenceValue,
  type Value,
} from "../values/value.js";
import { evaluate } from "./expressions.js";
import { noSuchKey, noSuchPosition, noSuchProcess } from "./faults.js";
import type { Frame } from "./frame.js";

/*
 * Looking into functions, sequences and records, and copies of them that differ in one place. A key that is not there
 * and a position outside are faults.
 */

/** What is looked into, as errors name it. */
export interface Place {
  readonly text: string;
  readonly span: Span;
  readonly operands: readonly Expr[];
}

export function applied(expr: ExprNode<"apply">, frame: Frame): Value {
  const table = asFunction(evaluate(expr.target, frame));
  const key = evaluate(expr.key, frame);
  const value = table.get(key);
  if (value !== undefined) return value;
  const process = processOf(expr.target, frame);
  if (process !== undefined) throw noSuchProcess(process, key, expr, [expr.key], frame);
  throw noSuchKey(frame.text(expr.target.span), key, expr.span, [expr.key], frame);
}

/** The name of the process of which an expression is a local, one value for each of its members. */
function processOf(target: Expr, { program }: Frame): string | undefined {
  const role = target.kind === "variable" ? program.model.variables[target.slot]?.role : undefined;
  const process = role?.kind === "local" ? program.model.processes[role.process] : undefined;
  return process?.parameter === undefined ? undefined : process.name;
}

export function elementAt(expr: ExprNode<"element">, frame: Frame): Value {
  const sequence = asSequence(evaluate(expr.target, frame));
  const place = { text: frame.text(expr.target.span), span: expr.span, operands: [expr.target, expr.index] };
  return present(sequence.get(position(sequence, evaluate(expr.index, frame), place, frame)));
}

export function fieldOf(expr: ExprNode<"field">, frame: Frame): Value {
  return present(asProduct(evaluate(expr.target, frame)).items[expr.field]);
}

export function withField(expr: ExprNode<"withField">, frame: Frame): Value {
  const record = asProduct(evaluate(expr.target, frame));
  return record.with(expr.field, evaluate(expr.value, frame));
}

export function withKey(expr: ExprNode<"withKey">, frame: Frame): Value {
  const table = asFunction(evaluate(expr.target, frame));
  const key = evaluate(expr.key, frame);
  const value = evaluate(expr.value, frame);
  const place = { text: frame.text(expr.target.span), span: expr.key.span, operands: [expr.key] };
  return setKey(table, key, () => value, place, frame);
}

export function withElement(expr: ExprNode<"withElement">, frame: Frame): Value {
  const sequence = asSequence(evaluate(expr.target, frame));
  const index = evaluate(expr.index, frame);
  const value = evaluate(expr.value, frame);
  const place = { text: frame.text(expr.target.span), span: expr.index.span, operands: [expr.target, expr.index] };
  return setElement(sequence, index, () => value, place, frame);
}

/** The function with the value at a key changed. */
export function setKey(
  table: FunctionValue,
  key: Value,
  change: (old: Value) => Value,
  place: Place,
  frame: Frame,
): FunctionValue {
  const old = table.get(key);
  if (old === undefined) throw noSuchKey(place.text, key, place.span, place.operands, frame);
  return table.set(key, change(old));
}

/** The sequence with the element at a position (from 1) changed. */
export function setElement(
  sequence: SequenceValue,
  index: Value,
  change: (old: Value) => Value,
  place: Place,
  frame: Frame,
): SequenceValue {
  const at = position(sequence, index, place, frame);
  return sequence.set(at, change(present(sequence.get(at))));
}

/** From positions, which count from 1, to places in a list. */
function position(sequence: SequenceValue, index: Value, place: Place, frame: Frame): number {
  const at = asInteger(index);
  if (at >= 1 && at <= sequence.size) return at - 1;
  throw noSuchPosition(place.text, index, sequence.size, place.span, place.operands, frame);
}
