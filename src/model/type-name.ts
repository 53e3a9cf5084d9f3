import type { Type } from "./ir.js";

/** A type as the language writes it; declared ones by their names, where these are known. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case "bool":
    case "int":
      return type.kind;
    case "range":
      return `${type.low}..${type.high}`;
    case "variants":
    case "symmetric":
      return type.name;
    case "record":
      return `{${type.fields.map((field) => `${field.name}: ${typeName(field.type)}`).join(", ")}}`;
    case "tuple":
      return `(${type.items.map(typeName).join(", ")})`;
    case "option":
      return `${typeName(type.of)}?`;
    case "set":
      return `set of ${typeName(type.of)}`;
    case "seq":
      return `seq of ${typeName(type.of)}${type.max === undefined ? "" : ` max ${type.max}`}`;
    case "function":
      return `${typeName(type.key)} -> ${typeName(type.value)}`;
  }
}
