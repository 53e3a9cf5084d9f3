import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import type { FieldType, Type } from "../../model/ir.js";
import { LARGEST_SET, sizeOf, valuesOf } from "../values/domain.js";
import { compare } from "../values/order.js";
import type { Program } from "../values/program.js";
import { asSequence, present, product, type Value } from "../values/value.js";
import type { Cell } from "./cells.js";

/** Ints that are drawn: small ones are where specs live. */
const [LEAST, GREATEST] = [-2, 9];
/** Elements of sequences without a bound, and of sets over types that cannot be held. */
const MOST = 4;

/** Random values of types, also of those that have no end. */
export class RandomValues {
  readonly #program: Program;
  readonly #below: (bound: number) => number;

  constructor(program: Program, below: (bound: number) => number) {
    this.#program = program;
    this.#below = below;
  }

  value(cell: Cell): Value {
    const { type, role } = present(this.#program.model.variables[cell.slot]);
    const own = cell.key !== undefined && type.kind === "function" ? type.value : type;
    const value = this.#of(own);
    if (role.kind !== "channel" || present(this.#program.model.channels[role.channel]).fifo) return value;
    return asSequence(value).sort(compare).toList();
  }

  #of(type: Type): Value {
    switch (type.kind) {
      case "int":
        return LEAST + this.#below(GREATEST - LEAST + 1);
      case "bool":
        return this.#below(2) === 1;
      case "range":
        return type.low + this.#below(type.high - type.low + 1);
      case "variants": {
        const variant = this.#below(type.variants.length);
        return product(type, variant, this.#fields(present(type.variants[variant]).fields));
      }
      case "record":
        return product(type, 0, this.#fields(type.fields));
      case "tuple":
        return product(
          type,
          0,
          type.items.map((item) => this.#of(item)),
        );
      case "option":
        return this.#below(2) === 0 ? null : this.#of(type.of);
      case "set": {
        if (sizeOf(type.of) <= 64) return ImmutableSet(valuesOf(type.of).filter(() => this.#below(2) === 1));
        return ImmutableSet(this.#several(type.of, MOST));
      }
      case "seq":
        return List(this.#several(type.of, Math.min(type.max ?? MOST, MOST)));
      case "function": {
        if (sizeOf(type.key) > LARGEST_SET) throw new Error("internal error: a function with too many keys");
        return ImmutableMap(valuesOf(type.key).map((key) => [key, this.#of(type.value)]));
      }
      case "symmetric":
        return product(type, this.#below(type.size), []);
    }
  }

  #fields(fields: readonly FieldType[]): readonly Value[] {
    return fields.map(({ type }) => this.#of(type));
  }

  #several(type: Type, most: number): readonly Value[] {
    return Array.from({ length: this.#below(most + 1) }, () => this.#of(type));
  }
}
