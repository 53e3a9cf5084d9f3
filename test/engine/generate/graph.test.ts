import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../../src/compile.js";
import type { Property } from "../../../src/engine/behaviours.js";
import { generate } from "../../../src/engine/generate/code/generate.js";
import { Unsupported } from "../../../src/engine/generate/unsupported.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import type { State } from "../../../src/engine/interpret/state.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import { InterpretedPredicates } from "../../../src/engine/predicates.js";
import { Exploration } from "../../../src/engine/search/liveness/explore.js";
import type { GrowingGraph } from "../../../src/engine/search/liveness/graph.js";
import type { Truths } from "../../../src/engine/search/liveness/product.js";
import type { Model } from "../../../src/model/ir.js";
import { root } from "../../support/command.js";
import { projectFiles } from "../../support/files.js";
import { seeded } from "../../support/mutations.js";
import { modelOf } from "../../support/random/compare.js";
import { randomPiece } from "../../support/random/spec.js";

/*
 * The graph that generated code delivers for claims about behaviours is the one that the reference engine explores: the same
 * numbers, steps, actors and groups in the same order, and the same is true in each state.
 */

/** Larger graphs are left to the tests of whole results. */
const MOST = 5000;

const wave = { wave: 64, records: 1 << 14 };

/** The claims about behaviours that generated code can deliver the graph for. */
function asking({ claims }: Model): readonly number[] {
  return claims.flatMap(({ kind }, index) => (kind === "property" || kind === "always possible" ? [index] : []));
}

/** What there is to compare in a graph. */
function told(graph: GrowingGraph<State>, groups: readonly { readonly name: string }[]) {
  return {
    states: graph.states,
    initial: [...graph.initial],
    offsets: Array.from(graph.offsets),
    targets: Array.from(graph.targets),
    actors: Array.from(graph.actors),
    open: Array.from({ length: graph.states }, (_, state) => graph.isOpen(state)),
    groups: groups.map(({ name }) => name),
  };
}

/** A truth, or that it is an error. */
function orError(truth: () => boolean): boolean | string {
  try {
    return truth();
  } catch (error) {
    return error instanceof Error ? error.message : "thrown";
  }
}

/** What an atomic predicate is: of states in all of them; of steps along all, and where none is taken any more. */
function truthsOf(truths: Truths, atom: number, isStep: boolean, { states, offsets, targets }: GrowingGraph<State>) {
  return Array.from({ length: states }, (_, state) => {
    if (!isStep) return [orError(() => truths.ofState(atom, state))];
    const first = offsets[state] ?? 0;
    const along = Array.from({ length: (offsets[state + 1] ?? 0) - first }, (_, at) =>
      orError(() => truths.ofStep(atom, first + at, state, targets[first + at] ?? 0)),
    );
    return [orError(() => truths.ofStep(atom, -1, state, state)), ...along];
  });
}

/** Both graphs, searched to the end; undefined when there is an error, or too many states. */
function graphsOf(model: Model, workers = 1) {
  const claims = asking(model);
  const engine = interpret(model, []);
  const { behaviours, theirs } = { behaviours: engine.behaviours(), theirs: engine.behaviours() };
  const limits = { maxStates: MOST, keeping: true, persist: true, wave, workers, memory: 2 ** 28 };
  const search = new Packed(engine, generate(programOf(model), []), limits);
  while (search.advance(1000));
  if (search.end !== "exhausted" || search.states + search.outside === 0) return undefined;
  const delivered = search.deliver(claims, behaviours, undefined);
  if (delivered === undefined) return undefined;
  while (delivered.graph.advance(100));
  const explored = new Exploration(engine.system, (state, visit) => theirs.steps(state, visit), {});
  while (explored.advance(1000));
  return { claims, behaviours, theirs, delivered, explored };
}

/** Truths of predicates of states, of steps. */
interface Compared {
  states: number;
  steps: number;
}

