import { NOWHERE } from "../queue/predecessors.js";
import type { Shard } from "../table/shard.js";
import { cell, KEPT_BITS, own } from "../wave/plan.js";
import type { Crew } from "./crew.js";
import type { Delayed } from "./delayed.js";
import type { Discovered } from "./discovered.js";
import type { Judge } from "./judge.js";
import type { Tally } from "./tally.js";

/*
 * The careful path: one state and one way after another, by one worker, listening to everything that is told. A wave takes it
 * when there is anything to tell that the fast path cannot: so what decides a claim first, and the counts when the search
 * ends there, are those of a search that never does anything else.
 */

/** What the careful path shares with the rest of a search. */
export interface Course {
  readonly crew: Crew;
  readonly tally: Tally;
  readonly discovered: Discovered;
  readonly delayed: Delayed;
  readonly judge: Judge;
  readonly maxStates: number;
  /** True ends the search. */
  readonly stop: () => boolean;
}

export class Careful {
  readonly #course: Course;
  /** Are verdicts listened to? Else they only stop the wave. */
  #listening = false;
  #failed = false;

  constructor(course: Course) {
    this.#course = course;
  }

  /** What generated code calls, always: on the fast path it is only noted that there is something. */
  verdict(kind: number, index: number, truth: number, number: number): void {
    const { crew, judge } = this.#course;
    if (!this.#listening) crew.worker.views.put(crew.area.start + own.told, 1);
    else if (judge.verdict(kind, index, truth, number >>> 0)) this.#failed = true;
  }

  /** Tells all ways to the initial states. */
  initial(): void {
    const { crew } = this.#course;
    this.#tell(NOWHERE, 0, crew.plan.states, () => crew.worker.call.initial());
  }

  /** Expands the states of the wave, which begins with this number. */
  expand(first: number): void {
    const { crew, tally, judge } = this.#course;
    const { plan, worker } = crew;
    const count = worker.views.get(cell.count);
    for (let at = 0; at < count && tally.end === undefined; at++) {
      if (plan.constraints > 0 && worker.views.bytes[plan.marks + at] !== 0) continue;
      const state = plan.states + at * plan.state;
      const ways = this.#tell(first + at, at, state, () => worker.call.expand(state));
      if (tally.end !== undefined) return;
      tally.expanded += 1;
      const truth = ways === 0 ? worker.call.mayEnd(state) : 1;
      if (truth !== 1 && judge.stuck(first + at, truth)) tally.end = "violation";
    }
  }

  /** Tells the ways of one state, in as many pieces as they need; returns how many there are. */
  #tell(number: number, at: number, state: number, call: () => void): number {
    const { crew, tally } = this.#course;
    const { worker, area } = crew;
    let ways = 0;
    for (let full = true; full && tally.end === undefined; ) {
      crew.begin(true);
      const { views } = worker;
      views.put(area.start + own.key + 4, at);
      views.put(area.start + own.from, state);
      views.put(area.start + own.skip, ways);
      views.put(area.start + own.careful, 1);
      try {
        call();
      } finally {
        views.put(area.start + own.careful, 0);
      }
      full = views.get(area.start + own.full) !== 0;
      ways = views.get(area.start + own.key);
      const end = views.get(area.start + own.rooms) >>> 0;
      for (let record = area.out; record < end && tally.end === undefined; record += crew.plan.record) {
        this.#hear(number, record);
      }
      // Of the ways of one state there may be more than anybody waits for.
      if (full && tally.end === undefined && this.#course.stop()) {
        tally.end = "stopped";
        tally.halfway = true;
      }
    }
    return ways;
  }

  #hear(number: number, record: number): void {
    const { crew, tally, judge } = this.#course;
    const { words } = crew.worker.views;
    const [ordinal, at] = this.#halves(record);
    if (at < 0) {
      const [place = 0, transition = 0] = words.subarray(record >>> 2, (record >>> 2) + 2);
      if (judge.faulted(number === NOWHERE ? -1 : number, ordinal, transition, place)) tally.end = "violation";
      return;
    }
    if (number !== NOWHERE) tally.steps += 1;
    if (this.#isNew(record)) this.#accept(record, number, ordinal);
  }

