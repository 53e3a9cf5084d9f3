import type { GeneratedBehaviours } from "../abi.js";
import { Unsupported } from "../unsupported.js";
import { BLOCK, FEW, type GraphCode, WAYS } from "./code.js";
import { GraphBlock } from "./graph-block.js";
import type { Kept, Placed } from "./kept.js";
import type { StepSource } from "./made.js";
import { bytesOf, type NumbersShape, StateNumbers } from "./numbers.js";
import { BYTES_OF_ONE, GraphTeam } from "./team.js";

/** More steps have no numbers. */
const MOST_STEPS = 2 ** 32 - 1;

/** So many blocks of states get their numbers together. */
const INSERTED = 32;

/** Bytes that deciding a claim takes for each state, about: marks, truths, and what finds strongly connected components. */
const DECIDING = 32;

/** Bytes that the graph of a search takes, while it is built and used. */
export function bytesNeeded(kept: Kept): number {
  const { states, steps, helpers } = kept;
  const ofOthers = (helpers?.count ?? 0) * BYTES_OF_ONE;
  return bytesOf(shapeOf(kept)) + ofOthers + (4 + DECIDING) * states.length + 5 * steps;
}

function shapeOf({ words, states, helpers }: Kept): NumbersShape {
  return { lanes: Math.ceil(words / 2), states: states.length, batch: WAYS, workers: 1 + (helpers?.count ?? 0) };
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
  /** Undefined where this thread works alone. */
  #team: GraphTeam | undefined;
  /** Had one who was dismissed no room for more interned values? */
  #wasFull = false;
  /** Has this thread met actors that others do not know? */
  #hasMet = false;
  /** Are the next states not those after the ones before? */
  #anew = false;
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
    const { states, steps, helpers } = kept;
    if (steps > MOST_STEPS) throw new Unsupported("so many steps", undefined);
    this.#kept = kept;
    this.#generated = generated;
    this.#actorsOf = actorsOf;
    this.#block = this.#place(WAYS);
    this.#numbers = new StateNumbers(shapeOf(kept));
    this.offsets = new Uint32Array(states.length + 1);
    const marks = kept.marks?.length ?? 0;
    this.#outside = new Uint8Array(helpers === undefined ? new ArrayBuffer(marks) : new SharedArrayBuffer(marks));
    kept.marks?.read(0, this.#outside);
    this.#truths = Array.from(
      { length: this.#block.code.predicates <= FEW ? this.#block.code.predicates : 0 },
      () => new Uint8Array(states.length),
    );
    this.targets = new Uint32Array(steps);
    this.actors = new Uint8Array(steps);
  }

  /** The others are not needed any more. */
  dismiss(): void {
    this.#wasFull ||= this.#team?.isFull === true;
    this.#team?.end();
    this.#team = undefined;
  }

  /** States whose steps are not known yet. */
  get left(): number {
    return this.#kept.states.length - this.#expanded;
  }

  /** Is it outside a constraint? Then it has no steps here. */
  isOutside(state: number): boolean {
    return this.#outside.length > 0 && this.#outside[state] === 1;
  }

  /** Was there no room for more interned values, here or where another worker has them? */
  get isFull(): boolean {
    return this.#block.isFull || this.#wasFull || this.#team?.isFull === true;
  }

  /** Takes up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    const { length } = this.#kept.states;
    if (this.#inserted === 0) this.#team = this.#gather();
    for (let left = blocks; left > 0 && this.left > 0; left--) {
      const team = this.#team?.isReady ? this.#team : undefined;
      if (this.#inserted < length) this.#insert(Math.min(length, this.#inserted + INSERTED * BLOCK), team);
      else if (team !== undefined) this.#expandTogether(team);
      else if (!this.#expand(length)) this.#widen();
      this.#block.tidy();
    }
    if (this.left === 0) this.#end();
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
      this.#block.tidy();
    }
    return truths;
  }

  #place(ways: number): GraphBlock {
    const shared = this.#kept.helpers !== undefined;
    return new GraphBlock(this.#kept, GraphBlock.place(this.#kept, this.#generated, ways, shared));
  }

  /** Where there is no memory for others, this thread goes on alone. */
  #gather(): GraphTeam | undefined {
    const { helpers } = this.#kept;
    const place = (): Placed<GraphCode> => GraphBlock.place(this.#kept, this.#generated, WAYS, true);
    const shared = { outside: this.#outside, told: this.#truths.length };
    try {
      return helpers && new GraphTeam(helpers, place, this.#numbers, shared);
    } catch (error) {
      // Some may have been started.
      helpers?.threads.end();
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #insert(end: number, team: GraphTeam | undefined): void {
    const first = this.#inserted;
    this.#kept.states.read(first, this.#numbers.states(first, end - first));
    (team ?? this.#numbers).insert(first, end);
    this.#inserted = end;
  }

  /** A single state has more ways than there is room for. Nobody else may use the heap. */
  #widen(): void {
    this.#block = this.#place(8 * this.#block.plan.ways);
  }

  /** What others have made counts as far as it follows upon what is there. */
  #expandTogether(team: GraphTeam): void {
    const { length } = this.#kept.states;
    const first = this.#expanded;
    if (this.#hasMet) team.teach(this.#block);
    this.#hasMet = false;
    this.#anew = true;
    const { states } = team;
    const end = Math.min(length, first + states);
    let fits = true;
    const others = team.expand(first, length, () => {
      while (fits && this.#expanded < end) fits = this.#expand(end);
    });
    if (!fits) this.#widen();
    for (const [at, made] of others.entries()) {
      if (made.states === 0 || this.#expanded !== first + (at + 1) * states) break;
      this.#take(made, this.#expanded, made.states);
    }
  }

  /** The next block of states, up to an end. False where there is no room for the ways out of the first one. */
  #expand(most: number): boolean {
    const first = this.#expanded;
    const end = Math.min(most, first + BLOCK);
    this.#block.load(first, end - first);
    const done = this.#block.expand(end - first);
    if (done === 0) return false;
    const { states, count } = this.#block.targets;
    const numbers = this.#anew ? this.#numbers.findAnew(states, count) : this.#numbers.find(states, count);
    this.#anew = false;
    this.#block.makeSteps(first, done, numbers, (state, way) => this.#meet(state, way));
    this.#truths.forEach((_, predicate) => {
      this.#block.truths(predicate, done);
    });
    this.#take(this.#block, first, done);
    return true;
  }

  /** Takes the steps that a block has made of so many states, from a number on, and what it has told of predicates. */
  #take(block: StepSource, first: number, count: number): void {
    const before = this.#steps;
    const ends = block.ends(count);
    const steps = ends[count - 1] ?? 0;
    for (let at = 0; at < count; at++) this.offsets[first + at + 1] = before + (ends[at] ?? 0);
    this.targets.set(block.stepTargets(steps), before);
    this.actors.set(block.actors(steps, this.actors instanceof Uint8Array), before);
    this.#truths.forEach((truths, predicate) => {
      truths.set(block.truthsTold(predicate, count), first);
    });
    this.#steps = before + steps;
    this.#expanded = first + count;
  }

  /** Who takes the way of this place among those out of a state. */
  #meet(state: number, way: number): number {
    const actor = this.#actorsOf(state)[way];
    if (actor === undefined) throw new Error("internal error: a way that only generated code goes");
    this.#hasMet = true;
    if (actor > 255 && this.actors instanceof Uint8Array) this.actors = Uint32Array.from(this.actors);
    return actor;
  }

  #end(): void {
    this.dismiss();
    this.targets = this.targets.subarray(0, this.#steps);
    this.actors = this.actors.subarray(0, this.#steps);
  }
}
