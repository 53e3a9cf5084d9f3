import { expect } from "vitest";
import { generate } from "../../src/engine/generate/code/generate.js";
import { beginHeap } from "../../src/engine/generate/heap/cells.js";
import type { Nodes } from "../../src/engine/generate/images.js";
import { layoutOf, pack } from "../../src/engine/generate/layout.js";
import { Module } from "../../src/engine/generate/wasm/module.js";
import { programOf } from "../../src/engine/interpret/program.js";
import type { State } from "../../src/engine/interpret/state.js";
import { interpret } from "../../src/engine/interpret/system.js";
import type { Truth } from "../../src/engine/system.js";
import type { Model } from "../../src/model/ir.js";

/** What both engines tell of a model, state by state, as text: a way is `transition:words`, an error `transition:!`. */
interface Account {
  readonly initial: readonly string[];
  /** By the words of each state reached. */
  readonly states: ReadonlyMap<string, { readonly ways: readonly string[]; readonly judged: readonly string[] }>;
  readonly tried: readonly number[];
  readonly evaluated: readonly number[];
  readonly witnessed: readonly number[];
}

/** Fails unless both tell the same of up to `most` states, in the same order; returns how many there were. */
export function agree(model: Model, most: number): number {
  const { reference, generated } = accounts(model, most);
  expect(generated.initial).toEqual(reference.initial);
  for (const [key, account] of reference.states) {
    expect({ key, ...generated.states.get(key) }).toEqual({ key, ...account });
  }
  expect(generated.tried).toEqual(reference.tried);
  expect(generated.evaluated.map(Boolean)).toEqual(reference.evaluated.map(Boolean));
  expect(generated.witnessed.map(Boolean)).toEqual(reference.witnessed.map(Boolean));
  return reference.states.size;
}

const BASE = 1024;
const STATE = 512;

/** The reference engine and generated code on the same states, up to `most`; both accounts should be equal. */
function accounts(model: Model, most: number): { readonly reference: Account; readonly generated: Account } {
  const claims = [...model.claims.keys()];
  const layout = layoutOf(programOf(model));
  const { system, counters } = interpret(model, claims);
  const instance = new Instance(model, claims);
  const keyOf = (state: State): string => pack(state.values, layout, instance).join();
  const states = new Map<string, State>();
  const reference = new Map<string, { ways: string[]; judged: string[] }>();
  const found = (state: State): string => {
    const key = keyOf(state);
    if (!states.has(key)) states.set(key, state);
    return key;
  };
  const first: string[] = [];
  system.initial({
    state: (state) => first.push(`-1:${found(state)}`) > 0,
    fault: () => first.push("-1:!") > 0,
  });
  for (const [key, state] of states) {
    if (reference.size === most) break;
    const ways: string[] = [];
    system.successors(state, {
      step: (next, transition) => ways.push(`${transition}:${found(next)}`) > 0,
      fault: (_, transition) => ways.push(`${transition}:!`) > 0,
    });
    const judged = [
      ...Array.from({ length: system.invariants }, (_, at) => told(0, at, system.invariant(at, state), true)),
      ...Array.from({ length: system.reachables }, (_, at) => told(1, at, system.reachable(at, state), false)),
    ];
    const constraints = Array.from({ length: system.constraints }, (_, at) => system.constraint(at, state));
    // States that a constraint does not admit are counted, not told of.
    judged.push(...constraints.map((truth, at) => (truth === false ? "" : told(2, at, truth, true))));
    const inside = constraints.every((truth) => truth === true);
    judged.push(`inside ${inside}`, `end ${truthText(system.mayEnd(state))}`);
    reference.set(key, { ways, judged: judged.filter((text) => text !== "") });
  }
  const generated = runGenerated(instance, [...reference.keys()]);
  return {
    reference: {
      initial: first,
      states: reference,
      tried: Array.from(counters.tried),
      evaluated: Array.from(counters.evaluated),
      witnessed: Array.from(counters.witnessed),
    },
    generated,
  };
}

function told(kind: number, index: number, truth: Truth, expected: boolean): string {
  return truth === expected ? "" : `${kind}.${index} ${truthText(truth)}`;
}

