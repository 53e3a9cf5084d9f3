import { isExhaustion } from "../../exhaustion.js";
import { NOWHERE } from "../queue/predecessors.js";
import { ALONE, block, cell, own } from "../wave/plan.js";
import { append, fresh, hasWide, number } from "./arrivals.js";
import type { Careful, Course } from "./careful.js";
import { Settling } from "./settling.js";

/*
 * The fast path of a wave: its states are expanded, what comes of them is looked up, the new states get their numbers and are
 * judged (see wave/worker.ts). Nothing is listened to meanwhile; where there is something to tell, the careful path takes over:
 * after the first phase from the start, for nothing has been looked up yet; after the others with the new states that were
 * found.
 */

/** States in a block that workers share, at most. */
const BLOCK = 512;

/** Milliseconds that a wave should not take, so that somebody else has a say: it is smaller where states are slow. */
const LONG = 100;

export class Waves {
  readonly #course: Course;
  readonly #careful: Careful;
  readonly #settling: Settling;
  /** States that a wave may have: fewer where they have many ways, or take long. */
  #size: number;

  /** @param between called again and again in long work: the time to move to disk what can be */
  constructor(course: Course, careful: Careful, between: () => void) {
    this.#course = course;
    this.#careful = careful;
    this.#settling = new Settling(course, careful, (first, count) => this.#load(first, count), between);
    this.#size = course.crew.plan.wave;
  }

