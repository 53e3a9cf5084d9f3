import type { Expr, ExprNode, Type } from "../../../model/ir.js";
import type { Span } from "../../../source.js";
import { sizeOf, valuesOf } from "../../values/domain.js";
import { belongs } from "../../values/membership.js";
import { present, same as sameValue, type Value } from "../../values/value.js";
import { partsOf, rowOf } from "../encoding.js";
import { keysOf } from "../layout.js";
import type { Local } from "../wasm/code.js";
import { convert } from "./convert.js";
import { evaluate } from "./expressions.js";
import { ordinal } from "./ordinals.js";
import { element, inMemory, type Place, part, placed, placeOf, read } from "./places.js";
import type { Routine } from "./routine.js";
import { BOOL, isNothing, stored } from "./types.js";
import { kindOf } from "./typing.js";
import { type View, viewOf } from "./views.js";

/* What is looked into: the place of a variable, a key, a position, a field. Keys and positions that are not there are faults. */

/** The place of an expression's value; for what is no part of a variable or name, a place of its own. */
export function located(expr: Expr, r: Routine): Place {
  const place = locatedAt(expr, r);
  if (!isNothing(place.type)) return place;
  r.code.op("unreachable");
  return inMemory(stored(expr.type), undefined, 0);
}

function locatedAt(expr: Expr, r: Routine): Place {
  switch (expr.kind) {
    case "variable":
      return variablePlace(expr.slot, r);
    case "binding":
      if (r.known.has(expr.binding.number)) break;
      return placeOf(r.typing.ofBinding(expr.binding), r.bound(expr.binding), r);
    case "apply": {
      const target = located(expr.target, r);
      const type = kindOf(target.type, "function");
      const at = keyAt(expr.key, type.key, expr.span, r);
      const variable = expr.target.kind === "prime" ? expr.target.operand : expr.target;
      if (variable.kind === "variable") requireMember(variable.slot, at, expr.span, r);
      return element(target, rowOf(type), at, r);
    }
    case "element": {
      const target = located(expr.target, r);
      evaluate(expr.index, r);
      const sequence = viewOf(target, r);
      return sequence.element(positionIndex(sequence, expr.span, r));
    }
    case "field": {
      const target = located(expr.target, r);
      return part(target, present(partsOf(target.type)[expr.field]));
    }
    case "prime":
      return r.primed(() => located(expr.operand, r));
    default:
  }
  return placed(evaluate(expr, r), r);
}

export function variablePlace(slot: number, r: Routine): Place {
  const { type, bit } = r.unit.slot(slot);
  return inMemory(type, undefined, r.frame, bit);
}

/** Keys of functions on more values are not looked for while code is written. */
const MOST_KEYS = 256;

/** The index of a key in a function's row: a number where the key is known now. A fault at the span when it is none. */
export function keyAt(key: Expr, keys: Type, span: Span, r: Routine): Local | number {
  const value = knownValue(key, r);
  if (value !== undefined && sizeOf(keys) <= MOST_KEYS) {
    const at = valuesOf(keys).findIndex((each) => sameValue(each, value));
    if (at >= 0) return at;
  }
  return keyIndex(evaluate(key, r), keys, span, r);
}

/** The value of a name, literal or constant that is known while code is written. */
function knownValue(expr: Expr, r: Routine): Value | undefined {
  switch (expr.kind) {
    case "literal":
      return expr.value ?? undefined;
    case "constant":
      return r.unit.program.constants[expr.index] ?? undefined;
    case "binding":
      return r.known.get(expr.binding.number);
    case "check": {
      const value = knownValue(expr.operand, r);
      return value !== undefined && belongs(value, expr.type) ? value : undefined;
    }
    default:
      return undefined;
  }
}

/** Takes a key from the stack; its index in a function's row (i32). A fault at the span when it is none. */
export function keyIndex(from: Type, keys: Type, span: Span, r: Routine): Local {
  convert(from, keys, r, () => r.fail(span));
  ordinal(keys, r);
  const at = r.local("i32");
  r.code.set(at);
  return at;
}

/** Takes a position from the stack; its index in a sequence's row (i32). A fault at the span when it is none. */
export function positionIndex(sequence: View, span: Span, r: Routine): Local {
  const { code } = r;
  const position = r.local("i64");
  code.set(position);
  code.get(position).i64(1).op("i64.lt_s");
  code.get(position).get(sequence.length).op("i64.extend_i32_u", "i64.gt_s", "i32.or");
  r.failIf(span);
  const at = r.local("i32");
  code.get(position).op("i32.wrap_i64").i32(1).op("i32.sub").set(at);
  return at;
}

/** A fault at the span when a process's variable has no value at the index: the key is no process. */
export function requireMember(slot: number, at: Local | number, span: Span, r: Routine): void {
  const keys = keysOf(present(r.unit.model.variables[slot]), r.unit.program);
  const { type } = r.unit.slot(slot);
  if (keys === undefined || type.kind !== "function" || keys.length === sizeOf(type.key)) return;
  const all = valuesOf(type.key);
  if (typeof at === "number") {
    if (!keys.some((each) => sameValue(each, present(all[at])))) r.fail(span);
    return;
  }
  r.code.i32(0);
  for (const [index, key] of all.entries()) {
    if (keys.some((each) => sameValue(each, key))) r.code.get(at).i32(index).op("i32.eq", "i32.or");
  }
  r.code.op("i32.eqz");
  r.failIf(span);
}

/** `P(i) at {a, b}` */
export function isAt(expr: ExprNode<"at">, r: Routine): Type {
  const { code } = r;
  const { pc } = present(r.unit.model.processes[expr.process]);
  let place = variablePlace(pc, r);
  if (expr.instance !== undefined) {
    const type = kindOf(place.type, "function");
    const at = keyAt(expr.instance, type.key, expr.span, r);
    requireMember(pc, at, expr.span, r);
    place = element(place, rowOf(type), at, r);
  }
  read(place, r);
  const [only] = expr.labels;
  if (expr.labels.length === 1 && only !== undefined) {
    code.i64(only).op("i64.eq");
    return BOOL;
  }
  const label = r.local("i64");
  code.set(label).i32(0);
  for (const each of expr.labels) code.get(label).i64(each).op("i64.eq", "i32.or");
  return BOOL;
}
