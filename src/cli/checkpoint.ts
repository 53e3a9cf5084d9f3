import { rmSync } from "node:fs";
import type { Keeper, Snapshot } from "../engine/checkpoint.js";
import { type Asked, draftOf, saveCheckpoint } from "./checkpoint-file.js";
import { err } from "./terminal.js";

/** Of the time between two checkpoints, saving may take at most a tenth. */
const SHARE = 10;

/** Saves checkpoints of a search now and then. */
export class Checkpoints implements Keeper {
  readonly path: string;
  /** Was the last one written? */
  kept = false;
  /** Was there one that could not be written? That has been told. */
  failed = false;
  readonly #every: number;
  readonly #head: { readonly version: string; readonly asked: Asked };
  #next: number;

  /** @param every seconds between the end of one and the beginning of the next; more when saving takes long */
  constructor(path: string, every: number, head: { readonly version: string; readonly asked: Asked }) {
    this.path = path;
    this.#every = 1000 * every;
    this.#head = head;
    this.#next = performance.now() + this.#every;
  }

  due(): boolean {
    return performance.now() >= this.#next;
  }

  /** When it cannot be written, that is told once, and the search goes on. */
  keep(search: Snapshot, seconds: number): void {
    const begun = performance.now();
    const reason = saveCheckpoint(this.path, { ...this.#head, seconds }, search);
    const ended = performance.now();
    this.#next = ended + Math.max(this.#every, SHARE * (ended - begun));
    this.kept = reason === undefined;
    if (this.kept) return;
    rmSync(draftOf(this.path), { force: true });
    if (!this.failed) err(`The checkpoint \`${this.path}\` cannot be written (${reason}); the search goes on.\n`);
    this.failed = true;
  }
}
