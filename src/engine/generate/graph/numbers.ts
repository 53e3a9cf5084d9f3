import { hash } from "../table/hash.js";
import { inMemory, sameLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import { Module } from "../wasm/module.js";
import { writeExpected } from "./expected.js";

/*
 * The numbers of states: a table of slots of 32 bits with linear probing, in a WebAssembly memory of its own, behind it the
 * states by number. A slot has a number plus one in as many low bits as all numbers need (0: the slot is free), and above
 * them, the tag, bits of the low half of the state's hash, of which the high half says where it belongs. A slot whose tag fits
 * is compared in full.
 *
 *   batch    states whose numbers are wanted, and behind them where these go
 *   others   which of them are not the next ones (see expected.ts), and what is found when they are looked up
 *   homes    for each state of a chunk its tag and the address of its slot
 *   …        the same for each further worker
 *   slots
 *   states   lanes, one state after another
 *
 * States are taken in chunks, and each chunk several times: what is loaded from far away the first time, in a row without a
 * branch, so that the processor need not wait for one load before the next, is near when it is used.
 */

/** Slots for each state, so that ways through the table are short. */
const AMPLE = 1.5;
const PAGE = 65536;
const MOST_PAGES = 65535;
/** Addresses below this one are not used, but that of what touched memory adds up to. */
const OWN = 64;
const TOUCHED = 8;
/** States in a chunk. */
const CHUNK = 256;
/** Bytes that are kept of each: a tag, a slot. */
const HOME = 8;
const SLOT = 4;

/** So many are looked up first where it is not known what comes next. */
const FIRST = 64;

/** What there is to know of a table. */
export interface NumbersShape {
  readonly lanes: number;
  /** How many there will be, all different. */
  readonly states: number;
  /** So many are looked up at a time. */
  readonly batch: number;
  /** Who use it; each has a number from 0 on. */
  readonly workers: number;
}

interface Places {
  readonly lanes: number;
  readonly shared: boolean;
  readonly slots: number;
  readonly batch: number;
  readonly found: number;
  readonly others: number;
  readonly lookedUp: number;
  readonly homes: number;
  readonly table: number;
  readonly states: number;
  readonly end: number;
  /** The bits of a slot that are a number plus one. */
  readonly mask: number;
}

function placesOf({ lanes, states, batch, workers }: NumbersShape, worker: number): Places {
  const slots = Math.ceil(AMPLE * states) + 64;
  const own = Math.ceil((batch * 8 * lanes + 12 * batch + CHUNK * HOME) / 64) * 64 + 64;
  const wanted = OWN + worker * own;
  const found = wanted + batch * 8 * lanes;
  const [others, lookedUp] = [found + 4 * batch, found + 8 * batch];
  const homes = Math.ceil((lookedUp + 4 * batch) / 64) * 64;
  const table = OWN + workers * own;
  const from = Math.ceil((table + SLOT * slots) / 64) * 64;
  const mask = 2 ** Math.ceil(Math.log2(states + 1)) - 1;
  const end = from + 8 * lanes * states;
  const places = { found, others, lookedUp, homes, table, states: from, end, mask };
  return { lanes, shared: workers > 1, slots, batch: wanted, ...places };
}

/** Bytes that the numbers of states take. */
export function bytesOf(shape: NumbersShape): number {
  return placesOf(shape, 0).end;
}

export class StateNumbers {
  readonly shape: NumbersShape;
  readonly memory: WebAssembly.Memory;
  readonly #places: Places;
  readonly #bytes: Uint8Array;
  readonly #found: Uint32Array;
  readonly #others: Uint32Array;
  readonly #lookedUp: Uint32Array;
  readonly #call: ReturnType<typeof linked>;
  /** The number of the state that is to come next. */
  #next = 0;

  /**
   * For a worker. `memory`: where another one has them.
   *
   * @throws RangeError when there is no memory for them
   */
  constructor(shape: NumbersShape, worker = 0, memory = memoryFor(shape)) {
    const { batch } = shape;
    const places = placesOf(shape, worker);
    this.shape = shape;
    this.memory = memory;
    this.#places = places;
    this.#bytes = new Uint8Array(memory.buffer);
    const part = (address: number): Uint32Array => new Uint32Array(memory.buffer, address, batch);
    this.#found = part(places.found);
    this.#others = part(places.others);
    this.#lookedUp = part(places.lookedUp);
    this.#call = linked(places, memory);
  }

  /** The states from a number on, to be filled and then inserted. */
  states(first: number, count: number): Uint8Array {
    const state = 8 * this.#places.lanes;
    const from = this.#places.states + first * state;
    return this.#bytes.subarray(from, from + count * state);
  }

  /** Copies the states of these numbers, one after another. */
  gather(numbers: Uint32Array, into: Int32Array): void {
    const { lanes, states } = this.#places;
    const words = new Int32Array(this.#bytes.buffer);
    const size = 2 * lanes;
    let to = 0;
    for (const number of numbers) {
      const from = (states >>> 2) + number * size;
      for (let word = 0; word < size; word++) into[to++] = words[from + word] ?? 0;
    }
  }

  /** The states of these numbers get them; to be ended before any is looked up. */
  insert(first: number, end: number): void {
    if (end > first) this.#call.insert(first, end - first);
  }

  /** The numbers of so many states that come after those before; valid until the next call. */
  find(states: Uint8Array, count: number): Uint32Array {
    if (count > this.#found.length) return this.#findMany(states, count);
    this.#bytes.set(states, this.#places.batch);
    const others = this.#call.expected(count, this.#next, this.shape.states);
    this.#next += count - others;
    if (this.#call.find(others) !== 0) throw new Error("internal error: a state that was not found before");
    for (let at = 0; at < others; at++) {
      const number = this.#lookedUp[at] ?? 0;
      this.#found[this.#others[at] ?? 0] = number;
      if (number >= this.#next) this.#next = number + 1;
    }
    return this.#found.subarray(0, count);
  }

  /** The same of states that come after others than those before. */
  findAnew(states: Uint8Array, count: number): Uint32Array {
    const found = new Uint32Array(count);
    if (count === 0) return found;
    const [size, first] = [states.length / count, Math.min(FIRST, count)];
    this.#next = 0;
    found.set(this.find(states.subarray(0, first * size), first));
    found.set(this.find(states.subarray(first * size), count - first), first);
    return found;
  }

  #findMany(states: Uint8Array, count: number): Uint32Array {
    const found = new Uint32Array(count);
    const size = states.length / count;
    for (let from = 0; from < count; from += this.#found.length) {
      const end = Math.min(count, from + this.#found.length);
      found.set(this.find(states.subarray(from * size, end * size), end - from), from);
    }
    return found;
  }
}

function memoryFor(shape: NumbersShape): WebAssembly.Memory {
  const pages = Math.ceil(placesOf(shape, 0).end / PAGE);
  if (pages > MOST_PAGES) throw new RangeError("more memory than an address reaches");
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: shape.workers > 1 });
}

function linked(places: Places, memory: WebAssembly.Memory) {
  const { shared } = places;
  const most = shared ? MOST_PAGES : undefined;
  const module = new Module({ module: "env", name: "memory", least: 1, most, shared });
  writeInsert(module.function({ parameters: ["i32", "i32"], results: [] }, "insert").code, places);
  writeFind(module.function({ parameters: ["i32"], results: ["i32"] }, "find").code, places);
  const three = { parameters: ["i32", "i32", "i32"], results: ["i32"] } as const;
  writeExpected(module.function(three, "expected").code, places);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), { env: { memory } });
  const { insert, find, expected } = exports;
  if (typeof insert !== "function" || typeof find !== "function" || typeof expected !== "function")
    throw new Error("internal error: no such functions");
  return {
    insert: (first: number, count: number): void => void insert(first, count),
    find: (count: number): number => Number(find(count)),
    expected: (count: number, next: number, end: number): number => Number(expected(count, next, end)),
  };
}

/** Writes the homes of `count` states (a local) from an address on (a local, which moves on), and touches their slots. */
function writeHomes(code: Code, state: Local, count: Local, places: Places): void {
  const { lanes, slots, table, homes, mask } = places;
  const hashed = code.local("i64");
  const [home, end, slot, touched] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  code.i32(0).set(touched).i32(homes).set(home);
  code.get(count).i32(HOME).op("i32.mul").i32(homes).op("i32.add").set(end);
  loop(code, home, end, HOME, () => {
    hash(code, state, lanes);
    code.tee(hashed).i64(32).op("i64.shr_u").i64(slots).op("i64.mul").i64(32).op("i64.shr_u", "i32.wrap_i64");
    code.i32(2).op("i32.shl").i32(table).op("i32.add").set(slot);
    code.get(home).get(hashed).op("i32.wrap_i64").i32(~mask).op("i32.and").memory("i32.store");
    code.get(home).get(slot).memory("i32.store", 4);
    code.get(touched).get(slot).memory("i32.load").op("i32.xor").set(touched);
    code
      .get(state)
      .i32(8 * lanes)
      .op("i32.add")
      .set(state);
  });
  code.i32(TOUCHED).get(touched).memory("i32.store");
  code.release(hashed, touched, home, end, slot);
}

/** Does the body while an address, which moves on, is below an end. */
function loop(code: Code, at: Local, end: Local, by: number, body: () => void): void {
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      body();
      code.get(at).i32(by).op("i32.add").set(at).br(again);
    });
  });
}

