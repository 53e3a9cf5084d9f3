import type { GeneratedSteps } from "../abi.js";
import { Block, placed } from "./block.js";
import { BLOCK, WAYS } from "./code.js";
import { type JudgingCode, judgingCode } from "./judging-code.js";
import type { Kept } from "./kept.js";

/** The first step along which a predicate is not true: from which state, and its place among the ways out of it that end well. */
export interface BrokenStep {
  readonly predicate: number;
  readonly from: number;
  readonly way: number;
}

/** Predicates of steps, evaluated along every step out of the states that a search expanded, one state after another. */
export class StepJudging {
  /** In the order in which they were met. */
  readonly broken: BrokenStep[] = [];
  /** By site: what evaluating the predicates counted. */
  readonly evaluated: Uint32Array;
  readonly witnessed: Uint32Array;
  readonly #kept: Kept;
  readonly #generated: GeneratedSteps;
  readonly #predicates: number;
  #block: Block<JudgingCode>;
  /** States whose steps were judged. */
  #judged = 0;

  /**
   * @param predicates,sites how many there are
   * @throws Unsupported; RangeError when there is no memory for it
   */
  constructor(kept: Kept, generated: GeneratedSteps, predicates: number, sites: number) {
    this.#kept = kept;
    this.#generated = generated;
    this.#predicates = predicates;
    this.evaluated = new Uint32Array(sites);
    this.witnessed = new Uint32Array(sites);
    this.#block = this.#place(WAYS);
  }

  /** States whose steps were not judged yet, as long as there is a predicate to evaluate. */
  get left(): number {
    return this.broken.length === this.#predicates ? 0 : this.#kept.expanded - this.#judged;
  }

  /** Was there no room for more interned values? */
  get isFull(): boolean {
    return this.#block.isFull;
  }

  /** Takes up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    for (let more = blocks; more > 0 && this.left > 0; more--) this.#judge(Math.min(BLOCK, this.left));
    return this.left > 0;
  }

  #judge(count: number): void {
    const block = this.#block;
    block.load(this.#judged, count);
    const done = block.expand(count);
    if (done === 0) {
      this.#block = this.#place(8 * block.plan.ways);
      return;
    }
    block.call("judge", done);
    this.#note(done);
    if (block.code.heap) block.call("rehash");
    this.#judged += done;
  }

  /** A block of its own: what the one before knew goes on there. */
  #place(ways: number): Block<JudgingCode> {
    const block = new Block(
      this.#kept,
      placed(this.#kept, (size, base, most) => judgingCode(this.#generated, size, base, most), ways),
    );
    for (const { predicate } of this.broken) block.views.put(block.code.open + 4 * predicate, 1);
    return block;
  }

  #note(done: number): void {
    const { views, code } = this.#block;
    const known = new Set(this.broken.map(({ predicate }) => predicate));
    const met = Array.from({ length: this.#predicates }, (_, predicate) => ({
      predicate,
      place: views.get(code.open + 4 * predicate) - 1,
    })).filter(({ predicate, place }) => place >= 0 && !known.has(predicate));
    for (const { predicate, place } of met.sort((a, b) => a.place - b.place)) {
      const { state, way } = this.#block.wayAt(place, done);
      this.broken.push({ predicate, from: this.#judged + state, way });
    }
    this.#count(this.evaluated, code.evaluated);
    this.#count(this.witnessed, code.witnessed);
  }

  /** Whether it was ever counted is all that is asked. */
  #count(counts: Uint32Array, address: number): void {
    for (let site = 0; site < counts.length; site++) {
      if (this.#block.views.get(address + 4 * site) !== 0) counts[site] = 1;
    }
  }
}
