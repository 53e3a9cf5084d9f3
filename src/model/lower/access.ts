import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { Context } from "./context.js";
import { lowerChecked, lowerPassed, lowerValue, type NodeBase } from "./expressions.js";
import { lowerLocal, processOf } from "./references.js";

/* What stands at a key, a position, a field; and copies that differ there. */

const INT: ir.Type = { kind: "int" };

/** The key of `m[k]` or `m[a, b]`, where the keys are of `type`. */
export function lowerKey(keys: readonly ast.Expr[], type: ir.Type, context: Context): ir.Expr {
  const items = keys.length > 1 && type.kind === "tuple" ? type.items : [type];
  const lowered = keys.map((key, i) => lowerPassed(key, items[i] ?? type, context));
  const [first, ...others] = lowered;
  const final = others.at(-1);
  if (first === undefined) throw new Error("lower: an index without a key");
  if (final === undefined) return first;
  const span = { start: first.span.start, end: final.span.end };
  return { kind: "tuple", type: { kind: "tuple", items: lowered.map((key) => key.type) }, span, items: lowered };
}

/** The position in `s[i]`. */
export function lowerPosition(keys: readonly ast.Expr[], context: Context): ir.Expr {
  return lowerKey(keys, INT, context);
}

/**
 * What stands in a function or sequence is of its type, also where inference took less for granted: an optional value is
 * then checked where it is used.
 */
export function lowerIndex(expr: ast.ExprNode<"index">, { span }: NodeBase, context: Context): ir.Expr {
  const target = lowerValue(expr.target, context);
  const { type } = target;
  if (type.kind === "seq")
    return { kind: "element", type: type.of, span, target, index: lowerPosition(expr.keys, context) };
  if (type.kind !== "function") throw new Error("lower: a key of neither a function nor a sequence");
  return { kind: "apply", type: type.value, span, target, key: lowerKey(expr.keys, type.key, context) };
}

export function lowerField(expr: ast.ExprNode<"field">, node: NodeBase, context: Context): ir.Expr {
  const found = processOf(expr.target, context);
  if (found !== undefined) {
    const local = found.process.locals.find((each) => each.name === expr.name.text);
    if (local === undefined) throw new Error("lower: a process without that local");
    return lowerLocal(local, found.instance, node, context);
  }
  const target = lowerValue(expr.target, context);
  const field = fieldIndex(target.type, expr.name.text);
  return { kind: "field", ...node, type: fieldType(target.type, field), target, field };
}

function fieldType(type: ir.Type, field: number): ir.Type {
  const found = type.kind === "record" ? type.fields[field] : undefined;
  if (found === undefined) throw new Error("lower: a record without that field");
  return found.type;
}

export function fieldIndex(type: ir.Type, name: string): number {
  const index = type.kind === "record" ? type.fields.findIndex((field) => field.name === name) : -1;
  if (index < 0) throw new Error(`lower: no field ${name}`);
  return index;
}

export function lowerUpdate(target: ir.Expr, update: ast.Update, node: NodeBase, context: Context): ir.Expr {
  const { type } = target;
  if (update.kind === "field") {
    const field = fieldIndex(type, update.name.text);
    const value = lowerChecked(update.value, fieldType(type, field), context);
    return { kind: "withField", ...node, target, field, value };
  }
  if (type.kind === "seq") {
    const index = lowerPosition(update.keys, context);
    return { kind: "withElement", ...node, target, index, value: lowerChecked(update.value, type.of, context) };
  }
  if (type.kind !== "function") throw new Error("lower: `with` on neither a function nor a sequence");
  const key = lowerKey(update.keys, type.key, context);
  return { kind: "withKey", ...node, target, key, value: lowerChecked(update.value, type.value, context) };
}
