export type Type =
  | { readonly kind: "bool" }
  | { readonly kind: "int" }
  /** May be empty only where nothing of it is ever stored. */
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  /** An enumeration or a tagged union; `name` is the declared one. Also the labels of a process (see `Process`). */
  | { readonly kind: "variants"; readonly name: string; readonly variants: readonly VariantType[] }
  | { readonly kind: "record"; readonly fields: readonly FieldType[] }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  /** `none` or a value of `of`; never nested. */
  | { readonly kind: "option"; readonly of: Type }
  | { readonly kind: "set"; readonly of: Type }
  /** `max`: the greatest length, when bounded. */
  | { readonly kind: "seq"; readonly of: Type; readonly max: number | undefined }
  | { readonly kind: "function"; readonly key: Type; readonly value: Type }
  | { readonly kind: "symmetric"; readonly name: string; readonly size: number };

export interface VariantType {
  readonly name: string;
  readonly fields: readonly FieldType[];
}

export interface FieldType {
  readonly name: string;
  readonly type: Type;
}

/** The types of what values of a type are made of. */
export function componentsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "bool":
    case "int":
    case "range":
    case "symmetric":
      return [];
    case "variants":
      return type.variants.flatMap(({ fields }) => fields.map((field) => field.type));
    case "record":
      return type.fields.map((field) => field.type);
    case "tuple":
      return type.items;
    case "option":
    case "set":
    case "seq":
      return [type.of];
    case "function":
      return [type.key, type.value];
  }
}
