import type { Unit } from "../code/unit.js";
import type { Code, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { claim } from "./build.js";
import { eachWord, intern, NODE, WORDS, wordAt } from "./intern.js";

/*
 * The subsets of a set in canonical order: by size, then by elements. The one after a subset of some size: its last elements
 * that are the last ones of the set go, the element before them makes place for the next one of the set, and as many as went
 * follow that one (Knuth, "The Art of Computer Programming" 4A, 7.2.1.3, algorithm L, from the other end). After the last
 * subset of a size come the first elements of the set, one more; after the whole set comes 0, the empty one.
 */

/** `next(subset, set)` of masks. */
export function nextMask(unit: Unit): Defined {
  return unit.heap.shared("next mask", () => {
    const defined = unit.function(["i64", "i64"], ["i64"]);
    const { code } = defined;
    const [subset, set] = code.parameters;
    if (subset === undefined || set === undefined) return defined;
    const [left, bit, from] = [code.local("i64"), code.local("i64"), code.local("i64")];
    const more = code.local("i32");
    code.get(subset).get(set).op("i64.eq");
    code.if("none", () => code.i64(0).op("return"));
    code.get(set).set(left).i32(1).set(more);
    code.loop("none", (again) => {
      highest(code, left, bit);
      code.get(subset).get(bit).op("i64.and", "i64.eqz", "i32.eqz");
      code.if("none", () => {
        code.get(subset).get(bit).op("i64.xor").set(subset);
        code.get(left).get(bit).op("i64.xor").set(left);
        code.get(more).i32(1).op("i32.add").set(more).br(again);
      });
    });
    code.get(set).set(from);
    code.get(subset).op("i64.eqz", "i32.eqz");
    code.if("none", () => {
      highest(code, subset, bit);
      code.get(subset).get(bit).op("i64.xor").set(subset);
      // The elements of the set above the one that goes.
      code.get(set).i64(0).get(bit).i64(1).op("i64.shl", "i64.sub", "i64.and").set(from);
    });
    code.loop("none", (again) => {
      code.get(from).i64(0).get(from).op("i64.sub", "i64.and").set(bit);
      code.get(subset).get(bit).op("i64.or").set(subset);
      code.get(from).get(bit).op("i64.xor").set(from);
      code.get(more).i32(1).op("i32.sub").tee(more).brIf(again);
    });
    code.get(subset);
    return defined;
  });
}

/** The highest bit of a mask that is not 0. */
function highest(code: Code, mask: Local, bit: Local): void {
  code.i64(1).i64(63).get(mask).op("i64.clz", "i64.sub", "i64.shl").set(bit);
}

/** `next(subset, set)` of the numbers of nodes whose elements have so many words. */
export function nextNode(words: number, unit: Unit): Defined {
  return unit.heap.shared(`next node ${words}`, () => {
    const [interning, claiming] = [intern(unit), claim(unit)];
    const defined = unit.function(["i32", "i32"], ["i32"]);
    const { code } = defined;
    const step = stepOf(code, words);
    for (const { node, length } of [step.subset, step.set]) {
      code.get(node).i32(2).op("i32.shl").set(node);
      code.get(node).memory("i32.load", WORDS).i32(words).op("i32.div_u").set(length);
    }
    countGone(step);
    chooseNext(step);
    code.get(step.gone).i32(1).op("i32.add").set(step.gone);
    build(step, unit, claiming, interning);
    return defined;
  });
}

/** A node by its address, and how many elements it has. */
interface Elements {
  readonly node: Local;
  readonly length: Local;
}

/** What is known on the way from a subset to the next one; all in locals. */
interface Step {
  readonly code: Code;
  /** Of an element. */
  readonly words: number;
  readonly subset: Elements;
  readonly set: Elements;
  /** How many last elements go; in the end, how many elements of the set come after those that are kept. */
  readonly gone: Local;
  /** How many first elements are kept. */
  readonly kept: Local;
  /** The index in the set of the first one that comes. */
  readonly from: Local;
  /** Is not 0 where elements differ. */
  readonly apart: Local;
}

function stepOf(code: Code, words: number): Step {
  const [subset, set] = code.parameters;
  if (subset === undefined || set === undefined) throw new Error("internal error: not two parameters");
  const local = (): Local => code.local("i32");
  return {
    ...{ code, words, gone: local(), kept: local(), from: local(), apart: local() },
    subset: { node: subset, length: local() },
    set: { node: set, length: local() },
  };
}

/** Leaves the address of an element, but for what stands before the elements of a node; `index` leaves its index. */
function element({ code, words }: Step, node: Local, index: () => void): void {
  index();
  code
    .i32(words * 4)
    .op("i32.mul")
    .get(node)
    .op("i32.add");
}

/** Leaves the address of the last element before those that go. */
function last(step: Step, { node, length }: Elements): void {
  element(step, node, () => step.code.get(length).i32(1).op("i32.sub").get(step.gone).op("i32.sub"));
}

/** Leaves whether two elements differ, whose addresses are left. */
function differ({ code, words, apart }: Step, one: () => void, other: () => void): void {
  code.i32(0).set(apart);
  for (let word = 0; word < words; word++) {
    one();
    code.memory("i32.load", NODE + word * 4);
    other();
    code.memory("i32.load", NODE + word * 4).op("i32.xor");
    code.get(apart).op("i32.or").set(apart);
  }
  code.get(apart);
}

/** How many last elements of the subset are the last ones of the set? */
function countGone(step: Step): void {
  const { code, subset, set, gone } = step;
  code.i32(0).set(gone);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(gone).get(subset.length).op("i32.eq").brIf(done);
      differ(
        step,
        () => last(step, subset),
        () => last(step, set),
      );
      code.brIf(done);
      code.get(gone).i32(1).op("i32.add").set(gone).br(again);
    });
  });
}

