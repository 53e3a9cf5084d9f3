import type { ExprNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { headOf, payloadOf, rowOf } from "../encoding.js";
import type { Local } from "../wasm/code.js";
import { convert, eachIndex } from "./convert.js";
import { evaluate, evaluateAs } from "./expressions.js";
import { built, element, fill, fresh, type Place, part, placed, read } from "./places.js";
import type { Routine } from "./routine.js";
import { extreme, powerset, sum } from "./set-builtins.js";
import { size } from "./sets.js";
import { include, nothing, sortedTotal, total } from "./sums.js";
import { range, type TypeOf } from "./types.js";
import { kindOf } from "./typing.js";
import { allValues } from "./walks.js";

/** The built-in functions. */
export function builtin(expr: ExprNode<"builtin">, r: Routine): Type {
  const first = present(expr.arguments[0]);
  switch (expr.name) {
    case "size":
      return size(evaluate(first, r), r);
    case "len": {
      const place = placed(evaluate(first, r), r);
      read(part(place, headOf(place.type)), r);
      return range(0, kindOf(place.type, "seq").max ?? 0);
    }
    case "min":
    case "max":
      return extreme(expr, r);
    case "least":
    case "greatest":
      return lesserOrGreater(expr, r);
    case "sum":
      return sum(expr, r);
    case "head":
    case "last":
      return end(expr, r);
    case "tail":
      return tail(expr, r);
    case "append": {
      const second = present(expr.arguments[1]);
      const type = kindOf(r.typing.of(expr), "seq");
      const left = placed(evaluate(first, r), r);
      evaluateAs(second, type.of, r);
      const value = r.keep(type.of);
      const target = fresh(type, r);
      const length = copyElements(left, target, undefined, r);
      r.code.get(value);
      fill(element(target, rowOf(type), length, r), r);
      r.code.get(length).i32(1).op("i32.add", "i64.extend_i32_u");
      fill(part(target, headOf(type)), r);
      built(target, r);
      return type;
    }
    case "range":
      return rangeOf(first, expr, r);
    case "domain":
      return domainOf(first, expr, r);
    case "powerset":
      return powerset(expr, r);
  }
}

/** `s ++ t` */
export function concatenated(expr: ExprNode<"concat">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "seq");
  const left = placed(evaluate(expr.left, r), r);
  const right = placed(evaluate(expr.right, r), r);
  const target = fresh(type, r);
  const before = copyElements(left, target, undefined, r);
  const length = copyElements(right, target, before, r);
  code.get(before).get(length).op("i32.add", "i64.extend_i32_u");
  fill(part(target, headOf(type)), r);
  built(target, r);
  return type;
}

/** Fills the row of a target with the elements of a sequence, from an index on; returns how many they are. */
function copyElements(from: Place, target: Place, behind: Local | undefined, r: Routine): Local {
  const { code } = r;
  const source = kindOf(from.type, "seq");
  const to = kindOf(target.type, "seq");
  const length = lengthOf(from, r);
  if ((source.max ?? 0) === 0) return length;
  eachIndex(length, r, (at) => {
    const into = r.local("i32");
    code.get(at);
    if (behind !== undefined) code.get(behind).op("i32.add");
    code.set(into);
    transfer(element(from, rowOf(source), at, r), element(target, rowOf(to), into, r), r);
  });
  return length;
}

function transfer(from: Place, to: Place, r: Routine): void {
  read(from, r);
  convert(from.type, to.type, r);
  fill(to, r);
}

/** The length of the sequence in a place (i32). */
export function lengthOf(sequence: Place, r: Routine): Local {
  const length = r.local("i32");
  read(part(sequence, headOf(sequence.type)), r);
  r.code.op("i32.wrap_i64").set(length);
  return length;
}

function end(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const place = placed(evaluate(present(expr.arguments[0]), r), r);
  const type = kindOf(place.type, "seq");
  const length = lengthOf(place, r);
  code.get(length).op("i32.eqz");
  r.failIf(expr.span);
  const at = r.local("i32");
  if (expr.name === "last") code.get(length).i32(1).op("i32.sub").set(at);
  read(element(place, rowOf(type), expr.name === "last" ? at : 0, r), r);
  return type.of;
}

function tail(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const place = placed(evaluate(present(expr.arguments[0]), r), r);
  const length = lengthOf(place, r);
  code.get(length).op("i32.eqz");
  r.failIf(expr.span);
  const at = r.local("i32");
  code.i32(0).set(at);
  const target = without(place, at, r);
  built(target, r);
  return place.type;
}

/** A copy of a sequence that is not empty without the element at an index (i32). */
export function without(place: Place, gone: Local, r: Routine): Place {
  const { code } = r;
  const type = kindOf(place.type, "seq");
  const target = fresh(type, r);
  const left = r.local("i32");
  const length = lengthOf(place, r);
  code.get(length).i32(1).op("i32.sub").set(left);
  code.get(left).op("i64.extend_i32_u");
  fill(part(target, headOf(type)), r);
  eachIndex(left, r, (at) => {
    const from = r.local("i32");
    code.get(at).get(at).get(gone).op("i32.ge_u", "i32.add").set(from);
    transfer(element(place, rowOf(type), from, r), element(target, rowOf(type), at, r), r);
  });
  return target;
}

function lesserOrGreater(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const [left, right] = expr.arguments.map((argument) => r.keep(evaluate(argument, r)));
  const one = present(left);
  const other = present(right);
  code.get(one).get(other).get(one).get(other);
  code.op(expr.name === "least" ? "i64.lt_s" : "i64.gt_s", "select");
  return r.typing.of(expr);
}

function rangeOf(argument: ExprNode<"builtin">["arguments"][number], expr: ExprNode<"builtin">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "set");
  const place = placed(evaluate(argument, r), r);
  const sum = nothing(type, r);
  const source = rowed(place.type);
  const row = rowOf(source);
  eachIndex(source.kind === "seq" ? lengthOf(place, r) : row.count, r, (at) => {
    const each = element(place, row, at, r);
    whereSome(each, r, (value) => {
      read(value, r);
      include(sum, value.type, r);
    });
  });
  total(sum, r);
  return type;
}

function domainOf(argument: ExprNode<"builtin">["arguments"][number], expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "set");
  const place = placed(evaluate(argument, r), r);
  const source = rowed(place.type);
  const sum = nothing(type, r);
  if (source.kind === "seq") {
    eachIndex(lengthOf(place, r), r, (at) => {
      code.get(at).op("i64.extend_i32_u").i64(1).op("i64.add");
      include(sum, type.of, r);
    });
    sortedTotal(sum, r);
    return type;
  }
  const at = r.local("i32");
  code.i32(0).set(at);
  allValues(source.key, r).each((key) => {
    whereSome(element(place, rowOf(source), at, r), r, () => {
      code.get(key);
      include(sum, source.key, r);
    });
    code.get(at).i32(1).op("i32.add").set(at);
  });
  sortedTotal(sum, r);
  return type;
}

function whereSome(place: Place, r: Routine, body: (value: Place) => void): void {
  const { type } = place;
  if (type.kind !== "option") {
    body(place);
    return;
  }
  read(part(place, headOf(type)), r);
  r.code.op("i32.wrap_i64").if("none", () => body(part(place, payloadOf(type))));
}

function rowed(type: Type): TypeOf<"seq"> | TypeOf<"function"> {
  return type.kind === "seq" ? type : kindOf(type, "function");
}
