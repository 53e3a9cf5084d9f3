import { hash } from "../table/hash.js";
import { copyLanes, sameLanes, zeros } from "../table/lanes.js";
import type { Callee, Code, Label, Local } from "../wasm/code.js";
import { type Defined, Module } from "../wasm/module.js";
import { cell, ended, isInline, MARK, type Plan, RECENT } from "./plan.js";
import { type Slots, slotsOf, type Wanted } from "./slots.js";

/*
 * The inner loops of the search, as a WebAssembly module. States are taken in blocks: `expand` lets generated code tell the
 * ways out of some states into the scratch; `drain` then looks all of them up, in three passes: hash every state, and leave
 * out those that came by just before; touch every slot where one may stand, so that the waits for memory overlap; look them
 * up in their order. Whatever is new gets
 * its number, is judged at once, and errors are passed on where they stand in the order: so all numbers, and what decides a
 * claim first, are those of a search that takes one way at a time.
 */

interface Imports {
  /** Of the generated module. */
  readonly expand: Callee;
  readonly judge: Callee;
  readonly mayEnd: Callee;
  /** A way met an error: predecessor, way, transition, place. */
  readonly faulted: Callee;
  /** A state without a way out, and what `mayEnd` says of it. */
  readonly stuck: Callee;
}

/**
 * Exports: `expand(next, end)` → the first state that was not expanded; `drain(first, end)` of two addresses in the scratch
 * → the address of the entry at which the search ended, or `end`; `rebuild()` puts all states into the empty table.
 */
export function kernel(plan: Plan): Uint8Array<ArrayBuffer> {
  const module = new Module();
  const imported = (name: string, parameters: number, results: number): Callee =>
    module.import("env", name, { parameters: Array(parameters).fill("i32"), results: Array(results).fill("i32") });
  const imports: Imports = {
    expand: imported("expand", 1, 0),
    judge: imported("judge", 2, 1),
    mayEnd: imported("mayEnd", 1, 1),
    faulted: imported("faulted", 4, 0),
    stuck: imported("stuck", 2, 0),
  };
  const slots = slotsOf(plan);
  const two = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  writeExpand(module.function(two, "expand"), plan, imports);
  writeDrain(module.function(two, "drain"), plan, slots, imports);
  writeRebuild(module.function({ parameters: [], results: [] }, "rebuild"), plan, slots);
  return module.encode();
}

function writeExpand({ code }: Defined, plan: Plan, imports: Imports): void {
  const [next, end] = two(code);
  const record = code.local("i32");
  const write = code.local("i32");
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(next).get(end).op("i32.ge_u").brIf(out);
      load(code, cell.write).i32(plan.scratchEnough).op("i32.ge_u").brIf(out);
      address(code, plan, next).set(record);
      code.block("none", (done) => {
        code
          .get(record)
          .memory("i32.load", 8 * plan.lanes + 4)
          .i32(0)
          .op("i32.lt_s")
          .brIf(done);
        code.i32(0).get(next).op("i64.extend_i32_u").memory("i64.store", cell.origin);
        store(code, cell.from, () => code.get(record));
        code.get(record).call(imports.expand);
        load(code, cell.full).brIf(out);
        store(code, cell.skip, () => code.i32(0));
        code
          .i32(0)
          .memory("i32.load", cell.origin + 4)
          .op("i32.eqz")
          .if("none", () => {
            load(code, cell.write).set(write);
            code
              .get(write)
              .get(next)
              .op("i64.extend_i32_u")
              .i64(-1n << 32n)
              .op("i64.or");
            code.memory("i64.store", 8 * plan.lanes);
            store(code, cell.write, () => code.get(write).i32(plan.entry).op("i32.add"));
          });
        increment(code, cell.expanded);
      });
      code.get(next).i32(1).op("i32.add").set(next).br(again);
    });
  });
  code.get(next);
}

function writeDrain({ code }: Defined, plan: Plan, slots: Slots, imports: Imports): void {
  const [first, end] = two(code);
  const at = code.local("i32");
  const hashes = code.local("i32");
  const places = code.local("i32");
  const hashed = code.local("i64");
  store(code, cell.events, () => code.i32(0));
  const last = hashAll(code, plan, first, end);
  touchAll(code, plan, last);
  code.i32(plan.hashes).set(hashes).i32(plan.places).set(places);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(end).set(at);
      code.get(hashes).get(last).op("i32.ge_u").brIf(out);
      code.get(places).memory("i32.load").set(at);
      code.block("none", (done) => {
        isEvent(code, plan, at).if("none", () => {
          increment(code, cell.events);
          passOn(code, plan, at, imports);
          load(code, cell.ended).brIf(out);
          code.br(done);
        });
        code.get(hashes).memory("i64.load").set(hashed);
        lookUp(code, plan, slots, { state: at, hash: hashed }, { known: done, out }, imports);
      });
      code.get(places).i32(4).op("i32.add").set(places);
      code.get(hashes).i32(8).op("i32.add").set(hashes).br(again);
    });
  });
  code.get(at);
}

