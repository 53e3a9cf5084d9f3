import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Head, OpenCheckpoint, saveCheckpoint } from "../../src/cli/checkpoint-file.js";
import { agreed, fileOf, type Said } from "../../src/cli/resume.js";
import type { SearchHead } from "../../src/engine/checkpoint.js";
import { temporaryFolder } from "../support/files.js";

const search: SearchHead = {
  told: [["stuck", 3, 0]],
  search: {
    state: 8,
    workers: 1,
    sizes: { wave: 2, records: 7, wide: 3 },
    shards: [5],
    counts: { states: 5, initial: 1, outside: 0, steps: 2 ** 40, depth: 3, expanded: 2, level: 2 },
    next: 2,
    levelEnd: 3,
    lists: [[2, 5]],
    counted: { taken: [1], changed: [0], tried: [7], evaluated: [], witnessed: [], excluded: [] },
    heap: undefined,
  },
};

const asked: Head["asked"] = {
  file: "a.steps",
  path: "/specs/a.steps",
  digest: "d1",
  root: undefined,
  model: "two",
  constants: [["N", "4"]],
  claims: ["Safe"],
  continue: true,
  maxStates: undefined,
  maxDepth: 9,
  symmetry: true,
};

/** 2.5 MiB that are all different. */
const bulk = new Uint8Array(Uint32Array.from({ length: 655_360 }, (_, index) => index).buffer);

function saved(head: SearchHead = search, version = "1.2.3"): string {
  const path = join(temporaryFolder(), "a.saved");
  const pieces = () => [bulk.subarray(0, 10), bulk.subarray(10)];
  expect(saveCheckpoint(path, { version, asked, seconds: 1.5 }, { head, pieces })).toBeUndefined();
  return path;
}

function opened(path: string): Uint8Array {
  const from = new OpenCheckpoint(path, "1.2.3");
  try {
    const into = new Uint8Array(bulk.length);
    from.take(into.subarray(0, 1000));
    from.take(into.subarray(1000));
    from.end();
    return into;
  } finally {
    from.close();
  }
}

describe("a checkpoint", () => {
  it("gives back what was saved", () => {
    const path = saved();
    const from = new OpenCheckpoint(path, "1.2.3");
    expect([from.head, from.whole.asked, from.seconds]).toEqual([search, asked, 1.5]);
    from.close();
    expect(Buffer.compare(opened(path), bulk)).toBe(0);
  });

  it("is written over, whatever a killed process left beside it", () => {
    const path = saved();
    writeFileSync(`${path}.part`, "half of");
    expect(saveCheckpoint(path, { version: "1.2.3", asked, seconds: 2 }, { head: search, pieces: () => [] })).toBe(
      undefined,
    );
    const from = new OpenCheckpoint(path, "1.2.3");
    expect(from.seconds).toBe(2);
    from.end();
    from.close();
  });

  it("says why it cannot be written", () => {
    const path = join(temporaryFolder(), "none", "a.saved");
    const why = saveCheckpoint(path, { version: "1", asked, seconds: 0 }, { head: search, pieces: () => [] });
    expect(why).toBe("ENOENT");
  });

  it("of another version is refused by its name", () => {
    expect(() => opened(saved(search, "1.2.2"))).toThrow("is of everystep 1.2.2; this is 1.2.3");
    const path = saved();
    const bytes = readFileSync(path);
    bytes[21] = 7;
    writeFileSync(path, bytes);
    expect(() => opened(path)).toThrow("is of everystep format 7; this is format 5");
  });

  it("is refused when it is something else", () => {
    const path = join(temporaryFolder(), "a.saved");
    for (const content of ["", "everystep", "everystep run\n and so on and on", "x".repeat(1000)]) {
      writeFileSync(path, content);
      expect(() => opened(path)).toThrow("is not a checkpoint of everystep");
    }
    expect(() => opened(temporaryFolder())).toThrow("is a folder, not a file");
    expect(() => opened(join(temporaryFolder(), "none"))).toThrow("there is no file");
  });

  it("is refused wherever it is cut off", () => {
    const path = saved();
    const bytes = readFileSync(path);
    for (const length of [21, 22, 25, 30, 40, 200, 1_000_000, bytes.length - 8, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(() => opened(path), `${length}`).toThrow("is damaged: it ends too early");
    }
  });

  it("is refused wherever a bit is wrong", () => {
    const path = saved();
    const bytes = readFileSync(path);
    for (const at of [22, 23, 26, 30, 34, 41, 100, 600, 1_100_000, bytes.length - 5, bytes.length - 1]) {
      const wrong = Buffer.from(bytes);
      wrong[at] = (wrong[at] ?? 0) ^ 1;
      writeFileSync(path, wrong);
      expect(() => opened(path), `${at}`).toThrow("is damaged: ");
    }
  });

  it("is refused when blocks stand in another order", () => {
    const path = join(temporaryFolder(), "a.saved");
    const pieces = () => [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6, 7, 8)];
    saveCheckpoint(path, { version: "1.2.3", asked, seconds: 0 }, { head: search, pieces });
    const bytes = readFileSync(path);
    const end = bytes.length - 8;
    const turned = [bytes.subarray(0, end - 24), bytes.subarray(end - 12, end), bytes.subarray(end - 24, end - 12)];
    writeFileSync(path, Buffer.concat([...turned, bytes.subarray(end)]));
    const from = new OpenCheckpoint(path, "1.2.3");
    expect(() => from.take(new Uint8Array(8))).toThrow("is damaged: its bytes are not those that were written");
    from.close();
  });

  it.each([
    ["a count", { ...search, search: { ...search.search, next: -1 } }, "search.search.next"],
    [
      "a list",
      { ...search, search: { ...search.search, lists: [[1, Number.NaN]] as const } },
      "search.search.lists[0][1]",
    ],
    ["the number of workers", { ...search, search: { ...search.search, workers: 65 } }, "search.search.workers"],
    [
      "the size of a wave",
      { ...search, search: { ...search.search, sizes: { wave: 0, records: 7, wide: 3 } } },
      "search.search.sizes.wave",
    ],
    ["what was told", { ...search, told: [["stuck", 0.5]] as const }, "search.told[0][0]"],
  ])("is refused when %s is wrong", (_, head, place) => {
    expect(() => opened(saved(head))).toThrow(`is damaged: \`${place}\` is not what it should be`);
  });
});

