import { describe, expect, it } from "vitest";
import { CHUNK, Chunks } from "../../../src/engine/generate/queue/chunks.js";
import { type Disk, DiskError, type DiskFile } from "../../../src/engine/generate/queue/disk.js";
import { NOWHERE, Predecessors } from "../../../src/engine/generate/queue/predecessors.js";
import { Rows } from "../../../src/engine/generate/queue/rows.js";

/** Files in memory; `room`: bytes that may be written. */
class Shelf implements Disk {
  readonly files = new Map<DiskFile, Map<number, Uint8Array>>();
  written = 0;

  constructor(private readonly room = Number.POSITIVE_INFINITY) {}

  create(): DiskFile {
    const blocks = new Map<number, Uint8Array>();
    const file: DiskFile = {
      write: (at, bytes) => {
        if (this.written + bytes.length > this.room) throw new DiskError("ENOSPC");
        this.written += bytes.length;
        blocks.set(at, bytes.slice());
      },
      read: (at, into) => {
        const begin = Math.floor(at / CHUNK) * CHUNK;
        const block = blocks.get(begin);
        if (block === undefined || at - begin + into.length > block.length) throw new Error("was never written");
        into.set(block.subarray(at - begin, at - begin + into.length));
      },
      remove: () => void this.files.delete(file),
    };
    this.files.set(file, blocks);
    return file;
  }
}

/** A row of some width that says its number. */
function rowsFrom(first: number, count: number, width: number): Uint8Array {
  const bytes = new Uint8Array(count * width);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < count; row++) view.setUint32(row * width, first + row);
  return bytes;
}

function filled(width: number, count: number, piece = 10_007): { rows: Rows; chunks: Chunks } {
  const chunks = new Chunks();
  const rows = new Rows(width, { chunks, name: "test" });
  for (let row = 0; row < count; row += piece) rows.append(rowsFrom(row, Math.min(piece, count - row), width));
  return { rows, chunks };
}

function expectRows(rows: Rows, first: number, count: number): void {
  const into = new Uint8Array(count * rows.width);
  rows.read(first, into);
  expect(Buffer.compare(into, rowsFrom(first, count, rows.width))).toBe(0);
}

/** Five chunks and some. */
const MANY = 480_000;

