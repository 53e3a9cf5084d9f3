import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import type { ValueType } from "../wasm/opcodes.js";
import { preserving } from "./preserving.js";
import { Routine } from "./routine.js";
import type { Rest } from "./statements.js";
import { Frames } from "./unit.js";
import { alternative, stopIf, type Way } from "./ways.js";

/*
 * What comes after a choice is written behind each of its alternatives. A step with many choices one after another would
 * double with each of them, so once it is large what comes after a choice is written once, as a function of the names
 * bound so far, which works on a copy of the state in frames of its own.
 */

/** Bytes of a step's code up to which it is written out. */
const LARGE = 1 << 16;

interface Shared {
  readonly defined: Defined;
  /** Its parameters. */
  readonly names: readonly (readonly [number: number, local: Local])[];
  readonly frame: number;
}

/** What comes after a choice, to be written for each way through it. */
export function sharing(rest: Rest): Rest {
  let shared: Shared | undefined;
  return (r, way) => {
    if (shared === undefined && r.written < LARGE) {
      rest(r, way);
      return;
    }
    shared ??= asFunction(rest, r, way);
    call(shared, r);
    r.code.br(way.next);
  };
}

function asFunction(rest: Rest, r: Routine, way: Way): Shared {
  const names = [...r.names];
  const types = names.map(([, { type }]) => type);
  const frames = new Frames(r.unit);
  const defined = r.unit.function(types, ["i32"]);
  const there = new Routine(r.unit, defined.code, undefined, frames);
  there.enter(
    r,
    names.map(([number]) => number),
  );
  there.frame = frames.at(0);
  there.live = r.live && [];
  alternative(there, way, (now) => rest(there, now));
  there.code.i32(0);
  return { defined, names, frame: there.frame };
}

function call({ defined, names, frame }: Shared, r: Routine): void {
  const { code } = r;
  r.copyState(r.frame, frame);
  const stop = r.local("i32");
  preserving(r.live ?? [], r, () => {
    for (const [number, { type }] of names) {
      const local = r.names.get(number);
      if (local?.type === type) code.get(local);
      else zero(type, r);
    }
    code.call(defined).set(stop);
  });
  code.get(stop);
  stopIf(r);
}

/** For what the alternative that was written first named by itself. */
function zero(type: ValueType, { code }: Routine): void {
  if (type === "i32") code.i32(0);
  else code.i64(0);
}
