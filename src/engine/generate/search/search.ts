import type { Generated, Written } from "../abi.js";
import { beginHeap, heap } from "../heap/cells.js";
import type { Bounds } from "../queue/budget.js";
import { type Calls, compiled, type Listener, linked } from "./link.js";
import { BASE, cell, ended, endOf, type PackedEnd, type Plan, planOf } from "./plan.js";
import { reserved } from "./reserve.js";

/** Hears what generated code has to tell, in its order. Every method returns true to end the search. */
export interface Judge {
  /** `kind` and `truth`: see abi.ts; `number`: of the state. */
  verdict(...told: Parameters<Listener["verdict"]>): boolean;
  faulted(...told: Parameters<Listener["faulted"]>): boolean;
  stuck(...told: Parameters<Listener["stuck"]>): boolean;
}

export interface PackedOptions extends Bounds {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  /** Asked after every block of states; true ends the search. */
  readonly stop?: (() => boolean) | undefined;
}

/** The predecessor of an initial state. */
const NOWHERE = 0xffffffff;

/**
 * Breadth-first search over packed states in the order, and with the counts, of the reference engine's (see
 * src/engine/search/breadth.ts). States are blocks of words that only generated code understands; whoever wants to see one
 * replays `path`.
 */
export class PackedSearch {
  steps = 0;
  initial = 0;
  depth = 0;
  end: PackedEnd | undefined;

  readonly #options: PackedOptions;
  readonly #generated: Generated & Written;
  readonly #plan: Plan;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #call: Calls;
  /** The table has 2^bits slots. */
  #bits: number;
  /** The next number to expand, the first of the next level, and the level's distance (1: initial states). */
  #next = 0;
  #levelEnd = 0;
  #level = 0;
  /** Ways to a state that the last `drain` looked up. */
  #looked = 0;

  constructor(generated: Generated, judge: Judge, options: PackedOptions) {
    this.#options = options;
    const written = compiled(generated, BASE);
    this.#generated = { ...generated, ...written };
    const memory = reserved(options.memory);
    this.#words = new Int32Array(memory.buffer);
    this.#bytes = new Uint8Array(memory.buffer);
    const length = written.heap === undefined ? this.#bytes.length : this.#layHeap();
    this.#plan = planOf(generated.words, generated.transitions, written.end, length, options.memory ?? length);
    this.#bits = this.#plan.smallest;
    this.#call = linked(written.code, this.#plan, memory, this.#ending(judge));
    this.#begin();
  }

  get found(): number {
    return this.#cell(cell.found);
  }

  get states(): number {
    return this.#cell(cell.inside);
  }

  get outside(): number {
    return this.#cell(cell.outside);
  }

  get unexplored(): number {
    return this.states - this.#cell(cell.expanded);
  }

  /** By transition: not zero when it was ever taken; when it ever changed the state. */
  get taken(): Uint8Array {
    return this.#bytes.subarray(this.#plan.taken + 1, this.#plan.changed);
  }

  get changed(): Uint8Array {
    return this.#bytes.subarray(this.#plan.changed + 1, this.#plan.changed + 1 + this.#generated.transitions);
  }

