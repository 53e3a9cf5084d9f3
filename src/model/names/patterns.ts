import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { repeatedField, unknownName } from "../errors/names.js";
import { bind, type Place, type Resolution } from "./scope.js";

/** Looks up the variants in a pattern and makes its new names known at `place`. */
export function resolvePattern(r: Resolution, place: Place, pattern: ast.Pattern): void {
  switch (pattern.kind) {
    case "wildcard":
    case "none":
    case "bool":
    case "int":
      return;
    case "name": {
      const symbol = place.scope.find(pattern.text);
      if (symbol?.kind === "variant") r.symbolOf.set(pattern, symbol);
      else bind(r, place, pattern, pattern.text);
      return;
    }
    case "variant":
      resolveVariant(r, place, pattern.name);
      for (const argument of pattern.arguments) resolvePattern(r, place, argument);
      return;
    case "record": {
      reportRepeatedFields(r, pattern.fields);
      for (const field of pattern.fields) resolvePattern(r, place, field.pattern);
      return;
    }
    case "tuple":
      for (const item of pattern.items) resolvePattern(r, place, item);
      return;
  }
}

function resolveVariant(r: Resolution, place: Place, name: ast.Name): void {
  const symbol = place.scope.find(name.text);
  if (r.isDoubtful(symbol)) return;
  if (symbol?.kind === "variant") {
    r.symbolOf.set(name, symbol);
    return;
  }
  const variants = [...r.globals.values()].filter((s) => s.kind === "variant").map((s) => s.name);
  r.report(unknownName(name.span, name.text, suggest(name.text, variants)));
}

export function reportRepeatedFields(r: Resolution, fields: readonly { readonly name: ast.Name }[]): void {
  const seen = new Map<string, ast.Name>();
  for (const { name } of fields) {
    const first = seen.get(name.text);
    if (first === undefined) seen.set(name.text, name);
    else r.report(repeatedField(name, first.span));
  }
}
