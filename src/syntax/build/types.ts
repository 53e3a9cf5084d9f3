import type { Node } from "ohm-js";
import { cover } from "../../source.js";
import type { FieldDeclaration, TypeExpr, VariantDeclaration } from "../ast.js";
import type { EverystepActionDict } from "../generated/everystep.ohm-bundle.js";
import { exprOf, listOf, nameOf, optional, spanOf, typeOf } from "./nodes.js";

function fieldOf(node: Node): FieldDeclaration {
  const [name, , type] = node.children;
  if (name === undefined || type === undefined) throw new Error("a field has a name and a type");
  return { name: nameOf(name), type: typeOf(type), span: spanOf(node) };
}

function fieldsOf(parenthesised: Node): readonly FieldDeclaration[] {
  const list = parenthesised.child(1);
  return listOf(list).map(fieldOf);
}

function variantOf(node: Node): VariantDeclaration {
  return {
    name: nameOf(node.child(0)),
    fields: optional(node.child(1), fieldsOf) ?? [],
    span: spanOf(node),
  };
}

/** A function type from its key and the phrase `-> value`. */
export function functionTypeOf(key: Node, tail: Node): TypeExpr {
  return {
    kind: "functionType",
    key: typeOf(key),
    value: typeOf(tail.child(1)),
    span: cover(spanOf(key), spanOf(tail)),
  };
}

export const types: EverystepActionDict<TypeExpr> = {
  TypeAnnotation: (_colon, type) => typeOf(type),
  ChannelKey: (_colon, type) => typeOf(type),
  Type: (key, tail) => optional(tail, (value) => functionTypeOf(key, value)) ?? typeOf(key),
  PrefixType_set(_set, _of, type) {
    return { kind: "setType", of: typeOf(type), span: spanOf(this) };
  },
  PrefixType_seq(seq, _of, type, bound) {
    const max = optional(bound, (node) => exprOf(node.child(1)));
    const span = { start: spanOf(seq).start, end: (max ?? typeOf(type)).span.end };
    const sequence: TypeExpr = { kind: "seqType", of: typeOf(type), max, span };
    const optioned = optional(bound, (node) => node.child(2).numChildren > 0) ?? false;
    return optioned ? { kind: "optionType", of: sequence, span: spanOf(this) } : sequence;
  },
  PrefixType_option(type, mark) {
    return mark.numChildren === 0 ? typeOf(type) : { kind: "optionType", of: typeOf(type), span: spanOf(this) };
  },
  AtomType_bool(_bool) {
    return { kind: "boolType", span: spanOf(this) };
  },
  AtomType_int(_int) {
    return { kind: "intType", span: spanOf(this) };
  },
  AtomType_symmetric(_symmetric, size) {
    return { kind: "symmetricType", size: exprOf(size), span: spanOf(this) };
  },
  AtomType_range(low, _dots, high) {
    return { kind: "rangeType", low: exprOf(low), high: exprOf(high), span: spanOf(this) };
  },
  AtomType_named(name) {
    return { kind: "namedType", name: nameOf(name), span: spanOf(this) };
  },
  AtomType_record(_open, fields, _close) {
    return { kind: "recordType", fields: listOf(fields).map(fieldOf), span: spanOf(this) };
  },
  AtomType_tuple(_open, list, _close) {
    const items = listOf(list).map(typeOf);
    const only = items.length === 1 ? items[0] : undefined;
    return only ?? { kind: "tupleType", items, span: spanOf(this) };
  },
  Variants_several(first, _bars, rest) {
    return { kind: "variantsType", variants: [first, ...rest.children].map(variantOf), span: spanOf(this) };
  },
  Variants_one(name, fields) {
    const variant = { name: nameOf(name), fields: fieldsOf(fields), span: spanOf(this) };
    return { kind: "variantsType", variants: [variant], span: spanOf(this) };
  },
};
