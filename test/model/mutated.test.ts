import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atomicity } from "../../src/model/steps/atomicity.js";
import type * as ast from "../../src/syntax/ast.js";
import { examine, PRELUDE, treeOf } from "../support/problems.js";

const SEED = 20261122;
const ROUNDS = 1000;

/** A place in a tree: a field of a node, named after its node's kind, so that what is exchanged stays a tree. */
interface Slot {
  readonly name: string;
  readonly holder: object;
  readonly key: string;
}

function slotsOf(tree: object): readonly Slot[] {
  const slots: Slot[] = [];
  const visit = (node: object, path: string, inPattern: boolean): void => {
    const kind: unknown = Reflect.get(node, "kind");
    const name = typeof kind === "string" ? `${inPattern ? "pattern " : ""}${kind}${hasBlocks(node)}` : path;
    for (const key of Object.keys(node)) {
      const child: unknown = Reflect.get(node, key);
      if (typeof child !== "object" || child === null) continue;
      const field = Array.isArray(node) ? `${path} element` : `${name}.${key}`;
      if (key !== "span") slots.push({ name: field, holder: node, key });
      visit(child, field, inPattern || key === "pattern" || key === "patterns");
    }
  };
  visit(tree, "spec", false);
  return slots;
}

/** `if` and `match` that are statements have blocks. */
function hasBlocks(node: object): string {
  if ("branches" in node) return " (blocks)";
  const arms: unknown = Reflect.get(node, "arms");
  const first: unknown = Array.isArray(arms) ? arms[0] : undefined;
  const body: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "body") : undefined;
  return typeof body === "object" && body !== null && "statements" in body ? " (blocks)" : "";
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function byName(slots: readonly Slot[]): ReadonlyMap<string, readonly Slot[]> {
  const found = new Map<string, Slot[]>();
  for (const slot of slots) found.set(slot.name, [...(found.get(slot.name) ?? []), slot]);
  return found;
}

function mutated(tree: ast.Spec, donor: ReadonlyMap<string, readonly Slot[]>, next: () => number): ast.Spec {
  const copy = structuredClone(tree);
  const slots = slotsOf(copy);
  for (let changes = 1 + Math.floor(next() * 4); changes > 0; changes--) {
    const slot = slots[Math.floor(next() * slots.length)];
    const fitting = donor.get(slot?.name ?? "") ?? [];
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
    const donors = trees.map((tree) => byName(slotsOf(tree)));
    let wrong = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const tree = trees[Math.floor(next() * trees.length)];
      const donor = donors[Math.floor(next() * donors.length)];
      if (tree === undefined || donor === undefined) continue;
      const { typed, found } = examine(mutated(tree, donor, next));
      atomicity(typed.resolved);
      if (found.length > 0) wrong++;
    }
    expect(wrong).toBeGreaterThan(ROUNDS / 3);
    expect(wrong).toBeLessThan(ROUNDS);
  });
});
