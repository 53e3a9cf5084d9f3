import type { Callee, Code, Label, Local } from "../wasm/code.js";
import type { Module } from "../wasm/module.js";
import { BATCH, CHUNK, cell, load, loaded, PLACES, store } from "./cells.js";
import { hash } from "./hash.js";
import { copyLanes } from "./lanes.js";
import { isUnmarked, setMark } from "./marks.js";
import { distances, following, home, tableOf } from "./probing.js";
import { BUCKET, slotBytes, slotIn, slotsOf } from "./slots.js";

/*
 * Looking up what is in the batch area, in its order. States are taken in chunks: `touch` hashes a chunk and reads from the
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
  const note = (code: Code, wanted: Wanted): void => keep(code, wanted, lanes);
  const kinds: readonly Kind[] = [
    { name: "probe", stride: record, known: () => {}, missing: note, adds: true },
    { name: "add", stride: state, known: () => {}, missing: () => {}, adds: true },
    {
      name: "mark",
      stride: state,
      known: (code, { slot }) => slot !== undefined && setMark(code, slot, lanes),
      missing: () => {},
      adds: false,
    },
    {
      name: "unmarked",
      stride: record,
      known(code, at) {
        if (at.slot === undefined) note(code, at);
        else isUnmarked(code, at.slot, lanes).if("none", () => note(code, at));
      },
      missing: (code) => code.op("unreachable"),
      adds: false,
    },
  ];
  for (const kind of kinds) writeBatch(module, lanes, touch, kind);
}

/** What is done with the states of a batch. */
interface Kind {
  readonly name: string;
  /** Bytes from state to state. */
  readonly stride: number;
  /** With one that is there; with one that is not. */
  known(code: Code, at: Found): unknown;
  missing(code: Code, at: Found): unknown;
  /** It is there from now on. */
  readonly adds: boolean;
}

/** The state that is looked up. */
interface Wanted {
  /** Its address. */
  readonly state: Local;
  /** See cells.ts. */
  readonly place: Local;
  /** Where the next new record goes. */
  readonly fresh: Local;
}

interface Found extends Wanted {
  /** Undefined: the state of all zeros, which has none. */
  readonly slot: Local | undefined;
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
  const bucket = code.local("i32");
  const hashed = code.local("i64");
  const sum = code.local("i64");
  code.i32(PLACES).set(place);
  code.loop("none", (again) => {
    hash(code, at, lanes);
    code.set(hashed);
    home(code, hashed, table).tee(bucket).memory("i64.load").get(sum).op("i64.xor").set(sum);
    code.get(place).get(hashed).i64(HIGH).op("i64.and");
    code.get(bucket).op("i64.extend_i32_u", "i64.or").memory("i64.store");
    code.get(place).i32(8).op("i32.add").set(place);
    code.get(at).get(stride).op("i32.add").tee(at).get(end).op("i32.lt_u").brIf(again);
  });
  // Written where nobody reads it, so that the loads are not found to be useless.
  code.i32(0).get(sum).memory("i64.store", cell.unread);
  return defined;
}

const HIGH = -1n << 32n;

function writeBatch(module: Module, lanes: number, touch: Callee, kind: Kind): void {
  const { code } = module.function({ parameters: ["i32"], results: [] }, kind.name);
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const { stride } = kind;
  const state = code.local("i32");
  const place = code.local("i64");
  const fresh = code.local("i32");
  const end = code.local("i32");
  const stop = code.local("i32");
  const from = code.local("i32");
  const each = lookUp(code, lanes, kind, { state, place, fresh });
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

/** `one` looks up what is wanted; after the last one, `end`. */
function lookUp(code: Code, lanes: number, kind: Kind, wanted: Wanted): { one(): void; end(): void } {
  const slots = slotsOf(code, lanes);
  const table = tableOf(code);
  const begin = code.local("i32");
  const bucket = code.local("i32");
  const slot = code.local("i32");
  const size = loaded(code, cell.size);
  const longest = distances(code, table);
  const counted = (): Code => code.get(size).i32(1).op("i32.add").set(size);
  const zero = (): void => {
    const found = { ...wanted, slot: undefined };
    load(code, cell.zero).if(
      "none",
      () => kind.known(code, found),
      () => {
        kind.missing(code, found);
        if (!kind.adds) return;
        store(code, cell.zero, () => code.i32(1));
        counted();
      },
    );
  };
  const others = (done: Label): void => {
    const found = { ...wanted, slot };
    code.get(wanted.place).op("i32.wrap_i64").tee(begin).set(bucket);
    code.loop("none", (again) => {
      slots
        .holding(bucket)
        .tee(slot)
        .if("none", () => {
          code.get(slot).op("i32.ctz");
          slotIn(code, bucket, lanes).set(slot);
          kind.known(code, found);
          code.br(done);
        });
      slots
        .used(bucket)
        .tee(slot)
        .i32(BUCKET / slotBytes(lanes))
        .op("i32.ne")
        .if("none", () => {
          kind.missing(code, found);
          if (kind.adds) {
            slotIn(code.get(slot), bucket, lanes).set(slot);
            slots.put(slot, size);
            longest.note(bucket, begin);
            counted();
          }
          code.br(done);
        });
      following(code, bucket, table).br(again);
    });
  };
  return {
    one: () =>
      void code.block("none", (done) => {
        slots.want(wanted.state, wanted.place);
        slots.isZero?.().if("none", () => {
          zero();
          code.br(done);
        });
        others(done);
      }),
    end() {
      if (!kind.adds) return;
      store(code, cell.size, () => code.get(size));
      longest.end();
    },
  };
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
