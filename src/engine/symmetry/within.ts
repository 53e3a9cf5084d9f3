import type { Binder, Expr, Model, Pattern, Type } from "../../model/ir.js";
import { eachBinding, eachExpr, eachStatement } from "../../model/visit.js";
import type { Program } from "../values/program.js";
import { cached, present } from "../values/value.js";

/*
 * Ranges of types can be relied on where a value was checked: in variables, messages, fields and keys, and among the values of a
 * type. What is only passed was not: the argument of a definition, or its result, may lie outside the type that it is declared with.
 */

/** Where the values of names come from, by the numbers of the names. */
interface Sources {
  /** A set that a name goes through, a value that is taken apart. */
  readonly bound: ReadonlyMap<number, Expr | typeof RECEIVED>;
  /** What the calls of a definition pass for a parameter. */
  readonly passed: ReadonlyMap<number, readonly Expr[]>;
}

export const RECEIVED = "a message";

const known = new WeakMap<Model, Sources>();

export function sourcesOf(model: Model): Sources {
  return cached(known, model, () => sourcesIn(model));
}

/** Is every value that the expression can have one of its type, ranges included? It may say no too often. */
export function isWithinType(expr: Expr, program: Program): boolean {
  if (!hasRange(expr.type)) return true;
  const { bound } = sourcesOf(program.model);
  const within = (part: Expr): boolean => {
    if (!hasRange(part.type)) return false;
    switch (part.kind) {
      case "constant":
      case "variable":
      case "check":
      case "domain":
        return true;
      case "binding": {
        const source = bound.get(part.binding.number);
        return source === RECEIVED || (source !== undefined && within(source));
      }
      case "apply":
      case "element":
      case "field":
        return within(part.target);
      case "filter":
        return within(part.binder.set);
      case "difference":
        return within(part.left);
      case "union":
      case "intersect":
        return within(part.left) && within(part.right);
      case "tuple":
        return part.items.every((item) => isWithinType(item, program));
      default:
        return false;
    }
  };
  return within(expr);
}

function hasRange(type: Type): boolean {
  switch (type.kind) {
    case "range":
      return true;
    case "option":
    case "set":
    case "seq":
      return hasRange(type.of);
    case "function":
      return hasRange(type.key) || hasRange(type.value);
    case "tuple":
      return type.items.some(hasRange);
    case "record":
      return type.fields.some((field) => hasRange(field.type));
    // A value of a variant's field was checked when it was put there.
    case "variants":
    case "symmetric":
    case "bool":
    case "int":
      return false;
    default:
      return type satisfies never;
  }
}

function sourcesIn(model: Model): Sources {
  const sources = new Map<number, Expr | typeof RECEIVED>();
  const passed = new Map<number, Expr[]>();
  const bind = (pattern: Pattern, source: Expr | typeof RECEIVED): void =>
    eachBinding(pattern, ({ number }) => {
      sources.set(number, source);
    });
  const bound = ({ patterns, set }: Binder): void => {
    for (const pattern of patterns) bind(pattern, set);
  };
  const pass = (definition: number, values: readonly Expr[]): void => {
    for (const [at, { number }] of present(model.definitions[definition]).parameters.entries()) {
      passed.set(number, [...(passed.get(number) ?? []), present(values[at])]);
    }
  };
  const expression = (expr: Expr): void =>
    eachExpr(expr, (part) => {
      if ("binders" in part) part.binders.forEach(bound);
      if ("binder" in part) bound(part.binder);
      if (part.kind === "let") bind(part.pattern, part.value);
      if (part.kind === "match") for (const { pattern } of part.arms) bind(pattern, part.subject);
      if (part.kind === "call") pass(part.definition, part.arguments);
    });
  for (const { body } of model.definitions) expression(body);
  for (const { predicate } of [...model.claims, ...model.constraints])
    if (predicate !== undefined) expression(predicate);
  if (model.done !== undefined) expression(model.done);
  for (const { initial } of model.initialisations) {
    if (initial.kind === "value") expression(initial.value);
    if (initial.kind === "in") expression(initial.set);
  }
  for (const { parameters } of model.actions) {
    for (const parameter of parameters) {
      expression(parameter.set);
      bound(parameter);
    }
  }
  for (const { parameter, set } of model.processes) {
    if (parameter !== undefined && set !== undefined) sources.set(parameter.number, set);
  }
  const labelled = model.processes.flatMap(({ labels }) => labels.map(({ body }) => body));
  for (const block of [model.init, ...model.actions.map(({ body }) => body), ...labelled]) {
    eachStatement(block, {
      statement: (statement) => {
        if (statement.kind === "pick" || statement.kind === "for") statement.binders.forEach(bound);
        if (statement.kind === "receive") bind(statement.pattern, RECEIVED);
        if (statement.kind === "let") bind(statement.pattern, statement.value);
        if (statement.kind === "match") for (const { pattern } of statement.arms) bind(pattern, statement.subject);
      },
      expr: expression,
    });
  }
  return { bound: sources, passed };
}
