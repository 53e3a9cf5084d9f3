import type { Generated } from "../abi.js";
import type { Helpers, Kept } from "../graph/kept.js";
import { type Bounds, Budget, reasonOf } from "../queue/budget.js";
import type { Sizes } from "../wave/plan.js";
import { Careful, type Course } from "./careful.js";
import { Crew, type Profile } from "./crew.js";
import { Delayed } from "./delayed.js";
import { Discovered } from "./discovered.js";
import type { Judge } from "./judge.js";
import { type Holding, headOf, piecesOf, restore, type SavedBytes, type SavedSearch } from "./saved.js";
import { type PackedEnd, Tally } from "./tally.js";
import type { Threads } from "./team.js";
import { Waves } from "./wave.js";

/*
 * Breadth-first search over packed states in the order, and with the counts, of the reference engine's (see
 * src/engine/search/breadth.ts). States are blocks of words that only generated code understands; whoever wants to see one
 * replays `path`. A level is taken in waves, a run of its states each (wave.ts), by workers (crew.ts); a wave that has
 * something to tell is taken one way after another (careful.ts). What is known is counted in tally.ts, and what was found
 * stands in discovered.ts and in the shards of the visited set (../table/).
 */

export interface PackedOptions extends Bounds {
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  /** Asked after every wave; true ends the search. */
  readonly stop?: (() => boolean) | undefined;
  /** How many share the work: 1 by default. */
  readonly workers?: number | undefined;
  /** Who starts the others; without it this thread works alone. */
  readonly threads?: Threads | undefined;
  /** Of the visited set. */
  readonly shards?: number | undefined;
  readonly wave?: Sizes | undefined;
  /** Is a shard of the visited set to be moved to disk now, even if it is not full? Asked of each shard for each wave. */
  readonly spillNow?: (() => boolean) | undefined;
  /** Are all states to be kept to the end, for claims about behaviours? */
  readonly keeping?: boolean | undefined;
  /** A search for the same to go on from. */
  readonly from?: (SavedBytes & { readonly head: { readonly search: SavedSearch } }) | undefined;
}

/** What one shard may use: an address has 32 bits. */
const SHARD_BYTES = 4 * 2 ** 30;

/** So many times the states of a wide level are many: for their graph other threads are started once more. */
const LARGE = 256;

/** Numbers of states have 32 bits, of which the last one means none. */
const MOST_STATES = 2 ** 32 - 1;

/** The failure of a search that has found so many. */
export const NO_NUMBER = "no number is left";

/** The part of memory that the visited set takes, about. */
const VISITED = 0.6;

/** As many for each worker, and so many that together they can use what memory there is. */
function shardsFor({ workers = 1, memory = 0 }: PackedOptions): number {
  return workers * Math.max(1, Math.ceil((VISITED * memory) / SHARD_BYTES / workers));
}

export class PackedSearch {
  readonly #options: PackedOptions;
  readonly #generated: Generated;
  readonly #tally = new Tally();
  readonly #crew: Crew;
  readonly #discovered: Discovered;
  readonly #delayed: Delayed;
  readonly #waves: Waves;
  readonly #budget: Budget;
  /** The next number to expand, the first of the next level. */
  #next = 0;
  #levelEnd = 0;
  /** The system's word for why the disk takes no more; or NO_NUMBER. */
  failure: string | undefined;

