import { describe, expect, it, test } from "vitest";
import { Unit } from "../../../src/engine/generate/code/unit.js";
import { isWide } from "../../../src/engine/generate/encoding.js";
import { beginHeap, HEAP_BYTES } from "../../../src/engine/generate/heap/cells.js";
import { comparison } from "../../../src/engine/generate/heap/compare.js";
import { intern } from "../../../src/engine/generate/heap/intern.js";
import { imageOf, type Nodes, wordsOf, wordsOfImage } from "../../../src/engine/generate/images.js";
import { layoutOf } from "../../../src/engine/generate/layout.js";
import type { Callee } from "../../../src/engine/generate/wasm/code.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { compare } from "../../../src/engine/values/order.js";
import { present, type Value } from "../../../src/engine/values/value.js";
import type { Model, Type } from "../../../src/model/ir.js";
import { listening } from "../../support/generated.js";
import { modelOf } from "../../support/spec.js";

const SCRATCH = 1024;
const BASE = 1 << 16;

/** Functions of a module with a heap, from outside. */
function heapOf(model: Model, functions: (unit: Unit) => Readonly<Record<string, Callee>>) {
  const { module, hearer } = listening();
  const program = programOf(model);
  const unit = new Unit(program, layoutOf(program), { module, hearer, base: BASE });
  const interning = intern(unit);
  const all = { intern: interning, ...unit.heap.functions, ...functions(unit) };
  for (const [name, callee] of Object.entries(all)) module.export(name, callee);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((unit.end + HEAP_BYTES) / 65536) });
  const words = (): Uint32Array => new Uint32Array(memory.buffer);
  beginHeap(words(), unit.end);
  const none = (): number => 0;
  const env = { memory, emit: none, fault: none, verdict: none };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), { env });
  const call = (name: string, ...numbers: (number | bigint)[]): number => {
    const called = exports[name];
    if (typeof called !== "function") throw new Error(`no ${name}`);
    return Number(called(...numbers));
  };
  const nodes: Nodes = {
    intern: (list) => {
      words().set(list, SCRATCH / 4);
      return list.length === 0 ? 0 : call("intern", SCRATCH, list.length);
    },
    words: (number) => words().slice(number + 2, number + 2 + present(words()[number + 1])),
  };
  return { call, nodes, words };
}

const empty = modelOf("spec T\nvar x: bool = false\ninvariant I: x == x");

test("equal words are one node, whatever comes in between; others are not", () => {
  const { call, nodes } = heapOf(empty, () => ({}));
  const lists = Array.from({ length: 30_000 }, (_, at) =>
    Uint32Array.of(...[at % 7, at, at >>> 3].slice(0, 1 + (at % 3))),
  );
  const texts = lists.map((list) => list.join());
  const first = lists.map((list) => nodes.intern(list));
  for (let round = 0; round < 2; round++) {
    call("rehash");
    expect(lists.map((list) => nodes.intern(list))).toEqual(first);
  }
  expect(first.map((number) => nodes.words(number).join())).toEqual(texts);
  expect(new Set(first).size).toBe(new Set(texts).size);
});

/** Some values of a type: those of the variable in the initial states. */
function valuesOf(declaration: string): {
  readonly model: Model;
  readonly type: Type;
  readonly values: readonly Value[];
} {
  const model = modelOf(
    `spec T\ntype P = 1..3\ntype Msg = Ask(at: int, who: P) | Ok | Tell(s: set of P)\ntype Wide = {a: int, b: int, s: seq of P}\n${declaration}\ninvariant I: 0 < 1`,
  );
  const values: Value[] = [];
  interpret(model, []).system.initial({
    state: (state) => values.push(present(state.values[0])) > 0,
    fault: () => {
      throw new Error("a fault");
    },
  });
  return { model, type: present(model.variables[0]).type, values };
}

describe("the order of values where images do not show it", () => {
  it.each([
    "var x: set of P = any",
    "var x: (set of P)? in {none, {}, {1}, {3}, {1, 2}, {2, 3}, {1, 2, 3}}",
    "var x: seq of P in {[], [1], [3], [1, 2], [2, 1], [1, 1, 1], [3, 3, 3]}",
    "var x: set of int in {{}, {-5}, {7}, {-5, 7}, {-5, 100}, {0 - 2147483648, 2147483647}, {1, 2, 3}}",
    "var x: Msg in {Ok, Ask(-3, 1), Ask(3, 1), Ask(3, 2), Tell({}), Tell({2}), Tell({1, 2}), Tell({3})}",
    "var x: seq of Msg in {[], [Ok], [Ask(1, 1)], [Tell({3})], [Tell({1, 2})], [Ok, Ok], [Ask(1, 1), Ask(0, 2)]}",
    "var x: Wide in {{a: 1, b: -2, s: []}, {a: 1, b: -2, s: [3]}, {a: 1, b: -2, s: [1, 1]}, {a: 1, b: 0, s: []}, {a: -1, b: 9, s: []}}",
    "var x: set of Wide in {{}, {{a: 1, b: 2, s: []}}, {{a: 1, b: 2, s: [1]}}, {{a: 0, b: 2, s: [1]}, {a: 5, b: 5, s: []}}}",
    "var x: P -> set of 1..100 in {[p in P: {}], [p in P: {p}], [p in P: {100}], [p in P: {4 - p}], [p in P: {p, 99}]}",
    "var x: seq of int max 9 in {[], [5], [-5], [1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 2]}",
  ])("%s", (declaration) => {
    const { model, type, values } = valuesOf(declaration);
    expect(values.length).toBeGreaterThan(3);
    const { call, nodes, words } = heapOf(model, (unit) => ({ compare: comparison(type, unit) }));
    let free = SCRATCH + 512;
    const handed = values.map((value) => {
      const image = imageOf(value, type, nodes);
      if (!isWide(type)) return BigInt.asIntN(64, image);
      const at = free;
      words().set(wordsOfImage(image, wordsOf(type)), at / 4);
      free += 4 * wordsOf(type);
      return at;
    });
    const signs = handed.map((one) => handed.map((other) => Math.sign(call("compare", one, other))));
    expect(signs).toEqual(values.map((one) => values.map((other) => Math.sign(compare(one, other)))));
  });
});
