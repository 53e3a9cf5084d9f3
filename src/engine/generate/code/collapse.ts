import { internFew } from "../heap/intern.js";
import type { Chunk } from "../layout.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { representative } from "./representative.js";
import type { Routine } from "./routine.js";
import type { Unit } from "./unit.js";

/*
 * Between the frames in which states are made, and the packed states that the search keeps: where a layout has chunks (see
 * layout.ts), each is a node of the heap and the packed state has its number. Most steps leave most chunks as they were.
 */

/** Copies a packed state, whose address is in a local, into a frame. */
export function restore(state: Local, frame: number, r: Routine): void {
  const { code } = r;
  const { chunks, words } = r.unit.layout;
  if (chunks.length === 0) {
    r.copyState(state, frame);
    return;
  }
  const node = r.local("i32");
  chunks.forEach((chunk, at) => {
    code
      .get(state)
      .memory("i32.load", 4 * at)
      .i32(2)
      .op("i32.shl")
      .set(node);
    eachPart(chunk, (word, wide) => {
      code.i32(frame + 4 * word).get(node);
      code.memory(wide ? "i64.load" : "i32.load", 8 + 4 * (word - chunk.first));
      code.memory(wide ? "i64.store" : "i32.store");
    });
  });
  const first = firstKept(chunks);
  eachPart({ first, words: words - first }, (word, wide) => {
    code.i32(frame + 4 * word).get(state);
    code.memory(wide ? "i64.load" : "i32.load", 4 * (word - first + chunks.length));
    code.memory(wide ? "i64.store" : "i32.store");
  });
}

/** The same for the state whose ways are to be told: what `packed` finds unchanged it takes from here. */
export function restoreSource(state: Local, r: Routine): void {
  const { code, unit } = r;
  restore(state, r.frames.at(0), r);
  unit.layout.chunks.forEach((_, at) => {
    code
      .i32(sourceOf(unit) + 4 * at)
      .get(state)
      .memory("i32.load", 4 * at)
      .memory("i32.store");
  });
}

/** Puts the address of the packed state on the stack that stands in the routine's frame: of an initial one, or of a step's. */
export function packed(r: Routine, isInitial: boolean): void {
  const { code, unit, frame } = r;
  code.i32(frame);
  if (unit.exchange !== undefined) code.call(representative(unit, unit.exchange));
  if (unit.layout.chunks.length > 0) code.call(collapse(unit, isInitial));
}

/** Where the numbers of the chunks of the state stand whose ways are told. */
function sourceOf(unit: Unit): number {
  return unit.heap.region("source", 4 * unit.layout.chunks.length);
}

function collapse(unit: Unit, isInitial: boolean): Defined {
  return unit.heap.shared(isInitial ? "collapse initial" : "collapse", () => {
    const { chunks, words } = unit.layout;
    const first = firstKept(chunks);
    const into = unit.heap.region("packed", 4 * (chunks.length + words - first) + 8);
    const defined = unit.function(["i32"], ["i32"]);
    const { code } = defined;
    const [frame] = code.parameters;
    if (frame === undefined) return defined;
    chunks.forEach((chunk, at) => {
      const interned = (): void => {
        code.i32(into + 4 * at).get(frame);
        code
          .i32(4 * chunk.first)
          .op("i32.add")
          .call(internFew(chunk.words, unit))
          .memory("i32.store");
      };
      if (isInitial) {
        interned();
        return;
      }
      const source = unit.frames.at(0);
      code.block("none", (done) => {
        code.block("none", (changed) => {
          eachPart(chunk, (word, wide) => {
            const load = wide ? "i64.load" : "i32.load";
            code.get(frame).memory(load, 4 * word);
            code.i32(source + 4 * word).memory(load);
            code.op(wide ? "i64.ne" : "i32.ne").brIf(changed);
          });
          code.i32(into + 4 * at).i32(sourceOf(unit) + 4 * at);
          code.memory("i32.load").memory("i32.store").br(done);
        });
        interned();
      });
    });
    eachPart({ first, words: words - first }, (word, wide) => {
      code.i32(into + 4 * (word - first + chunks.length)).get(frame);
      code.memory(wide ? "i64.load" : "i32.load", 4 * word).memory(wide ? "i64.store" : "i32.store");
    });
    code.i32(into);
    return defined;
  });
}

/** The first word that is in no chunk. */
function firstKept(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.words, 0);
}

/** The words of a chunk, two at a time where there are two. */
function eachPart({ first, words }: Chunk, part: (word: number, wide: boolean) => void): void {
  for (let word = first; word < first + words; word += 2) part(word, word + 1 < first + words);
}
