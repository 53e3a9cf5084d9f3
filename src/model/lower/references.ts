import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { AnySymbol, DefinitionSymbol, ProcessSymbol } from "../symbols.js";
import { type Context, numberOf } from "./context.js";
import { lowerChecked, lowerExpr, lowerPassed, type NodeBase } from "./expressions.js";

/* What names refer to: variables and locals, processes and their labels, constants and definitions. */

export function lowerName(expr: ast.ExprNode<"name">, node: NodeBase, context: Context): ir.Expr {
  const symbol = context.symbol(expr);
  switch (symbol.kind) {
    case "const":
      return { kind: "constant", ...node, index: lowerConstant(symbol, expr, context) };
    case "type":
      return { kind: "domain", ...node, of: setOf(node.type) };
    case "variant":
      return { kind: "variant", ...node, variant: symbol.index, arguments: [] };
    case "variable":
    case "channel":
      return { kind: "variable", ...node, slot: numberOf(symbol.declaration, context.slotOf) };
    case "local":
      return lowerLocal(symbol, ownInstance(context.process(symbol.process), expr, context), node, context);
    case "binding":
      return { kind: "binding", ...node, binding: context.binding(symbol) };
    case "definition":
      return { kind: "call", ...node, definition: lowerDefinition(symbol, expr, context), arguments: [] };
    default:
      throw new Error(`lower: a ${symbol.kind} is no value`);
  }
}

export function ownInstance(process: ProcessSymbol, at: ast.Node, context: Context): ir.Expr | undefined {
  if (process.parameter === undefined) return undefined;
  const binding = context.binding(process.parameter);
  return { kind: "binding", type: binding.type, span: at.span, binding };
}

export function lowerLocal(
  symbol: Extract<AnySymbol, { kind: "local" }>,
  instance: ir.Expr | undefined,
  node: NodeBase,
  context: Context,
): ir.Expr {
  const slot = numberOf(symbol.declaration, context.slotOf);
  if (instance === undefined) return { kind: "variable", ...node, slot };
  const type: ir.Type = { kind: "function", key: instance.type, value: node.type };
  return { kind: "apply", ...node, target: { kind: "variable", type, span: node.span, slot }, key: instance };
}

export function processOf(
  expr: ast.Expr,
  context: Context,
): { readonly process: ProcessSymbol; readonly instance: ir.Expr | undefined } | undefined {
  const named = expr.kind === "call" ? expr.callee : expr;
  const symbol = context.typed.resolved.symbolOf.get(named);
  if (symbol?.kind !== "process") return undefined;
  const argument = expr.kind === "call" ? expr.arguments[0] : undefined;
  if (argument === undefined || symbol.parameter === undefined) return { process: symbol, instance: undefined };
  return { process: symbol, instance: lowerPassed(argument, context.binding(symbol.parameter).type, context) };
}

export function lowerPlace(
  expr: ast.ExprNode<"at">,
  context: Context,
): { readonly process: number; readonly instance: ir.Expr | undefined; readonly labels: readonly number[] } {
  const found = processOf(expr.process, context);
  if (found === undefined) throw new Error("lower: `at` without a process");
  const labels = expr.labels.map((label) => labelIndex(found.process, label.text));
  return { process: numberOf(found.process.declaration, context.processOf), instance: found.instance, labels };
}

export function labelIndex(process: ProcessSymbol, name: string): number {
  const index = process.labels.findIndex((label) => label.text === name);
  return index < 0 ? process.labels.length : index;
}

export function lowerStepReference(step: ast.StepReference, context: Context): ir.StepReference {
  const symbol = context.symbol(step.name);
  const lower = (types: readonly ir.Type[]): readonly (ir.Expr | undefined)[] =>
    step.arguments.map((argument, i) =>
      argument === undefined ? undefined : lowerPassed(argument, types[i] ?? context.typeOf(argument), context),
    );
  if (symbol.kind === "action") {
    const index = numberOf(symbol.declaration, context.actionOf);
    return { kind: "action", index, arguments: lower(parameterTypes(symbol.declaration, context)) };
  }
  if (symbol.kind === "process") {
    const index = numberOf(symbol.declaration, context.processOf);
    return {
      kind: "process",
      index,
      arguments: lower(symbol.parameter === undefined ? [] : [context.binding(symbol.parameter).type]),
    };
  }
  throw new Error(`lower: a ${symbol.kind} takes no steps`);
}

function parameterTypes(action: ast.ActionDeclaration, context: Context): readonly ir.Type[] {
  return action.parameters.flatMap(({ patterns, set }) => {
    const type = context.typeOf(set);
    return patterns.map(() => setOf(type.kind === "option" ? type.of : type));
  });
}

export function lowerConstant(symbol: Extract<AnySymbol, { kind: "const" }>, at: ast.Node, context: Context): number {
  const { declaration } = symbol;
  const known = context.constantOf.get(declaration);
  if (known !== undefined) return known;
  return context.evaluating(declaration, at.span, () => {
    const declared = context.typed.declaredType.get(declaration);
    if (declared === undefined) throw new Error("lower: a constant without a type");
    const type = context.concrete(declared);
    const value = lowerChecked(context.value(declaration), type, context);
    const inTypes = context.inTypes.has(declaration);
    const index = context.constants.push({ name: symbol.name, type, value, inTypes, span: declaration.span }) - 1;
    context.constantOf.set(declaration, index);
    return index;
  });
}

export function lowerDefinition(symbol: DefinitionSymbol, use: ast.Expr, context: Context): number {
  const instantiation = context.typed.instantiation.get(use) ?? new Map();
  const substitution = new Map(
    [...instantiation].map(([variable, type]) => [variable, context.concrete(type)] as const),
  );
  const key = context.definitionKey(symbol, substitution);
  const known = context.definitionOf.get(key);
  if (known !== undefined) return known;
  const definition = context.within(substitution, (): ir.Definition => {
    const { declaration } = symbol;
    const parameters = declaration.parameters.map((parameter) => {
      const bound = context.symbol(parameter);
      if (bound.kind !== "binding") throw new Error("lower: a parameter that binds nothing");
      return context.binding(bound);
    });
    const body = lowerExpr(declaration.body, context);
    return { name: symbol.name, parameters, body, doc: declaration.doc, span: declaration.span };
  });
  const index = context.definitions.push(definition) - 1;
  context.definitionOf.set(key, index);
  return index;
}

export function setOf(type: ir.Type): ir.Type {
  if (type.kind !== "set") throw new Error("lower: a type that stands for no set");
  return type.of;
}