/** What is kept, and where the set goes on; returns 0 after the whole set. */
function chooseNext(step: Step): void {
  const { code, subset, set, gone, kept, from } = step;
  code.get(gone).get(subset.length).op("i32.eq");
  code.if(
    "none",
    () => {
      code.get(subset.length).get(set.length).op("i32.eq");
      code.if("none", () => code.i32(0).op("return"));
      code.i32(0).set(kept).i32(0).set(from);
    },
    () => {
      code.get(subset.length).i32(1).op("i32.sub").get(gone).op("i32.sub").tee(kept).set(from);
      code.loop("none", (again) => {
        differ(
          step,
          () => last(step, subset),
          () => element(step, set.node, () => code.get(from)),
        );
        code.get(from).i32(1).op("i32.add").set(from);
        code.brIf(again);
      });
    },
  );
}

/** Leaves the number of the node of what is kept and what comes. */
function build(step: Step, unit: Unit, claiming: Defined, interning: Defined): void {
  const { code, words, subset, set, gone, kept, from } = step;
  const { top, buffer } = unit.heap;
  const [base, into] = [code.local("i32"), code.local("i32")];
  code
    .get(kept)
    .get(gone)
    .op("i32.add")
    .i32(words * 4)
    .op("i32.mul")
    .call(claiming)
    .set(base);
  code.get(base).set(into);
  const copy = copier(step, into, buffer);
  copy(subset.node, kept);
  element(step, set.node, () => code.get(from));
  code.set(set.node);
  copy(set.node, gone);
  code.get(base).i32(buffer).op("i32.add");
  code.get(kept).get(gone).op("i32.add").i32(words).op("i32.mul").call(interning);
  code.i32(top).get(base).memory("i32.store");
}

/** Copies so many elements to where `into` is in the buffer, which goes on behind them. */
function copier(step: Step, into: Local, buffer: number): (source: Local, elements: Local) => void {
  const { code, words } = step;
  const [count, at] = [code.local("i32"), code.local("i32")];
  return (source, elements) => {
    code.get(elements).i32(words).op("i32.mul").tee(count);
    code.if("none", () =>
      eachWord(code, count, at, () => {
        wordAt(code, into, at);
        wordAt(code, source, at);
        code.memory("i32.load", NODE).memory("i32.store", buffer);
      }),
    );
    element(step, into, () => code.get(elements));
    code.set(into);
  };
}
