import { describe, expect, it } from "vitest";
import type { Code } from "../../../src/engine/generate/wasm/code.js";
import { Module } from "../../../src/engine/generate/wasm/module.js";
import type { ValueType } from "../../../src/engine/generate/wasm/opcodes.js";

/** Runs a function of one module on a memory of one page. */
function run(parameters: readonly ValueType[], result: ValueType, write: (code: Code) => void) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new Module();
  const seen: number[] = [];
  const told = module.import("env", "tell", { parameters: ["i32"], results: [] });
  const { code } = module.function({ parameters, results: [result] }, "run");
  write(code);
  const teller = module.function({ parameters: ["i32"], results: [] }, "teller");
  teller.code.i32(1000).call(told);
  module.data(8, new Uint8Array([1, 2, 3, 4]));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.encode()), {
    env: { memory, tell: (value: number) => seen.push(value) },
  });
  const { run, teller: tell } = instance.exports;
  if (typeof run !== "function" || typeof tell !== "function") throw new Error("nothing exported");
  tell(0);
  return { run, seen, memory };
}

describe("the encoder", () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 2 ** 31 - 1, -(2 ** 31)])("writes the constant %i", (value) => {
    const { run: i32 } = run([], "i32", (code) => code.i32(value));
    expect(i32()).toBe(value);
    const { run: i64 } = run([], "i64", (code) => code.i64(BigInt(value) * 2n ** 31n));
    expect(i64()).toBe(BigInt(value) * 2n ** 31n);
  });

  it("writes loops, branches and locals", () => {
    const { run: sum } = run(["i32"], "i32", (code) => {
      const [n] = code.parameters;
      if (n === undefined) throw new Error("no parameter");
      const total = code.local("i32");
      code.block("none", (out) => {
        code.loop("none", (again) => {
          code.get(n).op("i32.eqz").brIf(out);
          code.get(total).get(n).op("i32.add").set(total);
          code.get(n).i32(1).op("i32.sub").set(n).br(again);
        });
      });
      code.get(total);
    });
    expect(sum(10)).toBe(55);
  });

  it("writes tables of branches", () => {
    const { run: choose } = run(["i32"], "i32", (code) => {
      const [n] = code.parameters;
      if (n === undefined) throw new Error("no parameter");
      code.block("none", (other) => {
        code.block("none", (one) => {
          code.block("none", (zero) => code.get(n).brTable([zero, one], other));
          code.i32(100).op("return");
        });
        code.i32(101).op("return");
      });
      code.i32(102);
    });
    expect([choose(0), choose(1), choose(2), choose(-1)]).toEqual([100, 101, 102, 102]);
  });

  it("knows what was asked at a place that every way to here leads through", () => {
    const asked: boolean[] = [];
    run(["i32"], "i32", (code) => {
      const ask = (what: string): void => void asked.push(code.passed(what));
      const [n] = code.parameters;
      if (n === undefined) throw new Error("no parameter");
      ask("before");
      code.block("none", (out) => {
        code.get(n).brIf(out);
        ask("skipped");
        ask("skipped");
        ask("before");
      });
      ask("skipped");
      code.get(n).if(
        "none",
        () => ask("one arm"),
        () => ask("one arm"),
      );
      code.loop("none", () => ask("one arm"));
      ask("one arm");
      code.loop("none", () => ask("one arm"));
      code.get(n);
    });
    expect(asked).toEqual([false, false, true, true, false, false, false, false, false, true]);
  });

  it("imports, exports, and puts data into memory", () => {
    const { run: load, seen } = run([], "i32", (code) => code.i32(4).memory("i32.load", 4));
    expect(load()).toBe(0x04030201);
    expect(seen).toEqual([1000]);
  });

  it("gives released locals again", () => {
    const { run: last } = run([], "f64", (code) => {
      const first = code.local("f64");
      code.f64(1.5).set(first).release(first);
      expect(code.local("f64")).toEqual(first);
      code
        .get(first)
        .i32(1)
        .if(
          "f64",
          () => code.f64(2.5),
          () => code.f64(3.5),
        )
        .op("f64.add");
    });
    expect(last()).toBe(4);
  });
});
