import { hash } from "../table/hash.js";
import { inMemory, sameLanes } from "../table/lanes.js";
import type { Code, Local } from "../wasm/code.js";
import { Module } from "../wasm/module.js";

/*
 * The numbers of states: a table of slots of 64 bits with linear probing, in a WebAssembly memory of its own, behind it the
 * states by number. The low half of a slot is a number plus one (0: the slot is free), the high half the low half of the
 * state's hash, of which the high half says where it belongs. A slot whose half of the hash fits is compared in full.
 *
 *   batch    records that are looked up, and behind them where their numbers go
 *   slots
 *   states   lanes, one state after another
 */

/** Slots for each state, so that ways through the table are short. */
const AMPLE = 1.5;
const PAGE = 65536;
const MOST_PAGES = 65535;
/** Addresses below this one are not used. */
const BATCH = 64;

interface Places {
  readonly lanes: number;
  readonly slots: number;
  readonly found: number;
  readonly table: number;
  readonly states: number;
  readonly end: number;
}

function placesOf(lanes: number, states: number, records: number): Places {
  const slots = Math.ceil(AMPLE * states) + 64;
  const found = BATCH + records * (8 * lanes + 8);
  const table = Math.ceil((found + 4 * records) / 64) * 64;
  const from = Math.ceil((table + 8 * slots) / 64) * 64;
  return { lanes, slots, found, table, states: from, end: from + 8 * lanes * states };
}

/** Bytes that the numbers of so many states take. */
export function bytesOf(lanes: number, states: number, records: number): number {
  return placesOf(lanes, states, records).end;
}

export class StateNumbers {
  readonly #places: Places;
  readonly #bytes: Uint8Array;
  readonly #found: Uint32Array;
  readonly #call: { insert(first: number, end: number): void; find(count: number): number };

  /**
   * @param states how many there will be, all different
   * @param records that are looked up at a time
   * @throws RangeError when there is no memory for them
   */
  constructor(lanes: number, states: number, records: number) {
    const places = placesOf(lanes, states, records);
    const pages = Math.ceil(places.end / PAGE);
    if (pages > MOST_PAGES) throw new RangeError("more memory than an address reaches");
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.#places = places;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#found = new Uint32Array(memory.buffer, places.found, records);
    this.#call = linked(places, memory);
  }

  /** The states from a number on, to be filled and then inserted. */
  states(first: number, count: number): Uint8Array {
    const state = 8 * this.#places.lanes;
    const from = this.#places.states + first * state;
    return this.#bytes.subarray(from, from + count * state);
  }

  /** The states of these numbers get them. */
  insert(first: number, end: number): void {
    this.#call.insert(first, end);
  }

  /** The numbers of the states of so many records; valid until the next call. */
  find(records: Uint8Array, count: number): Uint32Array {
    if (count > this.#found.length) return this.#findMany(records, count);
    this.#bytes.set(records, BATCH);
    if (this.#call.find(count) !== 0) throw new Error("internal error: a state that was not found before");
    return this.#found.subarray(0, count);
  }

  #findMany(records: Uint8Array, count: number): Uint32Array {
    const found = new Uint32Array(count);
    const size = records.length / count;
    for (let from = 0; from < count; from += this.#found.length) {
      const end = Math.min(count, from + this.#found.length);
      found.set(this.find(records.subarray(from * size, end * size), end - from), from);
    }
    return found;
  }
}

function linked(places: Places, memory: WebAssembly.Memory) {
  const module = new Module();
  writeInsert(module.function({ parameters: ["i32", "i32"], results: [] }, "insert").code, places);
  writeFind(module.function({ parameters: ["i32"], results: ["i32"] }, "find").code, places);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), { env: { memory } });
  const { insert, find } = exports;
  if (typeof insert !== "function" || typeof find !== "function") throw new Error("internal error: no such functions");
  return {
    insert: (first: number, end: number): void => void insert(first, end),
    find: (count: number): number => Number(find(count)),
  };
}

/** Sets `slot` to where a state belongs, and `tag` to the half of the hash that is kept there, in its high half. */
function home(code: Code, state: Local, slot: Local, tag: Local, { lanes, slots, table }: Places): void {
  const hashed = code.local("i64");
  hash(code, state, lanes);
  code.tee(hashed).i64(32).op("i64.shr_u").i64(slots).op("i64.mul").i64(32).op("i64.shr_u", "i32.wrap_i64");
  code.i32(3).op("i32.shl").i32(table).op("i32.add").set(slot);
  code.get(hashed).i64(32).op("i64.shl").set(tag);
  code.release(hashed);
}

/** The slot behind; the first one behind the last. */
function onward(code: Code, slot: Local, { table, slots }: Places): void {
  code.get(slot).i32(8).op("i32.add").tee(slot);
  code.i32(table + 8 * slots).op("i32.eq");
  code.if("none", () => code.i32(table).set(slot));
}

function writeInsert(code: Code, places: Places): void {
  const [first, end] = code.parameters;
  if (first === undefined || end === undefined) throw new Error("internal error: not two parameters");
  const [state, slot] = [code.local("i32"), code.local("i32")];
  const tag = code.local("i64");
  const size = 8 * places.lanes;
  code.get(first).i32(size).op("i32.mul").i32(places.states).op("i32.add").set(state);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(first).get(end).op("i32.ge_u").brIf(out);
      home(code, state, slot, tag, places);
      code.block("none", (free) => {
        code.loop("none", (next) => {
          code.get(slot).memory("i64.load").op("i64.eqz").brIf(free);
          onward(code, slot, places);
          code.br(next);
        });
      });
      code.get(first).i32(1).op("i32.add").set(first);
      code.get(slot).get(tag).get(first).op("i64.extend_i32_u", "i64.or").memory("i64.store");
      code.get(state).i32(size).op("i32.add").set(state).br(again);
    });
  });
}

/** Returns how many were not found. */
function writeFind(code: Code, places: Places): void {
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const [record, to, slot, state, missing] = [
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
  ];
  const [tag, entry] = [code.local("i64"), code.local("i64")];
  code.i32(0).set(missing).i32(BATCH).set(record).i32(places.found).set(to);
  code.get(count).i32(2).op("i32.shl").i32(places.found).op("i32.add").set(count);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(to).get(count).op("i32.ge_u").brIf(out);
      home(code, record, slot, tag, places);
      code.block("none", (done) => {
        code.loop("none", (next) => {
          code.get(slot).memory("i64.load").tee(entry).op("i64.eqz");
          code.if("none", () => code.get(missing).i32(1).op("i32.add").set(missing).br(done));
          code.get(entry).get(tag).op("i64.xor").i64(32).op("i64.shr_u", "i64.eqz");
          code.if("none", () => {
            code
              .get(entry)
              .op("i32.wrap_i64")
              .i32(1)
              .op("i32.sub")
              .tee(state)
              .i32(8 * places.lanes);
            code.op("i32.mul").i32(places.states).op("i32.add").set(state);
            sameLanes(code, inMemory(code, state), inMemory(code, record), places.lanes).brIf(done);
          });
          onward(code, slot, places);
          code.br(next);
        });
      });
      code.get(to).get(entry).op("i32.wrap_i64").i32(1).op("i32.sub").memory("i32.store");
      code.get(to).i32(4).op("i32.add").set(to);
      code
        .get(record)
        .i32(8 * places.lanes + 8)
        .op("i32.add")
        .set(record)
        .br(again);
    });
  });
  code.get(missing);
}
