import type { FieldType, Type } from "../../model/ir.js";
import { sizeOf } from "./domain.js";

/*
 * How many values a type has, where that may be more than a number holds: as the decimal logarithm. Undefined: infinitely many.
 */

export function magnitudeOf(type: Type): number | undefined {
  switch (type.kind) {
    case "bool":
    case "range":
    case "symmetric":
      return Math.log10(sizeOf(type));
    case "int":
      return undefined;
    case "variants":
      return defined(
        type.variants.map(({ fields }) => together(typesOf(fields))),
        sum,
      );
    case "record":
      return together(typesOf(type.fields));
    case "tuple":
      return together(type.items);
    case "option":
      return defined([0, magnitudeOf(type.of)], sum);
    case "set":
      return defined([magnitudeOf(type.of)], ([of = 0]) => 10 ** of * Math.log10(2));
    case "seq":
      return sequences(magnitudeOf(type.of), type.max);
    case "function":
      return defined([magnitudeOf(type.key), magnitudeOf(type.value)], ([key = 0, value = 0]) => 10 ** key * value);
  }
}

/** Of tuples of one value of each type. */
export function together(types: readonly Type[]): number | undefined {
  return defined(types.map(magnitudeOf), (each) => each.reduce((total, one) => total + one, 0));
}

function defined(
  magnitudes: readonly (number | undefined)[],
  combined: (magnitudes: readonly number[]) => number,
): number | undefined {
  const finite = magnitudes.filter((each) => each !== undefined);
  return finite.length < magnitudes.length ? undefined : combined(finite);
}

/** Of as many values as all together. */
function sum(magnitudes: readonly number[]): number {
  const most = Math.max(...magnitudes);
  if (!Number.isFinite(most)) return most;
  return most + Math.log10(magnitudes.reduce((total, each) => total + 10 ** (each - most), 0));
}

/** A geometric series: one for each length. */
function sequences(each: number | undefined, max: number | undefined): number | undefined {
  if (each === Number.NEGATIVE_INFINITY) return 0;
  if (each === undefined || max === undefined) return max === 0 ? 0 : undefined;
  if (each === 0) return Math.log10(max + 1);
  return max * each + Math.log10((1 - 10 ** (-each * (max + 1))) / (1 - 10 ** -each));
}

function typesOf(fields: readonly FieldType[]): readonly Type[] {
  return fields.map(({ type }) => type);
}