  get counters() {
    const { tried, transitions, evaluated, witnessed, sites } = this.#generated;
    const cells = (address: number, count: number) => new Uint32Array(this.#words.buffer, address, count);
    return {
      tried: cells(tried, transitions),
      evaluated: cells(evaluated, sites),
      witnessed: cells(witnessed, sites),
    };
  }

  /** Bytes that the states and what finds them take. */
  get used(): number {
    return this.#plan.slot * 2 ** this.#bits + this.found * this.#plan.entry;
  }

  /** An invariant or (behind them) a reachable is not to be evaluated any more. */
  decided(index: number): void {
    this.#bytes[this.#generated.undecided + index] = 0;
  }

  /** The ways to a state: the first among the initial ones, each further one among those of the state before. */
  path(number: number): readonly number[] {
    const ordinals: number[] = [];
    for (let at = number; at !== NOWHERE; at = this.#origin(at) >>> 0) {
      ordinals.push(this.#origin(at, 1) & 0x7fffffff);
    }
    return ordinals.reverse();
  }

  /** Expands up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    if (this.#level === 0) this.#findInitial();
    for (let left = blocks; left > 0 && this.end === undefined; left--) {
      if (this.#next === this.#levelEnd && !this.#enterLevel()) break;
      this.#expandBlock();
      if (this.end === undefined && this.#options.stop?.()) this.end = "stopped";
    }
    return this.end === undefined;
  }

  #begin(): void {
    const { undecided, invariants, reachables } = this.#generated;
    this.#bytes.fill(1, undecided, undecided + invariants + reachables);
    this.#put(cell.mostInside, Math.min(this.#options.maxStates ?? Number.POSITIVE_INFINITY, 0xffffffff));
    this.#put(cell.mostFound, this.#plan.capacity);
    this.#put(cell.from, this.#plan.scratchEnd);
    this.#resize(this.#plan.smallest);
  }

  /** The last quarter of the memory is for interned values. Where it begins. */
  #layHeap(): number {
    const { length } = this.#bytes;
    const start = length - length / 4;
    beginHeap(this.#words, start);
    return start;
  }

  #findInitial(): void {
    this.#level = 1;
    do {
      this.#beginBlock();
      this.#put(cell.origin, NOWHERE);
      this.#put(cell.origin + 4, 0);
      this.#call.initial();
    } while (this.#drain());
    this.initial = this.states;
    if (this.initial > 0) this.depth = 1;
    this.#levelEnd = this.found;
    if (this.#atDepthLimit()) this.end ??= "max-depth";
  }

  #enterLevel(): boolean {
    this.#levelEnd = this.found;
    this.#level += 1;
    if (this.#next === this.#levelEnd) this.end = "exhausted";
    else if (this.#atDepthLimit()) this.end = "max-depth";
    return this.end === undefined;
  }

  #atDepthLimit(): boolean {
    const { maxDepth } = this.#options;
    return maxDepth !== undefined && this.#level >= maxDepth && this.unexplored > 0;
  }

  #expandBlock(): void {
    const { states: before, unexplored, found: first } = this;
    const expanded = before - unexplored;
    const from = this.#next;
    try {
      this.#call.rehash();
      this.#beginBlock();
      this.#next = this.#call.expand(from, this.#levelEnd);
      this.#drain();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) || this.#cell(heap.full) === 0) throw error;
      this.end = "memory";
      this.#put(cell.expanded, expanded);
      return;
    }
    this.steps += this.#looked;
    if (this.found > first && this.states > before) this.depth = this.#level + 1;
    if (this.end !== undefined) this.#put(cell.expanded, expanded + this.#expandedFrom(from));
  }

  /** Of the states from a number on, how many were expanded to the last way when the search ended at an entry. */
  #expandedFrom(from: number): number {
    const at = this.#cell(cell.write);
    const { lanes } = this.#plan;
    const stuck = this.#words[(at + 8 * lanes + 4) >>> 2] === -1 ? 1 : 0;
    const last = this.#words[(at + 8 * lanes) >>> 2] ?? 0;
    let count = stuck;
    for (let number = from; number < last; number++) if (this.#origin(number, 1) >= 0) count += 1;
    return count;
  }

  #beginBlock(): void {
    this.#put(cell.write, this.#plan.scratch);
    this.#put(cell.full, 0);
  }

  /** Looks up what is in the scratch. True when the ways of a state did not fit and are to be told again. */
  #drain(): boolean {
    const { scratch, entry } = this.#plan;
    const end = this.#cell(cell.write);
    const again = this.#cell(cell.full) !== 0;
    this.#makeRoom((end - scratch) / entry);
    const at = this.#call.drain(scratch, end);
    this.end = endOf(this.#cell(cell.ended));
    this.#looked = (at - scratch) / entry + (this.end === undefined ? 0 : 1) - this.#cell(cell.events);
    this.#put(cell.write, at);
    this.#put(cell.skip, again ? this.#cell(cell.origin + 4) : 0);
    return again && this.end === undefined;
  }

  /** Before so many states may be found, so that the table never fills up to more than two thirds while it can grow. */
  #makeRoom(more: number): void {
    const needed = 1.5 * (this.found + more);
    const { largest } = this.#plan;
    let bits = this.#bits;
    while (bits < largest && 2 ** bits < needed) bits = Math.min(bits + 2, largest);
    if (bits === this.#bits) return;
    const { table, slot } = this.#plan;
    this.#bytes.fill(0, table, table + slot * 2 ** this.#bits);
    this.#resize(bits);
    this.#call.rebuild();
  }

  #resize(bits: number): void {
    const { table, slot } = this.#plan;
    this.#bits = bits;
    this.#put(cell.shift, 64 - bits);
    this.#put(cell.tableEnd, table + slot * 2 ** bits);
  }

  /** What ends the search is written where the kernel looks. */
  #ending(judge: Judge): Listener {
    const noted = (end: boolean): void => {
      if (end) this.#put(cell.ended, ended.violation);
    };
    return {
      verdict: (...told) => noted(judge.verdict(...told)),
      faulted: (...told) => noted(judge.faulted(...told)),
      stuck: (...told) => noted(judge.stuck(...told)),
    };
  }

  #cell(address: number): number {
    return (this.#words[address >>> 2] ?? 0) >>> 0;
  }

  #put(address: number, value: number): void {
    this.#words[address >>> 2] = value;
  }

  /** The low (0) or high (1) half of a record's origin. */
  #origin(number: number, half = 0): number {
    const { records, entry, lanes } = this.#plan;
    return this.#words[(records + number * entry) / 4 + 2 * lanes + half] ?? 0;
  }
}
