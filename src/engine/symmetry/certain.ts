import type { Binder, Expr, Pattern, Type } from "../../model/ir.js";
import { eachChild } from "../../model/visit.js";
import { LARGEST_SET, sizeOf } from "../values/domain.js";
import type { Program } from "../values/program.js";
import { cached, present } from "../values/value.js";

const known = new WeakMap<Expr, boolean>();

/** Is evaluating the expression never an error? It may say no too often. */
export function isCertain(expr: Expr, program: Program): boolean {
  return cached(known, expr, () => {
    let certain = isCertainItself(expr, program);
    eachChild(expr, (child) => {
      certain &&= isCertain(child, program);
    });
    return certain;
  });
}

/** The same of an expression whose parts are. */
function isCertainItself(expr: Expr, program: Program): boolean {
  switch (expr.kind) {
    case "call":
      return isCertain(present(program.model.definitions[expr.definition]).body, program);
    case "builtin":
      return ["size", "len", "append", "range", "domain"].includes(expr.name);
    case "negate":
    case "arithmetic":
      return boundOf(expr) !== undefined;
    case "interval":
      return (boundOf(expr.low) ?? LARGEST_SET) + (boundOf(expr.high) ?? LARGEST_SET) < LARGEST_SET;
    case "domain":
      return sizeOf(expr.of) <= LARGEST_SET;
    case "apply":
      return hasKeys(expr.target, expr.key.type, program);
    case "at":
      return expr.instance === undefined || hasMembers(expr.process, expr.instance.type, program);
    case "let":
      return alwaysMatches(expr.pattern);
    case "quantifier":
    case "map":
      return expr.binders.every(bindsAlways);
    case "element":
    case "withElement":
    case "withKey":
    case "the":
    case "function":
    case "fold":
    case "check":
    case "require":
    case "prime":
    case "always":
    case "eventually":
    case "until":
    case "leadsTo":
      return false;
    default:
      return true;
  }
}

/** The greatest amount of an int; undefined where it may be beyond what ints can be, or an error. */
function boundOf(expr: Expr): number | undefined {
  const both = (left: Expr, right: Expr, join: (one: number, other: number) => number): number | undefined => {
    const [one, other] = [boundOf(left), boundOf(right)];
    const bound = one === undefined || other === undefined ? undefined : join(one, other);
    return bound === undefined || bound > Number.MAX_SAFE_INTEGER ? undefined : bound;
  };
  if (expr.kind === "literal") return typeof expr.value === "number" ? Math.abs(expr.value) : undefined;
  if (expr.kind === "builtin" && (expr.name === "size" || expr.name === "len")) return 2 ** 32;
  if (expr.kind === "negate") return boundOf(expr.operand);
  if (expr.kind === "arithmetic") {
    if (expr.operator === "*") return both(expr.left, expr.right, (one, other) => one * other);
    if (expr.operator === "+" || expr.operator === "-") return both(expr.left, expr.right, (one, other) => one + other);
    return undefined;
  }
  return expr.type.kind === "range" ? Math.max(Math.abs(expr.type.low), Math.abs(expr.type.high)) : undefined;
}

/** Does a function have every key of a type? */
function hasKeys(target: Expr, key: Type, program: Program): boolean {
  if (target.type.kind !== "function" || !covers(target.type.key, key)) return false;
  if (target.kind !== "variable") return true;
  const { role } = present(program.model.variables[target.slot]);
  return (role.kind !== "pc" && role.kind !== "local") || hasMembers(role.process, key, program);
}

/** Is every value of the type a member of the process? */
function hasMembers(process: number, type: Type, { members }: Program): boolean {
  return present(members[process]).length === sizeOf(type);
}

/** Is every value of one type a key of the other, as the types show? */
function covers(keys: Type, key: Type): boolean {
  switch (key.kind) {
    case "range":
      return keys.kind === "range" && keys.low <= key.low && key.high <= keys.high;
    case "int":
      return false;
    case "option":
      return keys.kind === "option" && covers(keys.of, key.of);
    case "tuple":
      return keys.kind === "tuple" && key.items.every((item, at) => covers(present(keys.items[at]), item));
    default:
      return keys.kind === key.kind && sizeOf(keys) === sizeOf(key);
  }
}

function bindsAlways({ patterns }: Binder): boolean {
  return patterns.every(alwaysMatches);
}

function alwaysMatches(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "wildcard":
    case "binding":
      return true;
    case "tuple":
      return pattern.items.every(alwaysMatches);
    case "record":
      return pattern.fields.every((field) => alwaysMatches(field.pattern));
    default:
      return false;
  }
}
