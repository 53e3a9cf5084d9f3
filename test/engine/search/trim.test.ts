import { expect, test } from "vitest";
import type { Graph } from "../../../src/engine/search/liveness/graph.js";
import { IN, trimmed } from "../../../src/engine/search/liveness/trim.js";

/** By state, where its steps lead. */
function graphOf(steps: readonly (readonly number[])[]): Graph {
  const offsets = [0];
  for (const each of steps) offsets.push((offsets.at(-1) ?? 0) + each.length);
  const targets = steps.flat();
  const actors = targets.map(() => 0);
  return { states: steps.length, initial: [0], offsets, targets, actors, isOpen: () => false };
}

function left(steps: readonly (readonly number[])[], region: readonly number[]): readonly number[] {
  const part = new Uint8Array(steps.length);
  for (const state of region) part[state] = IN;
  const work = trimmed(graphOf(steps), part, region.length);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return [...value];
  }
}

const around = [[1], [2], [1, 3], [4], []];

test("what leads to a cycle stays, what comes after one goes", () => {
  expect(left(around, [0, 1, 2, 3, 4])).toEqual([0, 1, 2]);
});

test("a cycle that leaves the part is none of it", () => {
  expect(left(around, [0, 1, 3, 4])).toEqual([]);
});

test("where steps lead to smaller numbers all are looked at more than once", () => {
  expect(left([[], [0], [1], [2], [3]], [0, 1, 2, 3, 4])).toEqual([]);
});

test("more than a word of states", () => {
  const chain = Array.from({ length: 100 }, (_, at) => (at === 99 ? [98] : [at + 1]));
  const all = Array.from({ length: 100 }, (_, at) => at);
  expect(left(chain, all)).toEqual(all);
  expect(left(chain, all.slice(0, 99))).toEqual([]);
});
