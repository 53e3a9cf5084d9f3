import { describe, expect, it } from "vitest";
import { constantsOf, positive, seconds, seed } from "../../src/cli/options.js";

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
