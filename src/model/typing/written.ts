import type * as ast from "../../syntax/ast.js";
import { notFinite, onlyAfterType, twiceOptional } from "../errors/types.js";
import type { Type } from "../types.js";
import { whyInfinite } from "./finite.js";
import type { Inference } from "./inference.js";
import { recordOf } from "./records.js";
import { BOOL, BROKEN, INT, setOf } from "./unify.js";

/** The type that a written type stands for. */
export function writtenType(t: Inference, type: ast.TypeExpr): Type {
  const known = t.writtenType.get(type);
  if (known !== undefined) return known;
  const found = read(t, type);
  t.writtenType.set(type, found);
  return found;
}

function read(t: Inference, type: ast.TypeExpr): Type {
  switch (type.kind) {
    case "boolType":
      return BOOL;
    case "intType":
      return INT;
    case "rangeType":
      return { kind: "range", low: type.low, high: type.high };
    case "namedType": {
      const symbol = t.symbol(type.name);
      // A type that uses itself was reported; it has no end.
      return (symbol?.kind === "type" ? t.namedType.get(symbol.declaration) : undefined) ?? BROKEN;
    }
    case "variantsType":
      t.report(onlyAfterType(type.span, "variants"));
      return BROKEN;
    case "symmetricType":
      t.report(onlyAfterType(type.span, "symmetric"));
      return BROKEN;
    case "recordType":
      return recordOf(
        t,
        type.fields.map((field) => ({ name: field.name.text, type: writtenType(t, field.type) })),
      );
    case "tupleType":
      return { kind: "tuple", items: type.items.map((item) => writtenType(t, item)) };
    case "optionType": {
      const of = writtenType(t, type.of);
      if (of.kind !== "option") return { kind: "option", of };
      t.report(twiceOptional(type.span, `\`${t.words.text(of)}\``));
      return of;
    }
    case "setType":
      return setOf(writtenType(t, type.of));
    case "seqType":
      return { kind: "seq", of: writtenType(t, type.of), max: type.max };
    case "functionType": {
      const key = writtenType(t, type.key);
      requireFiniteKeys(t, type.key, key, "what stands left of `->`");
      return { kind: "function", key, value: writtenType(t, type.value) };
    }
  }
}

/** A function has a value for each value of its key's type, and a channel a mailbox. */
export function requireFiniteKeys(t: Inference, at: ast.Node, key: Type, what: string): void {
  t.final.push(() => {
    const reason = whyInfinite(t, key);
    if (reason !== undefined) {
      const hint = "there is a value for every key of the type: make it a range, such as `0..9`";
      t.report(notFinite(at.span, what, `\`${t.words.text(key)}\``, reason, hint));
    }
  });
}

/** The type that a declaration `type T = …` introduces. */
export function declareType(t: Inference, d: ast.TypeDeclaration): void {
  const { definition } = d;
  if (definition.kind === "symmetricType") {
    const type: Type = { kind: "symmetric", declaration: d };
    t.writtenType.set(definition, type);
    t.namedType.set(d, type);
    return;
  }
  if (definition.kind !== "variantsType") {
    const of = writtenType(t, definition);
    // An object of its own carries the name.
    const type: Type = of.kind === "variants" || of.kind === "symmetric" || of === BROKEN ? of : { ...of };
    t.namedType.set(d, type);
    if (type !== of) t.words.aliases.set(type, d.name.text);
    return;
  }
  for (const variant of definition.variants) {
    t.variantFields.set(
      variant,
      variant.fields.map((field) => writtenType(t, field.type)),
    );
  }
  const type: Type = { kind: "variants", declaration: d };
  t.writtenType.set(definition, type);
  t.namedType.set(d, type);
}
