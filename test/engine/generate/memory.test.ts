import { describe, expect, it } from "vitest";
import { type Disk, DiskError, type DiskFile } from "../../../src/engine/generate/queue/disk.js";
import { counters, searched } from "../../support/packed.js";

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
    expect(search.used).toBeLessThan(10 * MiB);
    expect(search.states).toBeGreaterThan(100_000);
  });
});
