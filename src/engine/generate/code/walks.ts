import type { Binder, Expr, Type } from "../../../model/ir.js";
import { isWalkable, LARGEST_SET, sizeOf, valuesOf } from "../../values/domain.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { elementWords, holdsInterned, isInterned, isWide } from "../encoding.js";
import { nextMask, nextNode } from "../heap/subsets.js";
import type { Local } from "../wasm/code.js";
import { convert, eachIndex } from "./convert.js";
import { bindArguments, evaluate } from "./expressions.js";
import { isHarmlessFilter } from "./harmless.js";
import { sameValues } from "./operators.js";
import { fromOrdinal, isDense } from "./ordinals.js";
import { binds } from "./patterns.js";
import { fresh, fromImage, read } from "./places.js";
import { Routine, stackType } from "./routine.js";
import { collected, filtered } from "./sets.js";
import { advance, reset } from "./successors.js";
import { eachElementOf, include, nothing, sortedTotal } from "./sums.js";
import { boundsOf, join, stored, type TypeOf } from "./types.js";
import { kindOf } from "./typing.js";

/*
 * The elements of a set one after another in canonical order. Which sets are walked without being held is as in the
 * reference engine: powersets, types whose values hold sets, sequences or functions, and filters of these; an error in
 * the predicate of any other filter comes before its first element.
 */
export interface Walk {
  /** Of the elements. */
  readonly type: Type;
  /** Are the values wide, and stand in nodes of their own? */
  readonly boxed: boolean;
  /** Writes a loop. The value is in a local; the body may leave to a label outside. */
  each(body: (value: Local) => void): void;
}

/** All values of a type that are walked through a table. */
const LARGEST_TABLE = 1 << 12;

/** Writes what is evaluated once, before the first element. */
export function elementsIn(set: Expr, r: Routine): Walk {
  switch (set.kind) {
    case "interval":
      return integers(set, r);
    case "domain":
      if (isWalkable(set.of)) return allValues(stored(set.of), r);
      r.fail(set.span);
      return { type: stored(set.of), boxed: false, each: () => {} };
    case "builtin":
      if (set.name !== "powerset") break;
      return subsets(present(set.arguments[0]), r);
    case "set":
      if (!isSparse(set, r) || set.elements.some(({ kind }) => kind !== "literal")) break;
      return written(set, r);
    case "filter": {
      if (!isWalked(set, r)) break;
      const all = elementsIn(set.binder.set, r);
      return {
        ...all,
        each: (body) =>
          all.each((value) => {
            binds(present(set.binder.patterns[0]), all.type, value, r);
            evaluate(set.predicate, r);
            r.code.if("none", () => body(value));
          }),
      };
    }
    case "call":
      if (!isWalked(set, r)) break;
      return elementsIn(bindArguments(set, r), r);
    default:
  }
  return elementsOfSet(kindOf(set.kind === "filter" ? filtered(set, r) : evaluate(set, r), "set"), r);
}

/** The elements as the state is now: a filter that is walked would see what the body changes. */
export function elementsNow(set: Expr, r: Routine): Walk {
  return isFilter(set, r) && isWalked(set, r) ? elementsOfSet(collected(set, r), r) : elementsIn(set, r);
}

/** Is the set walked without being held? */
function isWalked(set: Expr, { unit }: Routine): boolean {
  return isLazy(set, unit.model) || isHarmlessFilter(set, unit.model);
}

function isFilter(set: Expr, r: Routine): boolean {
  if (set.kind === "call") return isFilter(present(r.unit.model.definitions[set.definition]).body, r);
  return set.kind === "filter";
}

/** Those of the set on the stack. */
export function elementsOfSet(type: TypeOf<"set">, r: Routine): Walk {
  const set = r.keep(type);
  const boxed = isInterned(type) && isWide(type.of);
  return { type: type.of, boxed, each: (body) => eachElementOf(type, set, r, body) };
}

/** All values of a type, which can be walked. */
export function allValues(type: Type, r: Routine): Walk {
  const { code } = r;
  const size = sizeOf(type);
  if (type.kind === "range") {
    const [low, high] = [r.local("i64"), r.local("i64")];
    code.i64(type.low).set(low).i64(type.high).set(high);
    return { type, boxed: false, each: between(low, high, r) };
  }
  if (size <= LARGEST_SET && isDense(type)) {
    return {
      type,
      boxed: false,
      each: (body) =>
        eachIndex(size, r, (at) => {
          fromOrdinal(type, at, r);
          body(r.keep(type));
        }),
    };
  }
  if (size <= LARGEST_TABLE && !isWide(type) && !holdsInterned(type)) {
    const values = r.unit.table(type, valuesOf(type));
    return {
      type,
      boxed: false,
      each: (body) =>
        eachIndex(size, r, (at) => {
          code.get(at).i32(3).op("i32.shl").memory("i64.load", values);
          body(r.keep(type));
        }),
    };
  }
  return { type, boxed: false, each: (body) => successively(type, r, body) };
}

