/** A WebAssembly memory as JavaScript sees it; it may grow. */
export class Views {
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #words: Int32Array;
  #doubles: Float64Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
    this.#doubles = new Float64Array(memory.buffer);
  }

  /** Valid until generated code is called. */
  get bytes(): Uint8Array {
    this.#look();
    return this.#bytes;
  }

  /** Valid until generated code is called. */
  get words(): Int32Array {
    this.#look();
    return this.#words;
  }

  /** Valid until generated code is called. */
  get doubles(): Float64Array {
    this.#look();
    return this.#doubles;
  }

  get(address: number): number {
    return this.words[address >>> 2] ?? 0;
  }

  put(address: number, value: number): void {
    this.words[address >>> 2] = value;
  }

  #look(): void {
    const { buffer } = this.#memory;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
    this.#doubles = new Float64Array(buffer);
  }
}
