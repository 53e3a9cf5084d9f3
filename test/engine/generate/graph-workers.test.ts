import { expect, test } from "vitest";
import type { Generated } from "../../../src/engine/generate/abi.js";
import { generate } from "../../../src/engine/generate/code/generate.js";
import type { GraphWorkerSetup } from "../../../src/engine/generate/graph/worker.js";
import { heap, MOST_ADDRESS } from "../../../src/engine/generate/heap/cells.js";
import type { Threads } from "../../../src/engine/generate/search/team.js";
import { cell } from "../../../src/engine/generate/wave/plan.js";
import type { ThreadSetup } from "../../../src/engine/generate/wave/serve.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import { present } from "../../../src/engine/values/value.js";
import type { Model } from "../../../src/model/ir.js";
import { modelOf } from "../../support/spec.js";
import { DyingThreads, ReadyThreads } from "../../support/threads.js";

/* One, two and three workers make the same graph, of states enough for some blocks for each. */

/** Counts those who are started for a graph. */
class GraphThreads extends ReadyThreads {
  readonly setups: GraphWorkerSetup[] = [];
  ends = 0;

  get helpers(): number {
    return this.setups.length;
  }

  override end(): void {
    this.ends += 1;
    super.end();
  }

  /** Bytes of values that one of them still interns in its round. */
  internedUntilRest(): number {
    const [setup] = this.setups;
    if (setup === undefined) return 0;
    const [words, meeting] = [new Int32Array(setup.block.memory.buffer), new Int32Array(setup.memory.buffer)];
    const before = Atomics.load(words, heap.next / 4);
    while (Atomics.load(meeting, cell.working / 4) > 0);
    return Atomics.load(words, heap.next / 4) - before;
  }

  protected override changed(setup: ThreadSetup): ThreadSetup {
    if ("numbers" in setup) this.setups.push(setup);
    return setup;
  }
}

const wave = { wave: 64, records: 1 << 12, wide: 1 };

interface Varied {
  readonly stop?: () => boolean;
  readonly memory?: number;
  readonly generated?: (plain: Generated) => Generated;
}

function searched(
  model: Model,
  workers: number,
  threads: Threads,
  { stop, memory = 2 ** 28, generated = (plain) => plain }: Varied = {},
) {
  const claims = model.claims.flatMap(({ kind }, index) => (kind === "property" ? [index] : []));
  const engine = interpret(model, []);
  const behaviours = engine.behaviours();
  const limits = { keeping: true, persist: true, wave, workers, threads, memory };
  const search = new Packed(engine, generated(generate(programOf(model), [])), limits);
  while (search.advance(1000));
  const delivered = search.deliver(claims, behaviours, stop);
  if (delivered === undefined) throw new Error("there is no graph");
  return { claims, behaviours, delivered };
}

const { from } = Array;

interface Told extends Varied {
  readonly threads?: GraphThreads;
}

