/*
 * Where the engine keeps what memory does not hold. It is handed in: files are known to src/cli alone. Everything is
 * synchronous, as the search is.
 */

export interface Disk {
  /** A new, empty file. The name is for whoever looks into the folder; two files may have the same. */
  create(name: string): DiskFile;
  /** Bytes written so far, by all files together. */
  readonly written: number;
}

/** Positions may be past 4 GiB. */
export interface DiskFile {
  /** @throws DiskError */
  write(at: number, bytes: Uint8Array): void;
  /**
   * Fills all of `into`; it was written before.
   *
   * @throws DiskError
   */
  read(at: number, into: Uint8Array): void;
  /** The space is free again. */
  remove(): void;
}

/** The disk is full, or cannot be written to or read from. A search that meets it ends as incomplete. */
export class DiskError extends Error {
  /** `reason`: the system's word for it, like `ENOSPC`. */
  constructor(readonly reason: string) {
    super(`the disk: ${reason}`);
    this.name = "DiskError";
  }
}