/** Writes hashes and places of what is to be looked up; the local has the address after the last hash. */
function hashAll(code: Code, plan: Plan, first: Local, end: Local): Local {
  const at = code.local("i32");
  const hashes = code.local("i32");
  const places = code.local("i32");
  const hashed = code.local("i64");
  const kept = code.local("i32");
  code.i32(plan.hashes).set(hashes).i32(plan.places).set(places);
  each(code, at, { first, end, size: plan.entry }, () => {
    hash(code, at, plan.lanes);
    code.set(hashed).get(hashes).get(hashed).memory("i64.store");
    code.get(places).get(at).memory("i32.store");
    code.i32(1).set(kept);
    if (isInline(plan)) {
      isEvent(code, plan, at)
        .op("i32.eqz")
        .if("none", () => isFresh(code, plan, at, hashed).set(kept));
    }
    code.get(hashes).get(kept).i32(3).op("i32.shl", "i32.add").set(hashes);
    code.get(places).get(kept).i32(2).op("i32.shl", "i32.add").set(places);
  });
  code.release(at, places, hashed, kept);
  return hashes;
}

/** Leaves 0 when the state came by recently, else 1; from now on it did. (The state of all zeros never does.) */
function isFresh(code: Code, plan: Plan, at: Local, hashed: Local): Code {
  const recent = code.local("i32");
  code
    .get(hashed)
    .i64(32)
    .op("i64.shr_u", "i32.wrap_i64")
    .i32(RECENT - 1)
    .op("i32.and");
  code
    .i32(8 * plan.lanes)
    .op("i32.mul")
    .i32(plan.recent)
    .op("i32.add")
    .set(recent);
  sameLanes(code, recent, at, plan.lanes).op("i32.eqz");
  zeros(code, at, plan.lanes).op("i32.or");
  copyLanes(code, recent, at, plan.lanes);
  return code.release(recent);
}

/** Leaves 1 when no state follows in an entry. */
function isEvent(code: Code, plan: Plan, at: Local): Code {
  return code
    .get(at)
    .memory("i64.load", 8 * plan.lanes)
    .i64(0)
    .op("i64.lt_s");
}

function touchAll(code: Code, plan: Plan, last: Local): void {
  const from = code.local("i32");
  const first = code.local("i32");
  const hashed = code.local("i64");
  const sum = code.local("i64");
  code.i32(plan.hashes).set(first);
  each(code, from, { first, end: last, size: 8 }, () => {
    code.get(from).memory("i64.load").set(hashed);
    slotAddress(code, plan, hashed).memory("i64.load").get(sum).op("i64.xor").set(sum);
  });
  // Written where nobody reads it, so that the loads are not found to be useless.
  code.i32(0).get(sum).memory("i64.store", 8);
  code.release(from, first, hashed, sum);
}

/** Leaves for `known` when the state was found before; else gives it its number and judges it. */
function lookUp(
  code: Code,
  plan: Plan,
  slots: Slots,
  wanted: Wanted,
  to: { readonly known: Label; readonly out: Label },
  imports: Imports,
): void {
  const slot = code.local("i32");
  const found = code.local("i32");
  load(code, cell.found).set(found);
  code.block("none", (fresh) => {
    slots.isZero?.(code, wanted).if("none", () => {
      load(code, cell.zero).brIf(to.known);
      endWhenFull(code, found, to.out);
      store(code, cell.zero, () => code.i32(1)).br(fresh);
    });
    slotAddress(code, plan, wanted.hash).set(slot);
    code.loop("none", (again) => {
      slots.holds(code, slot, wanted).brIf(to.known);
      slots.isFree(code, slot).if("none", () => {
        endWhenFull(code, found, to.out);
        slots.put(code, slot, wanted, found).br(fresh);
      });
      following(code, plan, slot).br(again);
    });
  });
  judgeNew(code, plan, wanted.state, found, imports);
  load(code, cell.ended).brIf(to.out);
  code.release(slot, found);
}

function endWhenFull(code: Code, found: Local, out: Label): void {
  load(code, cell.inside);
  load(code, cell.mostInside)
    .op("i32.ge_u")
    .if("none", () => {
      store(code, cell.ended, () => code.i32(ended["max-states"])).br(out);
    });
  code.get(found);
  load(code, cell.mostFound)
    .op("i32.ge_u")
    .if("none", () => {
      store(code, cell.ended, () => code.i32(ended.memory)).br(out);
    });
}

