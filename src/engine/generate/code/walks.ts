import type { Binder, Expr, Type } from "../../../model/ir.js";
import { isVast, LARGEST_SET, sizeOf, valuesOf } from "../../values/domain.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { isWide } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { convert, eachBit, eachIndex } from "./convert.js";
import { bindArguments, evaluate } from "./expressions.js";
import { sameValues } from "./operators.js";
import { fromOrdinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import { fromImage } from "./places.js";
import type { Routine } from "./routine.js";
import { filtered } from "./sets.js";
import { boundsOf, elementsOf, join, stored } from "./types.js";
import { kindOf } from "./typing.js";

/*
 * The elements of a set one after another in canonical order. Which sets are walked without being held is as in the
 * reference engine: powersets, types whose values hold sets, sequences or functions, and filters of these; an error in
 * the predicate of any other filter comes before its first element.
 */
export interface Walk {
  /** Of the elements. */
  readonly type: Type;
  /** Writes a loop. The value is in a local; the body may leave to a label outside. */
  each(body: (value: Local) => void): void;
}

/** All values of a type that are walked through a table. */
const LARGEST_TABLE = 1 << 16;

/** Writes what is evaluated once, before the first element. */
export function elementsIn(set: Expr, r: Routine): Walk {
  switch (set.kind) {
    case "interval":
      return integers(set, r);
    case "domain":
      return allValues(stored(set.of), r, set);
    case "builtin":
      if (set.name !== "powerset") break;
      return subsets(set, r);
    case "set":
      if (!isSparse(set, r) || set.elements.some(({ kind }) => kind !== "literal")) break;
      return written(set, r);
    case "filter": {
      if (!isLazy(set, r.unit.model)) break;
      const all = elementsIn(set.binder.set, r);
      return {
        type: all.type,
        each: (body) =>
          all.each((value) => {
            binds(present(set.binder.patterns[0]), all.type, value, r);
            evaluate(set.predicate, r);
            r.code.if("none", () => body(value));
          }),
      };
    }
    case "call":
      if (!isLazy(set, r.unit.model)) break;
      return elementsIn(bindArguments(set, r), r);
    default:
  }
  const type = set.kind === "filter" ? filtered(set, r) : evaluate(set, r);
  return elementsOfMask(elementsOf(type), r.keep(type), r);
}

export function elementsOfMask(type: Type, mask: Local, r: Routine): Walk {
  return {
    type,
    each: (body) => {
      const left = r.local("i64");
      r.code.get(mask).set(left);
      eachBit(left, r, (at) => {
        fromOrdinal(type, at, r);
        body(r.keep(type));
      });
    },
  };
}

/** All values of a type. */
export function allValues(type: Type, r: Routine, where: Pick<Expr, "span">): Walk {
  const size = sizeOf(type);
  if (size > LARGEST_SET || isWide(type)) throw new Unsupported("a walk through so many values", where.span);
  return {
    type,
    each: (body) =>
      eachIndex(size, r, (at) => {
        if (isVast(type)) fromTable(type, at, r);
        else fromOrdinal(type, at, r);
        body(r.keep(type));
      }),
  };
}

function fromTable(type: Type, at: Local, r: Routine): void {
  if (sizeOf(type) > LARGEST_TABLE) throw new Unsupported("a walk through so many values", undefined);
  r.code
    .get(at)
    .i32(3)
    .op("i32.shl")
    .memory("i64.load", r.unit.table(type, valuesOf(type)));
}

/** Those of all subsets of the element type, in their order, that are subsets of the set. */
function subsets(powerset: Extract<Expr, { kind: "builtin" }>, r: Routine): Walk {
  const { code } = r;
  const type = kindOf(evaluate(present(powerset.arguments[0]), r), "set");
  const set = r.keep(type);
  const all = allValues(type, r, powerset);
  return {
    type,
    each: (body) =>
      all.each((value) => {
        code
          .get(value)
          .get(set)
          .i64(-1)
          .op("i64.xor", "i64.and", "i64.eqz")
          .if("none", () => body(value));
      }),
  };
}

/** Are the elements ints too far apart for a mask? */
function isSparse(set: Expr, r: Routine): boolean {
  const { of } = kindOf(r.typing.of(set), "set");
  return of.kind === "range" && sizeOf(of) > 64;
}

/** Ints that are written out. */
function written(set: Extract<Expr, { kind: "set" }>, r: Routine): Walk {
  const numbers = set.elements.flatMap((each) =>
    each.kind === "literal" && typeof each.value === "number" ? [each.value] : [],
  );
  const values = [...new Set(numbers)].sort((left, right) => left - right);
  const { of } = kindOf(r.typing.of(set), "set");
  const table = r.unit.table(of, values);
  return {
    type: of,
    each: (body) =>
      eachIndex(values.length, r, (at) => {
        r.code.get(at).i32(3).op("i32.shl").memory("i64.load", table);
        fromImage(of, r);
        body(r.keep(of));
      }),
  };
}

function integers(set: Extract<Expr, { kind: "interval" }>, r: Routine): Walk {
  const { code } = r;
  const low = r.local("i64");
  const high = r.local("i64");
  const from = boundsOf(evaluate(set.low, r));
  code.set(low);
  const to = boundsOf(evaluate(set.high, r));
  code.set(high);
  return {
    type: { kind: "range", low: from.low, high: to.high },
    each: (body) => {
      const next = r.local("i64");
      const value = r.local("i64");
      code.get(low).set(next);
      code.block("none", (done) => {
        code.loop("none", (again) => {
          code.get(next).get(high).op("i64.gt_s").brIf(done);
          code.get(next).tee(value).i64(1).op("i64.add").set(next);
          body(value);
          code.br(again);
        });
      });
    },
  };
}

/** A value that was chosen. */
export interface Chosen {
  readonly type: Type;
  readonly local: Local;
}

/**
 * Loops in loops through every choice of the binders, names bound. `alternative` is put around what follows a single
 * choice. With `wanted`, only choices that have these values, by position.
 */
export function choose(
  binders: readonly Binder[],
  r: Routine,
  visit: (chosen: readonly Chosen[]) => void,
  alternative: (body: () => void) => void = (body) => body(),
  wanted: readonly (Chosen | undefined)[] = [],
): void {
  const fromBinder = (at: number, chosen: readonly Chosen[]): void => {
    const binder = binders[at];
    if (binder === undefined) visit(chosen);
    else fromPattern(binder, 0, elementsIn(binder.set, r), at, chosen);
  };
  const fromPattern = (binder: Binder, place: number, elements: Walk, at: number, chosen: readonly Chosen[]): void => {
    const pattern = binder.patterns[place];
    if (pattern === undefined) {
      fromBinder(at + 1, chosen);
      return;
    }
    elements.each((local) => {
      const one = { type: elements.type, local };
      whereWanted(wanted[chosen.length], one, r, () =>
        alternative(() => {
          binds(pattern, elements.type, local, r);
          fromPattern(binder, place + 1, elements, at, [...chosen, one]);
        }),
      );
    });
  };
  fromBinder(0, []);
}

/** The body if the value chosen is the one that is wanted, or none is. */
export function whereWanted(wanted: Chosen | undefined, chosen: Chosen, r: Routine, body: () => void): void {
  if (wanted === undefined) {
    body();
    return;
  }
  const type = join(wanted.type, chosen.type);
  const [left, right] = [wanted, chosen].map((each) => {
    r.code.get(each.local);
    convert(each.type, type, r);
    return r.keep(type);
  });
  sameValues(type, present(left), present(right), r);
  r.code.if("none", body);
}
