import type { Expr, ExprNode, Type } from "../../../model/ir.js";
import { isWalkable, LARGEST_SET, sizeOf } from "../../values/domain.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { headOf, isInterned, payloadOf } from "../encoding.js";
import { asSlot } from "../heap/build.js";
import { handOver } from "../heap/compare.js";
import { find, within as withinNode } from "../heap/find.js";
import { merged } from "../heap/merge.js";
import { nodeOf } from "../heap/nodes.js";
import { changed } from "../heap/one.js";
import type { Local } from "../wasm/code.js";
import { convert } from "./convert.js";
import { evaluate, evaluateAs } from "./expressions.js";
import { ordinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import { part, placed, placeOf, read } from "./places.js";
import type { Routine } from "./routine.js";
import {
  eachElementOf,
  gathered,
  include,
  includeElement,
  nothing,
  requireFew,
  requireFewEnough,
  sizeOfSet,
  sortedTotal,
  total,
} from "./sums.js";
import { BOOL, elementsOf, join, range, same, stored, type TypeOf, within } from "./types.js";
import { kindOf } from "./typing.js";
import { allOf, elementsIn, integers } from "./walks.js";

/* Set expressions as values: masks, or nodes of the heap (sums.ts). */

export function setOf(expr: ExprNode<"set">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "set");
  const sum = nothing(type, r);
  for (const each of expr.elements) include(sum, evaluate(each, r), r);
  total(sum, r);
  return type;
}

export function filtered(expr: ExprNode<"filter">, r: Routine): Type {
  const { code } = r;
  const elements = elementsIn(expr.binder.set, r);
  const type: TypeOf<"set"> = { kind: "set", of: elements.type };
  const sum = nothing(type, r);
  elements.each((value) => {
    binds(present(expr.binder.patterns[0]), elements.type, value, r);
    evaluate(expr.predicate, r);
    code.if("none", () => {
      includeElement(sum, value, elements.boxed, r);
      requireFew(sum, expr.span, r);
    });
  });
  sortedTotal(sum, r);
  requireFewEnough(type, expr.span, r);
  return type;
}

/** All elements of a set expression as a value, however many. */
export function collected(set: Expr, r: Routine): TypeOf<"set"> {
  const elements = elementsIn(set, r);
  const type: TypeOf<"set"> = { kind: "set", of: elements.type };
  const sum = nothing(type, r);
  elements.each((value) => includeElement(sum, value, elements.boxed, r));
  sortedTotal(sum, r);
  return type;
}

/** All values of a type as a set. */
export function valuesOfType(expr: ExprNode<"domain">, r: Routine): Type {
  const { code } = r;
  const type: TypeOf<"set"> = { kind: "set", of: stored(expr.of) };
  if (!isInterned(type)) {
    code.i64((1n << BigInt(sizeOf(type.of))) - 1n);
    return type;
  }
  if (!isWalkable(expr.of) || sizeOf(expr.of) > LARGEST_SET) {
    r.fail(expr.span);
    return type;
  }
  allOf(type, r);
  return type;
}

export function interval(expr: ExprNode<"interval">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "set");
  const numbers = integers(expr, r);
  const { low, high } = numbers;
  const first = type.of.kind === "range" ? type.of.low : 0;
  if (!isInterned(type)) {
    code
      .get(low)
      .get(high)
      .op("i64.gt_s")
      .if(
        "i64",
        () => code.i64(0),
        () => {
          code.i64(-1).i64(63).get(high).op("i64.sub").get(low).op("i64.add", "i64.shr_u");
          code.get(low).i64(first).op("i64.sub", "i64.shl");
        },
      );
    return type;
  }
  code.get(high).get(low).op("i64.sub").i64(LARGEST_SET).op("i64.ge_s");
  r.failIf(expr.span);
  gathered(type, numbers.each, r);
  return type;
}