  /** Is the state of a record new? Then it has been added. Without memory for it the search ends. */
  #isNew(record: number): boolean {
    const { crew, tally, delayed } = this.#course;
    const { plan, worker } = crew;
    const index = plan.shards === 1 ? 0 : worker.call.shardOf(record);
    delayed.makeRoom(index);
    const shard = worker.shard(index);
    const found = shard.reserve(1) ? this.#probe(shard, record) : -1;
    if (found < 0) tally.end = "memory";
    return found > 0 && !delayed.has(index, worker.views.bytes.subarray(record, record + plan.state));
  }

  #probe(shard: Shard, record: number): number {
    const { plan, worker } = this.#course.crew;
    shard.batch(0).set(worker.views.bytes.subarray(record, record + plan.record));
    return shard.probe(1);
  }

  #accept(record: number, predecessor: number, ordinal: number): void {
    const { crew, tally, discovered, maxStates } = this.#course;
    const { plan, worker } = crew;
    if (tally.states === maxStates) {
      tally.end = "max-states";
      return;
    }
    const number = discovered.length;
    discovered.push(worker.views.bytes.subarray(record, record + plan.state), predecessor, ordinal);
    this.#listening = true;
    this.#failed = false;
    try {
      const inside = !plan.judged || worker.call.judge(record, number) !== 0;
      discovered.mark(!inside);
      tally.found(1, inside ? 1 : 0);
    } finally {
      this.#listening = false;
    }
    if (this.#failed) tally.end = "violation";
  }

  /**
   * Accepts what the wave has told, when all of it was looked up: each new state in the order of the keys. A shard without
   * memory for all looks up its records only now.
   */
  accept(first: number, steps: number): void {
    const { crew, tally } = this.#course;
    const { worker } = crew;
    crew.clearPlaces();
    const before = { steps: tally.steps, expanded: tally.expanded };
    for (const { address, known, at, ordinal } of this.#records()) {
      if (known || this.#isNew(address)) this.#accept(address, first === NOWHERE ? NOWHERE : first + at, ordinal);
      if (tally.end === undefined) continue;
      tally.steps = before.steps + (first === NOWHERE ? 0 : this.waysBefore(at) + ordinal + 1);
      tally.expanded = before.expanded + (first === NOWHERE ? 0 : this.inside(at));
      return;
    }
    tally.steps += steps;
    if (first !== NOWHERE) tally.expanded += this.inside(worker.views.get(cell.count));
  }

  /** Accepts candidates that are settled; their keys have numbers of predecessors. Returns at which one the search ended. */
  settle(): { readonly predecessor: number; readonly ordinal: number } | undefined {
    for (const { address, at, ordinal } of this.#records()) {
      this.#accept(address, at >>> 0, ordinal);
      if (this.#course.tally.end !== undefined) return { predecessor: at >>> 0, ordinal };
    }
    return undefined;
  }

  /** How many of so many states at the start of the wave are inside all constraints. */
  inside(count: number): number {
    const { plan, worker } = this.#course.crew;
    if (plan.constraints === 0) return count;
    const { bytes } = worker.views;
    let inside = 0;
    for (let at = plan.marks; at < plan.marks + count; at++) inside += bytes[at] === 0 ? 1 : 0;
    return inside;
  }

  /** How many ways out so many states at the start of the wave have. */
  waysBefore(at: number): number {
    const { plan, worker } = this.#course.crew;
    const from = plan.ways >>> 2;
    return worker.views.words.subarray(from, from + at).reduce((sum, ways) => sum + ways, 0);
  }

  /** Of a record that was told on the fast path: the predecessor's position in the wave, and the ordinal of the way. */
  #key(record: number): { readonly at: number; readonly ordinal: number } {
    const [low, at] = this.#halves(record);
    return { at, ordinal: this.#course.crew.plan.sleeps ? low >>> KEPT_BITS : low };
  }

  /** The halves of a record's key, the low one first. The high one is negative where no state follows. */
  #halves(record: number): readonly [number, number] {
    const { plan, worker } = this.#course.crew;
    const from = (record + plan.state) >>> 2;
    const [low = 0, high = 0] = worker.views.words.subarray(from, from + 2);
    return [low, high];
  }

  /** The records that may be new, in the order of their keys. */
  #records(): readonly Candidate[] {
    const { shards } = this.#course.crew;
    const all = shards.flatMap((_, shard) => this.#recordsOf(shard));
    return all.sort((one, other) => (one.at >>> 0) - (other.at >>> 0) || one.ordinal - other.ordinal);
  }

  #recordsOf(shard: number): Candidate[] {
    const { plan, worker } = this.#course.crew;
    const found = worker.views.get(plan.probed + 4 * shard);
    const known = found >= 0;
    const pieces = known ? [{ address: worker.freshOf(shard), count: found }] : worker.told(shard);
    return pieces.flatMap(({ address, count }) =>
      Array.from({ length: count }, (_, index) => {
        const record = address + index * plan.record;
        return { address: record, known, ...this.#key(record) };
      }),
    );
  }
}

/** A record; `known`: it is certain that its state is new. */
interface Candidate {
  readonly address: number;
  readonly known: boolean;
  readonly at: number;
  readonly ordinal: number;
}
