import type { Type } from "../types.js";
import type { Inference } from "./inference.js";
import { partsOf } from "./unify.js";

/** Why a type has no end of values, as a clause to follow "is not finite"; undefined for a finite one. */
export function whyInfinite(t: Inference, type: Type): string | undefined {
  const pruned = t.types.prune(type);
  switch (pruned.kind) {
    case "int":
      return "";
    case "seq":
      return pruned.max === undefined ? ": a sequence without `max` can be of any length" : whyInfinite(t, pruned.of);
    case "variants":
      return variantParts(t, pruned).some((part) => whyInfinite(t, part) !== undefined)
        ? ": a field of it is not"
        : undefined;
    default: {
      const part = partsOf(pruned).find((p) => whyInfinite(t, p) !== undefined);
      return part === undefined ? undefined : `: \`${t.words.text(part)}\` in it is not`;
    }
  }
}

/** The types of all fields of all variants. */
export function variantParts(t: Inference, type: Extract<Type, { kind: "variants" }>): readonly Type[] {
  const { definition } = type.declaration;
  if (definition.kind !== "variantsType") return [];
  return definition.variants.flatMap((variant) => t.variantFields.get(variant) ?? []);
}

/** The symmetric type on whose order the order of such values depends. */
export function symmetricIn(t: Inference, type: Type): string | undefined {
  const pruned = t.types.prune(type);
  if (pruned.kind === "symmetric") return pruned.declaration.name.text;
  const parts = pruned.kind === "variants" ? variantParts(t, pruned) : partsOf(pruned);
  for (const part of parts) {
    const found = symmetricIn(t, part);
    if (found !== undefined) return found;
  }
  return undefined;
}
