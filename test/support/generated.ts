import { expect } from "vitest";
import { generate } from "../../src/engine/generate/code/generate.js";
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
  expect(generated.evaluated).toEqual(reference.evaluated);
  expect(generated.witnessed).toEqual(reference.witnessed);
  return reference.states.size;
}

const BASE = 1024;
const STATE = 512;

/** The reference engine and generated code on the same states, up to `most`; both accounts should be equal. */
function accounts(model: Model, most: number): { readonly reference: Account; readonly generated: Account } {
  const claims = [...model.claims.keys()];
  const layout = layoutOf(programOf(model));
  const { system, counters } = interpret(model, claims);
  const keyOf = (state: State): string => pack(state.values, layout).join();
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
    judged.push(...constraints.map((truth, at) => told(2, at, truth, true)));
    const inside = constraints.every((truth) => truth === true);
    judged.push(`inside ${inside}`, `end ${truthText(system.mayEnd(state))}`);
    reference.set(key, { ways, judged: judged.filter((text) => text !== "") });
  }
  const generated = runGenerated(model, claims, [...reference.keys()]);
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

/** Generated code as a module that imports what it calls. */
export function compiled(model: Model, claims: readonly number[], base: number) {
  const module = new Module();
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const hearer = {
    emit: module.import("env", "emit", told),
    fault: module.import("env", "fault", told),
    verdict: module.import("env", "verdict", { parameters: ["i32", "i32", "i32", "i32"], results: [] }),
  };
  const generated = generate(programOf(model), claims);
  const written = generated.write({ module, hearer, base });
  const { initial, expand, judge, mayEnd } = written;
  for (const [name, callee] of Object.entries({ initial, expand, judge, mayEnd })) module.export(name, callee);
  return { ...generated, ...written, code: module.encode() };
}

function runGenerated(model: Model, claims: readonly number[], keys: readonly string[]): Account {
  const spec = compiled(model, claims, BASE);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(spec.end / 65536) + 1 });
  const words = new Uint32Array(memory.buffer);
  let ways: string[] = [];
  let judged: string[] = [];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(spec.code), {
    env: {
      memory,
      emit: (state: number, transition: number) => {
        ways.push(`${transition}:${words.slice(state / 4, state / 4 + spec.words).join()}`);
        return 0;
      },
      fault: (transition: number) => {
        ways.push(`${transition}:!`);
        return 0;
      },
      verdict: (kind: number, index: number, truth: number) => {
        judged.push(`${kind}.${index} ${["false", "true"][truth] ?? "fault"}`);
      },
    },
  });
  const call = (name: string, ...numbers: number[]): number => Number(exports[name]?.(...numbers));
  call("initial");
  const initial = ways;
  const states = new Map<string, { ways: string[]; judged: string[] }>();
  for (const key of keys) {
    ways = [];
    judged = [];
    words.set(key.split(",").map(Number), STATE / 4);
    call("expand", STATE);
    const inside = call("judge", STATE, 0) === 1;
    const end = call("mayEnd", STATE);
    judged.push(`inside ${inside}`, `end ${["false", "true"][end] ?? "fault"}`);
    states.set(key, { ways, judged });
  }
  const counters = (at: number, count: number): number[] => Array.from(words.slice(at / 4, at / 4 + count));
  return {
    initial,
    states,
    tried: counters(spec.tried, spec.transitions),
    evaluated: counters(spec.evaluated, spec.sites),
    witnessed: counters(spec.witnessed, spec.sites),
  };
}