describe("rows", () => {
  it("are read where they were appended, across chunks, whatever the width", () => {
    const { rows } = filled(11, MANY);
    expect(rows.length).toBe(MANY);
    expect(rows.bytes).toBe(6 * CHUNK);
    expectRows(rows, 0, MANY);
    for (const row of [0, 1, 95_324, 95_325, 190_650, MANY - 3]) expectRows(rows, row, 3);
  });

  it("give memory back when they are dropped, and take it again", () => {
    const { rows, chunks } = filled(8, MANY);
    expect(chunks.bytes).toBe(4 * CHUNK);
    rows.dropBefore(3 * (CHUNK / 8) + 5);
    expect(rows.first).toBe(3 * (CHUNK / 8) + 5);
    expect(rows.bytes).toBe(CHUNK);
    expect(chunks.spare).toBe(3 * CHUNK);
    rows.append(rowsFrom(MANY, 300_000, 8));
    expect(chunks.bytes).toBe(4 * CHUNK);
    expectRows(rows, rows.first, MANY + 300_000 - rows.first);
    expect(() => rows.read(0, new Uint8Array(8))).toThrow("no such rows");
    expect(() => rows.read(rows.length, new Uint8Array(8))).toThrow("no such rows");
  });

  it("move to disk and are the same, but for the last chunk", () => {
    const { rows } = filled(11, MANY);
    const disk = new Shelf();
    expect(rows.spill(disk)).toBe(5 * CHUNK);
    expect(disk.written).toBe(5 * CHUNK);
    expect(rows.bytes).toBe(CHUNK);
    expectRows(rows, 0, MANY);
    rows.append(rowsFrom(MANY, MANY, 11));
    expect(rows.spill(disk, 2 * CHUNK)).toBe(2 * CHUNK);
    expect(rows.spill(disk)).toBe(3 * CHUNK);
    expect(rows.spill(disk)).toBe(0);
    expectRows(rows, 0, 2 * MANY);
    rows.dropBefore(2 * MANY - 1);
    expectRows(rows, 2 * MANY - 1, 1);
    rows.clear();
    expect([rows.length, rows.bytes, disk.files.size]).toEqual([0, 0, 0]);
  });

  it("lose nothing when the disk is full", () => {
    const { rows } = filled(11, MANY);
    const disk = new Shelf(2.5 * CHUNK);
    expect(() => rows.spill(disk)).toThrow(DiskError);
    expect(rows.bytes).toBe(4 * CHUNK);
    expectRows(rows, 0, MANY);
  });

  it("keep what is read next in memory as long as they can", () => {
    const { rows } = filled(8, MANY);
    const disk = new Shelf();
    rows.spill(disk, CHUNK);
    rows.dropBefore(CHUNK / 8);
    expect(rows.bytes).toBe(2 * CHUNK);
    expectRows(rows, CHUNK / 8, MANY - CHUNK / 8);
  });

  it("remove a file when all of it was dropped", () => {
    const chunks = new Chunks();
    const rows = new Rows(CHUNK, { chunks, name: "test" });
    const disk = new Shelf();
    const row = new Uint8Array(CHUNK);
    for (let count = 0; count < 260; count++) {
      row[0] = count;
      rows.append(row);
      rows.spill(disk);
    }
    expect([disk.files.size, chunks.bytes]).toEqual([2, CHUNK]);
    rows.dropBefore(255);
    expect(disk.files.size).toBe(2);
    rows.dropBefore(257);
    expect(disk.files.size).toBe(1);
    rows.read(258, row);
    expect(row[0]).toBe(258 - 256);
  });

  it("are saved and loaded, from memory and disk", () => {
    const { rows, chunks } = filled(11, MANY);
    const disk = new Shelf();
    rows.dropBefore(100_000);
    rows.spill(disk);
    const saved = Buffer.concat(Array.from(rows.save(), (piece) => piece.slice()));
    expect(saved.length).toBe((MANY - 100_000) * 11);
    const again = new Rows(11, { chunks, name: "again" });
    let at = 0;
    const take = (into: Uint8Array): void => {
      at += saved.copy(into, 0, at);
    };
    again.load(rows.first, rows.length, take, () => void again.spill(disk));
    expect([again.first, again.length, again.bytes]).toEqual([100_000, MANY, CHUNK]);
    expectRows(again, 100_000, MANY - 100_000);
    again.append(rowsFrom(MANY, 100_000, 11));
    expectRows(again, 100_000, MANY);
  });
});

describe("predecessors", () => {
  it("tell the ways to a state, however many there are", () => {
    const predecessors = new Predecessors(new Chunks());
    predecessors.push(NOWHERE, 0);
    predecessors.push(NOWHERE, 300);
    predecessors.push(1, 254);
    predecessors.push(1, 255);
    predecessors.push(3, 70_000);
    predecessors.append(Uint8Array.of(4, 0, 0, 0, 7));
    expect(predecessors.length).toBe(6);
    expect([0, 1, 2, 3, 4, 5].map((state) => predecessors.path(state))).toEqual([
      [0],
      [300],
      [300, 254],
      [300, 255],
      [300, 255, 70_000],
      [300, 255, 70_000, 7],
    ]);
  });

  it("are the same on disk", () => {
    const predecessors = new Predecessors(new Chunks());
    predecessors.push(NOWHERE, 0);
    for (let state = 1; state < 250_000; state++) predecessors.push(state < 1000 ? state - 1 : 999, state);
    const paths = [999, 249_999].map((state) => predecessors.path(state));
    expect(paths[0]).toEqual(Array.from({ length: 1000 }, (_, state) => state));
    expect(paths[1]).toEqual([...(paths[0] ?? []), 249_999]);
    expect(predecessors.spill(new Shelf())).toBe(2 * CHUNK);
    expect(predecessors.bytes).toBe(2 * CHUNK);
    expect([999, 249_999].map((state) => predecessors.path(state))).toEqual(paths);
    predecessors.clear();
    expect([predecessors.length, predecessors.bytes]).toEqual([0, 0]);
  });
});