  constructor(generated: Generated, judge: Judge, options: PackedOptions) {
    this.#options = options;
    this.#generated = generated;
    const saved = options.from?.head.search;
    const shards = saved?.shards.length ?? options.shards ?? shardsFor(options);
    // Interned values stay where they are only with as many workers, and waves of the same sizes.
    const { workers, sizes: wave } =
      saved?.heap === undefined ? { workers: options.workers ?? 1, sizes: options.wave } : saved;
    const memory = saved?.heap === undefined ? options.memory : undefined;
    const { threads } = options;
    const crew = new Crew(generated, { workers, shards, wave, memory, threads }, (...told) => careful.verdict(...told));
    const { plan } = crew;
    this.#budget = new Budget(options, () => crew.shards.reduce((sum, { bytes }) => sum + bytes, 0), plan.bytes);
    this.#crew = crew;
    this.#discovered = new Discovered(
      plan.state,
      { marked: plan.constraints > 0, sleeps: plan.sleeps ?? false, keeping: options.keeping ?? false },
      this.#budget.chunks,
    );
    this.#delayed = new Delayed(crew, this.#tally, this.#budget, options.spillNow ?? (() => false));
    const course: Course = {
      crew,
      tally: this.#tally,
      discovered: this.#discovered,
      delayed: this.#delayed,
      judge,
      maxStates: options.maxStates ?? Number.POSITIVE_INFINITY,
      stop: () => options.stop?.() ?? false,
    };
    const careful = new Careful(course);
    this.#waves = new Waves(course, careful, () => this.#relieve());
    this.#allow();
    if (options.from !== undefined) this.#restore(options.from.head.search, options.from);
  }

  get end(): PackedEnd | undefined {
    return this.#tally.end;
  }

  /** States found, outside ones among them. */
  get found(): number {
    return this.#discovered.length;
  }

  get states(): number {
    return this.#tally.states;
  }

  get initial(): number {
    return this.#tally.initial;
  }

  get steps(): number {
    return this.#tally.steps;
  }

  get depth(): number {
    return this.#tally.depth;
  }

  get outside(): number {
    return this.#tally.outside;
  }

  get unexplored(): number {
    return this.#tally.states - this.#tally.expanded;
  }

  /** By transition: not zero when it was ever taken; when it ever changed the state. */
  get taken(): ArrayLike<number> {
    return this.#crew.flags("taken");
  }

  get changed(): ArrayLike<number> {
    return this.#crew.flags("changed");
  }

  /** For each constraint, how many states it did not admit, and the least of their numbers. */
  get excluded(): readonly { readonly count: number; readonly first: number }[] {
    return this.#crew.excludedBy();
  }

  get counters() {
    const { transitions, sites } = this.#generated;
    return {
      tried: this.#crew.counters("tried", transitions),
      evaluated: this.#crew.counters("evaluated", sites),
      witnessed: this.#crew.counters("witnessed", sites),
    };
  }

  /** Where time went. */
  get profile(): Profile {
    return this.#crew.profile;
  }

  /** What each transition cost; undefined when nobody asked. */
  get costs() {
    return this.#crew.costs;
  }

  /** Bytes that the states and what finds them take. */
  get used(): number {
    return this.#crew.shards.reduce((sum, { bytes }) => sum + bytes, 0) + this.#budget.chunks.bytes;
  }

  /** An invariant or (behind them) a reachable is not to be evaluated any more. */
  decided(index: number): void {
    this.#crew.decided(index);
  }

  /** The ways to a state: the first among the initial ones, each further one among those of the state before. */
  path(number: number): readonly number[] {
    return this.#discovered.predecessors.path(number);
  }

  /** All states, after a search that kept them and has come to its end, or as far as it was to go; else undefined. */
  get kept(): Kept | undefined {
    const { states, marks, initial } = this.#discovered;
    const expanded = this.#expandedAtEnd;
    if (expanded === undefined || states.first > 0) return undefined;
    const { steps } = this.#tally;
    const { words } = this.#crew.plan;
    const place: Kept["place"] = (write, shared) => this.#crew.place(write, shared);
    const complete = this.end === "exhausted";
    return {
      words,
      states,
      marks,
      initial,
      expanded,
      complete,
      steps,
      free: this.#budget.free,
      helpers: this.#helpers,
      place,
    };
  }

  /** Threads take a while to begin: with few states, all is done by then. */
  get #helpers(): Helpers | undefined {
    const { threads } = this.#options;
    const { workers, wide } = this.#crew.plan;
    return threads === undefined || workers === 1 || this.found < LARGE * wide
      ? undefined
      : { threads, count: workers - 1 };
  }

  /** How many states, the first ones, were expanded at the end, also the one among whose ways a limit was met; undefined: that is not known. */
  get #expandedAtEnd(): number | undefined {
    switch (this.end) {
      case "exhausted":
        return this.found;
      case "max-depth":
        return this.#next;
      case "max-states":
        // States outside are found beyond the limit, too.
        return this.#discovered.marks === undefined ? this.#tally.expanded + 1 : undefined;
      default:
        return undefined;
    }
  }

  /** What it holds between two waves, and where it stands; undefined when it has come to its end. */
  saved(): { readonly search: SavedSearch; pieces(): Iterable<Uint8Array> } | undefined {
    if (this.end === undefined) this.#settle();
    this.#waves.gather();
    if ((this.end !== undefined && this.end !== "stopped") || this.#tally.halfway) return undefined;
    const holding = this.#holding;
    const position = { next: this.#next, levelEnd: this.#levelEnd };
    return { search: headOf(holding, position), pieces: () => piecesOf(holding) };
  }

  /** Bytes that were written to disk. */
  get spilled(): number {
    return this.#budget.spilled;
  }

  /** Expands up to so many waves of states more. Returns false at the end. */
  advance(waves: number): boolean {
    const tally = this.#tally;
    if (tally.level === 0) this.#findInitial();
    for (let left = waves; left > 0 && tally.end === undefined; left--) {
      if (this.#next === this.#levelEnd && !this.#enterLevel()) break;
      this.#onDisk(() => {
        this.#next = this.#waves.expand(this.#next, this.#levelEnd);
        this.#discovered.dropBefore(Math.min(this.#next, this.#delayed.waves[0]?.first ?? this.#next));
      });
      if (tally.end === undefined) this.#crew.tidy();
      if (this.#crew.heapIsFull) tally.end ??= "memory";
      this.#relieve();
      this.#allow();
      this.#countNumbers();
      if (tally.end === undefined && this.#options.stop?.()) this.#stop();
    }
    if (tally.end !== undefined) {
      this.#waves.gather();
      this.#crew.dismiss();
    }
    return tally.end === undefined;
  }

  get #holding(): Holding {
    return {
      generated: this.#generated,
      crew: this.#crew,
      tally: this.#tally,
      discovered: this.#discovered,
      delayed: this.#delayed,
    };
  }

  #restore(saved: SavedSearch, from: SavedBytes): void {
    const between = (): void => {
      this.#relieve();
      this.#allow();
    };
    this.#onDisk(() => {
      if (!restore(this.#holding, saved, from, between)) this.#tally.end = "memory";
    });
    this.#next = saved.next;
    this.#levelEnd = saved.levelEnd;
  }

  /** Moves to disk what there is no memory for. */
  #relieve(): void {
    this.#onDisk(() => {
      if (!this.#budget.relieve([...this.#discovered.added, ...this.#delayed.candidates])) this.#tally.end ??= "memory";
    });
  }

  /** What may need the disk: that it is full, or cannot be read, ends the search. */
  #onDisk(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failure = reasonOf(error);
      this.#tally.end ??= "disk";
    }
  }

  /** The visited set may take the memory that is free; once it has gone to disk, the rest is for what varies. */
  #allow(): void {
    const { shards } = this.#crew;
    const each = this.#delayed.emptied ? 0 : this.#budget.room / shards.length;
    shards.forEach((shard, index) => {
      this.#crew.allow(index, Math.min(SHARD_BYTES, Math.floor(shard.bytes + each)));
    });
  }

  #findInitial(): void {
    const tally = this.#tally;
    this.#onDisk(() => this.#waves.initial());
    tally.level = 1;
    tally.initial = tally.states;
    this.#levelEnd = this.found;
    if (this.#atDepthLimit()) tally.end ??= "max-depth";
  }

  /** Ends the search while there are numbers for all that the next wave may find, and for the candidates. */
  #countNumbers(): void {
    const open = this.#delayed.candidates.reduce((sum, { length }) => sum + length, 0);
    if (this.found + open + this.#crew.plan.records <= MOST_STATES) return;
    this.failure = NO_NUMBER;
    this.#tally.end ??= "memory";
  }

  /** A search that was told to stop leaves nothing open, so that it can be gone on with. */
  #stop(): void {
    this.#settle();
    this.#tally.end ??= "stopped";
  }

  /** What is not certain to be new is compared with what is on disk. */
  #settle(): void {
    this.#onDisk(() => {
      this.#waves.settle();
      this.#discovered.dropBefore(this.#next);
    });
  }

  #enterLevel(): boolean {
    const tally = this.#tally;
    this.#settle();
    if (tally.end !== undefined) return false;
    this.#levelEnd = this.found;
    tally.level += 1;
    if (this.#next === this.#levelEnd) tally.end = "exhausted";
    else if (this.#atDepthLimit()) tally.end = "max-depth";
    return tally.end === undefined;
  }

  #atDepthLimit(): boolean {
    const { maxDepth } = this.#options;
    return maxDepth !== undefined && this.#tally.level >= maxDepth && this.unexplored > 0;
  }
}
