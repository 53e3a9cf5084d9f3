import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import { check } from "../../../src/engine/check.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { representative } from "../../../src/engine/interpret/representative.js";
import type { State } from "../../../src/engine/interpret/state.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import type { CheckResult } from "../../../src/engine/result.js";
import { BreadthFirst } from "../../../src/engine/search/breadth.js";
import { OrbitSystem, type Representative } from "../../../src/engine/search/orbits.js";
import { type Exchange, exchangeOf } from "../../../src/engine/symmetry/exchange.js";
import type { Model } from "../../../src/model/ir.js";
import { seeded } from "../../support/mutations.js";
import { orbitOf } from "../../support/orbits.js";
import { byGenerated, byReference, difference, unusual } from "../../support/random/compare.js";
import { symmetricSpec } from "../../support/symmetric.js";

/*
 * Random specs with symmetric types, searched with and without reduction: each orbit is visited, and visited once; both engines
 * come to the same; and what is told of claims is what a search of all states tells.
 */

const SEED = Number(process.env.SEED ?? 20_261_122);
const SPECS = Number(process.env.SPECS ?? 24);
/** Specs with more states are left out. */
const MOST = 150;

interface Drawn {
  readonly seed: number;
  readonly text: string;
  readonly model: Model;
  readonly exchange: Exchange;
  readonly states: readonly State[];
}

/** Drawn once for all tests. */
const specs: Drawn[] = [];

function draw(): readonly Drawn[] {
  for (let seed = SEED; specs.length < SPECS; seed++) {
    const text = symmetricSpec(seeded(seed));
    const { model, diagnostics } = compile(text, { name: "random.steps" });
    if (model === undefined) throw new Error(`seed ${seed}: ${diagnostics[0]?.message}\n${text}`);
    const exchange = exchangeOf(programOf(model));
    const states = reached(model);
    if (exchange === undefined || states === undefined) continue;
    specs.push({ seed, text, model, exchange, states });
  }
  return specs;
}

/** All states that are found when each is led to what stands for it; undefined: too many. */
function reached(model: Model, standing?: Representative<State>): readonly State[] | undefined {
  const { system } = interpret(model, []);
  const searched = standing === undefined ? system : new OrbitSystem(system, standing);
  const search = new BreadthFirst(searched, { persist: true, maxStates: MOST });
  while (search.advance(1000));
  if (search.end !== "exhausted") return undefined;
  return Array.from({ length: search.store.size }, (_, number) => search.store.state(number));
}

/** What is wrong with the states that were found with a representative of each orbit, if anything. */
function flaw({ model, exchange, states }: Drawn, standing: Representative<State>): string | undefined {
  const engine = interpret(model, []);
  const types = new Map(exchange.types.map(({ name, size }) => [name, size]));
  const orbits = (found: readonly State[]): readonly string[] => found.map((state) => orbitOf(state, engine, types));
  const visited = orbits(reached(model, standing) ?? []);
  if (new Set(visited).size < visited.length) return "an orbit was visited twice";
  const all = new Set(orbits(states));
  if (visited.some((orbit) => !all.has(orbit))) return "an orbit was visited that is not reachable";
  return all.size > visited.length ? "an orbit was not visited" : undefined;
}

/** What a search tells whether or not it is reduced. */
function verdict({ status, claims, counts, faults, findings }: CheckResult) {
  return {
    status,
    claims: claims.map(({ name, status: became, trace }) => [name, became, trace?.states.length]),
    depth: counts.depth,
    faults: faults.length,
    findings: findings.map((finding) => finding.kind),
  };
}

describe(`${SPECS} random symmetric specs (seed ${SEED})`, () => {
  it("are visited orbit by orbit, each once", { timeout: 300_000 }, () => {
    for (const each of draw()) {
      const program = programOf(each.model);
      const found = flaw(each, (state) => representative(state, each.exchange, program));
      expect(found, `seed ${each.seed}\n${each.text}`).toBeUndefined();
    }
  });

  it("come out the same from both engines, and as without reduction", { timeout: 300_000 }, async () => {
    let reduced = 0;
    for (const [at, { seed, text, model }] of draw().entries()) {
      const reference = await byReference(model, true);
      for (const circumstances of [undefined, unusual(at)]) {
        const generated = await byGenerated(model, true, circumstances);
        expect(difference(reference, generated), `seed ${seed}\n${text}`).toBeUndefined();
      }
      const whole = await check(model, { continue: true, symmetry: false });
      const folded = await check(model, { continue: true });
      reduced += folded.counts.states < whole.counts.states ? 1 : 0;
      expect(verdict(folded), `seed ${seed}\n${text}`).toEqual(verdict(whole));
    }
    expect(reduced).toBeGreaterThan(SPECS / 2);
  });

  it.each<readonly [string, (exchange: Exchange) => Exchange, string]>([
    ["leaves ties as they are", (exchange) => ({ ...exchange, open: [] }), "an orbit was visited twice"],
    ["leaves a variable as it is", (exchange) => ({ ...exchange, slots: exchange.slots.slice(1) }), "an orbit"],
    [
      "goes by no marks at all",
      (e) => ({ ...e, open: [], marks: e.types.map(() => []) }),
      "an orbit was visited twice",
    ],
  ])("show a representative that %s", { timeout: 300_000 }, (_, broken, told) => {
    const flaws: string[] = [];
    for (const each of draw()) {
      const program = programOf(each.model);
      const found = flaw(each, (state) => representative(state, broken(each.exchange), program));
      if (found !== undefined) flaws.push(found);
    }
    expect(flaws.join("; ")).toContain(told);
  });
});
