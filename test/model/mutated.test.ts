import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atomicity } from "../../src/model/steps/atomicity.js";
import type * as ast from "../../src/syntax/ast.js";
import { examine, PRELUDE, treeOf } from "../support/problems.js";

const SEED = 20261122;
const ROUNDS = 2000;

/** A place in a tree: a field of a node, named after its node's kind, so that what is exchanged stays a tree. */
interface Slot {
  readonly name: string;
  readonly holder: object;
  readonly key: string;
}

function slotsOf(tree: object): readonly Slot[] {
  const slots: Slot[] = [];
  const visit = (node: object, path: string): void => {
    const kind: unknown = Reflect.get(node, "kind");
    const name = typeof kind === "string" ? kind : path;
    for (const key of Object.keys(node)) {
      const child: unknown = Reflect.get(node, key);
      if (typeof child !== "object" || child === null) continue;
      const field = Array.isArray(node) ? `${path} element` : `${name}.${key}`;
      if (key !== "span") slots.push({ name: field, holder: node, key });
      visit(child, field);
    }
  };
  visit(tree, "spec");
  return slots;
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function mutated(tree: ast.Spec, donor: ast.Spec, next: () => number): ast.Spec {
  const copy = structuredClone(tree);
  const slots = slotsOf(copy);
  const donors = slotsOf(donor);
  for (let changes = 1 + Math.floor(next() * 4); changes > 0; changes--) {
    const slot = slots[Math.floor(next() * slots.length)];
    const fitting = donors.filter((each) => each.name === slot?.name);
    const other = fitting[Math.floor(next() * fitting.length)];
    if (slot === undefined || other === undefined) continue;
    Reflect.set(slot.holder, slot.key, structuredClone(Reflect.get(other.holder, other.key)));
  }
  return copy;
}

describe("mutated trees", () => {
  it(`find no exception (seed ${SEED})`, () => {
    const next = random(SEED);
    const files = readdirSync("specs", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".steps"));
    const trees = [PRELUDE, ...files.map((file) => readFileSync(`specs/${file}`, "utf8"))].map(treeOf);
    let wrong = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const tree = trees[Math.floor(next() * trees.length)];
      const donor = trees[Math.floor(next() * trees.length)];
      if (tree === undefined || donor === undefined) continue;
      const { typed, found } = examine(mutated(tree, donor, next));
      atomicity(typed.resolved);
      if (found.length > 0) wrong++;
    }
    expect(wrong).toBeGreaterThan(ROUNDS / 3);
    expect(wrong).toBeLessThan(ROUNDS);
  });
});
