import type { Disk, DiskFile } from "../../src/engine/generate/queue/disk.js";

/** A disk in memory: files grow as they are written. */
export class Shelf implements Disk {
  /** Those that were not removed. */
  readonly files = new Set<DiskFile>();
  written = 0;

  create(): DiskFile {
    let contents = new Uint8Array(0);
    const file: DiskFile = {
      write: (at, bytes) => {
        if (at + bytes.length > contents.length) {
          const longer = new Uint8Array(Math.max(at + bytes.length, 2 * contents.length));
          longer.set(contents);
          contents = longer;
        }
        contents.set(bytes, at);
        this.written += bytes.length;
      },
      read: (at, into) => into.set(contents.subarray(at, at + into.length)),
      remove: () => void this.files.delete(file),
    };
    this.files.add(file);
    return file;
  }
}
