import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { notAType, unknownType } from "../errors/names.js";
import { resolveExpression } from "./expressions.js";
import { reportRepeatedFields } from "./patterns.js";
import type { Place, Resolution } from "./scope.js";

/** Looks up the names of types in a written type, and the names in its bounds. */
export function resolveType(r: Resolution, place: Place, type: ast.TypeExpr): void {
  switch (type.kind) {
    case "boolType":
    case "intType":
      return;
    case "namedType":
      resolveTypeName(r, place, type.name);
      return;
    case "rangeType":
      resolveExpression(r, place, type.low);
      resolveExpression(r, place, type.high);
      return;
    case "symmetricType":
      resolveExpression(r, place, type.size);
      return;
    case "seqType":
      resolveType(r, place, type.of);
      if (type.max !== undefined) resolveExpression(r, place, type.max);
      return;
    case "variantsType":
      for (const variant of type.variants) {
        reportRepeatedFields(r, variant.fields);
        for (const field of variant.fields) resolveType(r, place, field.type);
      }
      return;
    case "recordType":
      reportRepeatedFields(r, type.fields);
      for (const field of type.fields) resolveType(r, place, field.type);
      return;
    case "tupleType":
      for (const item of type.items) resolveType(r, place, item);
      return;
    case "optionType":
    case "setType":
      resolveType(r, place, type.of);
      return;
    case "functionType":
      resolveType(r, place, type.key);
      resolveType(r, place, type.value);
      return;
  }
}

function resolveTypeName(r: Resolution, place: Place, name: ast.Name): void {
  const symbol = place.scope.find(name.text);
  if (r.isDoubtful(symbol)) return;
  if (symbol?.kind === "type") {
    r.symbolOf.set(name, symbol);
  } else if (symbol !== undefined) {
    r.report(notAType(name, symbol));
  } else {
    const types = [...r.globals.values()].filter((s) => s.kind === "type").map((s) => s.name);
    r.report(unknownType(name, foreignType(name.text) ?? suggest(name.text, types)));
  }
}

/** What other languages call our types. */
function foreignType(name: string): string | undefined {
  if (/^bool(ean)?$/i.test(name)) return "bool";
  if (/^(int(eger)?|nat(ural)?|number)$/i.test(name)) return "int";
  if (/^(list|array|sequence)$/i.test(name)) return "seq of …";
  return undefined;
}
