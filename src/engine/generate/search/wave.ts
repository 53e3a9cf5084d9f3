import { NOWHERE, STEP, WIDE } from "../queue/predecessors.js";
import { cell, own, part, SHARD_WORDS } from "../wave/plan.js";
import type { Careful, Course } from "./careful.js";

/*
 * The fast path of a wave: its states are expanded, what comes of them is looked up, the new states get their numbers and are
 * judged (see wave/worker.ts). Nothing is listened to meanwhile; where there is something to tell, the careful path takes over:
 * after the first phase from the start, for nothing has been looked up yet; after the third with the list of new states.
 */

/** States in a block that workers share, at most. */
const BLOCK = 512;

export class Waves {
  readonly #course: Course;
  readonly #careful: Careful;
  /** States that a wave may have: fewer where they have many ways. */
  #size: number;

  constructor(course: Course, careful: Careful) {
    this.#course = course;
    this.#careful = careful;
    this.#size = course.crew.plan.wave;
  }

  /** Finds the initial states. */
  initial(): void {
    const { crew } = this.#course;
    this.#prepare(NOWHERE, 1);
    this.#guarded(() => {
      const { worker, area } = crew;
      worker.begin();
      const before = worker.writes();
      worker.views.put(area.start + own.from, crew.plan.states);
      worker.call.initial();
      worker.endBlock(0, before);
      const { views } = worker;
      const stopped = views.get(area.start + own.told) !== 0 || views.get(area.start + own.full) !== 0;
      if (stopped || this.#overfull() !== undefined) {
        crew.forget();
        this.#careful.initial();
      } else this.#find(NOWHERE);
    });
  }

  /** Expands the states from a number on, up to another; returns the number of the first that was not. */
  expand(first: number, end: number): number {
    const { crew } = this.#course;
    for (;;) {
      const count = Math.min(end - first, this.#size);
      this.#load(first, count);
      let again = false;
      this.#guarded(() => {
        crew.run("expand");
        const stopped = crew.stopped ?? this.#overfull();
        if (stopped === undefined) {
          this.#find(first);
          return;
        }
        crew.forget();
        if (stopped.told || count === 1) this.#careful.expand(first);
        else again = true;
      });
      if (!again) return first + count;
      this.#size = Math.max(1, count >> 2);
    }
  }

  #load(first: number, count: number): void {
    const { crew, discovered } = this.#course;
    const { plan, worker } = crew;
    const { bytes } = worker.views;
    discovered.states.read(first, bytes.subarray(plan.states, plan.states + count * plan.state));
    discovered.marks?.read(first, bytes.subarray(plan.marks, plan.marks + count));
    this.#prepare(first, count);
  }

  #prepare(first: number, count: number): void {
    const { crew, discovered } = this.#course;
    const { views } = crew.worker;
    const share = Math.ceil(count / crew.plan.blocks);
    views.put(cell.first, first);
    views.put(cell.found, discovered.length);
    views.put(cell.count, count);
    views.put(cell.block, crew.plan.workers === 1 ? count : Math.max(share, Math.min(BLOCK, count)));
    views.put(cell.stop, 0);
  }

  /** More records than may come of a wave. */
  #overfull(): { readonly told: boolean } | undefined {
    const { plan } = this.#course.crew;
    const records = this.#records();
    if (records > plan.records) return { told: false };
    if (2 * records < plan.records) this.#size = Math.min(plan.wave, 2 * this.#size);
    return undefined;
  }

  #records(): number {
    return this.#sum(part.count);
  }

  /** Of a word about all shards in all blocks. */
  #sum(which: number): number {
    const { plan, worker } = this.#course.crew;
    const { words } = worker.views;
    let sum = 0;
    for (let block = 0; block < worker.blocks; block++) {
      const entry = ((plan.entries + block * plan.entry) >>> 2) + 1;
      for (let shard = 0; shard < plan.shards; shard++) sum += words[entry + SHARD_WORDS * shard + which] ?? 0;
    }
    return sum;
  }

  /** Looks up what was told, and accepts what is new. */
  #find(first: number): void {
    const { crew, tally, maxStates } = this.#course;
    const steps = first === NOWHERE ? 0 : crew.steps;
    crew.run("probe");
    const fresh = this.#number();
    if (fresh === undefined || tally.states + fresh > maxStates) {
      this.#careful.accept(first, steps);
      return;
    }
    const excluded = crew.excluded();
    crew.run("accept");
    if (crew.stopped !== undefined) {
      crew.restoreExcluded(excluded);
      for (let shard = 0; shard < crew.plan.shards; shard++) crew.worker.listFresh(shard);
      this.#careful.accept(first, steps);
      return;
    }
    this.#append(fresh);
    tally.steps += steps;
    if (first !== NOWHERE) tally.expanded += this.#careful.inside(crew.worker.views.get(cell.count));
    tally.found(fresh, crew.plan.constraints === 0 ? fresh : crew.sum(own.inside));
  }

  /** Gives each block the place of its first new state; how many there are. Undefined: a shard had no memory. */
  #number(): number | undefined {
    const { plan, worker } = this.#course.crew;
    const { words } = worker.views;
    let number = 0;
    for (let shard = 0; shard < plan.shards; shard++)
      if ((words[(plan.probed >>> 2) + shard] ?? 0) < 0) return undefined;
    for (let block = 0; block < worker.blocks; block++) {
      const entry = (plan.entries + block * plan.entry) >>> 2;
      words[entry] = number;
      for (let shard = 0; shard < plan.shards; shard++) {
        const at = entry + 1 + SHARD_WORDS * shard;
        number += ((words[at + part.to] ?? 0) - (words[at + part.from] ?? 0)) >>> 2;
      }
    }
    return number;
  }

  #append(fresh: number): void {
    const { crew, discovered } = this.#course;
    const { plan, worker } = crew;
    const { bytes, words } = worker.views;
    const number = discovered.length;
    discovered.states.append(bytes.subarray(plan.rows, plan.rows + fresh * plan.state));
    discovered.marks?.append(bytes.subarray(plan.newMarks, plan.newMarks + fresh));
    discovered.predecessors.append(bytes.subarray(plan.predecessors, plan.predecessors + fresh * STEP));
    if (crew.sum(own.wide) === 0) return;
    for (let at = 0; at < fresh; at++) {
      if (bytes[plan.predecessors + at * STEP + STEP - 1] !== WIDE) continue;
      discovered.predecessors.wide(number + at, words[(plan.ordinals >>> 2) + at] ?? 0);
    }
  }

  /** Generated code traps where there is no room for more interned values. */
  #guarded(body: () => void): void {
    try {
      body();
    } catch (error) {
      if (!this.#course.crew.heapIsFull) throw error;
      this.#course.tally.end = "memory";
    }
  }
}
