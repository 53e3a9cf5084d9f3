import * as ir from "../ir.js";

/**
 * Can a value of the expression never lie outside `type`, whatever it is when it runs? Answers false when in doubt: a
 * needless check costs a little, a missing one would let a wrong value into a state.
 */
export function fits(expr: ir.Expr, type: ir.Type): boolean {
  if (expr.kind === "literal") return literalFits(expr.value, type);
  if ((expr.kind === "set" || expr.kind === "seq") && expr.elements.length === 0) return true;
  return unlimited(expr.type, type);
}

function literalFits(value: boolean | number | null, type: ir.Type): boolean {
  if (type.kind === "option") return value === null || literalFits(value, type.of);
  if (typeof value === "boolean") return type.kind === "bool";
  if (value === null) return false;
  return type.kind === "range" && type.low <= value && value <= type.high;
}

/** Does every value of `from`, its ranges read as plain ints, belong to `to`? */
function unlimited(from: ir.Type, to: ir.Type): boolean {
  switch (to.kind) {
    case "bool":
    case "variants":
    case "symmetric":
      return from.kind === to.kind;
    case "int":
    case "range":
      return false;
    case "option":
      return unlimited(from.kind === "option" ? from.of : from, to.of);
    case "set":
      return from.kind === "set" && unlimited(from.of, to.of);
    case "seq":
      return from.kind === "seq" && to.max === undefined && unlimited(from.of, to.of);
    case "tuple":
      return from.kind === "tuple" && to.items.every((item, i) => below(from.items[i], item));
    case "record":
      return from.kind === "record" && to.fields.every((field, i) => below(from.fields[i]?.type, field.type));
    case "function":
      return from.kind === "function" && unlimited(from.key, to.key) && unlimited(from.value, to.value);
    default:
      return to satisfies never;
  }
}

function below(from: ir.Type | undefined, to: ir.Type): boolean {
  return from !== undefined && unlimited(from, to);
}

/** May a value of `from` hold a `none` inside where one of `to` holds none? The values themselves are of one kind. */
export function mayHoldNone(from: ir.Type, to: ir.Type): boolean {
  if (from.kind === "option") return to.kind !== "option" || mayHoldNone(from.of, to.of);
  const parts = ir.componentsOf(from);
  return ir.componentsOf(to.kind === "option" ? to.of : to).some((part, i) => {
    const own = parts[i];
    return own !== undefined && mayHoldNone(own, part);
  });
}
