import type { Unit } from "../code/unit.js";
import type { Defined } from "../wasm/module.js";

/** Bytes in which nodes are built: the largest set that the language allows, of two words an element, fits. */
export const BUFFER = 1 << 23;

/** What a generated module has for interned values; it is written when it is first asked for. */
export class Heap {
  readonly #unit: Unit;
  readonly #functions = new Map<string, Defined>();
  #top: number | undefined;
  #buffer: number | undefined;
  readonly #regions = new Map<string, number>();
  /** What the search is told of: set as soon as something is interned. */
  functions: { readonly intern: Defined; readonly rehash: Defined } | undefined;

  constructor(unit: Unit) {
    this.#unit = unit;
  }

  /** The function of this name. */
  shared(name: string, write: () => Defined): Defined {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const defined = write();
    this.#functions.set(name, defined);
    return defined;
  }

  /** The address of a cell: how many bytes of the buffer are in use. */
  get top(): number {
    this.#top ??= this.#unit.allocate(4);
    return this.#top;
  }

  /** Where nodes are built: `BUFFER` bytes of the module's own memory, used as a stack. */
  get buffer(): number {
    this.#buffer ??= this.#unit.allocate(BUFFER);
    return this.#buffer;
  }

  /** Where a small element has its words for as long as it takes to put it into a node. */
  get element(): number {
    return this.region("element", 8);
  }

  /** The address of the memory of this name. */
  region(name: string, bytes: number): number {
    const address = this.#regions.get(name) ?? this.#unit.allocate(bytes);
    this.#regions.set(name, address);
    return address;
  }
}
