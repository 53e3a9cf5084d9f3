import type { GeneratedBehaviours } from "../abi.js";
import { Unsupported } from "../unsupported.js";
import { BLOCK, WAYS } from "./code.js";
import { GraphBlock } from "./graph-block.js";
import type { Kept } from "./kept.js";
import { bytesOf, StateNumbers } from "./numbers.js";

/** More steps have no numbers. */
const MOST_STEPS = 2 ** 32 - 1;

/** So many predicates are told of states while their steps are. */
const FEW = 4;

/** Bytes that deciding a claim takes for each state, about: marks, truths, and what finds strongly connected components. */
const DECIDING = 32;

/** Bytes that the graph of a search takes, while it is built and used. */
export function bytesNeeded({ states, words, steps }: Kept): number {
  return bytesOf(Math.ceil(words / 2), states.length, WAYS) + (4 + DECIDING) * states.length + 5 * steps;
}

/**
 * The steps of all states that a search found, told once more by generated code, one state after another: those of state s are
 * numbers `offsets[s]` to `offsets[s + 1] - 1`. Left out are steps that change nothing, and those that the same actor has
 * taken to the same state before.
 */
export class PackedSteps {
  readonly offsets: Uint32Array;
  targets: Uint32Array;
  actors: Uint8Array | Uint32Array;
  readonly #kept: Kept;
  readonly #generated: GeneratedBehaviours;
  readonly #actorsOf: (state: number) => readonly number[];
  #block: GraphBlock;
  /** A byte for each state where the spec has constraints. */
  readonly #outside: Uint8Array;
  readonly #numbers: StateNumbers;
  /** By predicate, for each state: told with the steps where they are few. */
  readonly #truths: readonly Uint8Array[];
  /** States that have their number in the table; whose steps are known. */
  #inserted = 0;
  #expanded = 0;
  #steps = 0;

  /**
   * @param actorsOf the numbers of who takes the ways out of a state that run to their end, in order
   * @throws Unsupported; RangeError when there is no memory for it
   */
  constructor(kept: Kept, generated: GeneratedBehaviours, actorsOf: (state: number) => readonly number[]) {
    const { states, words, steps } = kept;
    if (steps > MOST_STEPS) throw new Unsupported("so many steps", undefined);
    this.#kept = kept;
    this.#generated = generated;
    this.#actorsOf = actorsOf;
    this.#block = new GraphBlock(kept, generated, WAYS);
    this.#numbers = new StateNumbers(Math.ceil(words / 2), states.length, WAYS);
    this.offsets = new Uint32Array(states.length + 1);
    this.#outside = new Uint8Array(kept.marks?.length ?? 0);
    kept.marks?.read(0, this.#outside);
    this.#truths = Array.from(
      { length: this.#block.code.predicates <= FEW ? this.#block.code.predicates : 0 },
      () => new Uint8Array(states.length),
    );
    this.targets = new Uint32Array(steps);
    this.actors = new Uint8Array(steps);
  }

  /** States whose steps are not known yet. */
  get left(): number {
    return this.#kept.states.length - this.#expanded;
  }

  /** Is it outside a constraint? Then it has no steps here. */
  isOutside(state: number): boolean {
    return this.#outside.length > 0 && this.#outside[state] === 1;
  }

  /** Was there no room for more interned values? */
  get isFull(): boolean {
    return this.#block.isFull;
  }

  /** Takes up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    const { length } = this.#kept.states;
    for (let left = blocks; left > 0 && this.left > 0; left--) {
      if (this.#inserted < length) this.#insert(Math.min(length, this.#inserted + BLOCK));
      else this.#expand(Math.min(length, this.#expanded + BLOCK));
    }
    return this.left > 0;
  }

  /** Copies the packed states of these numbers, one after another. */
  gather(numbers: Uint32Array, into: Int32Array): void {
    this.#numbers.gather(numbers, into);
  }

  /** For each state what a predicate, by number, is there: a truth of abi.ts, but that any error is 2. */
  truths(predicate: number): Uint8Array {
    const told = this.#truths[predicate];
    if (told !== undefined) return told;
    const { length } = this.#kept.states;
    const truths = new Uint8Array(length);
    for (let first = 0; first < length; first += BLOCK) {
      const count = Math.min(BLOCK, length - first);
      this.#block.load(first, count);
      truths.set(this.#block.truths(predicate, count), first);
    }
    return truths;
  }

  #insert(end: number): void {
    const first = this.#inserted;
    this.#kept.states.read(first, this.#numbers.states(first, end - first));
    this.#numbers.insert(first, end);
    this.#inserted = end;
  }

  #expand(end: number): void {
    const first = this.#expanded;
    this.#block.load(first, end - first);
    const done = this.#block.expand(end - first);
    if (done === 0) {
      this.#block = new GraphBlock(this.#kept, this.#generated, 8 * this.#block.plan.ways);
      return;
    }
    const { states, count } = this.#block.targets;
    const block = { first, count: done, before: this.#steps };
    const meet = (state: number, way: number): number => this.#meet(state, way);
    this.#add(first, done, this.#block.makeSteps(block, this.#numbers.find(states, count), meet));
    this.#truths.forEach((truths, predicate) => {
      truths.set(this.#block.truths(predicate, done), first);
    });
    this.#expanded = first + done;
    if (this.left === 0) this.#end();
  }

  /** Adds the steps, up to an end, that the block has made of so many states, from a number on. */
  #add(first: number, count: number, end: number): void {
    const [block, before] = [this.#block, this.#steps];
    this.offsets.set(block.ends(count), first + 1);
    this.targets.set(block.stepTargets(end - before), before);
    this.actors.set(block.actors(end - before, this.actors instanceof Uint8Array), before);
    this.#steps = end;
  }

  /** Who takes the way of this place among those out of a state. */
  #meet(state: number, way: number): number {
    const actor = this.#actorsOf(state)[way];
    if (actor === undefined) throw new Error("internal error: a way that only generated code goes");
    if (actor > 255 && this.actors instanceof Uint8Array) this.actors = Uint32Array.from(this.actors);
    return actor;
  }

  #end(): void {
    this.targets = this.targets.subarray(0, this.#steps);
    this.actors = this.actors.subarray(0, this.#steps);
  }
}
