import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../../src/engine/generate/encoding.js";
import { layoutOf, pack, unpack } from "../../../src/engine/generate/layout.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { State } from "../../../src/engine/interpret/state.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import type { Model } from "../../../src/model/ir.js";
import { modelOf } from "../../support/spec.js";

const declared = (text: string): Model => modelOf(`spec T\n${text}\naction A { skip }\ninvariant I: true`);

/** Some states that can be reached, in the order of a search. */
function reached(model: Model, most: number): readonly State[] {
  const { system } = interpret(model, []);
  const found: State[] = [];
  const add = (state: State): boolean => {
    if (!found.some((other) => other.equals(state))) found.push(state);
    return found.length < most;
  };
  system.initial({ state: add, fault: () => true });
  for (let at = 0; at < found.length && found.length < most; at++) {
    const state = found[at];
    if (state === undefined) break;
    system.successors(state, { step: add, fault: () => true });
  }
  return found;
}

describe("the layout of states", () => {
  it.each<[string, number, number[]]>([
    ["var a: bool = false", 1, [0]],
    ["var a: bool = false\nvar b: 0..7 = 0", 1, [3, 0]],
    ["var a: 1..5 -> 0..3 = [i in 1..5: 0]", 1, [0]],
    ["var a: 0..9 -> 0..15 = [i in 0..9: 0]\nvar b: 0..30 = 0", 2, [0, 40]],
    ["var a: int = 0\nvar b: int = 0\nvar c: bool = true", 3, [0, 32, 64]],
    ["var a: 0..8 -> 0..500 = [i in 0..8: 0]", 5, [0]],
  ])("%s", (text, words, bits) => {
    const layout = layoutOf(programOf(declared(text)));
    expect(layout.words).toBe(words);
    expect(layout.slots.map(({ bit }) => bit)).toEqual(bits);
  });

  it("puts a known value into known bits", () => {
    const model = declared("type V = P | Q(x: 1..4, y: bool)\nvar v: V? = Q(3, true)\nvar s: set of 1..4 = {2, 4}");
    const [state] = reached(model, 1);
    if (state === undefined) throw new Error("no state");
    // s in bits 0 to 3 after v, which is wider: some, B, x - 1, y.
    expect([...pack(state.values, layoutOf(programOf(model)))].map((word) => word.toString(2))).toEqual([`101011101`]);
  });

  it.each(["var s: seq of bool = []", "channel c of bool", "var s: set of 1..65 = {}"])(
    "has a number of 32 bits for %s",
    (text) => {
      const { words, slots } = layoutOf(programOf(declared(text)));
      expect([words, slots.map(({ type, bit }) => [widthOf(type), bit])]).toEqual([1, [[32, 0]]]);
    },
  );

  it.each([
    ["specs/conformance/dij.steps", "two"],
    ["specs/conformance/peterson.steps", "both"],
    ["specs/conformance/bakery_slide.steps", "three"],
    ["specs/conformance/twophase.steps", "five"],
    ["specs/conformance/diehard.steps", "jugs"],
    ["specs/dijkstra.steps", "two"],
  ])("unpacks what it packed: %s", (path, name) => {
    const model = modelOf(readFileSync(path, "utf8"), name);
    const program = programOf(model);
    const layout = layoutOf(program);
    const states = reached(model, 300);
    const keys = new Set<string>();
    for (const state of states) {
      const packed = pack(state.values, layout);
      expect(new State(unpack(packed, layout, program)).equals(state)).toBe(true);
      keys.add(packed.join());
    }
    expect(keys.size).toBe(states.length);
  });
});
