import type { Code, Local } from "../wasm/code.js";
import type { Module } from "../wasm/module.js";
import { cell, load, loaded, store } from "./cells.js";
import { distances, following, home, type Table, tableOf } from "./probing.js";
import { BUCKET, type Slots, slotBytes, slotIn, slotsOf } from "./slots.js";

/*
 * The table grows in place: the memory behind it becomes part of it (the cells know that before), then every state is taken
 * out of its slot, from the highest slot down, and put into the first free slot from its new bucket on. Buckets are in the
 * order of hashes, so states move up, and the further the higher they are: nearly always the new bucket is above the walk,
 * where all are at their new places already. The few that do not move above it (far from where they began, near the start
 * of the table) and those that would run over the end are set aside, behind the table, and put in last.
 *
 * How many are set aside at most? With d buckets the greatest distance of a state from where it begins, and f the factor of
 * growth: a state in bucket i began at a bucket a that is i - d or above; now it begins at f a - 1 or above; that is i or
 * below only for a <= (d + 1) / (f - 1), so i <= d + (d + 1) / (f - 1). Over the end run d + 2 buckets of states at most,
 * since the table is less full than it was.
 *
 * Exports:
 *   move(slots)   does so for so many slots more, from `walk` down; returns 0 when all is done
 *   putAside()    puts in what was set aside, and leaves zeros there
 */
export function writeGrowth(module: Module, lanes: number): void {
  writeMove(module.function({ parameters: ["i32"], results: ["i32"] }, "move").code, lanes);
  writePutAside(module.function({ parameters: [], results: [] }, "putAside").code, lanes);
}

/** Bytes of the states that are set aside at most: see above. `longest`: distance in bytes. */
export function asideBytes(longest: number, factor: number): number {
  const distance = longest / BUCKET;
  return BUCKET * Math.ceil(2 * (distance + 2) + (distance + 1) / (factor - 1));
}

function writeMove(code: Code, lanes: number): void {
  const [count] = code.parameters;
  if (count === undefined) throw new Error("internal error: no parameter");
  const size = slotBytes(lanes);
  const { slots, table, to, aim, put, end } = mover(code, lanes);
  const walk = loaded(code, cell.walk);
  const aside = loaded(code, cell.aside);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(walk).get(table.start).op("i32.eq").get(count).op("i32.eqz", "i32.or").brIf(out);
      code.get(count).i32(1).op("i32.sub").set(count);
      code.get(walk).i32(size).op("i32.sub").set(walk);
      slots.isFree(walk).brIf(again);
      aim(walk);
      code.block("none", (over) => {
        code.get(to).get(walk).op("i32.le_u").brIf(over);
        code.loop("none", (next) => {
          put(walk, () => code.br(again));
          code.get(to).i32(BUCKET).op("i32.add").tee(to).get(table.end).op("i32.ne").brIf(next);
        });
      });
      load(code, cell.asideEnd)
        .get(aside)
        .op("i32.le_u")
        .if("none", () => code.op("unreachable"));
      slots.move(aside, walk);
      slots.erase(walk);
      code.get(aside).i32(size).op("i32.add").set(aside);
      code.br(again);
    });
  });
  store(code, cell.walk, () => code.get(walk));
  store(code, cell.aside, () => code.get(aside));
  end();
  code.get(walk).get(table.start).op("i32.ne");
}

function writePutAside(code: Code, lanes: number): void {
  const { table, to, aim, put, end } = mover(code, lanes);
  const aside = loaded(code, cell.aside);
  const start = loaded(code, cell.asideStart);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(aside).get(start).op("i32.le_u").brIf(out);
      code.get(aside).i32(slotBytes(lanes)).op("i32.sub").set(aside);
      aim(aside);
      code.loop("none", (next) => {
        put(aside, () => code.br(again));
        following(code, to, table).br(next);
      });
    });
  });
  store(code, cell.aside, () => code.get(aside));
  end();
}

interface Mover {
  readonly slots: Slots;
  readonly table: Table;
  /** The bucket that is tried. */
  readonly to: Local;
  /** Sets it to where the state of a slot begins. */
  aim(from: Local): void;
  /** Moves the state of a slot there if one is free. */
  put(from: Local, done: () => void): void;
  /** When all have moved. */
  end(): void;
}

function mover(code: Code, lanes: number): Mover {
  const slots = slotsOf(code, lanes);
  const table = tableOf(code);
  const longest = distances(code, table);
  const hashed = code.local("i64");
  const begin = code.local("i32");
  const to = code.local("i32");
  const slot = code.local("i32");
  return {
    slots,
    table,
    to,
    aim(from) {
      slots.hashOf(from);
      code.set(hashed);
      home(code, hashed, table).tee(begin).set(to);
    },
    put(from, done) {
      slots
        .used(to)
        .tee(slot)
        .i32(BUCKET / slotBytes(lanes))
        .op("i32.ne")
        .if("none", () => {
          slotIn(code.get(slot), to, lanes).set(slot);
          slots.move(slot, from);
          slots.erase(from);
          longest.note(to, begin);
          done();
        });
    },
    end: () => longest.end(),
  };
}
