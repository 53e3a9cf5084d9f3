import { describe, expect, it } from "vitest";
import { builtCommand, root, run } from "../support/command.js";

type Counts = Readonly<Record<string, number>>;

interface Contender {
  readonly name: string;
  readonly run?: () => Promise<{ counts: Counts; seconds: number } | { refused: string }>;
  readonly missing?: string;
}

const {
  inTurns,
}: { inTurns: (model: object, contenders: Contender[], rounds: number, tell: () => void) => Promise<object[]> } =
  await import(new URL("../../bench/rounds.mjs", import.meta.url).href);

const model = { name: "small", states: 10, steps: 20, depth: 3, outside: 2 };
const right: Counts = { states: 10, steps: 20, depth: 3 };

function rounds(contenders: Contender[], count = 1) {
  return inTurns(model, contenders, count, () => {});
}

describe("the benchmark", () => {
  it.each<[string, Counts]>([
    ["11 states, and there are 10", { ...right, states: 11 }],
    ["19 steps, and there are 20", { ...right, steps: 19 }],
    ["4 depth, and there are 3", { ...right, depth: 4 }],
    ["10 found, and there are 12", { found: 10, steps: 20 }],
  ])("stops at %s", async (message, counts) => {
    const wrong = { name: "wrong", run: async () => ({ counts, seconds: 1 }) };
    await expect(rounds([wrong])).rejects.toThrow(`small, wrong: ${message}`);
  });

  it("runs in turns, and tells the median and why there is none", async () => {
    const order: string[] = [];
    const contender = (name: string, times: number[]): Contender => ({
      name,
      run: async () => {
        order.push(name);
        return { counts: right, seconds: times.shift() ?? 0 };
      },
    });
    const refusing = { name: "c", run: async () => ({ refused: "too large" }) };
    const missing = { name: "d", missing: "not installed" };
    const outcomes = await rounds([contender("a", [3, 1, 2]), contender("b", [6, 5, 4]), refusing, missing], 3);
    expect(order.join("")).toBe("ababab");
    expect(outcomes).toEqual([
      { name: "a", all: [3, 1, 2], seconds: 2 },
      { name: "b", all: [6, 5, 4], seconds: 5 },
      { name: "c", skipped: "too large" },
      { name: "d", skipped: "not installed" },
    ]);
  });

  it("tells its options, and what is wrong with a call without a stack", () => {
    const bench = (...args: string[]) => run(process.execPath, ["bench/main.mjs", ...args], { cwd: root });
    expect(bench("--help").stdout).toContain('\nnpm run bench -- --only "dij N = 4"   ');
    const wrong = (...args: string[]) => [bench(...args).status, bench(...args).stderr];
    expect(wrong("--runs", "0")).toEqual([2, "--runs takes a number from 1 on (npm run bench -- --help)\n"]);
    expect(wrong("--write", "README.md")).toEqual([2, "README.md has no marks (npm run bench -- --help)\n"]);
  });

  it("measures a model and prints a table", () => {
    builtCommand();
    const args = ["bench/main.mjs", "--only", "twophase", "--runs", "1", "--peers", "none"];
    const { status, stdout } = run(process.execPath, args, { cwd: root });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\| twophase M = 7 \| 1 worker \| \d+\.\d\d \| 1\.00 \| \d+\.\d\d \| [\d,]+ \| [\d,]+ \|/m);
    expect(stdout).toContain("| twophase M = 7 | 296,448 | 2,744,705 | 23 | TLC |");
  });

  it("says what there is when asked for another", () => {
    const { status, stderr } = run(process.execPath, ["bench/main.mjs", "--only", "nothing"], { cwd: root });
    expect(status).toBe(2);
    expect(stderr).toContain("no such model; there are dij N = 3; dij N = 4;");
  });
});