describe("a check that goes on", () => {
  const nothing: Said = {
    claims: undefined,
    continue: false,
    maxStates: undefined,
    maxDepth: undefined,
    symmetry: true,
  };
  const goesOn = (said: Partial<Said>): Said => {
    const from = new OpenCheckpoint(saved(), "1.2.3");
    from.close();
    return agreed(from, { ...nothing, ...said });
  };

  it("asks what was asked before", () => {
    const before = { root: undefined, model: "two", constants: { N: "4" }, claims: ["Safe"], continue: true };
    const limits = { maxStates: undefined, maxDepth: 9, symmetry: true };
    expect(goesOn({})).toEqual({ ...before, ...limits });
    expect(goesOn({ model: "two", constants: { N: "4" }, claims: ["Safe"], maxDepth: 9 })).toEqual({
      ...before,
      ...limits,
    });
  });

  it.each([
    [{ model: "three" }, "is of a check with `--model two`, not with `--model three`"],
    [{ constants: { N: "5" } }, "is of a check with `--const N=4`, not with `--const N=5`"],
    [{ constants: { M: "5" } }, "is of a check with `--const N=4`, not with `--const M=5`"],
    [{ claims: ["Safe", "Live"] }, "is of a check with `--claim Safe`, not with `--claim Safe` `--claim Live`"],
    [{ maxStates: 10 }, "is of a check with no `--max-states`, not with `--max-states 10`"],
    [{ symmetry: false }, "is of a check with no `--no-symmetry`, not with `--no-symmetry`"],
    [{ maxDepth: 10 }, "is of a check with `--max-depth 9`, not with `--max-depth 10`"],
  ])("refuses %j", (said, message) => {
    expect(() => goesOn(said)).toThrow(message);
  });

  it("reads the spec where it was, or where it is said to be", () => {
    expect(fileOf(asked, undefined)).toBe("/specs/a.steps");
    expect(fileOf({ ...asked, path: join(process.cwd(), "a.steps") }, undefined)).toBe("a.steps");
    expect(fileOf(asked, "b.steps")).toBe("b.steps");
  });
});
