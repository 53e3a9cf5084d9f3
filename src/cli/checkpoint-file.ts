import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Packr } from "msgpackr";
import type { Restored, SearchHead, Snapshot } from "../engine/checkpoint.js";
import { BlockReader, BlockWriter, DamagedFile } from "./blocks.js";
import { type CallError, damagedCheckpoint, foreignCheckpoint, otherVersion } from "./errors.js";
import { errorCode, readError, refuseUnwritable } from "./files.js";
import { searchHead } from "./head-shape.js";
import { amount, count, type Guard, listOf, object, optional, pairOf, Trail, text, truth } from "./shape.js";

/*
 * A checkpoint: the text `everystep checkpoint` and a line break, one byte with the version of the format, then blocks
 * (blocks.ts): how long the head is, the head as msgpack, and the bytes of the search. It is written beside its place,
 * brought to the disk, and moved into its place, so that there is always a whole one. Nothing in it is believed before it
 * was looked at.
 */

const magic = Buffer.from("everystep checkpoint\n", "latin1");
const format = 5;

/** No head comes near it. */
const LARGEST_HEAD = 1 << 28;

/** What was asked for: all that the result depends on. */
export interface Asked {
  /** The spec as it was named, and where it is. */
  readonly file: string;
  readonly path: string;
  /** Of the text of the spec and of what it refers to. */
  readonly digest: string;
  readonly root: string | undefined;
  readonly model: string | undefined;
  readonly constants: readonly (readonly [name: string, value: string])[];
  readonly claims: readonly string[] | undefined;
  readonly continue: boolean;
  readonly maxStates: number | undefined;
  readonly maxDepth: number | undefined;
  readonly symmetry: boolean;
}

export interface Head {
  /** Of the everystep that wrote it. */
  readonly version: string;
  readonly asked: Asked;
  /** How long it has taken so far. */
  readonly seconds: number;
  readonly search: SearchHead;
}

const asked = object<Asked>({
  file: text,
  path: text,
  digest: text,
  root: optional(text),
  model: optional(text),
  constants: listOf(pairOf(text, text)),
  claims: optional(listOf(text)),
  continue: truth,
  maxStates: optional(count),
  maxDepth: optional(count),
  symmetry: truth,
});

const anything: Guard<unknown> = (_value): _value is unknown => true;
const versioned = object<{ version: string; asked: unknown; seconds: unknown; search: unknown }>({
  version: text,
  asked: anything,
  seconds: anything,
  search: anything,
});
const whole = object<Head>({ version: text, asked, seconds: amount, search: searchHead });

const packr = new Packr({ useRecords: false });

/**
 * Writes a checkpoint as a whole or not at all.
 *
 * @returns the system's word for why it could not be written
 */
export function saveCheckpoint(path: string, head: Omit<Head, "search">, search: Snapshot): string | undefined {
  const draft = draftOf(path);
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      writeAll(file, { ...head, search: search.head }, search.pieces());
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    bringToDisk(dirname(path));
    return undefined;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return code;
  }
}

/**
 * Looks whether a checkpoint may be written there: over another one, and over nothing else.
 *
 * @throws CallError E0702, E0711, E0760
 */
export function refuseOther(path: string): void {
  refuseUnwritable(path);
  if (!existsSync(path)) return;
  const file = opened(path);
  const isOne = beginsRight(file);
  closeSync(file);
  if (!isOne) throw foreignCheckpoint(path);
}

function beginsRight(file: number): boolean {
  const start = Buffer.alloc(magic.length);
  return readSync(file, start, 0, start.length, null) === start.length && start.equals(magic);
}

/** Where it is written first. One that a killed process left there is written over. */
export function draftOf(path: string): string {
  return `${path}.part`;
}

function writeAll(file: number, head: Head, pieces: Iterable<Uint8Array>): void {
  writeSync(file, Buffer.concat([magic, Buffer.of(format)]));
  const packed = packr.pack(head);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(packed.length);
  const writer = new BlockWriter(file);
  writer.write(length);
  writer.write(packed);
  for (const piece of pieces) writer.write(piece);
  writer.end();
}

/** A folder knows the new name only then. Not every system can. */
function bringToDisk(folder: string): void {
  try {
    const file = openSync(folder, "r");
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** A checkpoint that is being read. */
export class OpenCheckpoint implements Restored {
  readonly path: string;
  readonly whole: Head;
  readonly #file: number;
  readonly #reader: BlockReader;

  /**
   * @param version of this everystep; no other one goes on with it
   * @throws CallError when there is no such file, or it is none of these, of another version, or damaged
   */
  constructor(path: string, version: string) {
    this.path = path;
    this.#file = opened(path);
    this.#reader = new BlockReader(this.#file);
    this.whole = this.#guarded(() => this.#readHead(version));
  }

  get head(): SearchHead {
    return this.whole.search;
  }

  get seconds(): number {
    return this.whole.seconds;
  }

  /** @throws CallError E0762 */
  take(into: Uint8Array): void {
    this.#guarded(() => this.#reader.take(into));
  }

  /** @throws CallError E0762 when not everything was taken */
  end(): void {
    this.#guarded(() => this.#reader.end());
  }

  damaged(what: string): CallError {
    return damagedCheckpoint(this.path, what);
  }

  close(): void {
    closeSync(this.#file);
  }

  #readHead(version: string): Head {
    if (!beginsRight(this.#file)) throw foreignCheckpoint(this.path);
    const found = Buffer.alloc(1);
    if (readSync(this.#file, found, 0, 1, null) === 0) throw new DamagedFile("it ends too early");
    if (found[0] !== format) throw otherVersion(this.path, `format ${found[0]}`, `format ${format}`);
    const length = Buffer.alloc(4);
    this.#reader.take(length);
    if (length.readUInt32LE() > LARGEST_HEAD) throw new DamagedFile("its head is too large");
    const packed = Buffer.alloc(length.readUInt32LE());
    this.#reader.take(packed);
    return this.#believed(unpacked(packed), version);
  }

  /** Another version may have another head, and is told by its name first. */
  #believed(head: unknown, version: string): Head {
    const trail = new Trail();
    if (versioned(head, trail) && head.version !== version) throw otherVersion(this.path, head.version, version);
    if (!whole(head, trail)) throw new DamagedFile(`\`${trail.wrong ?? "the whole"}\` is not what it should be`);
    return head;
  }

  #guarded<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof DamagedFile) throw damagedCheckpoint(this.path, error.message);
      throw readError(this.path, error);
    }
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw readError(path, error);
  }
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes);
  } catch {
    throw new DamagedFile("its head cannot be read");
  }
}