/** Does the body for chunk after chunk while there is something left: `count` is how much of it the chunk takes. */
function chunks(code: Code, left: Local, count: Local, body: () => void): void {
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(left).op("i32.eqz").brIf(out);
      code.get(left).i32(CHUNK).get(left).i32(CHUNK).op("i32.lt_u", "select").set(count);
      body();
      code.get(left).get(count).op("i32.sub").set(left).br(again);
    });
  });
}

/** The slot behind; the first one behind the last. */
function onward(code: Code, slot: Local, { table, slots }: Places): void {
  code.get(slot).i32(SLOT).op("i32.add").tee(slot);
  code.i32(table + SLOT * slots).op("i32.eq");
  code.if("none", () => code.i32(table).set(slot));
}

function writeInsert(code: Code, places: Places): void {
  const [first, left] = code.parameters;
  if (first === undefined || left === undefined) throw new Error("internal error: not two parameters");
  const [state, slot, count, home, end] = [
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
  ];
  const size = 8 * places.lanes;
  code.get(first).i32(size).op("i32.mul").i32(places.states).op("i32.add").set(state);
  chunks(code, left, count, () => {
    writeHomes(code, state, count, places);
    code.i32(places.homes).set(home);
    code.get(count).i32(HOME).op("i32.mul").i32(places.homes).op("i32.add").set(end);
    loop(code, home, end, HOME, () => {
      code.get(home).memory("i32.load", 4).set(slot);
      code.get(first).i32(1).op("i32.add").set(first);
      code.block("none", (done) => {
        code.loop("none", (next) => {
          code.get(slot).memory("i32.load").op("i32.eqz");
          code.if("none", () => {
            const entry = (): Code => code.get(home).memory("i32.load").get(first).op("i32.or");
            code.get(slot);
            if (places.shared) {
              code.i32(0);
              // Somebody else may have taken it by now.
              entry().atomic("i32.atomic.rmw.cmpxchg").op("i32.eqz").brIf(done);
            } else entry().memory("i32.store").br(done);
          });
          onward(code, slot, places);
          code.br(next);
        });
      });
    });
  });
}

