import type { Callee, Code, Label, Local } from "../wasm/code.js";
import type { Module } from "../wasm/module.js";
import { BATCH, CHUNK, cell, load, loaded, PLACES, store } from "./cells.js";
import { hash } from "./hash.js";
import { copyLanes } from "./lanes.js";
import { isUnmarked, setMark } from "./marks.js";
import { distances, following, home, tableOf } from "./probing.js";
import { BUCKET, type Slots, slotBytes, slotIn, slotsOf } from "./slots.js";

/*
 * Looking up what is in the batch area, in its order. States are taken in chunks: `touch` hashes a chunk, then reads from the
 * bucket where each of its states begins, so that the waits for memory overlap; then the chunk is looked up, bucket after
 * bucket until the state or a free slot is met.
 *
 * Exports:
 *   probe(count)     adds states that are new, of so many records; the new ones move to the start of the batch area
 *   add(count)       the same of packed states, of which nothing is told
 *   mark(count)      marks those of so many packed states that are in the table
 *   unmarked(count)  of so many records, all in the table, those that are not marked move to the start of the batch area
 */
export function writeLookUps(module: Module, lanes: number): void {
  const state = 8 * lanes;
  const record = state + 8;
  const touch = writeTouch(module, lanes);
  const write = (name: string, stride: number, lookUp: LookUp): void =>
    writeBatch(module, touch, { name, stride, lookUp });
  write("probe", record, (code, wanted) => adding(code, lanes, wanted, record));
  write("add", state, (code, wanted) => adding(code, lanes, wanted, undefined));
  write("mark", state, (code, wanted) =>
    finding(code, lanes, wanted, {
      known: (slot) => slot !== undefined && setMark(code, slot, lanes),
      missing: () => {},
    }),
  );
  write("unmarked", record, (code, wanted) =>
    finding(code, lanes, wanted, {
      known(slot) {
        if (slot === undefined) keep(code, wanted, lanes);
        else isUnmarked(code, slot, lanes).if("none", () => keep(code, wanted, lanes));
      },
      missing: () => code.op("unreachable"),
    }),
  );
}

/** The state that is looked up. */
interface Wanted {
  /** Its address. */
  readonly state: Local;
  /** See cells.ts. */
  readonly place: Local;
  /** Where the next record goes that is kept. */
  readonly fresh: Local;
}

/** Writes what is before a batch; the rest is written by what it returns. */
type LookUp = (code: Code, wanted: Wanted) => Each;

interface Each {
  /** Looks up what is wanted. */
  one(): void;
  /** After the last one. */
  end(): void;
}

/** touch(at, end, stride): writes the places of the states from one address up to another, of which there is one at least. */
function writeTouch(module: Module, lanes: number): Callee {
  const defined = module.function({ parameters: ["i32", "i32", "i32"], results: [] });
  const { code } = defined;
  const [at, end, stride] = code.parameters;
  if (at === undefined || end === undefined || stride === undefined)
    throw new Error("internal error: not three parameters");
  const table = tableOf(code);
  const place = code.local("i32");
  const from = code.local("i32");
  const bucket = code.local("i32");
  const next = code.local("i32");
  const hashed = code.local("i64");
  const sum = code.local("i64");
  code.i32(PLACES).set(place);
  code.loop("none", (again) => {
    hash(code, at, lanes);
    code.set(hashed);
    code.get(place).get(hashed).i64(HIGH).op("i64.and");
    home(code, hashed, table).op("i64.extend_i32_u", "i64.or").memory("i64.store");
    code.get(place).i32(8).op("i32.add").set(place);
    code.get(at).get(stride).op("i32.add").tee(at).get(end).op("i32.lt_u").brIf(again);
  });
  // A loop of its own, and a short one: the processor runs ahead of more reads that way.
  code.i32(PLACES).set(from);
  code.loop("none", (again) => {
    code.get(from).memory("i32.load").tee(bucket).set(next);
    following(code, next, table).get(next).get(bucket);
    code
      .get(bucket)
      .memory("i64.load", BUCKET - 8)
      .i64(0)
      .op("i64.ne", "select");
    code.memory("i64.load").get(sum).op("i64.xor").set(sum);
    code.get(from).i32(8).op("i32.add").tee(from).get(place).op("i32.lt_u").brIf(again);
  });
  // Written where nobody reads it, so that the loads are not found to be useless.
  code.i32(0).get(sum).memory("i64.store", cell.unread);
  return defined;
}

const HIGH = -1n << 32n;

interface Batch {
  readonly name: string;
  /** Bytes from state to state. */
  readonly stride: number;
  readonly lookUp: LookUp;
}