function told(model: Model, workers: number, { threads = new GraphThreads(), ...varied }: Told = {}) {
  const { claims, behaviours, delivered } = searched(model, workers, threads, varied);
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

/** The state of number 2,048, the first one of a second round, has more ways than a block has room for at first. */
const wide = `spec Wide
var said: seq of 0..2 = []
var odd: bool = false
fair action Say { when len(said) < 7  pick w in 0..2 { said := append(said, w) } }
fair action Choose { when said == [1, 0, 2, 2, 1, 0, 1] and not odd  pick a in 0..39999 { odd := a mod 2 == 1 } }
action Forget { when len(said) == 7  said := [] }
property Twice: always eventually append(append(said, 1), 2) != said`;

test("nobody interns values while code is placed behind them", () => {
  const threads = new GraphThreads();
  const interned: number[] = [];
  /** Gives others the time to end what they do. */
  const slow = (plain: Generated): Generated => ({
    ...plain,
    behaviours: (atoms) => ({
      write: (site) => {
        interned.push(threads.internedUntilRest());
        return present(plain.behaviours?.(atoms)).write(site);
      },
    }),
  });
  const model = modelOf(wide);
  const alone = told(model, 1);
  expect(alone.graph.states).toBeGreaterThan(3 * 2048);
  const together = told(model, 2, { threads, generated: slow });
  expect(together.graph).toEqual(alone.graph);
  // For this worker, for the other one, and once more with room for all ways.
  expect(interned).toEqual([0, 0, 0]);
});

/** Only its predicate interns values: each worker has a heap of its own. */
const pairs = (size: number): string => `spec Pairs
var x: 0..${size - 1} = 0
var y: 0..${size - 1} = 0
fair action X { x := (x + 1) mod ${size} }
fair action Y { y := (y + 1) mod ${size} }
property P: always eventually {x, y + 1000} != {3}`;

test("where another worker has no room for interned values, memory is what ends it", () => {
  class Full extends GraphThreads {
    protected override changed(setup: ThreadSetup): ThreadSetup {
      if ("numbers" in setup) new Uint32Array(setup.block.memory.buffer)[heap.next / 4] = MOST_ADDRESS;
      return super.changed(setup);
    }
  }
  const threads = new Full();
  const { graph } = searched(modelOf(pairs(100)), 2, threads).delivered;
  while (graph.advance(1));
  expect([threads.helpers, graph.cut]).toEqual([1, "memory"]);
});

/** More predicates than are told with the steps. */
const five = `spec Five
var said: seq of 0..2 = []
fair action Say { when len(said) < 7  pick w in 0..2 { said := append(said, w) } }
action Forget { when len(said) == 7  said := [] }
${from({ length: 5 }, (_, at) => `property P${at}: always eventually append(append(said, 1), ${at}) != said`).join("\n")}`;

test.each([
  ["that each worker has for itself", pairs(150)],
  ["that all have together", wide],
  ["that predicates are told with in the end", five],
])("interned values %s have as many buckets", (_, text) => {
  const threads = new GraphThreads();
  told(modelOf(text), 2, { threads });
  expect(threads.helpers).toBe(1);
  const words = new Uint32Array(present(threads.setups[0]).block.memory.buffer);
  const [nodes = 0, last = 0] = [words[heap.count / 4], words[heap.mask / 4]];
  expect(nodes).toBeGreaterThan(5000);
  expect(last + 1).toBeGreaterThanOrEqual(nodes);
});

test("the first round is short: nobody knows how long a block takes", () => {
  const threads = new GraphThreads();
  const { graph } = searched(modelOf(pairs(200)), 2, threads).delivered;
  graph.advance(1);
  expect([threads.helpers, graph.unexplored]).toEqual([1, 40_000]);
  graph.advance(1);
  // The other one does not know any actors yet.
  expect(graph.unexplored).toBe(40_000 - 2048);
  threads.end();
});

test("where there is no memory for another worker, this one goes on alone", () => {
  const threads = new GraphThreads();
  const model = modelOf(pairs(100));
  const together = told(model, 2, { threads, memory: 12_000_000 });
  expect(together).toEqual({ helpers: 0, graph: told(model, 1).graph });
});

test("where there is no memory for its code, too", () => {
  const threads = new GraphThreads();
  let written = 0;
  const generated = (plain: Generated): Generated => ({
    ...plain,
    behaviours: (atoms) => ({
      write: (site) => {
        written += 1;
        if (written === 2) throw new RangeError("no memory");
        return present(plain.behaviours?.(atoms)).write(site);
      },
    }),
  });
  const model = modelOf(pairs(100));
  expect(told(model, 2, { threads, generated })).toEqual({ helpers: 0, graph: told(model, 1).graph });
});

test("who is told to stop sends the others away", () => {
  const threads = new GraphThreads();
  const { graph } = searched(modelOf(grid("")), 2, threads, { stop: () => true }).delivered;
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
