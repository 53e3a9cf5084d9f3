import type { Model, Type } from "../../../model/ir.js";
import type { Span } from "../../../source.js";
import type { Exchange } from "../../symmetry/exchange.js";
import type { Program } from "../../values/program.js";
import { present, type Value } from "../../values/value.js";
import type { Hearer, Site } from "../abi.js";
import { Heap } from "../heap/heap.js";
import { imageOf, wordsOf, wordsOfImage } from "../images.js";
import type { Layout, Slot } from "../layout.js";
import type { Defined, Module } from "../wasm/module.js";
import type { ValueType } from "../wasm/opcodes.js";
import type { Outlined } from "./calls.js";
import { Profiling, profilingBytes } from "./profiling.js";
import { transitionsOf } from "./transitions.js";
import { stored } from "./types.js";

/*
 * What all functions of a generated module share: the module, its memory, and the places of errors. Memory is handed out
 * from `base` upwards while code is written: counters, frames (a state each, one for each depth of choices), buffers for
 * wide values, tables.
 */

/** What functions that call themselves keep for when they go on (rounds.ts): so many states, in bytes within these bounds. */
const KEPT_STATES = 512;
const LEAST_KEPT = 1 << 22;
const MOST_KEPT = 1 << 26;

/** Memory for states, one for each depth of open choices. Reading 8 bytes at the last word of one stays inside. */
export class Frames {
  readonly #addresses: number[] = [];

  constructor(readonly unit: Unit) {}

  get bytes(): number {
    return this.unit.layout.words * 4 + 8;
  }

  at(depth: number): number {
    while (this.#addresses.length <= depth) this.#addresses.push(this.unit.allocate(this.bytes));
    return present(this.#addresses[depth]);
  }
}

export class Unit {
  readonly module: Module;
  readonly hearer: Hearer;
  /** Of `expand` and `initial`. */
  readonly frames = new Frames(this);
  /** Of `enabled`: the search may ask in the midst of an expansion. */
  readonly asking = new Frames(this);
  readonly #places = new Map<string, number>();
  readonly outlined = new Map<string, Outlined>();
  /** Types of calls, by definition and types of arguments. */
  readonly callTypes = new Map<string, Type>();
  #failed: number | undefined;
  /** Undefined: nobody asked for `moves`. */
  moved: number | undefined;
  #names = 0;
  #kept: { readonly top: number; readonly limit: number } | undefined;
  readonly #tables = new Map<Type, number>();
  readonly #ranks = new Map<Type, number>();
  readonly #slots: readonly Slot[];
  readonly heap = new Heap(this);
  /** Undefined: nobody asked what steps cost. */
  readonly profiling: Profiling | undefined;
  #end: number;

  constructor(
    readonly program: Program,
    readonly layout: Layout,
    { module, hearer, base }: Site,
    /** What is exchanged in states that stand for their orbits; undefined: each stands for itself. */
    readonly exchange: Exchange | undefined = undefined,
  ) {
    this.module = module;
    this.hearer = hearer;
    this.#end = Math.ceil(base / 8) * 8;
    // Kept free when nobody asks, too: a saved search goes on with the same addresses, and may be asked then.
    const transitions = transitionsOf(program.model);
    const rows = this.allocate(profilingBytes(transitions));
    this.profiling = hearer.now && new Profiling(this, hearer.now, transitions, rows);
    this.#slots = layout.slots.map(({ type, bit }) => ({ type: stored(type), bit }));
  }

  get model(): Model {
    return this.program.model;
  }

  /** The first address that is not used. */
  get end(): number {
    return this.#end;
  }

  slot(index: number): Slot {
    return present(this.#slots[index]);
  }

  /** Memory of its own, aligned to 8 bytes, at first 0. */
  allocate(bytes: number): number {
    const address = this.#end;
    this.#end += Math.ceil(bytes / 8) * 8;
    return address;
  }

  /** A stack that grows upwards: the address of a cell that holds its top, and where it ends. */
  get kept(): { readonly top: number; readonly limit: number } {
    if (this.#kept === undefined) {
      const top = this.allocate(4);
      const bytes = Math.min(MOST_KEPT, Math.max(LEAST_KEPT, KEPT_STATES * this.frames.bytes));
      const bottom = this.allocate(bytes);
      this.#kept = { top, limit: bottom + bytes };
      this.module.data(top, new Uint8Array(Uint32Array.of(bottom).buffer));
    }
    return this.#kept;
  }

  /** A cell: 0, or one more than the place of an error that a function for a definition met (calls.ts). */
  get failed(): number {
    this.#failed ??= this.allocate(4);
    return this.#failed;
  }

  /** The address of a byte for each transition: see moves.ts. */
  get moves(): number {
    this.moved ??= this.allocate(transitionsOf(this.program.model));
    return this.moved;
  }

  /** A number for a name that no binding of the model has. */
  name(): number {
    this.#names -= 1;
    return this.#names;
  }

  /** The number of an error's place. */
  place({ start, end }: Span): number {
    const key = `${start} ${end}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#places.size);
    return this.#places.size - 1;
  }

  /** The address of a wide value that does not change. */
  data(value: Value, type: Type): number {
    return this.words(wordsOfImage(imageOf(value, type), wordsOf(type)));
  }

  /** The address of the images of small values, 8 bytes each. */
  table(type: Type, values: readonly Value[]): number {
    const known = this.#tables.get(type);
    if (known !== undefined) return known;
    const words = new Uint32Array(values.length * 2);
    values.forEach((value, at) => {
      const image = imageOf(value, type);
      words[at * 2] = Number(BigInt.asUintN(32, image));
      words[at * 2 + 1] = Number(image >> 32n);
    });
    const address = this.words(words);
    this.#tables.set(type, address);
    return address;
  }

  /** The address of the ranks (32 bits) of small values, given in order, by image. */
  ranks(type: Type, values: readonly Value[]): number {
    const known = this.#ranks.get(type);
    if (known !== undefined) return known;
    const words = new Uint32Array(values.length);
    values.forEach((value, at) => {
      words[Number(imageOf(value, type))] = at;
    });
    const address = this.words(words);
    this.#ranks.set(type, address);
    return address;
  }

  function(parameters: readonly ValueType[], results: readonly ValueType[], exported?: string): Defined {
    return this.module.function({ parameters, results }, exported);
  }

  /** The address of words that do not change. */
  words(words: Uint32Array): number {
    const address = this.allocate(words.byteLength);
    const bytes = new Uint8Array(words.byteLength);
    const view = new DataView(bytes.buffer);
    words.forEach((word, at) => {
      view.setUint32(at * 4, word, true);
    });
    this.module.data(address, bytes);
    return address;
  }
}
