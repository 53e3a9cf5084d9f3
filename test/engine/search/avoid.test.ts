import { describe, expect, test } from "vitest";
import { type Avoidable, Avoidance, type Forbidden } from "../../../src/engine/search/avoid.js";
import { Random } from "../../../src/engine/search/random.js";
import { type Graph, graph } from "../../support/graph.js";

function judged(avoidance: Avoidance<number>, node: number): Avoidable {
  const work = avoidance.judge(node);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The verdict of each node, each asked of a search of its own, and of one search for all in turn. */
function verdicts(drawn: Graph, forbidden: Forbidden<number>, nodes: readonly number[], most = 1000) {
  const shared = new Avoidance(graph(drawn), forbidden, most);
  const together = nodes.map((node) => judged(shared, node));
  const alone = nodes.map((node) => judged(new Avoidance(graph(drawn), forbidden, most), node));
  expect(alone).toEqual(together);
  return together;
}

const nodes = (...forbidden: readonly number[]): Forbidden<number> => ({ state: (node) => forbidden.includes(node) });

describe("what can be avoided", () => {
  test("by ending elsewhere: the last state before all ways lead to it is the point of no return", () => {
    const ways = { 1: [2, 3], 2: [4], 3: [4, 5], 4: [9], 5: [], 9: [] };
    expect(verdicts({ initial: [1], ways }, nodes(9), [1, 2, 3, 4, 5, 9])).toEqual([
      "yes",
      "no",
      "yes",
      "no",
      "yes",
      "no",
    ]);
  });

  test("by going round for ever, also on a loop that is found late", () => {
    const ways = { 1: [9, 2], 2: [9, 3], 3: [9, 4], 4: [9, 2], 9: [] };
    expect(verdicts({ initial: [1], ways }, nodes(9), [1, 2, 3, 4])).toEqual(["yes", "yes", "yes", "yes"]);
  });

  test("not by a step that changes nothing; but where there is no other step, nothing more happens", () => {
    const ways = { 1: [1, 9], 2: [2], 9: [] };
    expect(verdicts({ initial: [1, 2], ways }, nodes(9), [1, 2])).toEqual(["no", "yes"]);
  });

  test("steps and errors are avoided as states are; other errors are no steps", () => {
    const ways = { 1: [2, 3], 2: [3], 3: [{ fault: "broken" }], 4: [{ fault: "other" }] };
    const step: Forbidden<number> = { step: (before, after) => before === 2 && after === 3 };
    expect(verdicts({ initial: [1], ways }, step, [1, 2, 3])).toEqual(["yes", "no", "yes"]);
    const error: Forbidden<number> = { error: ({ message }) => message === "broken" };
    expect(verdicts({ initial: [1], ways }, error, [1, 2, 3, 4])).toEqual(["no", "no", "no", "yes"]);
  });

  test("outside a constraint nothing is known: open, unless another way is sure", () => {
    const drawn = { initial: [1], ways: { 1: [2, 3], 2: [9, 5], 3: [4], 4: [], 5: [4], 9: [] }, outside: [[5]] };
    expect(verdicts(drawn, nodes(9), [1, 2, 5])).toEqual(["yes", "open", "open"]);
  });

  test("a search that is too large says so", () => {
    const ways = Object.fromEntries(Array.from({ length: 50 }, (_, node) => [node, [node + 1]]));
    const asked = (...starts: readonly number[]): readonly Avoidable[] => {
      const avoidance = new Avoidance(graph({ initial: [0], ways }), nodes(50), 10);
      return starts.map((node) => judged(avoidance, node));
    };
    expect(asked(45, 0)).toEqual(["no", "unknown"]);
    expect(asked(0, 45)).toEqual(["unknown", "unknown"]);
  });
});

/** The greatest set of nodes in which one may stay, by taking away what cannot until nothing changes. */
function keeps(
  all: readonly number[],
  next: (node: number) => readonly number[] | "end",
  isLost: (node: number) => boolean,
) {
  let kept = new Set(all.filter((node) => !isLost(node)));
  for (;;) {
    const fewer = new Set(
      [...kept].filter((node) => {
        const steps = next(node);
        return steps === "end" || steps.some((to) => kept.has(to));
      }),
    );
    if (fewer.size === kept.size) return kept;
    kept = fewer;
  }
}

test("random graphs: as the greatest fixed point has it", () => {
  const seed = Number(process.env.SEED ?? 1);
  const count = Number(process.env.SPECS ?? 3000);
  console.log(`avoidance: seed ${seed}, ${count} graphs`);
  const random = new Random(seed);
  const seen = { yes: 0, open: 0, no: 0, unknown: 0 };
  for (let at = 0; at < count; at++) {
    const size = 1 + random.below(8);
    const all = Array.from({ length: size }, (_, node) => node);
    const subset = (odds: number) => all.filter(() => random.below(odds) === 0);
    const ways = all.map(() => Array.from({ length: random.below(4) }, () => random.below(size)));
    const [bad, outside] = [subset(4), subset(6)];
    const broken = new Set(all.flatMap((node) => subset(8).map((to) => `${node} ${to}`)));
    const isBroken = (from: number, to: number): boolean => broken.has(`${from} ${to}`);
    const next = (node: number): readonly number[] | "end" => {
      const steps = ways[node] ?? [];
      if (steps.every((to) => to === node && !isBroken(node, to))) return "end";
      return steps.filter((to) => to !== node && !isBroken(node, to));
    };
    const isOutside = (node: number): boolean => outside.includes(node);
    const sure = keeps(all, next, (node) => bad.includes(node) || isOutside(node));
    const hoped = keeps(
      all,
      (node) => (isOutside(node) ? "end" : next(node)),
      (node) => bad.includes(node),
    );
    const wanted = all.map((node): Avoidable => (sure.has(node) ? "yes" : hoped.has(node) ? "open" : "no"));
    const drawn: Graph = { initial: [0], ways: { ...ways }, outside: [outside] };
    const forbidden = { ...nodes(...bad), step: isBroken };
    expect(
      verdicts(drawn, forbidden, all),
      `seed ${seed}, graph ${at}: ${JSON.stringify({ ways, bad, outside })}`,
    ).toEqual(wanted);
    for (const each of wanted) seen[each] += 1;
  }
  expect(Math.min(seen.yes, seen.open, seen.no)).toBeGreaterThan(count / 10);
});