/** Fails unless both graphs are the same; counts the truths that were compared. False where there are no graphs. */
function agree(model: Model, compared: Compared): boolean {
  const graphs = graphsOf(model);
  if (graphs === undefined) return false;
  const { claims, behaviours, theirs, delivered, explored } = graphs;
  expect(told(delivered.graph, behaviours.fairness.groups)).toEqual(told(explored, theirs.fairness.groups));
  const interpreted = new InterpretedPredicates(theirs, explored);
  for (const claim of claims) {
    const { states } = explored;
    if (model.claims[claim]?.kind === "always possible") {
      for (let state = 0; state < states; state++, compared.states++) {
        expect(delivered.predicates.holdsIn(claim, state)).toEqual(interpreted.holdsIn(claim, state));
      }
      continue;
    }
    const property = formed(() => behaviours.property(claim));
    const mine = property && delivered.predicates.truths(claim, property);
    for (let atom = 0; property !== undefined && mine !== undefined && atom < property.atoms.length; atom++) {
      const isStep = property.isStep(atom);
      const reference = truthsOf(interpreted.truths(claim, property), atom, isStep, explored);
      expect(truthsOf(mine, atom, isStep, explored)).toEqual(reference);
      compared[isStep ? "steps" : "states"] += reference.flat().length;
    }
  }
  return true;
}

function formed(property: () => Property<State>): Property<State> | undefined {
  try {
    return property();
  } catch {
    return undefined;
  }
}

describe("of every model of the repository that claims something about behaviours", () => {
  const read = (from: string) => (path: string) => readFileSync(join(root, dirname(from), path), "utf8");
  const compiled = (file: string, model?: string) =>
    compile(readFileSync(join(root, file), "utf8"), { name: file, read: read(file), ...(model ? { model } : {}) });
  const files = projectFiles().filter((path) => /^(specs|examples|test\/specs)\/.*\.steps$/.test(path));
  const cases = files.flatMap((file) => {
    const { models, model: only } = compiled(file);
    if (only === undefined || asking(only).length === 0) return [];
    return (models.length === 0 ? [undefined] : models).map((model) => ({ file, model }));
  });
  const compared: Compared = { states: 0, steps: 0 };

  test.each(cases)("$file $model", ({ file, model: name }) => {
    const { model } = compiled(file, name);
    if (model === undefined) throw new Error("it does not compile");
    agree(model, compared);
  });

  test("truths were compared", () => {
    console.log(`${cases.length} models, truths: ${JSON.stringify(compared)}`);
    expect(compared.states).toBeGreaterThan(10_000);
  });
});

test("of more steps than a block has room for, some states in the midst of theirs", () => {
  const compared: Compared = { states: 0, steps: 0 };
  const { model } = compile(`spec Many
var g: 0..230 = any
fair action A { pick n in 0..230 { g := n } }
property Climbs: always eventually g' >= g
property Near: (g == 3) ~> (g' - g < 9 or 7 div (g' - 5) > 0)`);
  expect(model && agree(model, compared)).toBe(true);
  expect(compared).toEqual({ states: 231, steps: 2 * 231 * 231 });
});

const SEED = Number(process.env.SEED ?? 20_261_122);
const SPECS = Number(process.env.SPECS ?? 60);

test(`of ${SPECS} random specs (seed ${SEED})`, { timeout: 120_000 }, () => {
  let graphs = 0;
  const compared: Compared = { states: 0, steps: 0 };
  for (let at = 0; at < SPECS; at++) {
    const { text, ...piece } = randomPiece(seeded(SEED + at));
    const model = modelOf({ text, ...piece });
    if (model === undefined) continue;
    try {
      if (agree(model, compared)) graphs += 1;
    } catch (error) {
      if (error instanceof Unsupported) continue;
      console.log(`seed ${SEED + at}\n${text}`);
      throw error;
    }
  }
  console.log(`${graphs} graphs, truths: ${JSON.stringify(compared)}`);
  expect(graphs).toBeGreaterThan(SPECS / 4);
  expect(compared.states).toBeGreaterThan(SPECS);
  expect(compared.steps).toBeGreaterThan(SPECS);
});
