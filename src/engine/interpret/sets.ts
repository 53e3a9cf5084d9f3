import type { Binder, Expr, Type } from "../../model/ir.js";
import type { Visit } from "../values/domain.js";
import {
  domainOf,
  eachInteger,
  eachSubset,
  eachValue,
  isVast,
  isWalkable,
  LARGEST_SET,
  sizeOf,
  valuesOf,
} from "../values/domain.js";
import { isLazy } from "../values/lazy.js";
import { belongs } from "../values/membership.js";
import { elementsOf, setOfSorted } from "../values/order.js";
import { asInteger, asSet, cached, present, type SetValue, same, type Value } from "../values/value.js";
import { evaluate, holds } from "./expressions.js";
import { tooLarge } from "./faults.js";
import type { Frame } from "./frame.js";
import { matches } from "./patterns.js";

/*
 * Sets that need not be held. What ranges over a set asks for its elements one after another, in canonical order, so that
 * `exists f in (K -> V): p` over 2^40 functions stops at the first that will do; and `x in S` asks the set expression.
 *
 * An error in the predicate of a filter shows: over a set that is held the filter is evaluated as a whole before its
 * first element is used; over a lazy one it goes along with what is done with the elements. Which sets are lazy is seen
 * in the text: powersets, types whose values hold sets, sequences or functions, and filters of these.
 */

/** Elements in canonical order: held, or produced for a visitor who may stop them. */
export type Elements = readonly Value[] | Walk;

interface Walk {
  /** Undefined when only walking tells. */
  readonly size: number | undefined;
  /** False when the visitor stopped. */
  each(visit: Visit<Value>): boolean;
}

/** The elements of a set expression. Those of a lazy one are to be walked before names of the frame are bound anew. */
export function elementsIn(set: Expr, frame: Frame): Elements {
  switch (set.kind) {
    case "interval": {
      const [low, high] = bounds(set, frame);
      return { size: high - low + 1, each: (visit) => eachInteger(low, high, visit) };
    }
    case "domain": {
      const elements = valuesIn(set.of);
      if (elements === undefined) throw tooLarge(set.span, frame);
      return elements;
    }
    case "builtin": {
      if (set.name !== "powerset") break;
      const elements = elementsOf(asSet(evaluate(present(set.arguments[0]), frame)));
      return { size: 2 ** elements.length, each: (visit) => eachSubset(elements, visit) };
    }
    case "filter": {
      const all = elementsIn(set.binder.set, frame);
      const walk: Walk = {
        size: undefined,
        each: (visit) => each(all, (value) => !isKept(value, set.binder, set.predicate, frame) || visit(value)),
      };
      return isLazy(set, frame.program.model) ? walk : collect(walk, set, frame);
    }
    case "call":
      if (!isLazy(set, frame.program.model)) break;
      return elementsIn(present(frame.program.model.definitions[set.definition]).body, called(set, frame.copied()));
  }
  return elementsOf(asSet(evaluate(set, frame)));
}

const domains = new WeakMap<Type, { readonly elements: Elements | undefined }>();

/** The values of a type; undefined when they cannot be walked. */
export function valuesIn(type: Type): Elements | undefined {
  return cached(domains, type, () => {
    if (!isWalkable(type)) return { elements: undefined };
    if (!isVast(type) && sizeOf(type) <= LARGEST_SET) return { elements: valuesOf(type) };
    return { elements: { size: sizeOf(type), each: (visit: Visit<Value>) => eachValue(type, visit) } };
  }).elements;
}

/** Binds the parameters of a definition to the values of its arguments. */
export function called(call: Extract<Expr, { kind: "call" }>, frame: Frame): Frame {
  const { parameters } = present(frame.program.model.definitions[call.definition]);
  const values = call.arguments.map((argument) => evaluate(argument, frame));
  parameters.forEach((parameter, at) => {
    frame.bind(parameter, present(values[at]));
  });
  return frame;
}

/** Calls `visit` for each element. False when the visitor stopped. */
export function each(elements: Elements, visit: Visit<Value>): boolean {
  if ("each" in elements) return elements.each(visit);
  for (let at = 0; at < elements.length; at++) {
    if (!visit(present(elements[at]))) return false;
  }
  return true;
}

function collect(elements: Elements, set: Expr, frame: Frame): readonly Value[] {
  if (!("each" in elements)) return elements;
  const values: Value[] = [];
  const fits = (elements.size ?? 0) <= LARGEST_SET;
  if (!fits || !elements.each((value) => values.push(value) <= LARGEST_SET)) throw tooLarge(set.span, frame);
  return values;
}

/** A set expression that `elementsIn` walks, as a value. */
export function held(set: Expr, frame: Frame): SetValue {
  if (set.kind === "domain" && !isVast(set.of) && sizeOf(set.of) <= LARGEST_SET) return domainOf(set.of);
  return setOfSorted(collect(elementsIn(set, frame), set, frame));
}

/** Is the value an element of the set expression? */
export function contains(set: Expr, value: Value, frame: Frame): boolean {
  if (set.kind === "interval") {
    const [low, high] = bounds(set, frame);
    return typeof value === "number" && low <= value && value <= high;
  }
  if (set.kind === "domain") return belongs(value, set.of);
  if (set.kind === "builtin" && set.name === "powerset") {
    const elements = asSet(evaluate(present(set.arguments[0]), frame));
    return value !== null && asSet(value).isSubset(elements);
  }
  if (set.kind === "filter" && isLazy(set, frame.program.model)) {
    return contains(set.binder.set, value, frame) && isKept(value, set.binder, set.predicate, frame);
  }
  return asSet(evaluate(set, frame)).has(value);
}

function bounds(interval: Extract<Expr, { kind: "interval" }>, frame: Frame): readonly [low: number, high: number] {
  const low = asInteger(evaluate(interval.low, frame));
  return [low, asInteger(evaluate(interval.high, frame))];
}

function isKept(value: Value, binder: Binder, predicate: Expr, frame: Frame): boolean {
  matches(present(binder.patterns[0]), value, frame);
  return holds(predicate, frame);
}

/**
 * Calls `visit` for every choice of the binders, names bound, with the values chosen (the array is reused). With
 * `wanted`, only for choices that have these values, by position. `attempt` runs what follows a single choice: there an
 * error may be caught. False when the visitor stopped.
 */
export function choose(
  binders: readonly Binder[],
  frame: Frame,
  visit: Visit<readonly Value[]>,
  wanted: readonly (Value | undefined)[] = [],
  attempt?: (alternative: () => boolean) => boolean,
): boolean {
  const chosen: Value[] = [];
  const fromBinder = (at: number): boolean => {
    const binder = binders[at];
    return binder === undefined ? visit(chosen) : fromPattern(binder, 0, elementsIn(binder.set, frame), at);
  };
  const fromPattern = (binder: Binder, place: number, elements: Elements, at: number): boolean => {
    const pattern = binder.patterns[place];
    if (pattern === undefined) return fromBinder(at + 1);
    return each(elements, (value) => {
      const only = wanted[chosen.length];
      if (only !== undefined && !same(only, value)) return true;
      const depth = chosen.length;
      matches(pattern, value, frame);
      chosen.push(value);
      const goesOn = attempt
        ? attempt(() => fromPattern(binder, place + 1, elements, at))
        : fromPattern(binder, place + 1, elements, at);
      chosen.length = depth;
      return goesOn;
    });
  };
  return fromBinder(0);
}
