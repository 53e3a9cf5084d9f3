import type { Expr } from "../../model/ir.js";
import type { Program } from "../values/program.js";
import { present, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import type { Levels } from "./levels.js";
import { bindingsOf } from "./patterns.js";
import { choose } from "./sets.js";

/** A part of a predicate that must be true by itself, with the names that are bound around it. */
export interface BoundPart {
  readonly expr: Expr;
  readonly environment: readonly Value[];
  /** The numbers of these names. */
  readonly bound: ReadonlySet<number>;
}

/**
 * A predicate as parts that must all be true: both sides of an `and`, the instances of a `forall` over a set that does not
 * depend on the state, the body of a definition.
 */
export function partsThatHold(predicate: Expr, program: Program, levels: Levels): readonly BoundPart[] {
  const parts: BoundPart[] = [];
  split(predicate, new Frame(program, [], newEnvironment(program)), new Set(), levels, parts);
  return parts;
}

function split(expr: Expr, frame: Frame, bound: ReadonlySet<number>, levels: Levels, parts: BoundPart[]): void {
  const rigid = (part: Expr): boolean => !levels.isFlexible(part);
  if (expr.kind === "and") {
    split(expr.left, frame, bound, levels, parts);
    split(expr.right, frame, bound, levels, parts);
  } else if (
    expr.kind === "quantifier" &&
    expr.quantifier === "forall" &&
    expr.binders.every(({ set }) => rigid(set))
  ) {
    const names = expr.binders.flatMap(({ patterns }) => patterns.flatMap(bindingsOf));
    const inner = new Set([...bound, ...names.map(({ number }) => number)]);
    const environments: Value[][] = [];
    choose(expr.binders, frame, () => environments.push(frame.environment.slice()) > 0);
    for (const environment of environments) {
      split(expr.body, new Frame(frame.program, [], environment), inner, levels, parts);
    }
  } else if (expr.kind === "call" && expr.arguments.every(rigid)) {
    const { parameters, body } = present(frame.program.model.definitions[expr.definition]);
    const values = expr.arguments.map((argument) => evaluate(argument, frame));
    const inner = frame.copied();
    parameters.forEach((parameter, at) => {
      inner.bind(parameter, present(values[at]));
    });
    split(body, inner, new Set([...bound, ...parameters.map(({ number }) => number)]), levels, parts);
  } else parts.push({ expr, environment: frame.environment.slice(), bound });
}