function judgeNew(code: Code, plan: Plan, state: Local, number: Local, imports: Imports): void {
  const record = code.local("i32");
  address(code, plan, number).set(record);
  copyLanes(code, record, state, plan.lanes + 1);
  store(code, cell.found, () => code.get(number).i32(1).op("i32.add"));
  code
    .get(record)
    .get(number)
    .call(imports.judge)
    .if(
      "none",
      () => increment(code, cell.inside),
      () => {
        increment(code, cell.outside);
        code
          .get(record)
          .get(record)
          .memory("i64.load", 8 * plan.lanes)
          .i64(MARK)
          .op("i64.or");
        code.memory("i64.store", 8 * plan.lanes);
      },
    );
  code.release(record);
}

/** Of an entry that no state follows. */
function passOn(code: Code, plan: Plan, at: Local, imports: Imports): void {
  const number = code.local("i32");
  const way = code.local("i32");
  const truth = code.local("i32");
  const record = code.local("i32");
  code
    .get(at)
    .memory("i32.load", 8 * plan.lanes)
    .set(number);
  code
    .get(at)
    .memory("i32.load", 8 * plan.lanes + 4)
    .tee(way)
    .i32(-1)
    .op("i32.eq")
    .if(
      "none",
      () => {
        address(code, plan, number)
          .tee(record)
          .call(imports.mayEnd)
          .tee(truth)
          .i32(1)
          .op("i32.ne")
          .if("none", () => {
            code.get(number).get(truth).call(imports.stuck);
          });
      },
      () => {
        code.get(number).get(way).i32(0x7fffffff).op("i32.and");
        code.get(at).memory("i32.load", 4).get(at).memory("i32.load").call(imports.faulted);
      },
    );
  code.release(number, way, truth, record);
}

function writeRebuild({ code }: Defined, plan: Plan, slots: Slots): void {
  const number = code.local("i32");
  const record = code.local("i32");
  const slot = code.local("i32");
  const hashed = code.local("i64");
  const end = code.local("i32");
  load(code, cell.found).set(end);
  code.i32(0).set(number);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(number).get(end).op("i32.ge_u").brIf(out);
      address(code, plan, number).set(record);
      code.block("none", (done) => {
        slots.isZero?.(code, { state: record, hash: hashed }).brIf(done);
        hash(code, record, plan.lanes);
        slotAddress(code.set(hashed), plan, hashed).set(slot);
        code.loop("none", (seek) => {
          slots.isFree(code, slot).if("none", () => {
            slots.put(code, slot, { state: record, hash: hashed }, number).br(done);
          });
          following(code, plan, slot).br(seek);
        });
      });
      code.get(number).i32(1).op("i32.add").set(number).br(again);
    });
  });
}

/** For every address from `first` up to `end`, so many bytes apart. */
function each(
  code: Code,
  at: Local,
  { first, end, size }: { readonly first: Local; readonly end: Local; readonly size: number },
  body: () => void,
): void {
  code.get(first).set(at);
  code.block("none", (out) => {
    code.loop("none", (again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(out);
      body();
      code.get(at).i32(size).op("i32.add").set(at).br(again);
    });
  });
}

/** Leaves the address of the record of a number. */
function address(code: Code, plan: Plan, number: Local): Code {
  return code.get(number).i32(plan.entry).op("i32.mul").i32(plan.records).op("i32.add");
}

/** Leaves the address of the slot where to begin. */
function slotAddress(code: Code, plan: Plan, hashed: Local): Code {
  code.get(hashed);
  load(code, cell.shift).op("i64.extend_i32_u", "i64.shr_u", "i32.wrap_i64");
  return code.i32(plan.slot).op("i32.mul").i32(plan.table).op("i32.add");
}

/** Goes to the next slot. */
function following(code: Code, plan: Plan, slot: Local): Code {
  code.i32(plan.table).get(slot).i32(plan.slot).op("i32.add").tee(slot);
  code.get(slot);
  load(code, cell.tableEnd).op("i32.eq", "select").set(slot);
  return code;
}

function load(code: Code, from: number): Code {
  return code.i32(0).memory("i32.load", from);
}

function store(code: Code, to: number, value: () => void): Code {
  code.i32(0);
  value();
  return code.memory("i32.store", to);
}

function increment(code: Code, what: number): void {
  store(code, what, () => load(code, what).i32(1).op("i32.add"));
}

function two({ parameters: [one, other] }: Code): readonly [Local, Local] {
  if (one === undefined || other === undefined) throw new Error("internal error: not two parameters");
  return [one, other];
}
