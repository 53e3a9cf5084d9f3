import type { Expr, ExprNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { headOf, isInterned, payloadOf, rowOf } from "../encoding.js";
import { asSequence, begin, push } from "../heap/build.js";
import { appended, joined, withElement, withoutElement } from "../heap/lists.js";
import { nodeOf } from "../heap/nodes.js";
import type { Local } from "../wasm/code.js";
import { convert, eachIndex } from "./convert.js";
import { evaluate, evaluateAs } from "./expressions.js";
import { isHarmlessFilter } from "./harmless.js";
import { positionIndex } from "./located.js";
import { built, element, fill, fresh, type Place, part, placed, read, write } from "./places.js";
import type { Routine } from "./routine.js";
import { extreme, powerset, sum } from "./set-builtins.js";
import { counted, size } from "./sets.js";
import { include, nothing, sortedTotal, total } from "./sums.js";
import { range, type TypeOf } from "./types.js";
import { kindOf, longest } from "./typing.js";
import { type View, viewOf } from "./views.js";
import { allValues } from "./walks.js";

/** The built-in functions. */
export function builtin(expr: ExprNode<"builtin">, r: Routine): Type {
  const first = present(expr.arguments[0]);
  switch (expr.name) {
    case "size":
      return isHarmlessFilter(first, r.unit.model) ? counted(first, r) : size(evaluate(first, r), r);
    case "len": {
      const { type, length } = viewed(first, r);
      r.code.get(length).op("i64.extend_i32_u");
      return range(0, longest(type));
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
    case "append":
      return longer(expr, r);
    case "range":
      return rangeOf(first, expr, r);
    case "domain":
      return domainOf(first, expr, r);
    case "powerset":
      return powerset(expr, r);
  }
}

/** The value of an expression, to be looked into. */
function viewed(expr: Expr, r: Routine): View {
  return viewOf(placed(evaluate(expr, r), r), r);
}

/** `[a, b, c]` */
export function sequenceOf(expr: ExprNode<"seq">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "seq");
  if (isInterned(type)) {
    const building = begin(type.of, r);
    for (const each of expr.elements) {
      evaluateAs(each, type.of, r);
      push(building, r);
    }
    asSequence(building, r);
    return type;
  }
  const target = fresh(type, r);
  r.code.i64(expr.elements.length);
  fill(part(target, headOf(type)), r);
  expr.elements.forEach((each, at) => {
    evaluateAs(each, type.of, r);
    fill(element(target, rowOf(type), at, r), r);
  });
  built(target, r);
  return type;
}

/** `append(s, x)` */
function longer(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const [first, second] = [present(expr.arguments[0]), present(expr.arguments[1])];
  const type = kindOf(r.typing.of(expr), "seq");
  if (isInterned(type)) {
    evaluateAs(first, type, r);
    const node = nodeOf(r);
    evaluateAs(second, type.of, r);
    appended(node, type.of, r);
    return type;
  }
  const left = viewed(first, r);
  evaluateAs(second, type.of, r);
  const value = r.keep(type.of);
  const target = fresh(type, r);
  copyElements(left, target, undefined, r);
  code.get(value);
  fill(element(target, rowOf(type), left.length, r), r);
  code.get(left.length).i32(1).op("i32.add", "i64.extend_i32_u");
  fill(part(target, headOf(type)), r);
  built(target, r);
  return type;
}

/** `s ++ t` */
export function concatenated(expr: ExprNode<"concat">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "seq");
  if (isInterned(type)) {
    evaluateAs(expr.left, type, r);
    const before = nodeOf(r);
    evaluateAs(expr.right, type, r);
    joined(before, nodeOf(r), r);
    return type;
  }
  const left = viewed(expr.left, r);
  const right = viewed(expr.right, r);
  const target = fresh(type, r);
  copyElements(left, target, undefined, r);
  copyElements(right, target, left.length, r);
  code.get(left.length).get(right.length).op("i32.add", "i64.extend_i32_u");
  fill(part(target, headOf(type)), r);
  built(target, r);
  return type;
}

/** `s with [i]: e` */
export function replaced(expr: ExprNode<"withElement">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "seq");
  evaluateAs(expr.target, type, r);
  const source = placed(type, r);
  const position = r.keep(evaluate(expr.index, r));
  evaluateAs(expr.value, type.of, r);
  const value = r.keep(type.of);
  const sequence = viewOf(source, r);
  r.code.get(position);
  const at = positionIndex(sequence, expr.index.span, r);
  if (sequence.node !== undefined) {
    r.code.get(value);
    withElement(sequence.node, type.of, at, r);
    return type;
  }
  const target = fresh(type, r);
  read(source, r);
  fill(target, r);
  r.code.get(value);
  write(element(target, rowOf(type), at, r), r);
  built(target, r);
  return type;
}

/** Fills the row of a flat target with the elements of a sequence, from an index on. */
function copyElements(from: View, target: Place, behind: Local | undefined, r: Routine): void {
  const { code } = r;
  const to = kindOf(target.type, "seq");
  if (from.type.max === 0) return;
  eachIndex(from.length, r, (at) => {
    const into = r.local("i32");
    code.get(at);
    if (behind !== undefined) code.get(behind).op("i32.add");
    code.set(into);
    transfer(from.element(at), element(target, rowOf(to), into, r), r);
  });
}

function transfer(from: Place, to: Place, r: Routine): void {
  read(from, r);
  convert(from.type, to.type, r);
  fill(to, r);
}

function end(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const sequence = viewed(present(expr.arguments[0]), r);
  code.get(sequence.length).op("i32.eqz");
  r.failIf(expr.span);
  const at = r.local("i32");
  if (expr.name === "last") code.get(sequence.length).i32(1).op("i32.sub").set(at);
  read(sequence.element(expr.name === "last" ? at : 0), r);
  return sequence.type.of;
}

function tail(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const sequence = viewed(present(expr.arguments[0]), r);
  const { type, node, length } = sequence;
  code.get(length).op("i32.eqz");
  r.failIf(expr.span);
  if (node !== undefined) {
    withoutElement(node, type.of, 0, r);
    return type;
  }
  const target = fresh(type, r);
  const [left, from] = [r.local("i32"), r.local("i32")];
  code.get(length).i32(1).op("i32.sub").tee(left).op("i64.extend_i32_u");
  fill(part(target, headOf(type)), r);
  eachIndex(left, r, (at) => {
    code.get(at).i32(1).op("i32.add").set(from);
    transfer(sequence.element(from), element(target, rowOf(type), at, r), r);
  });
  built(target, r);
  return type;
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

function rangeOf(argument: Expr, expr: ExprNode<"builtin">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "set");
  const place = placed(evaluate(argument, r), r);
  const sum = nothing(type, r);
  eachValueIn(place, r, (value) => {
    read(value, r);
    include(sum, value.type, r);
  });
  total(sum, r);
  return type;
}

/** The body for each element of a sequence, or each value of a function that is not `none`. */
function eachValueIn(place: Place, r: Routine, body: (value: Place) => void): void {
  const source = rowed(place.type);
  if (source.kind === "seq") {
    const sequence = viewOf(place, r);
    eachIndex(sequence.length, r, (at) => body(sequence.element(at)));
    return;
  }
  const row = rowOf(source);
  eachIndex(row.count, r, (at) => whereSome(element(place, row, at, r), r, body));
}

function domainOf(argument: Expr, expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "set");
  const place = placed(evaluate(argument, r), r);
  const source = rowed(place.type);
  const sum = nothing(type, r);
  if (source.kind === "seq") {
    eachIndex(viewOf(place, r).length, r, (at) => {
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
