import type { Model } from "../model/ir.js";
import { typeName } from "../model/type-name.js";
import { holdsInterned, widthOf } from "./generate/encoding.js";
import { layoutOf } from "./generate/layout.js";
import { programOf } from "./interpret/program.js";
import { together } from "./values/magnitude.js";

/** How the generated engine keeps a state in memory: what `everystep layout` prints. */
export interface StateLayout {
  readonly spec: string;
  readonly model: string | undefined;
  /** Words of 32 bits. */
  readonly words: number;
  /** The words that the search keeps of a state: fewer than `words` where most of them are interned in groups. */
  readonly packed: number;
  readonly variables: readonly VariableLayout[];
  /**
   * The decimal logarithm of the number of states that the types allow; `Infinity` when even that is beyond a number;
   * undefined: there are infinitely many.
   */
  readonly magnitude: number | undefined;
}

export interface VariableLayout {
  readonly name: string;
  /** As it is laid out: mailboxes are sequences. */
  readonly type: string;
  readonly bits: number;
  /** Does its value, or a part of it, stand as a number in the table of distinct values? */
  readonly interned: boolean;
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
  const { words, packed, slots } = layoutOf(programOf(model));
  const variables = slots.map(({ type, bit }, index) => ({
    name: model.variables[index]?.name ?? "",
    type: typeName(type),
    bits: widthOf(type),
    interned: holdsInterned(type),
    word: Math.floor(bit / 32),
    bit: bit % 32,
  }));
  const magnitude = together(slots.map(({ type }) => type));
  return { spec: model.name, model: model.chosen?.name || undefined, words, packed, variables, magnitude };
}
