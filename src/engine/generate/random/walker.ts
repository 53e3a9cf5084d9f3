import { FALSE, type Generated, judged, TRUE } from "../abi.js";
import { beginHeap, HEAP_BYTES, heap } from "../heap/cells.js";
import { MOST_PAGES } from "../wave/module.js";
import { Views } from "../wave/views.js";
import { KEPT, type WalkPlan, walkCode } from "./code.js";

/** What chooses: an integer in 0..bound-1. */
export interface Chooser {
  below(bound: number): number;
}

/** A random behaviour, as src/engine/search/walk.ts takes it. */
export interface Wandered {
  readonly ending: "length" | "deadlock" | "done" | "constraint" | "violation";
  readonly steps: number;
  /** What was wrong in its last state: the same text for the same claim, or error at the same place. */
  readonly told: readonly string[];
}

const PAGE = 65536;

/** Takes random behaviours by generated code: the choices, and what comes of them, are those of the reference engine. */
export class Walker {
  readonly #plan: WalkPlan;
  readonly #views: Views;
  readonly #call: (name: "initial" | "expand" | "judge" | "mayEnd", ...numbers: number[]) => number;
  #told: string[] = [];

  /** @throws Unsupported; RangeError when there is no memory for it */
  constructor(generated: Generated) {
    const { plan, code, end, heap: interning } = walkCode(generated);
    const initial = Math.ceil((end + (interning ? HEAP_BYTES : 0)) / PAGE);
    const memory = new WebAssembly.Memory({ initial, maximum: interning ? MOST_PAGES : initial });
    this.#plan = plan;
    this.#views = new Views(memory);
    if (interning) beginHeap(this.#views.words, Math.ceil(end / 8) * 8);
    const fault = (_: number, place: number): number => {
      this.#told.push(`error ${place}`);
      return 0;
    };
    const verdict = (kind: number, index: number, truth: number): void => {
      this.#told.push(`${judged[kind]} ${index} ${truth}`);
    };
    const env = { memory, fault, verdict };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env });
    this.#call = (name, ...numbers) => {
      const called = exports[name];
      if (typeof called !== "function") throw new Error(`internal error: the module has no ${name}`);
      return Number(called(...numbers));
    };
  }

  /** Was there no room for more interned values? Then a call has trapped. */
  get isFull(): boolean {
    return this.#views.get(heap.full) !== 0;
  }

  /** A random behaviour of at most `length` steps. */
  walk(choices: Chooser, length: number): Wandered {
    this.#told = [];
    const { here } = this.#plan;
    let ways = this.#waysFrom(undefined, 0);
    for (let steps = -1; ; ) {
      if (this.#told.length > 0) return this.#ended("violation", steps);
      if (ways === 0) return this.#ended(steps < 0 ? "done" : this.#atEnd(), steps);
      this.#take(choices.below(ways), steps < 0 ? undefined : here);
      steps += 1;
      const inside = this.#call("judge", here, 0);
      if (this.#told.length > 0) return this.#ended("violation", steps);
      if (inside === 0) return this.#ended("constraint", steps);
      ways = this.#waysFrom(here, 0);
      if (steps >= length && ways > 0 && this.#told.length === 0) return this.#ended("length", steps);
    }
  }

  #ended(ending: Wandered["ending"], steps: number): Wandered {
    return { ending, steps: Math.max(0, steps), told: this.#told };
  }

  /** The number of ways out of a state, or to initial ones; from a number on they are kept. */
  #waysFrom(state: number | undefined, first: number): number {
    const { ways, from } = this.#plan;
    this.#views.put(ways, 0);
    this.#views.put(from, first);
    if (state === undefined) this.#call("initial");
    else this.#call("expand", state);
    return this.#views.get(ways);
  }

  /** The behaviour goes on where a way leads, out of a state or to an initial one. */
  #take(way: number, from: number | undefined): void {
    const { here, kept, state } = this.#plan;
    let at = way;
    if (way >= KEPT) {
      this.#waysFrom(from, way);
      at = 0;
    }
    this.#views.bytes.copyWithin(here, kept + at * state, kept + (at + 1) * state);
  }

  #atEnd(): Wandered["ending"] {
    const truth = this.#call("mayEnd", this.#plan.here);
    if (truth === TRUE) return "done";
    this.#told.push(`end ${truth}`);
    return truth === FALSE ? "deadlock" : "violation";
  }
}
