import type { Callee, Code, Local } from "../wasm/code.js";
import type { Unit } from "./unit.js";

/*
 * What each step costs, measured by generated code itself. To look at the clock takes longer than most steps do, so it is done
 * for one state in INTERVAL, a prime number, so that it does not keep step with a pattern in the order of states. What is
 * counted stands in rows of four numbers of 64 bits (f64), one row for each transition, and one for the clock itself:
 *
 *   tried   as `Counters.tried`; in the row of the clock: states expanded
 *   taken   ways that ran to their end
 *   timed   how often it was looked at how long the transition's ways take; in the row of the clock: states timed
 *   time    milliseconds that this took together, one look at the clock each time among them; in the row of the clock: what
 *           a look at it takes at least
 */

/** Bytes and places of a row. */
export const ROW = 32;
export const column = { tried: 0, taken: 8, timed: 16, time: 24 } as const;

const INTERVAL = 61;

/** What rows and cells take. */
export function profilingBytes(transitions: number): number {
  return (transitions + 1) * ROW + 24;
}

export class Profiling {
  /** The address of the first row. */
  readonly rows: number;
  readonly #transitions: number;
  readonly #now: Callee;
  /** Addresses of: states until the next one to be timed; not zero while one is; the time when something began. */
  readonly #left: number;
  readonly #timing: number;
  readonly #begun: number;

  /** @param start where `profilingBytes` of memory are for it */
  constructor(unit: Unit, now: Callee, transitions: number, start: number) {
    this.#now = now;
    this.#transitions = transitions;
    this.rows = start;
    this.#left = start + (transitions + 1) * ROW;
    this.#timing = this.#left + 8;
    this.#begun = this.#left + 16;
    unit.module.data(this.#left, Uint8Array.of(1, 0, 0, 0));
    const clock = this.rows + transitions * ROW + column.time;
    unit.module.data(clock, new Uint8Array(Float64Array.of(Number.POSITIVE_INFINITY).buffer));
  }

  /** Another state is expanded: shall it be timed? */
  state(code: Code): void {
    this.#add(code, this.#transitions, "tried");
    code.i32(this.#timing).i32(0).memory("i32.store");
    code.i32(this.#left).i32(this.#left).memory("i32.load").i32(1).op("i32.sub").memory("i32.store");
    code.i32(this.#left).memory("i32.load").op("i32.eqz");
    code.if("none", () => {
      code.i32(this.#left).i32(INTERVAL).memory("i32.store");
      code.i32(this.#timing).i32(1).memory("i32.store");
    });
    this.#clock(code);
  }

  /** How long is a look at the clock? */
  #clock(code: Code): void {
    const least = this.rows + this.#transitions * ROW + column.time;
    this.#whileTiming(code, () => {
      code.i32(this.#begun).call(this.#now).memory("f64.store");
      code.i32(least).call(this.#now).i32(this.#begun).memory("f64.load").op("f64.sub");
      code.i32(least).memory("f64.load").op("f64.min").memory("f64.store");
      this.#add(code, this.#transitions, "timed");
    });
  }

  tried(code: Code, transition: number): void {
    this.#add(code, transition, "tried");
  }

  taken(code: Code, transition: number): void {
    this.#add(code, transition, "taken");
  }

  /** One way of a transition, whose number is in a local, is counted and not gone. */
  slept(code: Code, transition: Local): void {
    const row = code.local("i32");
    code.get(transition).i32(ROW).op("i32.mul").i32(this.rows).op("i32.add").set(row);
    for (const at of [column.tried, column.taken])
      code.get(row).get(row).memory("f64.load", at).f64(1).op("f64.add").memory("f64.store", at);
    code.release(row);
  }

  /** The body goes ways of a transition, and leaves on the stack whether the function that it is in is to stop. */
  timed(code: Code, transition: number, body: () => void): void {
    const stop = code.local("i32");
    this.#measured(code, transition, () => {
      body();
      code.set(stop);
    });
    code.get(stop).release(stop);
  }

  #measured(code: Code, transition: number, body: () => void): void {
    this.#whileTiming(code, () => code.i32(this.#begun).call(this.#now).memory("f64.store"));
    body();
    this.#whileTiming(code, () => {
      const time = code.local("f64");
      code.call(this.#now).i32(this.#begun).memory("f64.load").op("f64.sub").set(time);
      this.#add(code, transition, "time", time);
      this.#add(code, transition, "timed");
      code.release(time);
    });
  }

  #whileTiming(code: Code, body: () => void): void {
    code.i32(this.#timing).memory("i32.load").if("none", body);
  }

  /** One more, or so much. */
  #add(code: Code, transition: number, what: keyof typeof column, amount?: Local): void {
    const address = this.rows + transition * ROW + column[what];
    code.i32(address).i32(address).memory("f64.load");
    if (amount === undefined) code.f64(1);
    else code.get(amount);
    code.op("f64.add").memory("f64.store");
  }
}
