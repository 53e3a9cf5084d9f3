import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import { lowerField, lowerIndex, lowerUpdate } from "./access.js";
import type { Context } from "./context.js";
import { fits, mayHoldNone } from "./fits.js";
import { lowerBinary } from "./operators.js";
import { lowerBinder, lowerPattern } from "./patterns.js";
import { lowerDefinition, lowerName, lowerPlace, lowerStepReference, setOf } from "./references.js";

/** An expression with its implicit parts made explicit. */
export function lowerExpr(expr: ast.Expr, context: Context): ir.Expr {
  if (expr.kind === "paren") return { ...lowerExpr(expr.inner, context), span: expr.inner.span };
  const { span } = expr;
  const type = context.typeOf(expr);
  const node = { type, span };
  const lower = (inner: ast.Expr): ir.Expr => lowerExpr(inner, context);
  const value = (inner: ast.Expr): ir.Expr => lowerValue(inner, context);
  switch (expr.kind) {
    case "int":
    case "bool":
      return { kind: "literal", ...node, value: expr.value };
    case "none":
      return { kind: "literal", ...node, value: null };
    case "name":
      return lowerName(expr, node, context);
    case "call":
      return lowerCall(expr, node, context);
    case "enabled":
      return { kind: "enabled", ...node, step: lowerStepReference(expr.step, context) };
    case "index":
      return lowerIndex(expr, node, context);
    case "field":
      return lowerField(expr, node, context);
    case "prime":
      return { kind: "prime", ...node, operand: lower(expr.operand) };
    case "unary":
      return lowerUnary(expr, node, context);
    case "binary":
      return lowerBinary(expr, node, context);
    case "at":
      return { kind: "at", ...node, ...lowerPlace(expr, context) };
    case "with":
      return expr.updates.reduce<ir.Expr>(
        (target, update) => lowerUpdate(target, update, node, context),
        value(expr.target),
      );
    case "quantifier": {
      const binders = expr.binders.map((binder) => lowerBinder(binder, context));
      const site = context.site("quantifier", span);
      return { kind: "quantifier", ...node, quantifier: expr.quantifier, binders, body: value(expr.body), site };
    }
    case "the":
      return {
        kind: "the",
        ...node,
        binder: lowerBinder({ ...expr, patterns: [expr.pattern] }, context),
        body: value(expr.body),
      };
    case "let":
      return { kind: "let", ...node, ...lowerLet(expr, context), body: lower(expr.body) };
    case "if":
      return { kind: "if", ...node, condition: value(expr.condition), then: lower(expr.then), else: lower(expr.else) };
    case "fold":
      return lowerFold(expr, node, context);
    case "filter":
      return {
        kind: "filter",
        ...node,
        binder: lowerBinder({ ...expr, patterns: [expr.pattern] }, context),
        predicate: value(expr.predicate),
      };
    case "map": {
      const binders = expr.binders.map((binder) => lowerBinder(binder, context));
      return { kind: "map", ...node, binders, element: lower(expr.element) };
    }
    case "set":
      return { kind: "set", ...node, elements: expr.elements.map(lower) };
    case "seq":
      return { kind: "seq", ...node, elements: expr.elements.map(lower) };
    case "function": {
      const binders = expr.binders.map((binder) => lowerBinder(binder, context));
      return { kind: "function", ...node, binders, body: lower(expr.body) };
    }
    case "record":
      return lowerRecord(expr, node, context);
    case "tuple":
      return { kind: "tuple", ...node, items: expr.items.map(lower) };
    case "match":
      return {
        kind: "match",
        ...node,
        subject: lower(expr.subject),
        arms: expr.arms.map((arm) => ({ pattern: lowerPattern(arm.pattern, context), body: lower(arm.body) })),
      };
    case "typeSet":
      return { kind: "domain", ...node, of: setOf(type) };
    default:
      return expr satisfies never;
  }
}

/** Type and span that the node takes over from the expression. */
export interface NodeBase {
  readonly type: ir.Type;
  readonly span: ast.Node["span"];
}

/** An expression where a T is needed: a `T?` is checked for `none`. */
export function lowerValue(expr: ast.Expr, context: Context): ir.Expr {
  return required(lowerExpr(expr, context));
}

export function required(expr: ir.Expr): ir.Expr {
  return expr.type.kind === "option" ? { kind: "require", type: expr.type.of, span: expr.span, operand: expr } : expr;
}

/** An expression whose value goes where only values of `type` may be. */
export function lowerChecked(expr: ast.Expr, type: ir.Type, context: Context): ir.Expr {
  return checked(lowerExpr(expr, context), type);
}

export function checked(expr: ir.Expr, type: ir.Type): ir.Expr {
  return fits(expr, type) ? expr : { kind: "check", type, span: expr.span, operand: expr };
}

