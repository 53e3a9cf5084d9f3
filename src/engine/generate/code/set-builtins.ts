import type { ExprNode, Type } from "../../../model/ir.js";
import { LARGEST_SET } from "../../values/domain.js";
import { present } from "../../values/value.js";
import { headOf, isInterned, partsOf, payloadOf } from "../encoding.js";
import { elementIn, lengthIn, nodeOf } from "../heap/nodes.js";
import type { Local } from "../wasm/code.js";
import { evaluate } from "./expressions.js";
import { fromOrdinal } from "./ordinals.js";
import { part, placeOf, read } from "./places.js";
import type { Routine } from "./routine.js";
import { eachElementOf, gathered, sizeOfSet } from "./sums.js";
import { ANY_INT, type TypeOf, unwrapped } from "./types.js";
import { kindOf } from "./typing.js";
import { subsets } from "./walks.js";

/* The built-in functions of sets. */

/** `min` and `max` of a set. */
export function extreme(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const { type, set } = ordered(expr, r);
  sizeOfSet(type, set, r);
  code.op("i64.eqz");
  r.failIf(expr.span);
  const at = r.local("i32");
  code.get(set);
  if (isInterned(type)) {
    const node = nodeOf(r);
    if (expr.name === "min") code.i32(0).set(at);
    else {
      lengthIn(node, type.of, r);
      code.i32(1).op("i32.sub").set(at);
    }
    read(elementIn(node, type.of, at, r), r);
    return type.of;
  }
  if (expr.name === "min") code.op("i64.ctz");
  else {
    const lowest = r.local("i64");
    code.set(lowest).i64(63).get(lowest).op("i64.clz", "i64.sub");
  }
  code.op("i32.wrap_i64").set(at);
  fromOrdinal(type.of, at, r);
  return type.of;
}

/**
 * Sums in 64 bits are right whenever the sum is below 2^63; that of doubles tells when it is not nearly so small as to be an
 * integer of the language.
 */
export function sum(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const { type, set } = ordered(expr, r);
  const [total, about] = [r.local("i64"), r.local("f64")];
  code.i64(0).set(total).f64(0).set(about);
  eachElementOf(type, set, r, (value) => {
    const number = type.of.kind === "option" ? someOf(type.of, value, r) : value;
    code.get(total).get(number).op("i64.add").set(total);
    code.get(about).get(number).op("f64.convert_i64_s", "f64.add").set(about);
  });
  code.get(total).i64(Number.MAX_SAFE_INTEGER).op("i64.gt_s");
  code.get(total).i64(Number.MIN_SAFE_INTEGER).op("i64.lt_s", "i32.or");
  code
    .get(about)
    .op("f64.abs")
    .f64(2 ** 60)
    .op("f64.gt", "i32.or");
  r.failIf(expr.span);
  code.get(total);
  return ANY_INT;
}

/** A set of what is put in order or added: a fault at the argument if some element, or a part of a tuple, is `none`. */
function ordered(expr: ExprNode<"builtin">, r: Routine): { readonly type: TypeOf<"set">; readonly set: Local } {
  const argument = present(expr.arguments[0]);
  const type = kindOf(evaluate(argument, r), "set");
  const set = r.keep(type);
  if (mayHaveNone(type.of)) {
    eachElementOf(type, set, r, (value) => {
      hasNone(type.of, value, r);
      r.failIf(argument.span);
    });
  }
  return { type, set };
}

/** May a value of the type, or a part of a tuple, be `none`? */
export function mayHaveNone(type: Type): boolean {
  return type.kind === "option" || (type.kind === "tuple" && type.items.some((item) => item.kind === "option"));
}

/** Is a value, or a part of a tuple, `none`? The answer is put on the stack. */
export function hasNone(type: Type, value: Local, r: Routine): void {
  const { code } = r;
  const place = placeOf(type, value, r);
  code.i32(0);
  const options = type.kind === "tuple" ? partsOf(type).map((each) => part(place, each)) : [place];
  for (const option of options) {
    if (option.type.kind !== "option") continue;
    read(part(option, headOf(option.type)), r);
    code.op("i64.eqz", "i32.or");
  }
}

/** The value in an option that is not `none`. */
function someOf(type: TypeOf<"option">, value: Local, r: Routine): Local {
  const payload = part(placeOf(type, value, r), payloadOf(type));
  read(payload, r);
  return r.keep(unwrapped(type));
}

/** `powerset(S)` as a value. */
export function powerset(expr: ExprNode<"builtin">, r: Routine): Type {
  const { code } = r;
  const elements = subsets(present(expr.arguments[0]), r);
  const type: TypeOf<"set"> = { kind: "set", of: elements.type };
  sizeOfSet(elements.type, elements.whole, r);
  code.i64(Math.floor(Math.log2(LARGEST_SET))).op("i64.gt_s");
  r.failIf(expr.span);
  gathered(type, elements.each, r);
  return type;
}
