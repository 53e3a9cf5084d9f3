import type { Expr, ExprNode, Type } from "../../../model/ir.js";
import { sizeOf } from "../../values/domain.js";
import { present } from "../../values/value.js";
import { isWide } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { convert } from "./convert.js";
import { evaluate, evaluateAs } from "./expressions.js";
import { ordinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import type { Routine } from "./routine.js";
import { BOOL, join, range, stored, within } from "./types.js";
import { kindOf } from "./typing.js";
import { elementsIn } from "./walks.js";

/* Sets are masks: bit e for the element with ordinal e. */

/** Adds the element of a type that is on the stack to the set in a local. */
export function include(sum: Local, from: Type, of: Type, r: Routine): void {
  const { code } = r;
  convert(from, of, r);
  ordinal(of, r);
  const at = r.local("i32");
  code.set(at).get(sum).i64(1).get(at).op("i64.extend_i32_u", "i64.shl", "i64.or").set(sum);
}

/** An empty set in a local. The type has an image for its sets. */
export function nothing(type: Type, r: Routine): Local {
  isWide(type);
  const sum = r.local("i64");
  r.code.i64(0).set(sum);
  return sum;
}

export function setOf(expr: ExprNode<"set">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "set");
  const sum = nothing(type, r);
  for (const each of expr.elements) include(sum, evaluate(each, r), type.of, r);
  r.code.get(sum);
  return type;
}

export function filtered(expr: ExprNode<"filter">, r: Routine): Type {
  const { code } = r;
  const elements = elementsIn(expr.binder.set, r);
  const type: Type = { kind: "set", of: elements.type };
  const sum = nothing(type, r);
  elements.each((value) => {
    binds(present(expr.binder.patterns[0]), elements.type, value, r);
    evaluate(expr.predicate, r);
    code.if("none", () => {
      code.get(value);
      include(sum, elements.type, elements.type, r);
    });
  });
  code.get(sum);
  return type;
}

/** All values of a type as a set. */
export function valuesOfType(expr: ExprNode<"domain">, r: Routine): Type {
  const type: Type = { kind: "set", of: stored(expr.of) };
  isWide(type);
  r.code.i64((1n << BigInt(sizeOf(type.of))) - 1n);
  return type;
}

export function interval(expr: ExprNode<"interval">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "set");
  if (sizeOf(type.of) > 64)
    throw new Unsupported("an interval that may have more than 64 elements as a value", expr.span);
  const low = r.local("i64");
  const high = r.local("i64");
  evaluate(expr.low, r);
  code.set(low);
  evaluate(expr.high, r);
  code.set(high);
  const first = type.of.kind === "range" ? type.of.low : 0;
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

export function combined(expr: ExprNode<"union" | "difference" | "intersect">, r: Routine): Type {
  const { code, typing } = r;
  const left = typing.of(expr.left);
  const type = join(left, typing.of(expr.right));
  evaluateAs(expr.left, type, r);
  evaluateAs(expr.right, type, r);
  if (expr.kind === "union") code.op("i64.or");
  else if (expr.kind === "intersect") code.op("i64.and");
  else code.i64(-1).op("i64.xor", "i64.and");
  if (expr.kind === "union") return type;
  convert(type, left, r);
  return left;
}

export function subset(expr: ExprNode<"subset">, r: Routine): Type {
  const { code, typing } = r;
  const type = join(typing.of(expr.left), typing.of(expr.right));
  evaluateAs(expr.left, type, r);
  evaluateAs(expr.right, type, r);
  code.i64(-1).op("i64.xor", "i64.and", "i64.eqz");
  return BOOL;
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
  if (set.kind === "interval" && type.kind === "range") {
    evaluate(set.low, r);
    code.get(value).op("i64.le_s");
    code.get(value);
    evaluate(set.high, r);
    code.op("i64.le_s", "i32.and");
    return;
  }
  if (set.kind === "set" && type.kind === "range") {
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
    const of = r.typing.of(present(set.arguments[0]));
    const both = join(type, of);
    code.get(value);
    convert(type, both, r);
    evaluateAs(present(set.arguments[0]), both, r);
    code.i64(-1).op("i64.xor", "i64.and", "i64.eqz");
    return;
  }
  const of = kindOf(evaluate(set, r), "set");
  const mask = r.keep(of);
  code.block("i32", (out) => {
    code.block("none", (no) => {
      code.get(value);
      convert(type, of.of, r, () => code.br(no));
      ordinal(of.of, r);
      const at = r.local("i32");
      code.set(at).get(mask).get(at).op("i64.extend_i32_u", "i64.shr_u", "i32.wrap_i64").i32(1).op("i32.and").br(out);
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

/** How many elements the set on the stack has. */
export function size(type: Type, r: Routine): Type {
  r.code.op("i64.popcnt");
  return range(0, sizeOf(kindOf(type, "set").of));
}
