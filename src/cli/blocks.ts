import { readSync, writevSync } from "node:fs";
import { crc32 } from "node:zlib";

/*
 * Bytes in a file as blocks, each with its length and a checksum over its number and its bytes: what a disk lost, changed or
 * put in another place is noticed before anything of the block is used. An empty block is the end.
 */

const HEAD = 8;
const LARGEST = 1 << 20;

/** The bytes of a file are not those that were written. */
export class DamagedFile extends Error {}

export class BlockWriter {
  readonly #file: number;
  #number = 0;

  constructor(file: number) {
    this.#file = file;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += LARGEST) this.#block(bytes.subarray(at, at + LARGEST));
  }

  end(): void {
    this.#block(new Uint8Array(0));
  }

  #block(bytes: Uint8Array): void {
    const head = Buffer.alloc(HEAD);
    head.writeUInt32LE(bytes.length, 0);
    head.writeUInt32LE(crc32(bytes, this.#number), 4);
    this.#number += 1;
    let parts: Uint8Array[] = [head, bytes];
    while (parts.length > 0) parts = rest(parts, writevSync(this.#file, parts));
  }
}

/** What is left of some parts after so many bytes. */
function rest(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  return parts.flatMap((part) => {
    const gone = Math.min(left, part.length);
    left -= gone;
    return gone === part.length ? [] : [part.subarray(gone)];
  });
}

export class BlockReader {
  readonly #file: number;
  #number = 0;
  /** What is left of the block that is being read. */
  #block = new Uint8Array(0);
  readonly #head = Buffer.alloc(HEAD);
  readonly #room = new Uint8Array(LARGEST);

  constructor(file: number) {
    this.#file = file;
  }

  /** @throws DamagedFile when there are not so many bytes */
  take(into: Uint8Array): void {
    for (let done = 0; done < into.length; ) {
      if (this.#block.length === 0 && !this.#next()) throw new DamagedFile("it ends too early");
      const count = Math.min(this.#block.length, into.length - done);
      into.set(this.#block.subarray(0, count), done);
      this.#block = this.#block.subarray(count);
      done += count;
    }
  }

  /** @throws DamagedFile when there are more bytes */
  end(): void {
    if (this.#block.length > 0 || this.#next()) throw new DamagedFile("it goes on after its end");
  }

  #next(): boolean {
    this.#fill(this.#head);
    const length = this.#head.readUInt32LE(0);
    if (length > LARGEST) throw new DamagedFile("its bytes are not those that were written");
    const block = this.#room.subarray(0, length);
    this.#fill(block);
    if (crc32(block, this.#number) !== this.#head.readUInt32LE(4))
      throw new DamagedFile("its bytes are not those that were written");
    this.#number += 1;
    this.#block = block;
    return length > 0;
  }

  #fill(into: Uint8Array): void {
    for (let done = 0; done < into.length; ) {
      const count = readSync(this.#file, into, done, into.length - done, null);
      if (count === 0) throw new DamagedFile("it ends too early");
      done += count;
    }
  }
}
