import { expect, test } from "vitest";
import { BreadthFirst } from "../../../src/engine/search/breadth.js";
import { pathTo } from "../../../src/engine/search/path.js";
import { Random } from "../../../src/engine/search/random.js";
import { type Graph, graph } from "../../support/graph.js";

const SEED = Number(process.env.SEED ?? 20_240_607);
const GRAPHS = 300;

interface Drawn extends Graph {
  readonly initial: readonly number[];
  readonly ways: { readonly [node: number]: readonly number[] };
  readonly bad: readonly (readonly number[])[];
  readonly outside: readonly (readonly number[])[];
}

function draw(random: Random): Drawn {
  const size = 1 + random.below(25);
  const nodes = (count: number) => Array.from({ length: count }, () => random.below(size));
  return {
    initial: nodes(1 + random.below(3)),
    ways: Object.fromEntries([...Array(size).keys()].map((node) => [node, nodes(random.below(4))])),
    bad: [nodes(1), nodes(2)],
    outside: [nodes(random.below(3))],
    hash: (node) => node % 3,
  };
}

/** Distances of all nodes by relaxing until nothing changes; nodes outside are reached and not left. */
function oracle({ initial, ways, bad, outside }: Drawn) {
  const isOutside = (node: number) => outside.some((nodes) => nodes.includes(node));
  const distance = new Map(initial.map((node) => [node, 1]));
  for (let moved = true; moved; ) {
    moved = false;
    for (const [from, far] of [...distance]) {
      if (isOutside(from)) continue;
      for (const to of ways[from] ?? []) {
        if ((distance.get(to) ?? Number.POSITIVE_INFINITY) <= far + 1) continue;
        distance.set(to, far + 1);
        moved = true;
      }
    }
  }
  const inside = [...distance].filter(([node]) => !isOutside(node));
  const shortest = (wanted: (node: number) => boolean) => {
    const lengths = [...distance].filter(([node]) => wanted(node)).map(([, far]) => far);
    return lengths.length === 0 ? undefined : Math.min(...lengths);
  };
  return {
    states: inside.length,
    outside: distance.size - inside.length,
    steps: inside.reduce((sum, [node]) => sum + (ways[node]?.length ?? 0), 0),
    depth: Math.max(0, ...inside.map(([, far]) => far)),
    bad: bad.map((nodes) => shortest((node) => nodes.includes(node))),
    deadlock: shortest((node) => !isOutside(node) && ways[node]?.length === 0),
  };
}

test(`${GRAPHS} random graphs (seed ${SEED}) agree with a naive search`, () => {
  const random = new Random(SEED);
  for (let round = 0; round < GRAPHS; round++) {
    const drawn = draw(random);
    const system = graph(drawn);
    const run = new BreadthFirst(system, { persist: true });
    while (run.advance(1 + random.below(5))) {}
    const length = (id: number | undefined) => (id === undefined ? undefined : pathTo(run.store, id).length);
    const found = {
      states: run.states,
      outside: run.outside,
      steps: run.steps,
      depth: run.depth,
      bad: run.verdicts.violations.map(length),
      deadlock: length(run.verdicts.deadlock),
    };
    expect(found, `seed ${SEED}, graph ${round}: ${JSON.stringify(drawn)}`).toEqual(oracle(drawn));
    for (let id = 0; id < run.store.size; id++) expectRealPath(drawn, run, id);
  }
});

/** Every step of the path to a state is one of the graph. */
function expectRealPath(drawn: Drawn, run: BreadthFirst<number>, id: number) {
  const path = pathTo(run.store, id);
  expect(path[0]?.state).toBe(drawn.initial[path[0]?.ordinal ?? -1]);
  for (const [index, { state, ordinal }] of path.slice(1).entries()) {
    expect(state).toBe(drawn.ways[path[index]?.state ?? -1]?.[ordinal]);
  }
}

test("the numbers of a seed are those of Mulberry32, and another seed has others", () => {
  const dice = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 6 }, () => random.below(1000));
  };
  expect(dice(1)).toEqual(dice(1));
  expect(dice(1)).not.toEqual(dice(2));
  expect(dice(0)).toEqual([266, 0, 223, 146, 467, 545]);
});

test("every number below the bound comes up about equally often", () => {
  const random = new Random(SEED);
  const counts = [0, 0, 0, 0, 0];
  for (let round = 0; round < 50_000; round++) {
    const number = random.below(5);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000), `seed ${SEED}: ${counts}`).toBeLessThan(500);
});
