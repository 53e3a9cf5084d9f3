import { present } from "../../values/value.js";
import { type Asleep, SLEEPERS } from "../abi.js";
import type { Code, Label, Local } from "../wasm/code.js";
import type { Profiling } from "./profiling.js";
import { LANES, type Sleepers } from "./sleepers.js";
import type { Unit } from "./unit.js";

/** What the function that tells all ways out of a state collects for those who sleep. */
export class Sleeping {
  readonly #sleepers: Sleepers;
  readonly #cells: Asleep;
  readonly #profiling: Profiling | undefined;
  /** For each transition its patterns. */
  readonly #table: number;
  /** Who is asleep. */
  readonly #asleep: Local;
  /** By lanes: who sleeps after such a step. */
  readonly #after: readonly Local[];
  /** Ways told before a step. */
  readonly #before: Local;

  constructor(unit: Unit, code: Code, sleepers: Sleepers, cells: Asleep) {
    this.#profiling = unit.profiling;
    this.#sleepers = sleepers;
    this.#cells = cells;
    this.#table = unit.words(new Uint32Array(BigUint64Array.from(sleepers.patterns.flat()).buffer));
    this.#asleep = code.local("i32");
    this.#before = code.local("i32");
    this.#after = present(sleepers.patterns[0]).map(() => code.local("i64"));
    // A local that was released before need not be zero.
    for (const after of this.#after) code.i64(0).set(after);
    code.i32(cells.who).memory("i32.load").set(this.#asleep);
  }

  /** A member of a stepper, by number. */
  sleeper(stepper: number, member: number): Sleeper {
    const bit = present(this.#sleepers.first[stepper]) + member;
    return {
      unlessAsleep: (code, transitions, body) => {
        if (bit < SLEEPERS) this.#unlessAsleep(code, bit, transitions, body);
        else body();
      },
      awake: (code, transition, body) => {
        this.#note(code, transition);
        body();
        if (bit < SLEEPERS) this.#collect(code, bit, transition);
      },
    };
  }

  #unlessAsleep(code: Code, bit: number, from: Transitions, body: () => void): void {
    const ways = this.#sleepers.ways.slice(from.first, from.first + from.count);
    const quietly = ways.some(({ several }) => several);
    code.block("none", (done) => {
      code.block("none", (awake) => {
        code.get(this.#asleep).i32(1 << bit);
        code.op("i32.and", "i32.eqz").brIf(awake);
        code.block("none", (several) => this.#countOne(code, bit, from, { done, several }));
        if (quietly) code.i32(this.#cells.quiet).i32(1).memory("i32.store");
      });
      body();
      if (quietly) code.i32(this.#cells.quiet).i32(0).memory("i32.store");
    });
  }

  /** Goes to one label when the only way has been counted, to the other one when there may be several. */
  #countOne(code: Code, bit: number, { first, count, label }: Transitions, to: { done: Label; several: Label }): void {
    const ways = this.#sleepers.ways.slice(first, first + count);
    const some = ways.reduce((bits, { several }, at) => (several ? bits | (1n << BigInt(at)) : bits), 0n);
    if (count > 64 || ways.every(({ several }) => several)) return;
    const transition = code.local("i32");
    label();
    code.set(transition);
    if (some !== 0n) {
      code
        .i64(some)
        .get(transition)
        .op("i64.extend_i32_u", "i64.shr_u", "i32.wrap_i64")
        .i32(1)
        .op("i32.and")
        .brIf(to.several);
    }
    code.get(transition).i32(first).op("i32.add").set(transition);
    this.#count(code, transition);
    this.#rest(code, bit, transition);
    code.br(to.done);
    code.release(transition);
  }

  /** Says who sleeps after a step that is to come. */
  #note(code: Code, transition: number): void {
    const { way, ways: told } = this.#cells;
    const lane = this.#sleepers.lanes[transition];
    code.i32(way);
    if (lane === undefined) code.i32(0);
    else {
      code.get(present(this.#after[Math.floor(lane / LANES)])).i64(SLEEPERS * (lane % LANES));
      code
        .op("i64.shr_u", "i32.wrap_i64")
        .i32((1 << SLEEPERS) - 1)
        .op("i32.and");
    }
    code.memory("i32.store");
    if (this.#sleepers.ways[transition]?.none !== false) code.i32(told).memory("i32.load").set(this.#before);
  }

  /** After the ways of a transition: if there are any, whoever took it sleeps after steps that are independent. */
  #collect(code: Code, bit: number, transition: number): void {
    const always = this.#sleepers.ways[transition]?.none === false;
    this.#after.forEach((after, at) => {
      const pattern = present(this.#sleepers.patterns[transition]?.[at]) << BigInt(bit);
      if (pattern === 0n) return;
      code.get(after).i64(pattern);
      if (!always) {
        code.i64(0).i32(this.#cells.ways).memory("i32.load");
        code.get(this.#before).op("i32.ne", "select");
      }
      code.op("i64.or").set(after);
    });
  }

  /** One way of the transition whose number is in a local is not told. That it was tried was noted in the state before. */
  #count(code: Code, transition: Local): void {
    const { ways: told } = this.#cells;
    code.i32(told).i32(told).memory("i32.load").i32(1).op("i32.add").memory("i32.store");
    this.#profiling?.slept(code, transition);
  }

  /** Whoever sleeps goes on sleeping after steps that are independent of his. */
  #rest(code: Code, bit: number, transition: Local): void {
    const size = 8 * this.#after.length;
    this.#after.forEach((after, at) => {
      code.get(after).get(transition).i32(size).op("i32.mul");
      code
        .memory("i64.load", this.#table + 8 * at)
        .i64(bit)
        .op("i64.shl", "i64.or")
        .set(after);
    });
  }
}

/** Who may sleep: a member of a process, an action, the losses of a channel. */
export interface Sleeper {
  /** The body tells his ways, unless he is asleep: then they are only counted. */
  unlessAsleep(code: Code, transitions: Transitions, body: () => void): void;
  /** The body tells the ways of a transition of his. */
  awake(code: Code, transition: number, body: () => void): void;
}

/** What somebody may do next. */
export interface Transitions {
  readonly first: number;
  readonly count: number;
  /** Leaves on the stack which of them it is, from 0 on. */
  readonly label: () => void;
}