/** Looks up states at the front of the batch; returns how many were not found. */
function writeFind(code: Code, places: Places): void {
  const [left] = code.parameters;
  if (left === undefined) throw new Error("internal error: no parameter");
  const [wanted, to, missing, count, home, end] = [
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
  ];
  const size = 8 * places.lanes;
  code.i32(places.batch).set(wanted).i32(places.lookedUp).set(to);
  chunks(code, left, count, () => {
    writeHomes(code, wanted, count, places);
    code.get(count).i32(HOME).op("i32.mul").i32(places.homes).op("i32.add").set(end);
    code.i32(places.homes).set(home);
    writeCandidates(code, home, end, places);
    code.get(wanted).get(count).i32(size).op("i32.mul", "i32.sub").set(wanted);
    code.i32(places.homes).set(home);
    loop(code, home, end, HOME, () => {
      compare(code, { wanted, home, to, missing }, places);
      code.get(wanted).i32(size).op("i32.add").set(wanted);
      code.get(to).i32(4).op("i32.add").set(to);
    });
  });
  code.get(missing);
}

/** Moves the slot of each home on to the first one that may be it, and touches the state that stands there. */
function writeCandidates(code: Code, home: Local, end: Local, places: Places): void {
  const [slot, entry] = [code.local("i32"), code.local("i32")];
  const touched = code.local("i64");
  code.i64(0).set(touched);
  loop(code, home, end, HOME, () => {
    code.get(home).memory("i32.load", 4).set(slot);
    toCandidate(code, slot, entry, home, places);
    code.get(home).get(slot).memory("i32.store", 4);
    // A free slot has no state; what stands before the first one does no harm.
    stateOf(code, entry, places).memory("i64.load").get(touched).op("i64.xor").set(touched);
  });
  code.i32(TOUCHED).get(touched).memory("i64.store");
  code.release(slot, entry, touched);
}

