import type { Generated } from "../abi.js";
import { heap } from "../heap/cells.js";
import type { Sizes } from "../wave/plan.js";
import { type Counted, countedBy, counters, countFrom } from "./counted.js";
import type { Crew } from "./crew.js";
import type { Delayed } from "./delayed.js";
import type { Discovered } from "./discovered.js";
import type { Tally } from "./tally.js";

/*
 * A search as it is between two waves, as a head and bytes: the lists of discovered.ts one after another, all that interned
 * values take, and the states in each shard of the visited set (on disk, too). Interned values stand in states as addresses: they
 * must come to be where they were, so a search that has any goes on with as many workers and waves as large as it had.
 */

/** What the head of a checkpoint says of a search. */
export interface SavedSearch {
  /** Bytes of a state. */
  readonly state: number;
  readonly workers: number;
  /** Of waves. */
  readonly sizes: Required<Sizes>;
  /** States in each shard of the visited set. */
  readonly shards: readonly number[];
  /** Those of `Tally`. */
  readonly counts: Counts;
  /** The next state to expand, and the end of the level. */
  readonly next: number;
  readonly levelEnd: number;
  /** Of each list: the first row that is kept, and how many there ever were. */
  readonly lists: readonly (readonly [first: number, length: number])[];
  readonly counted: Counted;
  /** Where the memory of interned values begins, and the cells that tell of it. */
  readonly heap: readonly number[] | undefined;
}

/** The bytes of a checkpoint, when they are read back. */
export interface SavedBytes {
  /** Fills all of `into` with those that follow. */
  take(into: Uint8Array): void;
  /** What to throw when they are not what they should be. */
  damaged(what: string): Error;
}

export const counts = ["states", "initial", "outside", "steps", "depth", "expanded", "level"] as const;
export type Counts = Readonly<Record<(typeof counts)[number], number>>;

/** What a search consists of. */
export interface Holding {
  readonly generated: Generated;
  readonly crew: Crew;
  readonly tally: Tally;
  readonly discovered: Discovered;
  readonly delayed: Delayed;
}

/** Where it stands. */
export type Position = Pick<SavedSearch, "next" | "levelEnd">;

export function headOf(
  { generated, crew, tally, discovered, delayed }: Holding,
  { next, levelEnd }: Position,
): SavedSearch {
  const { states, initial, outside, steps, depth, expanded, level } = tally;
  const { words } = crew.worker.views;
  const cells = heapCells.map((at) => (words[at >>> 2] ?? 0) >>> 0);
  return {
    state: crew.plan.state,
    workers: crew.plan.workers,
    sizes: { wave: crew.plan.wave, records: crew.plan.records, wide: crew.plan.wide },
    shards: delayed.sizes,
    counts: { states, initial, outside, steps, depth, expanded, level },
    next,
    levelEnd,
    lists: discovered.lists.map(({ first, length }) => [first, length] as const),
    counted: countedBy(crew, generated),
    heap: crew.heapStart === undefined ? undefined : [crew.heapStart, ...cells],
  };
}

/** A piece is to be used before the next is asked for. */
export function* piecesOf({ crew, discovered, delayed }: Holding): Generator<Uint8Array, void, undefined> {
  for (const list of discovered.lists) yield* list.save();
  if (crew.heapStart !== undefined) {
    const { bytes, words } = crew.worker.views;
    yield bytes.subarray(crew.heapStart, (words[heap.next >>> 2] ?? 0) >>> 0);
  }
  for (const shard of crew.shards.keys()) yield* delayed.save(shard);
}

/**
 * An empty search becomes the one that was saved. False: there is no memory for all of it.
 *
 * @param between called again and again: the time to move to disk what can be
 * @throws what `from` says when the head is not that of a search like this one
 */
export function restore(holding: Holding, saved: SavedSearch, from: SavedBytes, between: () => void): boolean {
  const { crew, tally, discovered, delayed } = holding;
  if (!fits(holding, saved)) throw from.damaged("it is of a search that is stored in another way");
  Object.assign(tally, saved.counts);
  const take = (into: Uint8Array): void => from.take(into);
  for (const [at, list] of discovered.lists.entries()) list.load(...(saved.lists[at] ?? [0, 0]), take, between);
  countFrom(crew, saved.counted);
  if (saved.heap !== undefined && !loadHeap(crew, saved.heap, from)) return false;
  between();
  return [...crew.shards.keys()].every((at) => delayed.load(at, saved.shards[at] ?? 0, take));
}

/** The cells that say where the heap's parts are. */
const heapCells = [heap.next, heap.buckets, heap.mask, heap.count] as const;

function loadHeap(crew: Crew, [start = 0, ...cells]: readonly number[], from: SavedBytes): boolean {
  const [next = 0] = cells;
  if (!crew.growTo(next)) return false;
  const { bytes, words } = crew.worker.views;
  for (const [index, at] of heapCells.entries()) words[at >>> 2] = cells[index] ?? 0;
  from.take(bytes.subarray(start, next));
  return true;
}

/** Is it of a search that stores the same things in the same places? */
function fits({ generated, crew, discovered }: Holding, saved: SavedSearch): boolean {
  const { lists, next, levelEnd, heap: cells } = saved;
  const counted = countedBy(crew, generated);
  const [states, predecessors] = [lists[0], lists[discovered.lists.indexOf(discovered.predecessors.rows)]];
  return (
    saved.state === crew.plan.state &&
    saved.shards.length === crew.shards.length &&
    lists.length === discovered.lists.length &&
    lists.every(([first, length]) => first <= length) &&
    counters.every((each) => counted[each].length === saved.counted[each].length) &&
    cells?.[0] === crew.heapStart &&
    (cells === undefined || (cells.length === 1 + heapCells.length && (cells[0] ?? 0) <= (cells[1] ?? 0))) &&
    next <= levelEnd &&
    states?.[0] === discovered.firstOf(next) &&
    states[1] >= levelEnd &&
    predecessors?.[0] === 0 &&
    predecessors[1] === states[1]
  );
}
