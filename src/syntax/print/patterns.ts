import type { Binder, Pattern } from "../ast.js";
import type { Context } from "./context.js";
import { type Doc, join } from "./doc.js";
import { exprDoc } from "./expressions.js";
import { commaSeparated } from "./lists.js";

export function patternText(pattern: Pattern): string {
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "name":
      return pattern.text;
    case "none":
      return "none";
    case "bool":
    case "int":
      return String(pattern.value);
    case "variant":
      return `${pattern.name.text}(${pattern.arguments.map(patternText).join(", ")})`;
    case "record":
      return `{${pattern.fields.map((field) => `${field.name.text}: ${patternText(field.pattern)}`).join(", ")}}`;
    case "tuple":
      return `(${pattern.items.map(patternText).join(", ")})`;
  }
}

/** `x, y in S, z in T` */
export function bindersDoc(binders: readonly Binder[], ctx: Context): Doc {
  return commaSeparated(binders, ctx, binderDoc);
}

function binderDoc({ patterns, set }: Binder, ctx: Context): Doc {
  return [join(patterns.map(patternText), ", "), " in ", exprDoc(set, ctx)];
}