function writeBatch(module: Module, touch: Callee, { name, stride, lookUp }: Batch): void {
  const { code } = module.function({ parameters: ["i32"], results: [] }, name);
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const state = code.local("i32");
  const place = code.local("i64");
  const fresh = code.local("i32");
  const end = code.local("i32");
  const stop = code.local("i32");
  const from = code.local("i32");
  const each = lookUp(code, { state, place, fresh });
  code.i32(BATCH).tee(state).set(fresh);
  code.get(count).i32(stride).op("i32.mul").get(state).op("i32.add").set(end);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(state).get(end).op("i32.ge_u").brIf(out);
      code.get(end).get(state);
      code
        .i32(CHUNK * stride)
        .op("i32.add")
        .tee(stop);
      code.get(end).get(stop).op("i32.lt_u", "select").set(stop);
      code.get(state).get(stop).i32(stride).call(touch);
      code.i32(PLACES).set(from);
      code.loop("none", (next) => {
        code.get(from).memory("i64.load").set(place);
        each.one();
        code.get(from).i32(8).op("i32.add").set(from);
        code.get(state).i32(stride).op("i32.add").tee(state).get(stop).op("i32.lt_u").brIf(next);
      });
      code.br(again);
    });
  });
  each.end();
  store(code, cell.count, () => code.get(fresh).i32(BATCH).op("i32.sub").i32(stride).op("i32.div_u"));
}

/** Adds what is new, and keeps so many bytes of it; undefined: nothing is told of it. */
function adding(code: Code, lanes: number, wanted: Wanted, record: number | undefined): Each {
  const slots = slotsOf(code, lanes);
  const table = tableOf(code);
  const begin = code.local("i32");
  const bucket = code.local("i32");
  const slot = code.local("i32");
  const holding = code.local("i32");
  const isNew = code.local("i32");
  const size = loaded(code, cell.size);
  const longest = distances(code, table);
  /** Written in any case, and kept if it is new: a branch that nobody can foresee takes longer. */
  const told = (): void => {
    if (record !== undefined) {
      copyLanes(code, wanted.fresh, wanted.state, lanes + 1);
      code.get(wanted.fresh).get(isNew).i32(record).op("i32.mul", "i32.add").set(wanted.fresh);
    }
    code.get(size).get(isNew).op("i32.add").set(size);
  };
  const zero = (): void => {
    load(code, cell.zero).op("i32.eqz").set(isNew);
    told();
    store(code, cell.zero, () => code.i32(1));
  };
  const others = (done: Label): void => {
    code.get(wanted.place).op("i32.wrap_i64").tee(begin).set(bucket);
    code.loop("none", (again) => {
      slots.holding(bucket).tee(holding).op("i32.eqz").set(isNew);
      slots.used(bucket).tee(slot);
      code
        .i32(BUCKET / slotBytes(lanes))
        .op("i32.eq")
        .get(isNew)
        .op("i32.and");
      code.if("none", () => following(code, bucket, table).br(again));
      code.get(slot).get(holding);
      slots.numbered().get(isNew).op("select");
      slotIn(code, bucket, lanes).set(slot);
      slots.put(slot, size, isNew);
      code.get(bucket).get(begin).op("i32.ne");
      code.if("none", () => longest.note(bucket, begin));
      told();
      code.br(done);
    });
  };
  return {
    one: () => wantedOne(code, wanted, slots, zero, others),
    end() {
      store(code, cell.size, () => code.get(size));
      longest.end();
    },
  };
}

/** What is done with what is there, in a slot (undefined: the state of all zeros, which has none), and with what is not. */
interface Finding {
  known(slot: Local | undefined): unknown;
  missing(): unknown;
}

function finding(code: Code, lanes: number, wanted: Wanted, { known, missing }: Finding): Each {
  const slots = slotsOf(code, lanes);
  const table = tableOf(code);
  const bucket = code.local("i32");
  const slot = code.local("i32");
  const zero = (): void =>
    void load(code, cell.zero).if(
      "none",
      () => known(undefined),
      () => missing(),
    );
  const others = (done: Label): void => {
    code.get(wanted.place).op("i32.wrap_i64").set(bucket);
    code.loop("none", (again) => {
      slots.holding(bucket).tee(slot);
      code.if("none", () => {
        code.get(slot);
        slots.numbered();
        slotIn(code, bucket, lanes).set(slot);
        known(slot);
        code.br(done);
      });
      slots
        .used(bucket)
        .i32(BUCKET / slotBytes(lanes))
        .op("i32.ne");
      code.if("none", () => {
        missing();
        code.br(done);
      });
      following(code, bucket, table).br(again);
    });
  };
  return { one: () => wantedOne(code, wanted, slots, zero, others), end: () => {} };
}

function wantedOne(
  code: Code,
  { state, place }: Wanted,
  slots: Slots,
  zero: () => void,
  others: (done: Label) => void,
): void {
  code.block("none", (done) => {
    slots.want(state, place);
    slots.isZero?.().if("none", () => {
      zero();
      code.br(done);
    });
    others(done);
  });
}

/** Keeps a record among the new ones: what stood there was looked up before. */
function keep(code: Code, { state, fresh }: Wanted, lanes: number): void {
  copyLanes(code, fresh, state, lanes + 1);
  code
    .get(fresh)
    .i32(8 * lanes + 8)
    .op("i32.add")
    .set(fresh);
}
