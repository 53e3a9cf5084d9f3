import type { Model } from "../model/ir.js";
import { typeName } from "../model/type-name.js";
import { widthOf } from "./generate/encoding.js";
import { layoutOf } from "./generate/layout.js";
import { programOf } from "./interpret/program.js";
import { sizeOf } from "./values/domain.js";

/** How the generated engine keeps a state in memory: what `everystep layout` prints. */
export interface StateLayout {
  readonly spec: string;
  readonly model: string | undefined;
  /** Words of 32 bits. */
  readonly words: number;
  readonly variables: readonly VariableLayout[];
  /** The decimal logarithm of the number of states that the types allow; infinite when it is beyond counting. */
  readonly magnitude: number;
}

export interface VariableLayout {
  readonly name: string;
  /** As it is laid out: mailboxes are sequences. */
  readonly type: string;
  readonly bits: number;
  /** The word and the bit in it, counted from the lowest, where it begins. */
  readonly word: number;
  readonly bit: number;
}

/**
 * The layout of a model's states.
 *
 * @throws Unsupported when the generated engine does not take some variable
 */
export function stateLayout(model: Model): StateLayout {
  const { words, slots } = layoutOf(programOf(model));
  const variables = slots.map(({ type, bit }, index) => ({
    name: model.variables[index]?.name ?? "",
    type: typeName(type),
    bits: widthOf(type),
    word: Math.floor(bit / 32),
    bit: bit % 32,
  }));
  const magnitude = slots.reduce((sum, { type }) => sum + Math.log10(sizeOf(type)), 0);
  return { spec: model.name, model: model.chosen?.name || undefined, words, variables, magnitude };
}