  /** Finds the initial states. */
  initial(): void {
    const { crew, delayed } = this.#course;
    this.#prepare(NOWHERE, 1);
    this.#guarded(() => {
      const { worker, area } = crew;
      crew.begin();
      const before = worker.rooms();
      const entry = worker.beginBlock(0);
      worker.views.put(area.start + own.from, crew.plan.states);
      worker.call.initial();
      worker.endBlock(0, before);
      const { views } = worker;
      const ways = views.get(area.start + own.key) >>> 0;
      views.put(crew.plan.starts, 0);
      views.put(entry + 4 * block.end, ways);
      const stopped = views.get(area.start + own.told) !== 0 || views.get(area.start + own.full) !== 0;
      if (stopped || ways > crew.plan.places || this.#overfull() !== undefined || !delayed.fits()) {
        crew.forget();
        this.#careful.initial();
      } else this.#find(NOWHERE);
    });
  }

  /** Expands the states from a number on, up to another; returns the number of the first that was not. */
  expand(first: number, end: number): number {
    const { crew, tally } = this.#course;
    for (;;) {
      const together = crew.gather(end - first);
      const count = Math.min(end - first, this.#size, together ? crew.plan.wave : ALONE);
      let done = false;
      const begun = performance.now();
      this.#guarded(() => {
        this.#load(first, count);
        done = this.#expand(first, count);
      });
      const took = performance.now() - begun;
      if (took > LONG) this.#size = Math.max(1, Math.floor((count * LONG) / took));
      if (done || tally.end !== undefined) return first + count;
    }
  }

  /** All that was found is in the lists: to be called before somebody else asks for them. */
  gather(): void {
    this.#guarded(() => this.#course.discovered.settle());
  }

  /** What is not certain to be new is settled: to be called at the end of a level, and before a search is saved. */
  settle(): void {
    if (this.#course.delayed.waves.length > 0) this.#guarded(() => this.#settling.settle());
  }

  /** False: to be done again, with fewer states or with more memory; or the search has ended. */
  #expand(first: number, count: number): boolean {
    const { crew, delayed, discovered, tally } = this.#course;
    crew.run("expand", () => discovered.settle());
    const stopped = crew.stopped ?? this.#overfull();
    if (stopped === undefined && delayed.fits()) {
      this.#find(first);
      return true;
    }
    crew.forget();
    if (stopped === undefined && delayed.spills(() => this.settle())) return false;
    if (tally.end !== undefined) return false;
    if (stopped?.told !== true && count > 1) {
      this.#size = Math.max(1, count >> 2);
      return false;
    }
    this.settle();
    if (tally.end !== undefined) return false;
    this.#load(first, count);
    this.#careful.expand(first);
    return true;
  }

  #load(first: number, count: number): void {
    const { crew, discovered } = this.#course;
    const { plan, worker } = crew;
    const { bytes } = worker.views;
    discovered.read(first, {
      states: bytes.subarray(plan.states, plan.states + count * plan.state),
      marks: bytes.subarray(plan.marks, plan.marks + count),
      asleep: bytes.subarray(plan.asleep, plan.asleep + count),
    });
    this.#prepare(first, count);
  }

  #prepare(first: number, count: number): void {
    const { crew, delayed, discovered } = this.#course;
    const { views } = crew.worker;
    const { blocks, places } = crew.plan;
    const size = crew.isTogether ? Math.max(Math.ceil(count / blocks), Math.min(BLOCK, Math.ceil(count / 8))) : count;
    views.put(cell.first, first);
    views.put(cell.found, discovered.length);
    views.put(cell.count, count);
    views.put(cell.block, size);
    views.put(cell.places, 64 * Math.floor(places / 64 / Math.ceil(count / size)));
    views.put(cell.later, delayed.active ? 1 : 0);
    views.put(cell.stop, 0);
  }

  /** More records than may come of a wave, or go to a shard. */
  #overfull(): { readonly told: boolean } | undefined {
    const { plan, worker, steps } = this.#course.crew;
    const told = Array.from({ length: plan.shards }, (_, shard) => worker.countTold(shard));
    const records = told.reduce((sum, count) => sum + count, 0);
    if (records > plan.records || told.some((count) => count > plan.room)) return { told: false };
    // Not just half: a wave that is taken in vain costs as much as two that are too small.
    if (3 * records < plan.records && 3 * steps < plan.places) this.#size = Math.min(plan.wave, 2 * this.#size);
    return undefined;
  }

  /** Looks up what was told, and accepts what is new. */
  #find(first: number): void {
    const { crew, tally, delayed, discovered, maxStates } = this.#course;
    const steps = first === NOWHERE ? 0 : crew.steps;
    crew.run("probe");
    const found = fresh(crew);
    if (delayed.active) {
      this.#delay(first, steps, found !== undefined);
      return;
    }
    if (found === undefined || tally.states + found > maxStates) {
      this.#careful.accept(first, steps);
      return;
    }
    const excluded = crew.excluded();
    number(crew);
    crew.run("accept");
    if (crew.stopped !== undefined) {
      crew.restoreExcluded(excluded);
      this.#careful.accept(first, steps);
      return;
    }
    // With others, it is done while they expand the next wave.
    const wide = hasWide(crew);
    if (crew.isTogether) discovered.later(found, () => append(this.#course, found, wide));
    else append(this.#course, found, wide);
    tally.steps += steps;
    if (first !== NOWHERE) tally.expanded += this.#careful.inside(crew.worker.views.get(cell.count));
    tally.found(found, crew.plan.constraints === 0 ? found : crew.sum(own.inside));
  }

  /** Keeps what may be new until it is settled. */
  #delay(first: number, steps: number, complete: boolean): void {
    const { crew, tally, delayed } = this.#course;
    if (!complete) {
      tally.end = "memory";
      return;
    }
    const count = crew.worker.views.get(cell.count);
    delayed.keep({ first, count, steps: tally.steps, expanded: tally.expanded });
    tally.steps += steps;
    tally.expanded += this.#careful.inside(count);
  }

  /**
   * Generated code traps where there is no room for more interned values; the rounds of a `for` may exhaust the stack. Any
   * other error of range is a bug.
   */
  #guarded(body: () => void): void {
    try {
      body();
    } catch (error) {
      if (!this.#course.crew.heapIsFull && !isExhaustion(error)) throw error;
      this.#course.tally.end = "memory";
    }
  }
}
