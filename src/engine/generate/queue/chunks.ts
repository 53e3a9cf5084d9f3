/** Bytes of a chunk. */
export const CHUNK = 1 << 20;

/**
 * Memory for queues, in chunks of 1 MiB. What a queue gives back is taken again before more is asked of the system, so
 * that the process never holds more than the queues needed at once.
 */
export class Chunks {
  readonly #free: Uint8Array[] = [];
  #made = 0;

  /** Bytes taken from the system, in use or not. */
  get bytes(): number {
    return this.#made * CHUNK;
  }

  /** Bytes of those that no queue uses. */
  get spare(): number {
    return this.#free.length * CHUNK;
  }

  take(): Uint8Array {
    const chunk = this.#free.pop();
    if (chunk !== undefined) return chunk;
    const made = new Uint8Array(CHUNK);
    this.#made += 1;
    return made;
  }

  give(chunk: Uint8Array): void {
    this.#free.push(chunk);
  }
}
