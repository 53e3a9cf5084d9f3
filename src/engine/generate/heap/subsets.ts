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
    const interning = intern(unit);
    const claiming = claim(unit);
    const bytes = words * 4;
    const { top, buffer } = unit.heap;
    const defined = unit.function(["i32", "i32"], ["i32"]);
    const { code } = defined;
    const [subset, set] = code.parameters;
    const [some, all, gone, kept, from, base] = Array.from({ length: 6 }, () => code.local("i32"));
    if (!subset || !set || !some || !all || !gone || !kept || !from || !base) return defined;
    for (const [node, length] of [
      [subset, some],
      [set, all],
    ] as const) {
      code.get(node).i32(2).op("i32.shl").set(node);
      code.get(node).memory("i32.load", WORDS).i32(words).op("i32.div_u").set(length);
    }
    const element = (node: Local, at: () => void): void => {
      at();
      code.i32(bytes).op("i32.mul").get(node).op("i32.add");
    };
    const [into, count, at] = [code.local("i32"), code.local("i32"), code.local("i32")];
    /** Copies so many elements to where `into` is, which goes on behind them. */
    const copyElements = (source: Local, elements: Local): void => {
      code.get(elements).i32(words).op("i32.mul").tee(count);
      code.if("none", () =>
        eachWord(code, count, at, () => {
          wordAt(code, into, at);
          wordAt(code, source, at);
          code.memory("i32.load", NODE).memory("i32.store", buffer);
        }),
      );
      element(into, () => code.get(elements));
      code.set(into);
    };
    const apart = code.local("i32");
    /** Puts on the stack whether two elements differ. */
    const differ = (one: () => void, other: () => void): void => {
      code.i32(0).set(apart);
      for (let word = 0; word < words; word++) {
        one();
        code.memory("i32.load", NODE + word * 4);
        other();
        code.memory("i32.load", NODE + word * 4).op("i32.xor");
        code.get(apart).op("i32.or").set(apart);
      }
      code.get(apart);
    };
    const last = (node: Local, count: Local) => (): void =>
      element(node, () => code.get(count).i32(1).op("i32.sub").get(gone).op("i32.sub"));
    code.i32(0).set(gone);
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(gone).get(some).op("i32.eq").brIf(done);
        differ(last(subset, some), last(set, all));
        code.brIf(done);
        code.get(gone).i32(1).op("i32.add").set(gone).br(again);
      });
    });
    code.get(gone).get(some).op("i32.eq");
    code.if(
      "none",
      () => {
        code.get(some).get(all).op("i32.eq");
        code.if("none", () => code.i32(0).op("return"));
        code.i32(0).set(kept).i32(0).set(from);
      },
      () => {
        code.get(some).i32(1).op("i32.sub").get(gone).op("i32.sub").tee(kept).set(from);
        code.loop("none", (again) => {
          differ(last(subset, some), () => element(set, () => code.get(from)));
          code.get(from).i32(1).op("i32.add").set(from);
          code.brIf(again);
        });
      },
    );
    code.get(gone).i32(1).op("i32.add").set(gone);
    code.get(kept).get(gone).op("i32.add").i32(bytes).op("i32.mul").call(claiming).set(base);
    code.get(base).set(into);
    copyElements(subset, kept);
    element(set, () => code.get(from));
    code.set(set);
    copyElements(set, gone);
    code.get(base).i32(buffer).op("i32.add");
    code.get(kept).get(gone).op("i32.add").i32(words).op("i32.mul").call(interning);
    code.i32(top).get(base).memory("i32.store");
    return defined;
  });
}
