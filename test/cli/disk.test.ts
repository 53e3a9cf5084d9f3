import { readdirSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Files } from "../../src/cli/disk.js";
import { DiskError } from "../../src/index.js";
import { temporaryFolder } from "../support/files.js";

describe("files for what memory does not hold", () => {
  it("give back what was written, past 4 GiB too", () => {
    const disk = new Files(temporaryFolder());
    const file = disk.create("far");
    file.write(0, Uint8Array.of(1, 2, 3));
    file.write(5 * 2 ** 30, Uint8Array.of(4, 5, 6, 7));
    const into = new Uint8Array(2);
    file.read(5 * 2 ** 30 + 1, into);
    expect([...into]).toEqual([5, 6]);
    file.read(1, into);
    expect([...into]).toEqual([2, 3]);
    file.read(2 ** 30, into);
    expect([...into]).toEqual([0, 0]);
    expect(disk.written).toBe(7);
    disk.close();
  });

  it("are in no folder's list, so that nothing is left whatever happens", () => {
    const folder = temporaryFolder();
    const disk = new Files(folder);
    const [one, two] = [disk.create("same"), disk.create("same")];
    one.write(0, Uint8Array.of(1));
    two.write(0, Uint8Array.of(2));
    expect(readdirSync(folder)).toEqual([]);
    const into = new Uint8Array(1);
    one.read(0, into);
    expect([...into]).toEqual([1]);
    one.remove();
    two.read(0, into);
    expect([...into]).toEqual([2]);
    disk.close();
  });

  it("that are shorter than what is asked for say so", () => {
    const disk = new Files(temporaryFolder());
    const file = disk.create("short");
    file.write(0, Uint8Array.of(1));
    expect(() => file.read(0, new Uint8Array(2))).toThrow(DiskError);
    disk.close();
  });

  it("that cannot be made say why", () => {
    const folder = temporaryFolder();
    const disk = new Files(folder);
    rmSync(folder, { recursive: true });
    expect(() => disk.create("late")).toThrow("the disk: ENOENT");
  });
});