/** What a `let` takes apart, and how. A name that inference has taken for a T is bound to no `none`. */
export function lowerLet(
  written: { readonly pattern: ast.Pattern; readonly value: ast.Expr },
  context: Context,
): { readonly pattern: ir.Pattern; readonly value: ir.Expr } {
  const value = lowerExpr(written.value, context);
  const pattern = lowerPattern(written.pattern, context);
  const takesNone = pattern.kind !== "binding" || pattern.binding.type.kind === "option";
  return { pattern, value: takesNone ? value : required(value) };
}

/** An expression passed where a value of `type` is meant: nothing is stored, so that its bounds are not checked. */
export function lowerPassed(expr: ast.Expr, type: ir.Type, context: Context): ir.Expr {
  const lowered = lowerExpr(expr, context);
  const value = type.kind === "option" ? lowered : required(lowered);
  return mayHoldNone(value.type, type) ? { kind: "check", type, span: value.span, operand: value } : value;
}

function lowerCall(expr: ast.ExprNode<"call">, node: NodeBase, context: Context): ir.Expr {
  const symbol = context.symbol(expr.callee);
  switch (symbol.kind) {
    case "definition": {
      const definition = lowerDefinition(symbol, expr, context);
      const parameters = context.definitions[definition]?.parameters ?? [];
      const values = expr.arguments.map((argument, i) =>
        lowerPassed(argument, parameters[i]?.type ?? context.typeOf(argument), context),
      );
      return { kind: "call", ...node, definition, arguments: values };
    }
    case "variant":
      return {
        kind: "variant",
        ...node,
        variant: symbol.index,
        arguments: expr.arguments.map((argument, i) =>
          lowerChecked(argument, variantField(node.type, symbol.index, i), context),
        ),
      };
    case "builtin":
      return {
        kind: "builtin",
        ...node,
        name: builtinName(symbol.name, expr),
        arguments: lowerArguments(symbol.name, expr, context),
      };
    default:
      throw new Error(`lower: a ${symbol.kind} is not called`);
  }
}

function variantField(type: ir.Type, variant: number, field: number): ir.Type {
  const found = type.kind === "variants" ? type.variants[variant]?.fields[field] : undefined;
  if (found === undefined) throw new Error("lower: a variant without that field");
  return found.type;
}

function builtinName(name: string, expr: ast.ExprNode<"call">): ir.Builtin {
  switch (name) {
    case "min":
      return expr.arguments.length === 2 ? "least" : "min";
    case "max":
      return expr.arguments.length === 2 ? "greatest" : "max";
    case "size":
    case "len":
    case "sum":
    case "head":
    case "tail":
    case "last":
    case "append":
    case "range":
    case "domain":
    case "powerset":
      return name;
    default:
      throw new Error(`lower: no built-in ${name}`);
  }
}

/** What is appended may be `none`; every other argument of a built-in is a value. */
function lowerArguments(name: string, expr: ast.ExprNode<"call">, context: Context): readonly ir.Expr[] {
  return expr.arguments.map((argument, i) =>
    name === "append" && i === 1 ? lowerExpr(argument, context) : lowerValue(argument, context),
  );
}

function lowerUnary(expr: ast.ExprNode<"unary">, node: NodeBase, context: Context): ir.Expr {
  const operand = lowerValue(expr.operand, context);
  switch (expr.operator) {
    case "not":
      return { kind: "not", ...node, operand };
    case "-":
      if (operand.kind === "literal" && typeof operand.value === "number")
        return { ...operand, ...node, value: -operand.value };
      return { kind: "negate", ...node, operand };
    case "always":
    case "eventually":
      return { kind: expr.operator, ...node, operand };
    default:
      return expr.operator satisfies never;
  }
}

function lowerFold(expr: ast.ExprNode<"fold">, node: NodeBase, context: Context): ir.Expr {
  const initial = lowerExpr(expr.initial, context);
  const binder = lowerBinder({ patterns: [expr.pattern], set: expr.set }, context);
  const symbol = context.symbol(expr.accumulator);
  if (symbol.kind !== "binding") throw new Error("lower: a fold without an accumulator");
  return {
    kind: "fold",
    ...node,
    accumulator: context.binding(symbol),
    initial,
    binder,
    body: lowerExpr(expr.body, context),
  };
}

/** Fields in the order of the type, whatever the order in which they are written. */
function lowerRecord(expr: ast.ExprNode<"record">, node: NodeBase, context: Context): ir.Expr {
  if (node.type.kind !== "record") throw new Error("lower: a record of no record type");
  const fields = node.type.fields.map((field) => {
    const written = expr.fields.find((each) => each.name.text === field.name);
    if (written === undefined) throw new Error(`lower: a record without its field ${field.name}`);
    return lowerChecked(written.value, field.type, context);
  });
  return { kind: "record", ...node, fields };
}

export function lowerTemplate(template: ast.Template | undefined, context: Context): ir.Template | undefined {
  if (template === undefined) return undefined;
  return { parts: template.parts.map((part) => (typeof part === "string" ? part : lowerExpr(part, context))) };
}