/** One value after another, each from the one before. */
function successively(type: Type, r: Routine, body: (value: Local) => void): void {
  const { code } = r;
  if (sizeOf(type) === 0) return;
  const place = fresh(type, r);
  const value = r.local(stackType(type));
  reset(place, r);
  code.loop("none", (again) => {
    read(place, r);
    code.set(value);
    body(value);
    advance(place, r);
    code.op("i32.eqz").brIf(again);
  });
}

/** `all()`: the set of all values of a type, which is a node: the same one each time. */
export function allOf(type: TypeOf<"set">, r: Routine): void {
  const { unit } = r;
  const all = unit.heap.shared(`all ${JSON.stringify(type)}`, () => {
    const defined = unit.function([], ["i64"]);
    const { code } = defined;
    const there = new Routine(unit, code, undefined);
    const cell = unit.allocate(8);
    code.i32(cell).memory("i64.load").op("i64.eqz");
    code.if("none", () => {
      const sum = nothing(type, there);
      allValues(type.of, there).each((value) => {
        code.get(value);
        include(sum, type.of, there);
      });
      sortedTotal(sum, there);
      const set = there.keep(type);
      code.i32(cell).get(set).memory("i64.store");
    });
    code.i32(cell).memory("i64.load");
    return defined;
  });
  r.code.call(all);
}

/** The subsets of the set that an expression stands for, which is in a local. */
export function subsets(set: Expr, r: Routine): Walk & { readonly type: TypeOf<"set">; readonly whole: Local } {
  const { code, unit } = r;
  const type = kindOf(evaluate(set, r), "set");
  const whole = r.keep(type);
  const next = (value: Local): void => {
    if (!isInterned(type)) {
      code.get(value).get(whole).call(nextMask(unit));
      return;
    }
    for (const each of [value, whole]) code.get(each).op("i32.wrap_i64");
    code.call(nextNode(elementWords(type.of), unit)).op("i64.extend_i32_u");
  };
  return {
    type,
    boxed: false,
    whole,
    each: (body) => {
      const [current, value] = [r.local("i64"), r.local("i64")];
      code.i64(0).set(current);
      code.loop("none", (again) => {
        code.get(current).set(value);
        body(value);
        next(current);
        code.tee(current).op("i64.eqz", "i32.eqz").brIf(again);
      });
    },
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
    boxed: false,
    each: (body) =>
      eachIndex(values.length, r, (at) => {
        r.code.get(at).i32(3).op("i32.shl").memory("i64.load", table);
        fromImage(of, r);
        body(r.keep(of));
      }),
  };
}

/** The elements of an interval; its bounds are in locals. */
export function integers(
  set: Extract<Expr, { kind: "interval" }>,
  r: Routine,
): Walk & { readonly low: Local; readonly high: Local } {
  const { code } = r;
  const [low, high] = [r.local("i64"), r.local("i64")];
  const from = boundsOf(evaluate(set.low, r));
  code.set(low);
  const to = boundsOf(evaluate(set.high, r));
  code.set(high);
  const type: Type = { kind: "range", low: from.low, high: to.high };
  return { type, boxed: false, low, high, each: between(low, high, r) };
}

function between(low: Local, high: Local, r: Routine): Walk["each"] {
  const { code } = r;
  return (body) => {
    const [next, value] = [r.local("i64"), r.local("i64")];
    code.get(low).set(next);
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(next).get(high).op("i64.gt_s").brIf(done);
        code.get(next).tee(value).i64(1).op("i64.add").set(next);
        body(value);
        code.br(again);
      });
    });
  };
}

/** A value that was chosen. */
export interface Chosen {
  readonly type: Type;
  readonly local: Local;
}

/** How choices are gone through. */
export interface Choosing {
  /** Put around what follows a single choice. */
  readonly alternative?: (body: () => void) => void;
  /** Only choices that have these values, by position. */
  readonly wanted?: readonly (Chosen | undefined)[];
  /** The elements of a set. */
  readonly elements?: (set: Expr, r: Routine) => Walk;
}

/** Loops in loops through every choice of the binders, names bound. */
export function choose(
  binders: readonly Binder[],
  r: Routine,
  visit: (chosen: readonly Chosen[]) => void,
  { alternative = (body) => body(), wanted = [], elements = elementsIn }: Choosing = {},
): void {
  const fromBinder = (at: number, chosen: readonly Chosen[]): void => {
    const binder = binders[at];
    if (binder === undefined) visit(chosen);
    else fromPattern(binder, 0, elements(binder.set, r), at, chosen);
  };
  const fromPattern = (binder: Binder, place: number, walk: Walk, at: number, chosen: readonly Chosen[]): void => {
    const pattern = binder.patterns[place];
    if (pattern === undefined) {
      fromBinder(at + 1, chosen);
      return;
    }
    walk.each((local) => {
      const one = { type: walk.type, local };
      whereWanted(wanted[chosen.length], one, r, () =>
        alternative(() => {
          binds(pattern, walk.type, local, r);
          fromPattern(binder, place + 1, walk, at, [...chosen, one]);
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