/** From a slot on to the first one that is free or has the tag of a home; `entry` is what stands there. */
function toCandidate(code: Code, slot: Local, entry: Local, home: Local, places: Places): void {
  const { mask } = places;
  code.block("none", (done) => {
    code.loop("none", (next) => {
      code.get(slot).memory("i32.load").tee(entry).op("i32.eqz").brIf(done);
      code.get(entry).get(home).memory("i32.load").op("i32.xor").i32(~mask).op("i32.and", "i32.eqz").brIf(done);
      onward(code, slot, places);
      code.br(next);
    });
  });
}

/** Leaves the address of the state whose number stands in an entry. */
function stateOf(code: Code, entry: Local, { lanes, states, mask }: Places): Code {
  const size = 8 * lanes;
  code.get(entry).i32(mask).op("i32.and").i32(size).op("i32.mul");
  return code.i32(states - size).op("i32.add");
}

interface Compared {
  readonly wanted: Local;
  readonly home: Local;
  readonly to: Local;
  readonly missing: Local;
}

/** Writes the number of the state that is wanted, from the candidate on. */
function compare(code: Code, { wanted, home, to, missing }: Compared, places: Places): void {
  const [slot, state, entry] = [code.local("i32"), code.local("i32"), code.local("i32")];
  code.get(home).memory("i32.load", 4).set(slot);
  code.block("none", (done) => {
    code.loop("none", (next) => {
      toCandidate(code, slot, entry, home, places);
      code.get(entry).op("i32.eqz");
      code.if("none", () => code.get(missing).i32(1).op("i32.add").set(missing).br(done));
      stateOf(code, entry, places).set(state);
      sameLanes(code, inMemory(code, state), inMemory(code, wanted), places.lanes).brIf(done);
      onward(code, slot, places);
      code.br(next);
    });
  });
  code.get(to).get(entry).i32(places.mask).op("i32.and").i32(1).op("i32.sub").memory("i32.store");
  code.release(slot, state, entry);
}
