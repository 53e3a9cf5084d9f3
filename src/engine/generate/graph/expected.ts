import { copyLanes, inMemory, sameLanes } from "../table/lanes.js";
import type { Code } from "../wasm/code.js";

/*
 * States are numbered in the order in which ways lead to them first. So whoever takes all ways once more in the same order comes
 * upon the state of the next number, again and again, and need not look it up: it is enough to compare. Whether they really are
 * in that order does not matter: what is another state is looked up.
 */

/** Addresses, and the lanes of a state. */
export interface ExpectedPlaces {
  readonly lanes: number;
  /** States that are wanted; for each of them its number; of those that are to be looked up, which ones they are. */
  readonly batch: number;
  readonly found: number;
  readonly others: number;
  /** All states by number. */
  readonly states: number;
}

/**
 * Writes `expected(count, next, end) → others`: gives those of the wanted states that come in the order of their numbers, from
 * `next` on and below `end`, these numbers. The others, whose number it returns, stand at the front of the batch then.
 */
export function writeExpected(code: Code, { lanes, batch, found, others, states }: ExpectedPlaces): void {
  const [count, next, end] = code.parameters;
  if (count === undefined || next === undefined || end === undefined) throw new Error("internal error: no parameters");
  const size = 8 * lanes;
  const [at, wanted, to, other, state] = [
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
    code.local("i32"),
  ];
  code.i32(0).set(at).i32(batch).tee(wanted).set(to).i32(others).set(other);
  code.get(next).i32(size).op("i32.mul").i32(states).op("i32.add").set(state);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).get(count).op("i32.ge_u").brIf(done);
      code.block("none", (behind) => {
        code.block("none", (otherwise) => {
          code.get(next).get(end).op("i32.ge_u").brIf(otherwise);
          sameLanes(code, inMemory(code, wanted), inMemory(code, state), lanes).op("i32.eqz").brIf(otherwise);
          code.get(at).i32(2).op("i32.shl").get(next).memory("i32.store", found);
          code.get(next).i32(1).op("i32.add").set(next);
          code.get(state).i32(size).op("i32.add").set(state).br(behind);
        });
        copyLanes(code, to, wanted, lanes);
        code.get(to).i32(size).op("i32.add").set(to);
        code.get(other).get(at).memory("i32.store");
        code.get(other).i32(4).op("i32.add").set(other);
      });
      code.get(wanted).i32(size).op("i32.add").set(wanted);
      code.get(at).i32(1).op("i32.add").set(at).br(again);
    });
  });
  code.get(other).i32(others).op("i32.sub").i32(2).op("i32.shr_u");
}
