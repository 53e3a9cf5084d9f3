import { expect, test } from "vitest";
import { check, compile } from "../../../src/index.js";

/** Two wheels of a hundred places each, one of which is to come round. */
const wheels = `
spec Wheels
var left: 0..99 = 0
var right: 0..99 = 0
fair action Left { left := (left + 1) mod 100 }
action Right { right := (right + 1) mod 100 }
invariant There: left >= 0
property Round: left == 0 ~> left == 99`;

async function checked(memory: number) {
  const { model } = compile(wheels);
  if (model === undefined) throw new Error("it does not compile");
  return check(model, { engine: "generated", memory });
}

const MEGABYTE = 1e6;

test("with memory for the search and not for the graph, the claims on it are undecided", async () => {
  const { status, exact, cut, counts, claims } = await checked(4 * MEGABYTE);
  expect([status, exact, cut?.kind, counts.states]).toEqual(["incomplete", true, "memory", 10_000]);
  expect(claims.map(({ name, status, reason }) => [name, status, reason])).toEqual([
    ["deadlock", "holds", undefined],
    ["There", "holds", undefined],
    ["Round", "undecided", "there is not enough memory for the graph that it is decided on"],
  ]);
});

test("with memory for both they are decided", async () => {
  const { status, cut } = await checked(20 * MEGABYTE);
  expect([status, cut]).toEqual(["holds", undefined]);
});