export function combined(expr: ExprNode<"union" | "difference" | "intersect">, r: Routine): Type {
  const { code, typing } = r;
  const left = typing.of(expr.left);
  const type = kindOf(join(left, typing.of(expr.right)), "set");
  if (isInterned(type)) {
    if (changedByOne(expr, left, type, r)) return left;
    const [one, other] = [expr.left, expr.right].map((operand) => {
      evaluateAs(operand, type, r);
      return r.keep(type);
    });
    node(present(one), r);
    node(present(other), r);
    code.call(merged(expr.kind, type.of, r.unit));
  } else {
    evaluateAs(expr.left, type, r);
    evaluateAs(expr.right, type, r);
    if (expr.kind === "union") code.op("i64.or");
    else if (expr.kind === "intersect") code.op("i64.and");
    else code.i64(-1).op("i64.xor", "i64.and");
  }
  if (expr.kind === "union") return type;
  convert(type, left, r);
  return left;
}

/** `S union {e}` and `S \ {e}`; false if it is neither, or S is of another type than comes of it. */
function changedByOne(
  expr: ExprNode<"union" | "difference" | "intersect">,
  left: Type,
  type: TypeOf<"set">,
  r: Routine,
): boolean {
  const { code } = r;
  const { kind, right } = expr;
  const only = right.kind === "set" && right.elements.length === 1 ? right.elements[0] : undefined;
  if (kind === "intersect" || only === undefined || !same(left, type)) return false;
  evaluate(expr.left, r);
  code.op("i32.wrap_i64");
  const set = r.local("i32");
  code.set(set);
  evaluateAs(only, type.of, r);
  const slot = r.local("i64");
  asSlot(type.of, r);
  code.set(slot);
  code
    .get(set)
    .get(slot)
    .call(changed(kind === "union" ? "with" : "without", type.of, r.unit));
  code.op("i64.extend_i32_u");
  return true;
}

/** Puts the address of a set's node on the stack. */
function node(set: Local, r: Routine): void {
  r.code.get(set);
  r.code.get(nodeOf(r));
}

export function subset(expr: ExprNode<"subset">, r: Routine): Type {
  const { code, typing } = r;
  const left = kindOf(typing.of(expr.left), "set");
  if (expr.right.kind === "domain" || expr.right.kind === "interval") {
    evaluate(expr.left, r);
    const set = r.keep(left);
    code.block("i32", (out) => {
      eachElementOf(left, set, r, (value) => {
        contains(expr.right, left.of, value, r);
        code.op("i32.eqz");
        code.if("none", () => code.i32(0).br(out));
      });
      code.i32(1);
    });
    return BOOL;
  }
  const type = kindOf(join(left, typing.of(expr.right)), "set");
  evaluateAs(expr.left, type, r);
  const one = r.keep(type);
  evaluateAs(expr.right, type, r);
  isSubset(type, one, r.keep(type), r);
  return BOOL;
}

/** Is one set in a local a subset of another? */
function isSubset(type: TypeOf<"set">, left: Local, right: Local, r: Routine): void {
  const { code } = r;
  if (!isInterned(type)) {
    code.get(left).get(right).i64(-1).op("i64.xor", "i64.and", "i64.eqz");
    return;
  }
  node(left, r);
  node(right, r);
  code.call(withinNode(type.of, r.unit));
}

export function member(expr: ExprNode<"member">, r: Routine): Type {
  const type = evaluate(expr.element, r);
  contains(expr.set, type, r.keep(type), r);
  if (expr.negated) r.code.op("i32.eqz");
  return BOOL;
}

