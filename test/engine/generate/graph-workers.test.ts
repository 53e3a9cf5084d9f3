import { expect, test } from "vitest";
import { generate } from "../../../src/engine/generate/code/generate.js";
import type { Threads } from "../../../src/engine/generate/search/team.js";
import type { ThreadSetup } from "../../../src/engine/generate/wave/serve.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import type { Model } from "../../../src/model/ir.js";
import { modelOf } from "../../support/spec.js";
import { DyingThreads, ReadyThreads } from "../../support/threads.js";

/* One, two and three workers make the same graph, of states enough for some blocks for each. */

/** Counts those who are started for a graph. */
class GraphThreads extends ReadyThreads {
  helpers = 0;
  ends = 0;

  override end(): void {
    this.ends += 1;
    super.end();
  }

  protected override changed(setup: ThreadSetup): ThreadSetup {
    if ("numbers" in setup) this.helpers += 1;
    return setup;
  }
}

const wave = { wave: 64, records: 1 << 12, wide: 1 };

function searched(model: Model, workers: number, threads: Threads, stop?: () => boolean) {
  const claims = model.claims.flatMap(({ kind }, index) => (kind === "property" ? [index] : []));
  const engine = interpret(model, []);
  const behaviours = engine.behaviours();
  const limits = { keeping: true, persist: true, wave, workers, threads, memory: 2 ** 28 };
  const search = new Packed(engine, generate(programOf(model), []), limits);
  while (search.advance(1000));
  const delivered = search.deliver(claims, behaviours, stop);
  if (delivered === undefined) throw new Error("there is no graph");
  return { claims, behaviours, delivered };
}

const { from } = Array;

function told(model: Model, workers: number) {
  const threads = new GraphThreads();
  const { claims, behaviours, delivered } = searched(model, workers, threads);
  const { graph, predicates } = delivered;
  while (graph.advance(3));
  threads.end();
  const truths = claims.flatMap((claim) => {
    const property = behaviours.property(claim);
    const { tableOf } = predicates.truths(claim, property);
    return property.atoms.map((_, atom) => from(tableOf?.(atom) ?? []).join(""));
  });
  const { offsets, targets, actors, states } = graph;
  const open = from({ length: states }, (_, state) => (graph.isOpen(state) ? 1 : 0)).join("");
  const lists: readonly ArrayLike<number>[] = [offsets, targets, actors];
  return {
    helpers: threads.helpers,
    graph: { states, lists: lists.map((each) => from(each).join(" ")), open, truths },
  };
}

const grid = (more: string) => `spec Grid
type Way = left | right | up | down
var x: 0..99 = 0
var y: 0..99 = 0
var seen: bool = false
fair action Go(w in Way) {
  when w != down or y > 50
  x := if w == left then (x + 99) mod 100 else if w == right then (x + 1) mod 100 else x
  y := if w == up then (y + 1) mod 100 else if w == down then y - 1 else y
  seen := x == y
}
property Meet: x == 3 ~> x == y
property Late: eventually y > 7 and seen
${more}`;

const words = `spec Words
var said: seq of 0..2 = []
var rest: set of 0..4 = {}
fair action Say { when len(said) < 7  pick w in 0..2 { said := append(said, w) } }
fair action Mark { when len(said) > 2  pick r in 0..4 \\ rest { rest := rest union {r} } }
action Forget { when len(said) == 7  said := [] }
property Said: eventually len(said) > 3
property Marked: len(said) == 4 ~> rest == {0, 1, 2, 3, 4}
property Twice: always eventually said == [] or 0 in rest
property Long: eventually always len(said) < 9`;

test.each([
  ["of packed states", grid("")],
  ["with states outside a constraint", grid("constraint Near: x + y < 150")],
  ["with interned values", words],
])("%s", { timeout: 60_000 }, (_, text) => {
  const model = modelOf(text);
  const alone = told(model, 1);
  expect(alone.helpers).toBe(0);
  expect(alone.graph.states).toBeGreaterThan(3 * 2048);
  for (const workers of [2, 3]) {
    const together = told(model, workers);
    expect(together.helpers).toBe(workers - 1);
    expect(together.graph.states).toBe(alone.graph.states);
    expect(together.graph.lists[0] === alone.graph.lists[0]).toBe(true);
    expect(together.graph.lists[1] === alone.graph.lists[1]).toBe(true);
    expect(together.graph).toEqual(alone.graph);
  }
});

test("who is told to stop sends the others away", () => {
  const threads = new GraphThreads();
  const { graph } = searched(modelOf(grid("")), 2, threads, () => true).delivered;
  const before = threads.ends;
  expect(graph.advance(1)).toBe(false);
  expect([graph.cut, threads.helpers, threads.ends - before]).toEqual(["stopped", 1, 1]);
});

test("what this worker fails of is told as it is, and the others are sent away", () => {
  const threads = new GraphThreads();
  const { behaviours, delivered } = searched(modelOf(grid("")), 2, threads);
  const broken = new TypeError("broken");
  const steps = (): never => {
    throw broken;
  };
  Object.assign(behaviours, { steps });
  const before = threads.ends;
  expect(() => {
    while (delivered.graph.advance(1));
  }).toThrow(broken);
  expect([threads.helpers, threads.ends - before]).toEqual([1, 1]);
});

test("a worker that is gone is told", () => {
  class Dying extends DyingThreads {
    protected override dies(setup: ThreadSetup): boolean {
      return "numbers" in setup;
    }
  }
  const threads = new Dying();
  const { graph } = searched(modelOf(grid("")), 2, threads).delivered;
  expect(() => {
    while (graph.advance(1));
  }).toThrow(/a worker (is gone|could not be started)/);
  threads.end();
});
