import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { Context } from "./context.js";
import { lowerValue } from "./expressions.js";

/** A binder; its set is lowered before its names exist. */
export function lowerBinder(binder: Pick<ast.Binder, "patterns" | "set">, context: Context): ir.Binder {
  const set = lowerValue(binder.set, context);
  return { set, patterns: binder.patterns.map((pattern) => lowerPattern(pattern, context)) };
}

export function lowerPattern(pattern: ast.Pattern, context: Context): ir.Pattern {
  switch (pattern.kind) {
    case "wildcard":
      return { kind: "wildcard" };
    case "none":
      return { kind: "literal", value: null };
    case "bool":
    case "int":
      return { kind: "literal", value: pattern.value };
    case "name": {
      const symbol = context.symbol(pattern);
      if (symbol.kind === "variant") return { kind: "variant", variant: symbol.index, arguments: [] };
      if (symbol.kind === "binding") return { kind: "binding", binding: context.binding(symbol) };
      throw new Error(`lower: a ${symbol.kind} is no pattern`);
    }
    case "variant": {
      const symbol = context.symbol(pattern.name);
      if (symbol.kind !== "variant") throw new Error(`lower: a ${symbol.kind} is no pattern`);
      const inner = pattern.arguments.map((argument) => lowerPattern(argument, context));
      return { kind: "variant", variant: symbol.index, arguments: inner };
    }
    case "record":
      return { kind: "record", fields: pattern.fields.map((field) => lowerField(pattern, field, context)) };
    case "tuple":
      return { kind: "tuple", items: pattern.items.map((item) => lowerPattern(item, context)) };
    default:
      return pattern satisfies never;
  }
}

function lowerField(
  record: Extract<ast.Pattern, { kind: "record" }>,
  field: { readonly name: ast.Name; readonly pattern: ast.Pattern },
  context: Context,
): { readonly field: number; readonly pattern: ir.Pattern } {
  const type = context.typed.patternType.get(record);
  const index = type?.kind === "record" ? type.fields.findIndex((each) => each.name === field.name.text) : -1;
  if (index < 0) throw new Error(`lower: no field ${field.name.text}`);
  return { field: index, pattern: lowerPattern(field.pattern, context) };
}
