import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Disk, DiskError, type DiskFile } from "../index.js";
import { errorCode } from "./files.js";

/*
 * Files for what memory does not hold. A file is made in a fresh folder of its own, opened, and both names are removed at
 * once: the system keeps the file as long as it is open, and gives its space back however the process ends, by a signal or
 * a crash too.
 */

export class Files implements Disk {
  written = 0;
  readonly #folder: string;
  readonly #open = new Set<OpenFile>();

  /** @param folder the system's for temporary files unless told otherwise */
  constructor(folder: string = tmpdir()) {
    this.#folder = folder;
  }

  /** @throws DiskError */
  create(name: string): DiskFile {
    const file = new OpenFile(
      attempt(() => nameless(this.#folder, name)),
      (bytes) => {
        this.written += bytes;
      },
      () => this.#open.delete(file),
    );
    this.#open.add(file);
    return file;
  }

  /** Removes what is left. */
  close(): void {
    for (const file of [...this.#open]) file.remove();
  }
}

class OpenFile implements DiskFile {
  constructor(
    private readonly file: number,
    private readonly wrote: (bytes: number) => void,
    private readonly removed: () => void,
  ) {}

  write(at: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const count = attempt(() => writeSync(this.file, bytes, done, bytes.length - done, at + done));
      this.wrote(count);
      done += count;
    }
  }

  read(at: number, into: Uint8Array): void {
    for (let done = 0; done < into.length; ) {
      const count = attempt(() => readSync(this.file, into, done, into.length - done, at + done));
      if (count === 0) throw new DiskError("a file is shorter than what was written");
      done += count;
    }
  }

  remove(): void {
    attempt(() => closeSync(this.file));
    this.removed();
  }
}

/** An open file that no folder lists. */
function nameless(folder: string, name: string): number {
  const own = mkdtempSync(join(folder, "everystep-"));
  const path = join(own, name);
  try {
    const file = openSync(path, "wx+", 0o600);
    unlinkSync(path);
    return file;
  } finally {
    rmdirSync(own);
  }
}

function attempt<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = errorCode(error);
    throw code === undefined ? error : new DiskError(code);
  }
}
