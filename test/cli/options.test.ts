import { describe, expect, it } from "vitest";
import { constantsOf, memory, positive, seconds, seed } from "../../src/cli/options.js";

describe("options", () => {
  it.each([
    ["1", 1],
    ["1000", 1000],
    ["1_000_000", 1_000_000],
    ["1e6", 1_000_000],
  ])("%s is a whole number", (text, value) => expect(positive(text)).toBe(value));

  it.each(["0", "-1", "1.5", "", "x", "1e99", "0x10"])("%j is no whole number from 1", (text) => {
    expect(() => positive(text)).toThrow("It is a whole number from 1.");
  });

  it.each([
    ["30", 30],
    ["30s", 30],
    ["500ms", 0.5],
    ["2m", 120],
    ["2min", 120],
    ["1.5h", 5400],
  ])("%s is a time", (text, value) => expect(seconds(text)).toBeCloseTo(value));

  it.each(["", "s", "0", "-1s", "1d", "1 s"])("%j is no time", (text) => {
    expect(() => seconds(text)).toThrow("It is a time like");
  });

  it("takes seeds of 32 bits", () => {
    expect([seed("0"), seed("4294967295")]).toEqual([0, 4294967295]);
    expect(() => seed("4294967296")).toThrow();
    expect(() => seed("")).toThrow();
  });

  it("reads constants", () => {
    expect(constantsOf(["N=4", "S={1, 2}", " A = a == b "])).toEqual({ N: "4", S: "{1, 2}", A: "a == b" });
    expect(() => constantsOf(["N=4", "N=5"])).toThrow("gives `N` a value twice");
    expect(() => constantsOf(["__proto__=4"])).toThrow("gives no value to a constant");
  });
});

describe("a size of memory", () => {
  it.each([
    ["300m", 314_572_800],
    ["12g", 12_884_901_888],
    ["1.5G", 1_610_612_736],
    ["262144k", 268_435_456],
    ["1GiB", 1_073_741_824],
    ["2tb", 2_199_023_255_552],
  ])("%s is one", (text, value) => expect(memory(text)).toBe(value));

  it.each(["", "12", "m", "-1g", "1.g", "1e3m", "12 g", "12x", "g12"])("%j is none", (text) => {
    expect(() => memory(text)).toThrow("It is a size like 300m, 12g or 1.5g.");
  });

  it.each(["0m", "127m", "1k"])("%s is too little", (text) => expect(() => memory(text)).toThrow("at least 128m"));

  it("is not more than any machine has", () => expect(() => memory("99999999999t")).toThrow("more than any machine"));
});
