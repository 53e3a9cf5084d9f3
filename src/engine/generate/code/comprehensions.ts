import type { ExprNode, Type } from "../../../model/ir.js";
import { LARGEST_SET, sizeOf } from "../../values/domain.js";
import { present } from "../../values/value.js";
import { isWide, partsOf, rowOf } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { goIf } from "./conditions.js";
import { convert } from "./convert.js";
import { evaluate, evaluateAs } from "./expressions.js";
import { keyIndex } from "./located.js";
import { binds } from "./patterns.js";
import { built, element, fill, fresh, part, write } from "./places.js";
import { type Routine, stackType } from "./routine.js";
import { include, nothing, requireFew, requireFewEnough, total } from "./sums.js";
import { BOOL, elementsOf } from "./types.js";
import { kindOf } from "./typing.js";
import { isFew, writtenOut } from "./unrolled.js";
import { type Chosen, choose, elementsIn } from "./walks.js";

/** `forall` and `exists`: in canonical order, until decided. */
export function quantified(expr: ExprNode<"quantifier">, r: Routine): Type {
  const { code } = r;
  const decisive = expr.quantifier === "exists" ? 1 : 0;
  const counting = expr.site === undefined ? undefined : r.counting;
  const result = r.local("i32");
  const met = counting && r.local("i32");
  if (met) code.i32(0).set(met);
  code.i32(decisive).set(result);
  const choosing = isFew(expr, r) ? { elements: writtenOut } : {};
  code.block("none", (decided) => {
    const visit = (): void => {
      if (met) code.i32(1).set(met);
      goIf(decisive === 1, expr.body, decided, r);
    };
    choose(expr.binders, r, visit, choosing);
    code.i32(1 - decisive).set(result);
  });
  if (counting && met && expr.site !== undefined) {
    r.note(counting.evaluated + expr.site * 4);
    const { site } = expr;
    code.get(met).if("none", () => r.note(counting.witnessed + site * 4));
  }
  code.get(result);
  return BOOL;
}

/** `the x in S: p` */
export function theOnly(expr: ExprNode<"the">, r: Routine): Type {
  const { code } = r;
  const type = elementsOf(r.typing.of(expr.binder.set));
  const found = r.local("i32");
  const kept = fresh(type, r);
  code.i32(0).set(found);
  choose([expr.binder], r, ([only]) => {
    evaluate(expr.body, r);
    code.if("none", () => {
      code.get(found);
      r.failIf(expr.span);
      code.i32(1).set(found);
      const { local, type: from } = present(only);
      code.get(local);
      convert(from, type, r);
      fill(kept, r);
    });
  });
  code.get(found).op("i32.eqz");
  r.failIf(expr.span);
  built(kept, r);
  return type;
}

/** `{e for x in S, y in T}` */
export function mapped(expr: ExprNode<"map">, r: Routine): Type {
  const type = kindOf(r.typing.of(expr), "set");
  const sum = nothing(type, r);
  choose(expr.binders, r, () => {
    include(sum, evaluate(expr.element, r), r);
    requireFew(sum, expr.span, r);
  });
  total(sum, r);
  requireFewEnough(type, expr.span, r);
  return type;
}

/** `fold acc = e0 for x in S: e` */
export function folded(expr: ExprNode<"fold">, r: Routine): Type {
  const { code } = r;
  const type = r.typing.of(expr);
  const sum = r.local(stackType(type));
  const held = isWide(type) ? fresh(type, r) : undefined;
  const accumulate = (): void => {
    if (held !== undefined) {
      write(held, r);
      built(held, r);
    }
    code.set(sum);
  };
  evaluateAs(expr.initial, type, r);
  accumulate();
  const elements = elementsIn(expr.binder.set, r);
  elements.each((value) => {
    binds(present(expr.binder.patterns[0]), elements.type, value, r);
    r.bind(expr.accumulator, type, sum);
    convert(evaluate(expr.body, r), type, r);
    accumulate();
  });
  code.get(sum);
  return type;
}

/** `[p in S, q in T: e]`; of two names its keys are pairs. */
export function tabulated(expr: ExprNode<"function">, r: Routine): Type {
  const { code } = r;
  const type = kindOf(r.typing.of(expr), "function");
  const partial = kindOf(expr.type, "function").value.kind === "option";
  const target = fresh(type, r);
  const covers = partial || coversAll(expr, type.key);
  const covered = covers ? undefined : r.local("i32");
  if (covered) code.i32(0).set(covered);
  choose(expr.binders, r, (chosen) => {
    const at = keyOf(chosen, type.key, expr, r);
    evaluateAs(expr.body, type.value, r);
    fill(element(target, rowOf(type), at, r), r);
    if (covered) code.get(covered).i32(1).op("i32.add").set(covered);
  });
  if (covered) {
    code.get(covered).i32(sizeOf(type.key)).op("i32.ne");
    r.failIf(expr.span);
  }
  built(target, r);
  return type;
}

/** Do the binders go through all keys by what is written? */
function coversAll(expr: ExprNode<"function">, keys: Type): boolean {
  if (!expr.binders.every(({ set }) => set.kind === "domain")) return false;
  const sizes = expr.binders.flatMap(({ patterns, set }) => patterns.map(() => sizeOf(elementsOf(set.type))));
  return sizes.reduce((product, size) => product * size, 1) === sizeOf(keys);
}

/** The index of the key that was chosen: a value, or a tuple of values. */
function keyOf(chosen: readonly Chosen[], keys: Type, expr: ExprNode<"function">, r: Routine): Local {
  const { code } = r;
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) {
    code.get(only.local);
    return keyIndex(only.type, keys, expr.span, r);
  }
  if (sizeOf(keys) > LARGEST_SET) throw new Unsupported("a function on so many keys", expr.span);
  const type: Type = { kind: "tuple", items: chosen.map((each) => each.type) };
  const key = fresh(type, r);
  chosen.forEach((each, at) => {
    code.get(each.local);
    fill(part(key, present(partsOf(type)[at])), r);
  });
  built(key, r);
  return keyIndex(type, keys, expr.span, r);
}
