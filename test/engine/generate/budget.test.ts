import { describe, expect, it } from "vitest";
import { Budget } from "../../../src/engine/generate/queue/budget.js";
import { CHUNK } from "../../../src/engine/generate/queue/chunks.js";
import type { Disk } from "../../../src/engine/generate/queue/disk.js";
import { Rows } from "../../../src/engine/generate/queue/rows.js";

/** A disk that only counts. */
class Counter implements Disk {
  written = 0;
  create() {
    return {
      write: (_at: number, bytes: Uint8Array): void => {
        this.written += bytes.length;
      },
      read: () => {},
      remove: () => {},
    };
  }
}

const MiB = 2 ** 20;

/** A search that holds some memory in a process that has 50 MiB besides. */
function search(memory: number, disk?: Disk) {
  const now = { held: 10 * MiB, heap: 50 * MiB, chunks: () => 0 };
  const resident = (): number => now.heap + now.held + now.chunks();
  const budget = new Budget({ memory, disk, resident }, () => now.held);
  now.chunks = () => budget.chunks.bytes;
  const rows = new Rows(CHUNK, { chunks: budget.chunks, name: "rows" });
  const grow = (chunks: number): void => {
    for (let count = 0; count < chunks; count++) rows.append(new Uint8Array(CHUNK));
  };
  return { now, budget, rows, grow };
}

describe("a budget", () => {
  it("is without bound by default", () => {
    const budget = new Budget({}, () => 2 ** 50);
    expect(budget.free).toBe(Number.POSITIVE_INFINITY);
    expect(budget.relieve([])).toBe(true);
  });

  it("counts what the search holds at once", () => {
    const { now, budget, grow } = search(200 * MiB);
    expect(budget.free / MiB).toBeCloseTo(196 - 60);
    now.held += 30 * MiB;
    grow(20);
    expect(budget.free / MiB).toBeCloseTo(196 - 110);
  });

  it("counts what is reserved and not written to yet", () => {
    const now = { held: 0 };
    const budget = new Budget({ memory: 200 * MiB, resident: () => 60 * MiB }, () => now.held);
    now.held = 100 * MiB;
    expect(budget.free / MiB).toBeCloseTo(196 - 160);
  });

  it("counts what is to come", () => {
    const budget = new Budget({ memory: 200 * MiB, resident: () => 60 * MiB }, () => 10 * MiB, 20 * MiB);
    expect(budget.free / MiB).toBeCloseTo(196 - 80);
  });

  it("sees the heap of the process grow", async () => {
    const { now, budget } = search(200 * MiB);
    now.heap += 40 * MiB;
    await new Promise((resolve) => setTimeout(resolve, 25));
    expect(budget.free / MiB).toBeCloseTo(196 - 100);
  });

  it("moves queues to disk when they take more than a quarter, and takes their memory again", () => {
    const disk = new Counter();
    const { budget, rows, grow } = search(200 * MiB, disk);
    grow(35);
    expect(budget.relieve([rows])).toBe(true);
    expect(disk.written).toBe(0);
    grow(3);
    expect(budget.relieve([rows])).toBe(true);
    expect(disk.written).toBe(10 * CHUNK);
    expect(budget.spilled).toBe(10 * CHUNK);
    grow(10);
    expect(budget.chunks.bytes).toBe(38 * CHUNK);
  });

  it("moves queues to disk when the visited set has taken the rest", () => {
    const disk = new Counter();
    const { now, budget, rows, grow } = search(200 * MiB, disk);
    grow(20);
    now.held += 120 * MiB;
    expect(budget.relieve([rows])).toBe(true);
    expect(disk.written).toBe(5 * CHUNK);
    expect(budget.relieve([rows])).toBe(true);
    expect(disk.written).toBe(5 * CHUNK);
    grow(5);
    expect(budget.chunks.bytes).toBe(20 * CHUNK);
    expect(budget.relieve([rows])).toBe(true);
    expect(disk.written).toBe(10 * CHUNK);
  });

  it("ends a search that has no disk when memory is full", () => {
    const { now, budget, rows, grow } = search(200 * MiB);
    grow(100);
    expect(budget.relieve([rows])).toBe(true);
    now.held += 40 * MiB;
    expect(budget.relieve([rows])).toBe(false);
  });

  it("ends a search whose memory cannot be moved", () => {
    const { now, budget, rows } = search(200 * MiB, new Counter());
    now.held += 160 * MiB;
    expect(budget.relieve([rows])).toBe(false);
  });
});
