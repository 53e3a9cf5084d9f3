import type { Binder, Expr, Type } from "../../../model/ir.js";
import { eachChild } from "../../../model/visit.js";
import { isWalkable, LARGEST_SET, sizeOf } from "../../values/domain.js";
import { present } from "../../values/value.js";
import { fromOrdinal, isDense } from "./ordinals.js";
import type { Routine } from "./routine.js";
import { boundsOf, stored } from "./types.js";
import type { Walk } from "./walks.js";

/*
 * A quantifier over few known values is written out, once for each choice of them: the compiler knows the values then, and much
 * of what is asked about them.
 */

/** Expressions that may come of one quantifier. */
const MOST = 400;

/** How many choices there are; undefined: not known. */
function choices(binders: readonly Binder[], r: Routine): number | undefined {
  let product = 1;
  for (const { set, patterns } of binders) {
    const values = known(set, r);
    if (values === undefined) return undefined;
    product *= values.count ** patterns.length;
  }
  return product;
}

/** Is a quantifier to be written out? */
export function isFew(quantifier: Extract<Expr, { kind: "quantifier" }>, r: Routine): boolean {
  let left = MOST;
  const write = (expr: Expr, times: number): void => {
    left -= times;
    if (left < 0) return;
    const each = expr.kind === "quantifier" ? times * Math.max(1, choices(expr.binders, r) ?? 1) : times;
    if (expr.kind === "call") write(present(r.unit.model.definitions[expr.definition]).body, each);
    eachChild(expr, (child) => write(child, each));
  };
  if (choices(quantifier.binders, r) === undefined) return false;
  write(quantifier, 1);
  return left >= 0;
}

interface Values {
  readonly type: Type;
  readonly count: number;
  /** Leaves one of them. */
  value(at: number): void;
}

/** The elements of a set of which all is known. */
function known(set: Expr, r: Routine): Values | undefined {
  if (set.kind === "domain" && isWalkable(set.of)) {
    const type = stored(set.of);
    if (type.kind === "range") return integers(type.low, type.high, r);
    if (sizeOf(type) > LARGEST_SET || !isDense(type)) return undefined;
    const value = (ordinal: number): void => {
      const at = r.local("i32");
      r.code.i32(ordinal).set(at);
      fromOrdinal(type, at, r);
    };
    return { type, count: sizeOf(type), value };
  }
  if (set.kind !== "interval" || !isConstant(set.low) || !isConstant(set.high)) return undefined;
  const [from, to] = [boundsOf(r.typing.of(set.low)), boundsOf(r.typing.of(set.high))];
  return from.low === from.high && to.low === to.high ? integers(from.low, to.low, r) : undefined;
}

function integers(low: number, high: number, r: Routine): Values {
  const count = Math.max(0, high - low + 1);
  return { type: { kind: "range", low, high }, count, value: (at) => void r.code.i64(low + at) };
}

function isConstant({ kind }: Expr): boolean {
  return kind === "literal" || kind === "constant";
}

/** The elements of a set, all of which are known: the body is written for each. */
export function writtenOut(set: Expr, r: Routine): Walk {
  const values = present(known(set, r));
  const { type } = values;
  return {
    type,
    boxed: false,
    each(body) {
      for (let at = 0; at < values.count; at++) {
        values.value(at);
        body(r.keep(type));
      }
    },
  };
}