function truthText(truth: Truth): string {
  return typeof truth === "boolean" ? String(truth) : "fault";
}

/** A module that imports what generated code calls. */
export function listening() {
  const module = new Module();
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const hearer = {
    emit: module.import("env", "emit", told),
    fault: module.import("env", "fault", told),
    verdict: module.import("env", "verdict", { parameters: ["i32", "i32", "i32", "i32"], results: [] }),
  };
  return { module, hearer };
}

/** Generated code as such a module. */
export function compiled(model: Model, claims: readonly number[], base: number) {
  const { module, hearer } = listening();
  const generated = generate(programOf(model), claims);
  const written = generated.write({ module, hearer, base });
  const { initial, expand, judge, mayEnd } = written;
  const functions = { initial, expand, judge, mayEnd, ...written.heap };
  for (const [name, callee] of Object.entries(functions)) module.export(name, callee);
  return { ...generated, ...written, code: module.encode() };
}

/** Bytes for the words of a node that is interned from outside. */
const NODE = 1 << 16;

/** Generated code in a memory, with a heap. */
class Instance implements Nodes {
  readonly spec;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: WebAssembly.Instance["exports"];
  ways: string[] = [];
  judged: string[] = [];

  constructor(model: Model, claims: readonly number[]) {
    this.spec = compiled(model, claims, BASE);
    const { code, end, words } = this.spec;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil((end + 2 * NODE) / 65536) });
    beginHeap(this.all, this.#node + NODE);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), {
      env: {
        memory: this.#memory,
        emit: (state: number, transition: number) => {
          this.ways.push(`${transition}:${this.all.slice(state / 4, state / 4 + words).join()}`);
          return 0;
        },
        fault: (transition: number) => {
          this.ways.push(`${transition}:!`);
          return 0;
        },
        verdict: (kind: number, index: number, truth: number) => {
          this.judged.push(`${kind}.${index} ${["false", "true"][truth] ?? "fault"}`);
        },
      },
    });
    this.#exports = exports;
  }

  /** The whole memory. It may be another one after a call. */
  get all(): Uint32Array {
    return new Uint32Array(this.#memory.buffer);
  }

  get #node(): number {
    return Math.ceil(this.spec.end / 8) * 8;
  }

  call(name: string, ...numbers: number[]): number {
    const called = this.#exports[name];
    if (typeof called !== "function") throw new Error(`no ${name}`);
    return Number(called(...numbers));
  }

  intern(words: Uint32Array): number {
    this.all.set(words, this.#node / 4);
    return words.length === 0 ? 0 : this.call("intern", this.#node, words.length) >>> 0;
  }

  words(number: number): Uint32Array {
    return this.all.slice(number + 2, number + 2 + (this.all[number + 1] ?? 0));
  }
}

function runGenerated(instance: Instance, keys: readonly string[]): Account {
  const { spec } = instance;
  instance.call("initial");
  const initial = instance.ways;
  const states = new Map<string, { ways: string[]; judged: string[] }>();
  for (const key of keys) {
    instance.ways = [];
    instance.judged = [];
    instance.all.set(key.split(",").map(Number), STATE / 4);
    instance.call("expand", STATE);
    const inside = instance.call("judge", STATE, 0) === 1;
    const end = instance.call("mayEnd", STATE);
    const { ways, judged } = instance;
    judged.push(`inside ${inside}`, `end ${["false", "true"][end] ?? "fault"}`);
    states.set(key, { ways, judged });
  }
  const counters = (at: number, count: number): number[] => Array.from(instance.all.slice(at / 4, at / 4 + count));
  return {
    initial,
    states,
    tried: counters(spec.tried, spec.transitions),
    evaluated: counters(spec.evaluated, spec.sites),
    witnessed: counters(spec.witnessed, spec.sites),
  };
}

/** A spec of one action, with some types to speak of. */
export const action = (vars: string, body: string, claims = "invariant I: true"): string =>
  `spec T\ntype P = 1..3\ntype Color = red | green | blue\ntype Msg = Ask(at: 0..5, who: P) | Ok | Tell(c: Color)\n${vars}\naction A { ${body} }\n${claims}`;
