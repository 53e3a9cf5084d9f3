import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import type { Type } from "../../model/ir.js";
import type { Datum } from "../datum.js";
import { elementsOf, keysOf } from "./order.js";
import { Product, present, product, type Value } from "./value.js";

/** A value as plain data, sets and functions in canonical order. */
export function toDatum(value: Value): Datum {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Product) return productDatum(value);
  if (List.isList(value)) return { seq: value.toArray().map(toDatum) };
  if (ImmutableSet.isSet(value)) return { set: elementsOf(value).map(toDatum) };
  return { function: keysOf(value).map((key) => [toDatum(key), toDatum(present(value.get(key)))]) };
}

function productDatum({ shape, items }: Product): Datum {
  const data = items.map(toDatum);
  switch (shape.kind) {
    case "variant":
      return data.length === 0 ? { variant: shape.name } : { variant: shape.name, arguments: data };
    case "record":
      return { record: data.map((datum, at) => [present(shape.fields[at]), datum]) };
    case "tuple":
      return { tuple: data };
  }
}

/** The value of the type that a datum made by `toDatum` stands for. */
export function fromDatum(datum: Datum, type: Type): Value {
  if (type.kind === "option") return datum === null ? null : fromDatum(datum, type.of);
  if (datum === null || typeof datum !== "object") return datum;
  if ("variant" in datum) return variantFrom(datum, type);
  if ("record" in datum && type.kind === "record") {
    const items = datum.record.map(([, item], at) => fromDatum(item, present(type.fields[at]).type));
    return product(type, 0, items);
  }
  if ("tuple" in datum && type.kind === "tuple") {
    const items = datum.tuple.map((item, at) => fromDatum(item, present(type.items[at])));
    return product(type, 0, items);
  }
  if ("set" in datum && type.kind === "set") return ImmutableSet(datum.set.map((item) => fromDatum(item, type.of)));
  if ("seq" in datum && type.kind === "seq") return List(datum.seq.map((item) => fromDatum(item, type.of)));
  if ("function" in datum && type.kind === "function") {
    return ImmutableMap(datum.function.map(([key, value]) => [fromDatum(key, type.key), fromDatum(value, type.value)]));
  }
  throw new Error(`internal error: a datum that is no ${type.kind}`);
}

function variantFrom(datum: Extract<Datum, { readonly variant: string }>, type: Type): Value {
  if (type.kind === "symmetric") return product(type, Number(datum.variant.slice(type.name.length + 1)) - 1, []);
  if (type.kind !== "variants") throw new Error(`internal error: a variant that is no ${type.kind}`);
  const index = type.variants.findIndex((variant) => variant.name === datum.variant);
  const { fields } = present(type.variants[index]);
  const items = (datum.arguments ?? []).map((item, at) => fromDatum(item, present(fields[at]).type));
  return product(type, index, items);
}
