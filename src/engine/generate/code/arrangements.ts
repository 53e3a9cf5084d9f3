import { present } from "../../values/value.js";
import type { Code, Label, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import type { Unit } from "./unit.js";

/*
 * The orders in which the members of a symmetric type can stand: in memory there is a mark (64 bits) for each place, and the
 * number (32 bits) of the member that stands there.
 */

/** What `arrange` tells: a member stands somewhere else than before; there are members of equal marks. */
export const MOVED = 1;
export const TIED = 2;

/** `arrange(marks, order, count) → flags`: sorts members, whose marks are given in the order of their numbers, by marks. */
export function arrange(unit: Unit): Defined {
  return unit.heap.shared("arrange", () => {
    const { defined, code, array, count } = begin(unit);
    const [at, to, flags, member] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
    const mark = code.local("i64");
    code.i32(0).set(flags).i32(0).set(at);
    times(code, at, count, () => {
      array.mark(at);
      code.set(mark).get(at).set(to);
      code.block("none", (placed) => {
        code.loop("none", (down) => {
          code.get(to).op("i32.eqz").brIf(placed);
          array.mark(to, -1);
          code.get(mark).op("i64.le_u").brIf(placed);
          array.put(
            to,
            () => array.mark(to, -1),
            () => array.member(to, -1),
          );
          code.get(flags).i32(MOVED).op("i32.or").set(flags);
          code.get(to).i32(1).op("i32.sub").set(to).br(down);
        });
      });
      array.put(
        to,
        () => code.get(mark),
        () => code.get(at),
      );
    });
    code.release(member).i32(1).set(at);
    times(code, at, count, () => {
      array.mark(at);
      array.mark(at, -1);
      code.op("i64.eq").if("none", () => code.get(flags).i32(TIED).op("i32.or").set(flags));
    });
    code.get(flags);
    return defined;
  });
}

/**
 * `next(marks, order, count)`: the next order of members that keeps marks sorted; 0 after the last one, when the first one, in which
 * members of equal marks ascend, stands there again (Knuth, "The Art of Computer Programming" 4A, 7.2.1.2, algorithm L).
 */
export function next(unit: Unit): Defined {
  return unit.heap.shared("next arrangement", () => {
    const { defined, code, array, count } = begin(unit);
    const [from, to, at, other] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
    const member = code.local("i32");
    const swap = (): void => {
      array.member(at);
      code.set(member);
      array.put(at, undefined, () => array.member(other));
      array.put(other, undefined, () => code.get(member));
    };
    /** Turns round what stands from `at` to before `to`. */
    const reverse = (): void => {
      code.get(to).i32(1).op("i32.sub").set(other);
      code.loop("none", (again) => {
        code.get(at).get(other).op("i32.lt_s");
        code.if("none", () => {
          swap();
          code.get(at).i32(1).op("i32.add").set(at).get(other).i32(1).op("i32.sub").set(other).br(again);
        });
      });
    };
    code.i32(0).set(from);
    code.block("none", (last) => {
      code.loop("none", (run) => {
        code.get(from).get(count).op("i32.ge_u").brIf(last);
        endOfRun(code, array, from, to, count);
        code.get(to).i32(1).op("i32.sub").set(at);
        code.block("none", (found) => {
          code.loop("none", (down) => {
            code.get(at).get(from).op("i32.le_u").brIf(found);
            array.member(at, -1);
            array.member(at);
            code.op("i32.lt_u").brIf(found);
            code.get(at).i32(1).op("i32.sub").set(at).br(down);
          });
        });
        code.get(at).get(from).op("i32.gt_u");
        code.if("none", () => {
          code.get(to).i32(1).op("i32.sub").set(other);
          code.get(at).i32(1).op("i32.sub").set(at);
          code.block("none", (found) => {
            code.loop("none", (down) => {
              array.member(other);
              array.member(at);
              code.op("i32.gt_u").brIf(found);
              code.get(other).i32(1).op("i32.sub").set(other).br(down);
            });
          });
          swap();
          code.get(at).i32(1).op("i32.add").set(at);
          reverse();
          code.i32(1).op("return");
        });
        code.get(from).set(at);
        reverse();
        code.get(to).set(from).br(run);
      });
    });
    code.i32(0);
    return defined;
  });
}

/** Sets a local to the first place after one whose mark differs from its. */
function endOfRun(code: Code, array: Places, from: Local, to: Local, count: Local): void {
  code.get(from).i32(1).op("i32.add").set(to);
  code.block("none", (end) => {
    code.loop("none", (again) => {
      code.get(to).get(count).op("i32.ge_u").brIf(end);
      array.mark(to);
      array.mark(from);
      code.op("i64.ne").brIf(end);
      code.get(to).i32(1).op("i32.add").set(to).br(again);
    });
  });
}

/** Each method writes code; `off` is added to the place. */
interface Places {
  mark(at: Local, off?: number): void;
  member(at: Local, off?: number): void;
  put(at: Local, mark: (() => void) | undefined, member: () => void): void;
}

function begin(unit: Unit): { defined: Defined; code: Code; array: Places; count: Local } {
  const defined = unit.function(["i32", "i32", "i32"], ["i32"]);
  const { code } = defined;
  const [marks, order, count] = [0, 1, 2].map((at) => present(code.parameters[at]));
  const address = (base: Local | undefined, at: Local, bits: number, off: number): void => {
    code.get(at);
    if (off !== 0) code.i32(off).op("i32.add");
    code.i32(bits).op("i32.shl").get(present(base)).op("i32.add");
  };
  const array: Places = {
    mark: (at, off = 0) => {
      address(marks, at, 3, off);
      code.memory("i64.load");
    },
    member: (at, off = 0) => {
      address(order, at, 2, off);
      code.memory("i32.load");
    },
    put: (at, mark, member) => {
      if (mark !== undefined) {
        address(marks, at, 3, 0);
        mark();
        code.memory("i64.store");
      }
      address(order, at, 2, 0);
      member();
      code.memory("i32.store");
    },
  };
  return { defined, code, array, count: present(count) };
}

/** The body for each place from that in a local on. */
function times(code: Code, at: Local, count: Local, body: (done: Label) => void): void {
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).get(count).op("i32.ge_u").brIf(done);
      body(done);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
}
