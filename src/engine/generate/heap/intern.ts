import type { Unit } from "../code/unit.js";
import type { Code, Label, Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { heap, MOST_ADDRESS } from "./cells.js";

/*
 * THE HEAP OF INTERNED VALUES holds every distinct list of words once (hash-consing: Goto, "Monocopy and associative
 * algorithms in an extended Lisp", 1974). A node is
 *
 *   next      the address of the next node of its bucket, 0 at the end
 *   words     how many words follow
 *   ...       the elements: encoding.ts
 *
 * and its number is its address divided by 4. Nodes are never changed or removed. Several modules may add nodes at a time:
 * room is handed out by adding to `heap.next`, and a node is linked into its bucket when the bucket's head is still the one
 * after which the bucket was looked through; else it is looked through once more.
 */

/** Where the words of a node begin, and where their number stands. */
export const NODE = 8;
export const WORDS = 4;

/**
 * More pages are asked for than are needed at once: whenever memory grows, JavaScript has a buffer of the new size, and
 * collects garbage because it seems to have so much more.
 */
const PAGES = 1024;
const FACTOR = 0x9e37_79b9_7f4a_7c15n;

/** `intern(address, words)`: the number of the node with these words. */
export function intern(unit: Unit): Defined {
  return unit.heap.shared("intern", () => {
    const room = allocate(unit);
    const defined = unit.function(["i32", "i32"], ["i32"]);
    unit.heap.functions = { intern: defined, rehash: rehash(unit, room) };
    const { code } = defined;
    const [address, words] = code.parameters;
    if (address !== undefined && words !== undefined) internWords(code, address, words, room);
    return defined;
  });
}

/** Words that are gone through without a loop. */
const FEW = 12;

/**
 * `intern(address)`: the number of the node with so many words. One that is not there
 * is added by the function for any number of words.
 */
export function internFew(words: number, unit: Unit): Defined {
  return unit.heap.shared(`intern ${words}`, () => {
    const interning = intern(unit);
    const defined = unit.function(["i32"], ["i32"]);
    const { code } = defined;
    const [address] = code.parameters;
    if (address === undefined) return defined;
    if (words > FEW) {
      code.get(address).i32(words).call(interning);
      return defined;
    }
    const pairs = Array.from({ length: Math.ceil(words / 2) }, () => code.local("i64"));
    const [sum, node] = [code.local("i64"), code.local("i32")];
    const loadOf = (at: number) => (2 * at + 1 < words ? "i64.load" : "i64.load32_u");
    pairs.forEach((pair, at) => {
      loadOneByOne(code, address, loadOf(at), 8 * at);
      code.set(pair);
    });
    code.i64(words).set(sum);
    for (const pair of pairs) mix(code, sum, () => code.get(pair));
    bucketOf(code, sum);
    code.atomic("i32.atomic.load").set(node);
    code.loop("none", (next) => {
      code.get(node).memory("i32.load", WORDS).i32(words).op("i32.eq");
      code.if("none", () => {
        pairs.forEach((pair, at) => {
          code
            .get(node)
            .memory(loadOf(at), NODE + 8 * at)
            .get(pair)
            .op("i64.xor");
          if (at > 0) code.op("i64.or");
        });
        code.op("i64.eqz");
        code.if("none", () => code.get(node).i32(2).op("i32.shr_u", "return"));
      });
      code.get(node).atomic("i32.atomic.load").tee(node).brIf(next);
    });
    code.get(address).i32(words).call(interning);
    return defined;
  });
}

function internWords(code: Code, address: Local, words: Local, room: Defined): void {
  const [bucket, head, node, fresh] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  code.get(words).op("i32.eqz");
  code.if("none", () => code.i32(0).op("return"));
  bucketOfWords(code, address, words);
  code.set(bucket);
  code.loop("none", (again) => {
    code.get(bucket).atomic("i32.atomic.load").tee(head).set(node);
    code.block("none", (missing) => {
      code.loop("none", (next) => {
        code.get(node).op("i32.eqz").brIf(missing);
        code.block("none", (other) => {
          differ(code, node, address, words, other);
          code.get(node).i32(2).op("i32.shr_u", "return");
        });
        code.get(node).atomic("i32.atomic.load").set(node).br(next);
      });
    });
    code.get(fresh).op("i32.eqz");
    code.if("none", () => {
      code.get(words).i32(2).op("i32.shl").i32(NODE).op("i32.add").call(room).set(fresh);
      code.get(fresh).get(words).memory("i32.store", WORDS);
      code.i32(0).set(node);
      eachWord(code, words, node, () => {
        wordAt(code, fresh, node);
        wordAt(code, address, node);
        code.memory("i32.load").memory("i32.store", NODE);
      });
    });
    code.get(fresh).get(head).atomic("i32.atomic.store");
    code.get(bucket).get(head).get(fresh).atomic("i32.atomic.rmw.cmpxchg").get(head).op("i32.ne").brIf(again);
  });
  code.i32(heap.count).i32(1).atomic("i32.atomic.rmw.add").op("drop");
  code.get(fresh).i32(2).op("i32.shr_u");
}

/** Goes to `other` unless the node has these words. */
function differ(code: Code, node: Local, address: Local, words: Local, other: Label): void {
  const [at, there, end] = [code.local("i32"), code.local("i32"), code.local("i32")];
  code.get(node).memory("i32.load", WORDS).get(words).op("i32.ne").brIf(other);
  code.get(node).set(there);
  eachPair(code, address, words, { at, end }, (load) => {
    code.get(there).memory(load, NODE).get(at).memory(load).op("i64.ne").brIf(other);
    code.get(there).i32(8).op("i32.add").set(there);
  });
  code.release(at, there, end);
}

/** The body for the address (`at`) of each pair of words from an address on, and of the last word where it has no pair. */
function eachPair(
  code: Code,
  address: Local,
  words: Local,
  { at, end }: { readonly at: Local; readonly end: Local },
  body: (load: "i64.load" | "i64.load32_u") => void,
): void {
  code.get(address).tee(at).get(words).i32(-2).op("i32.and").i32(2).op("i32.shl", "i32.add").set(end);
  code.block("none", (done) => {
    code.loop("none", (next) => {
      code.get(at).get(end).op("i32.ge_u").brIf(done);
      body("i64.load");
      code.get(at).i32(8).op("i32.add").set(at).br(next);
    });
  });
  code.get(words).i32(1).op("i32.and");
  code.if("none", () => body("i64.load32_u"));
}

/** The body for each index of a word, which is in a local, from 0 on; there is one at least. */
export function eachWord(code: Code, words: Local, at: Local, body: () => void): void {
  code.i32(0).set(at);
  code.loop("none", (next) => {
    body();
    code.get(at).i32(1).op("i32.add").tee(at).get(words).op("i32.lt_u").brIf(next);
  });
}

/** The address of a word. */
export function wordAt(code: Code, base: Local, at: Local): void {
  code.get(base).get(at).i32(2).op("i32.shl", "i32.add");
}

/**
 * Leaves the address of the bucket where the node with so many words at an address belongs. Their hash is made of two words at a
 * time: multiplying brings what differs into higher bits, rotating brings it back below the next words.
 */
function bucketOfWords(code: Code, address: Local, words: Local): void {
  const [sum, at, end] = [code.local("i64"), code.local("i32"), code.local("i32")];
  code.get(words).op("i64.extend_i32_u").set(sum);
  eachPair(code, address, words, { at, end }, (load) => mix(code, sum, () => loadOneByOne(code, at, load)));
  bucketOf(code, sum);
  code.release(sum, at, end);
}

/**
 * Puts on the stack what one or two words are as a number. They may just have been written, each for itself, and a processor
 * waits when it is asked for two such words as one.
 */
function loadOneByOne(code: Code, address: Local, load: "i64.load" | "i64.load32_u", offset = 0): void {
  code.get(address).memory("i64.load32_u", offset);
  if (load === "i64.load")
    code
      .get(address)
      .memory("i64.load32_u", offset + 4)
      .i64(32)
      .op("i64.shl", "i64.or");
}

function mix(code: Code, sum: Local, pair: () => void): void {
  code.get(sum);
  pair();
  code.op("i64.xor").i64(FACTOR).op("i64.mul").i64(29).op("i64.rotl").set(sum);
}

/** Leaves the address of the bucket for what words were mixed to. */
function bucketOf(code: Code, sum: Local): void {
  code.get(sum).get(sum).i64(32).op("i64.shr_u", "i64.xor").i64(FACTOR).op("i64.mul");
  code.i64(32).op("i64.shr_u", "i32.wrap_i64");
  code.i32(heap.mask).memory("i32.load").op("i32.and").i32(2).op("i32.shl");
  code.i32(heap.buckets).memory("i32.load").op("i32.add");
}

/** So many bytes of the heap (a multiple of 4): their address. They are all 0. Traps when there is no memory. */
function allocate(unit: Unit): Defined {
  const defined = unit.function(["i32"], ["i32"]);
  const { code } = defined;
  const [at, end, pages] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const [bytes] = code.parameters;
  if (bytes === undefined) return defined;
  code.i32(heap.next).get(bytes).atomic("i32.atomic.rmw.add").tee(at).get(bytes).op("i32.add").tee(end);
  code.i32(heap.end).atomic("i32.atomic.load").op("i32.gt_u");
  code.if("none", () => {
    code.get(end).i32(MOST_ADDRESS).op("i32.gt_u");
    code.if("none", () => full(code));
    pagesUpTo(code, end, pages);
    code.get(pages).i32(0).op("i32.gt_s");
    code.if("none", () => {
      code.get(pages).i32(PAGES).op("i32.add").memoryGrow().i32(-1).op("i32.eq");
      code.if("none", () => {
        // Others may have grown it meanwhile.
        pagesUpTo(code, end, pages);
        code.get(pages).i32(0).op("i32.gt_s");
        code.if("none", () => {
          code.get(pages).memoryGrow().i32(-1).op("i32.eq");
          code.if("none", () => full(code));
        });
      });
    });
    code.i32(heap.end);
    code
      .memorySize()
      .i32(MOST_ADDRESS >>> 16)
      .memorySize()
      .i32(MOST_ADDRESS >>> 16);
    code.op("i32.lt_u", "select").i32(16).op("i32.shl").atomic("i32.atomic.store");
  });
  code.get(at);
  return defined;
}

/** How many pages memory lacks to reach an address. */
function pagesUpTo(code: Code, end: Local, pages: Local): void {
  code.get(end).i32(65535).op("i32.add").i32(16).op("i32.shr_u").memorySize().op("i32.sub").set(pages);
}

/** Ends everything: there is no memory. */
export function full(code: Code): void {
  code.i32(heap.full).i32(1).memory("i32.store").op("unreachable");
}

/** `rehash()`: four times as many buckets, once there are more nodes than buckets. Nobody else may use the heap. */
function rehash(unit: Unit, room: Defined): Defined {
  const defined = unit.function([], []);
  const { code } = defined;
  const [count, buckets, bucket, old, node, next, words, place] = Array.from({ length: 8 }, () => code.local("i32"));
  if (!count || !buckets || !bucket || !old || !node || !next || !words || !place) return defined;
  code.i32(heap.mask).memory("i32.load").i32(1).op("i32.add").set(count);
  code.get(count).i32(heap.count).memory("i32.load").op("i32.ge_u");
  code.if("none", () => code.op("return"));
  code.i32(heap.buckets).memory("i32.load").set(old);
  code.get(count).i32(4).op("i32.shl").call(room).set(buckets);
  code.i32(heap.buckets).get(buckets).memory("i32.store");
  code.i32(heap.mask).get(count).i32(2).op("i32.shl").i32(1).op("i32.sub").memory("i32.store");
  eachWord(code, count, bucket, () => {
    wordAt(code, old, bucket);
    code.memory("i32.load").set(node);
    code.block("none", (done) => {
      code.loop("none", (again) => {
        code.get(node).op("i32.eqz").brIf(done);
        code.get(node).memory("i32.load").set(next);
        code.get(node).memory("i32.load", WORDS).set(words);
        code.get(node).i32(NODE).op("i32.add").set(place);
        bucketOfWords(code, place, words);
        code.set(place);
        code.get(node).get(place).memory("i32.load").memory("i32.store");
        code.get(place).get(node).memory("i32.store");
        code.get(next).set(node).br(again);
      });
    });
  });
  return defined;
}