/** Is the value in a local an element of a set expression? The answer is put on the stack. */
function contains(set: Expr, type: Type, value: Local, r: Routine): void {
  const { code } = r;
  if (set.kind === "interval") {
    const { low, high } = integers(set, r);
    ifSome(type, value, r, (number) => {
      code.get(low).get(number).op("i64.le_s").get(number).get(high).op("i64.le_s", "i32.and");
    });
    return;
  }
  if (set.kind === "set" && type.kind === "range" && set.elements.every((each) => r.typing.of(each).kind === "range")) {
    code.i32(0);
    for (const each of set.elements) {
      code.get(value);
      evaluate(each, r);
      code.op("i64.eq", "i32.or");
    }
    return;
  }
  if (set.kind === "domain") {
    belongs(type, value, stored(set.of), r);
    return;
  }
  if (set.kind === "builtin" && set.name === "powerset") {
    const of = evaluate(present(set.arguments[0]), r);
    const whole = r.keep(of);
    ifSome(type, value, r, (subset, inner) => {
      const both = kindOf(join(inner, of), "set");
      const [left, right] = [
        { from: inner, local: subset },
        { from: of, local: whole },
      ].map(({ from, local }) => {
        code.get(local);
        convert(from, both, r);
        return r.keep(both);
      });
      isSubset(both, present(left), present(right), r);
    });
    return;
  }
  if (set.kind === "filter" && isLazy(set, r.unit.model)) {
    inFilter(set, type, value, r);
    return;
  }
  const whole = kindOf(evaluate(set, r), "set");
  isElement(type, value, whole, r.keep(whole), r);
}

/** A lazy filter asks the set that it filters, then the predicate. */
function inFilter(set: ExprNode<"filter">, type: Type, value: Local, r: Routine): void {
  const { code } = r;
  contains(set.binder.set, type, value, r);
  code.if(
    "i32",
    () => {
      const of = elementsOf(r.typing.of(set.binder.set));
      code.get(value);
      convert(type, of, r, () => code.op("unreachable"));
      binds(present(set.binder.patterns[0]), of, r.keep(of), r);
      evaluate(set.predicate, r);
    },
    () => code.i32(0),
  );
}

/** What the body leaves of the value in a local (i32): of `none`, 0. */
function ifSome(type: Type, value: Local, r: Routine, body: (value: Local, type: Type) => void): void {
  if (type.kind !== "option") {
    body(value, type);
    return;
  }
  const place = placeOf(type, value, r);
  read(part(place, headOf(type)), r);
  r.code.op("i32.wrap_i64").if(
    "i32",
    () => {
      const payload = part(place, payloadOf(type));
      read(payload, r);
      body(r.keep(payload.type), payload.type);
    },
    () => r.code.i32(0),
  );
}

/** Is the value in a local an element of the set in a local? */
function isElement(type: Type, value: Local, set: TypeOf<"set">, whole: Local, r: Routine): void {
  const { code } = r;
  const { of } = set;
  code.block("i32", (out) => {
    code.block("none", (no) => {
      code.get(value);
      convert(type, of, r, () => code.br(no));
      if (isInterned(set)) {
        const wanted = placed(of, r);
        node(whole, r);
        handOver(wanted, r);
        code.call(find(of, r.unit)).br(out);
        return;
      }
      ordinal(of, r);
      const at = r.local("i32");
      code.set(at).get(whole).get(at).op("i64.extend_i32_u", "i64.shr_u", "i32.wrap_i64").i32(1).op("i32.and").br(out);
    });
    code.i32(0);
  });
}

function belongs(type: Type, value: Local, to: Type, r: Routine): void {
  const { code } = r;
  if (within(type, to)) {
    code.i32(1);
    return;
  }
  code.block("i32", (out) => {
    code.block("none", (no) => {
      code.get(value);
      convert(type, to, r, () => code.br(no));
      code.op("drop").i32(1).br(out);
    });
    code.i32(0);
  });
}

/** How many elements a set has that is walked. */
export function counted(set: Expr, r: Routine): Type {
  const { code } = r;
  const count = r.local("i64");
  code.i64(0).set(count);
  const { type, each } = elementsIn(set, r);
  each(() => code.get(count).i64(1).op("i64.add").set(count));
  code.get(count);
  return range(0, sizeOf(type));
}

/** How many elements the set on the stack has. */
export function size(type: Type, r: Routine): Type {
  const set = kindOf(type, "set");
  sizeOfSet(set, r.keep(set), r);
  return range(0, sizeOf(set.of));
}
