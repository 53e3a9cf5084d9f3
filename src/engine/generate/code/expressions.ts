import type { Expr, ExprNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { headOf, itemTypes, partsOf, rowOf } from "../encoding.js";
import { called } from "./calls.js";
import { folded, mapped, quantified, tabulated, theOnly } from "./comprehensions.js";
import { premise, wasMet } from "./conditions.js";
import { convert } from "./convert.js";
import { enabled } from "./enabled.js";
import { known } from "./literals.js";
import { isAt, keyIndex, located } from "./located.js";
import { arithmetic, compared, equal, negated } from "./operators.js";
import { matchedArms, matches } from "./patterns.js";
import { built, copied, element, fill, fresh, part, read, write } from "./places.js";
import { type Routine, stackType } from "./routine.js";
import { builtin, concatenated, replaced, sequenceOf } from "./sequences.js";
import { combined, filtered, interval, member, setOf, subset, valuesOfType } from "./sets.js";
import { BOOL, isNothing, stored, unwrapped } from "./types.js";
import { kindOf } from "./typing.js";

/** Puts the value of an expression on the stack; returns its type, which is `typing.of(expr)`. */
export function evaluate(expr: Expr, r: Routine): Type {
  const type = evaluated(expr, r);
  if (!isNothing(type)) return type;
  // There is no such value: this is not reached.
  r.code.op("unreachable");
  return stored(expr.type);
}

function evaluated(expr: Expr, r: Routine): Type {
  const { code, typing } = r;
  switch (expr.kind) {
    case "literal": {
      const type = typing.of(expr);
      if (expr.value === null) code.i64(0);
      else known(expr.value, type, r);
      return type;
    }
    case "constant": {
      const type = typing.of(expr);
      known(present(r.unit.program.constants[expr.index]), type, r);
      return type;
    }
    case "binding":
      return binding(expr, r);
    case "variable":
    case "apply":
    case "element":
    case "field": {
      const place = located(expr, r);
      read(place, r);
      return place.type;
    }
    case "variant":
    case "record":
    case "tuple":
      return product(expr, r);
    case "set":
      return setOf(expr, r);
    case "seq":
      return sequenceOf(expr, r);
    case "call":
      return called(expr, r);
    case "builtin":
      return builtin(expr, r);
    case "not":
      evaluate(expr.operand, r);
      code.op("i32.eqz");
      return BOOL;
    case "negate":
      return negated(expr, r);
    case "arithmetic":
      return arithmetic(expr, r);
    case "compare":
      return compared(expr, r);
    case "equal":
      return equal(expr, r);
    case "and":
      return conditional(
        expr.left,
        () => evaluate(expr.right, r),
        () => code.i32(0),
        r,
      );
    case "or":
      return conditional(
        expr.left,
        () => code.i32(1),
        () => evaluate(expr.right, r),
        r,
      );
    case "implies":
      return implies(expr, r);
    case "iff":
      evaluate(expr.left, r);
      evaluate(expr.right, r);
      code.op("i32.eq");
      return BOOL;
    case "member":
      return member(expr, r);
    case "subset":
      return subset(expr, r);
    case "union":
    case "difference":
    case "intersect":
      return combined(expr, r);
    case "concat":
      return concatenated(expr, r);
    case "interval":
      return interval(expr, r);
    case "domain":
      return valuesOfType(expr, r);
    case "filter":
      return filtered(expr, r);
    case "withField":
    case "withKey":
      return changed(expr, r);
    case "withElement":
      return replaced(expr, r);
    case "if": {
      const type = typing.of(expr);
      evaluate(expr.condition, r);
      code.if(
        stackType(type),
        () => evaluateAs(expr.then, type, r),
        () => evaluateAs(expr.else, type, r),
      );
      return type;
    }
    case "let": {
      letting(expr, r);
      return evaluate(expr.body, r);
    }
    case "match": {
      const type = typing.of(expr);
      code.block(stackType(type), (out) => {
        matchedArms(expr, r, (arm) => {
          evaluateAs(arm.body, type, r);
          code.br(out);
        });
        code.op("unreachable");
      });
      return type;
    }
    case "quantifier":
      return quantified(expr, r);
    case "the":
      return theOnly(expr, r);
    case "map":
      return mapped(expr, r);
    case "function":
      return tabulated(expr, r);
    case "fold":
      return folded(expr, r);
    case "at":
      return isAt(expr, r);
    case "enabled":
      return enabled(expr, r);
    case "prime":
      return r.primed(() => evaluate(expr.operand, r));
    case "check": {
      const type = typing.of(expr);
      const from = evaluate(expr.operand, r);
      convert(from, type, r, () => r.fail(expr.operand.span));
      return type;
    }
    case "require": {
      const from = evaluate(expr.operand, r);
      convert(from, unwrapped(from), r, () => r.fail(expr.operand.span));
      return unwrapped(from);
    }
    default:
      throw new Error(`internal error: ${expr.kind} evaluated in one state`);
  }
}

function binding({ binding }: ExprNode<"binding">, r: Routine): Type {
  const type = r.typing.ofBinding(binding);
  const value = r.known.get(binding.number);
  if (value === undefined) r.code.get(r.bound(binding));
  else known(value, type, r);
  return type;
}

/** The value as one of a type that has it. */
export function evaluateAs(expr: Expr, type: Type, r: Routine): void {
  convert(evaluate(expr, r), type, r);
}

function conditional(condition: Expr, then: () => void, otherwise: () => void, r: Routine): Type {
  evaluate(condition, r);
  r.code.if("i32", then, otherwise);
  return BOOL;
}

function implies(expr: ExprNode<"implies">, r: Routine): Type {
  premise(expr, r);
  r.code.if(
    "i32",
    () => {
      wasMet(expr, r);
      evaluate(expr.right, r);
    },
    () => r.code.i32(1),
  );
  return BOOL;
}

/** Binds the parameters of a definition to the values of its arguments; returns its body. */
export function bindArguments(expr: ExprNode<"call">, r: Routine): Expr {
  const { parameters, body } = present(r.unit.model.definitions[expr.definition]);
  const values = expr.arguments.map((argument) => {
    const type = evaluate(argument, r);
    return { type, local: r.keep(type) };
  });
  parameters.forEach((parameter, at) => {
    const { type, local } = present(values[at]);
    r.bind(parameter, type, local);
  });
  return body;
}

/** Binds the names of a `let`. Wide values are copied: what they were taken from may change. */
export function letting(expr: Pick<ExprNode<"let">, "pattern" | "value" | "span">, r: Routine): void {
  const type = evaluate(expr.value, r);
  const place = copied(type, r);
  const { code } = r;
  code.block("none", (bound) => {
    code.block("none", (no) => {
      matches(expr.pattern, place, r, no);
      code.br(bound);
    });
    r.fail(expr.span);
  });
}

function product(expr: ExprNode<"variant" | "record" | "tuple">, r: Routine): Type {
  const type = r.typing.of(expr);
  const target = fresh(type, r);
  const variant = expr.kind === "variant" ? expr.variant : 0;
  if (type.kind === "variants") {
    r.code.i64(variant);
    fill(part(target, headOf(type)), r);
  }
  const items = expr.kind === "variant" ? expr.arguments : expr.kind === "record" ? expr.fields : expr.items;
  const parts = partsOf(type, variant);
  const types = itemTypes(type, variant);
  items.forEach((item, at) => {
    evaluateAs(item, present(types[at]), r);
    fill(part(target, present(parts[at])), r);
  });
  built(target, r);
  return type;
}

/** A copy with another value in one place. */
function changed(expr: ExprNode<"withField" | "withKey">, r: Routine): Type {
  const { code } = r;
  const type = r.typing.of(expr);
  const target = fresh(type, r);
  evaluateAs(expr.target, type, r);
  fill(target, r);
  switch (expr.kind) {
    case "withField": {
      const into = part(target, present(partsOf(type)[expr.field]));
      evaluateAs(expr.value, into.type, r);
      write(into, r);
      break;
    }
    case "withKey": {
      const function_ = kindOf(type, "function");
      const key = evaluate(expr.key, r);
      const wanted = r.keep(key);
      evaluateAs(expr.value, function_.value, r);
      const value = r.keep(function_.value);
      code.get(wanted);
      const at = keyIndex(key, function_.key, expr.key.span, r);
      code.get(value);
      write(element(target, rowOf(function_), at, r), r);
      break;
    }
  }
  built(target, r);
  return type;
}
