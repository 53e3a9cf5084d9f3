import { describe, expect, it } from "vitest";
import type { Generated } from "../../../src/engine/generate/abi.js";
import { type Disk, DiskError, type DiskFile } from "../../../src/engine/generate/queue/disk.js";
import { type PackedOptions, PackedSearch } from "../../../src/engine/generate/search/search.js";
import { counters, indifferent, SHORT, searched } from "../../support/packed.js";

/** Files in memory; `room`: bytes that may be written. */
class Shelf implements Disk {
  written = 0;
  files = 0;

  constructor(private readonly room = Number.POSITIVE_INFINITY) {}

  create(): DiskFile {
    let bytes = new Uint8Array(0);
    this.files += 1;
    return {
      write: (at, piece) => {
        if (this.written + piece.length > this.room) throw new DiskError("ENOSPC");
        this.written += piece.length;
        if (at + piece.length > bytes.length) {
          const larger = new Uint8Array(2 * (at + piece.length));
          larger.set(bytes);
          bytes = larger;
        }
        bytes.set(piece, at);
      },
      read: (at, into) => into.set(bytes.subarray(at, at + into.length)),
      remove: () => {
        this.files -= 1;
      },
    };
  }
}

const MiB = 2 ** 20;

describe("a search with little memory", () => {
  it("has its queues on disk, and finds the same", { timeout: 60_000 }, () => {
    const model = counters(6, 5);
    const whole = searched(model);
    const disk = new Shelf();
    const search = searched(model, { memory: 16 * MiB, disk });
    expect([search.end, search.states, search.steps, search.depth]).toEqual(["exhausted", 1_000_000, 6_000_000, 55]);
    expect(search.spilled).toBe(disk.written);
    expect(search.spilled).toBeGreaterThan(2 * MiB);
    expect(search.used).toBeLessThan(16 * MiB);
    for (const number of [0, 17, 300_000, 999_999]) expect(search.path(number)).toEqual(whole.path(number));
  });

  it("ends when the disk is full, with what it knows", () => {
    const search = searched(counters(6, 5), { memory: 16 * MiB, disk: new Shelf(2 * MiB) });
    expect([search.end, search.failure]).toEqual(["disk", "ENOSPC"]);
    expect(search.states).toBeGreaterThan(100_000);
    expect(search.unexplored).toBeGreaterThan(0);
    expect(search.path(50_000).length).toBeGreaterThan(1);
  });

  it("ends when memory is full and there is no disk", () => {
    const search = searched(counters(6, 5), { memory: 10 * MiB });
    expect(search.end).toBe("memory");
    expect(search.used).toBeLessThan(10.5 * MiB);
    expect(search.states).toBeGreaterThan(100_000);
  });
});

/** The search goes on in another one, with its own memory and disk. */
function handedOver(search: PackedSearch, model: Generated, options: PackedOptions): PackedSearch {
  const saved = search.saved();
  if (saved === undefined) throw new Error("it has come to its end");
  const bytes = Buffer.concat(Array.from(saved.pieces(), (piece) => piece.slice()));
  let at = 0;
  const take = (into: Uint8Array): void => {
    expect(at + into.length).toBeLessThanOrEqual(bytes.length);
    into.set(bytes.subarray(at, at + into.length));
    at += into.length;
  };
  const damaged = (what: string): Error => new Error(what);
  const other = new PackedSearch(model, indifferent, {
    ...options,
    from: { head: { search: saved.search }, take, damaged },
  });
  expect(at).toBe(bytes.length);
  return other;
}

describe("a search that is handed over", () => {
  const model = counters(5, 5);

  it.each([
    ["from memory to memory", false, false],
    ["from disk to disk", true, true],
    ["from memory to disk and back", false, true],
  ])("%s again and again comes to the same end", { timeout: 60_000 }, (_, first, second) => {
    const whole = searched(model);
    let waves = 0;
    const spillNow = (): boolean => waves++ % 5 === 0;
    const options = (onDisk: boolean): PackedOptions =>
      onDisk ? { wave: SHORT, disk: new Shelf(), spillNow } : { wave: SHORT };
    let search = new PackedSearch(model, indifferent, options(first));
    for (let turn = 0; turn < 8; turn++) {
      expect(search.advance(6)).toBe(true);
      search = handedOver(search, model, options(turn % 2 === 0 ? second : first));
    }
    while (search.advance(1000));
    expect([search.end, search.states, search.steps, search.depth]).toEqual(["exhausted", 100_000, 500_000, 46]);
    for (const number of [0, 1, 777, 50_000, 99_999]) expect(search.path(number)).toEqual(whole.path(number));
    expect([search.taken[0], search.changed[0]]).toEqual([1, 1]);
  });

  it.each([31, 32, 33, 34, 35])("goes on after it was stopped past memory in wave %i", (last) => {
    let waves = 0;
    const spillNow = (): boolean => waves++ === 25;
    const search = searched(model, { wave: SHORT, disk: new Shelf(), spillNow, stop: () => waves >= last });
    expect([search.end, search.spilled > 0]).toEqual(["stopped", true]);
    const other = handedOver(search, model, {});
    expect([other.states, other.steps, other.unexplored]).toEqual([search.states, search.steps, search.unexplored]);
    while (other.advance(1000));
    expect([other.end, other.states, other.steps, other.depth]).toEqual(["exhausted", 100_000, 500_000, 46]);
  });

  it("has nothing to go on with at its end", () => {
    const search = searched(counters(2, 5));
    expect([search.end, search.saved()]).toEqual(["exhausted", undefined]);
  });

  it("is refused when it is of another model", () => {
    const search = new PackedSearch(model, indifferent, {});
    search.advance(6);
    expect(() => handedOver(search, counters(13, 5), {})).toThrow("stored in another way");
  });
});
