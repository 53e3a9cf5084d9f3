import { describe, expect, test } from "vitest";
import { Replay } from "../../../src/engine/search/path.js";
import { graph } from "../../support/graph.js";

describe("a behaviour is gone again by the numbers of its ways", () => {
  const initial = [{ fault: "none" }, 7, 1] as const;
  const ways = { 1: [2, { fault: "no" }, 3], 2: [4], 3: [5, 6] };

  test("ways that met an error among them", () => {
    const replay = new Replay(graph({ initial, ways }));
    expect(replay.path([2, 2, 1])).toEqual([
      { state: 1, ordinal: 2 },
      { state: 3, ordinal: 2 },
      { state: 6, ordinal: 1 },
    ]);
    expect(replay.path([1])).toEqual([{ state: 7, ordinal: 1 }]);
  });

  test("what behaviours have in common is gone once", () => {
    const system = graph({ initial, ways });
    const replay = new Replay(system);
    for (const path of [
      [2, 2, 1],
      [2, 2, 0],
      [2, 0, 0],
      [2, 0],
    ]) {
      replay.path(path);
    }
    expect(system.expanded).toEqual([1, 3, 2]);
  });

  test("a way that leads nowhere is a bug, and told as one", () => {
    const replay = new Replay(graph({ initial, ways }));
    expect(() => replay.path([2, 1])).toThrow("internal error: way 1 leads nowhere");
    expect(() => replay.path([2, 5])).toThrow("internal error: way 5 leads nowhere");
  });

  test("of very many initial states, too, and after all was forgotten", () => {
    const many = Array.from({ length: 150_000 }, (_, at) => at + 10);
    const replay = new Replay(graph({ initial: many, ways: { 149999: [3] } }));
    for (const ordinal of [149_989, 65_535, 65_536, 0, 149_989]) {
      expect(replay.path([ordinal])).toEqual([{ state: ordinal + 10, ordinal }]);
    }
    expect(replay.path([149_989, 0]).at(-1)?.state).toBe(3);
  });
});
