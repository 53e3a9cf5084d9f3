import { MemoryWatch } from "./memory.js";

/** Turns the first Ctrl-C, and memory that runs out, into a request to stop; a second Ctrl-C ends the process as ever. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #stop = (): void => this.#controller.abort();

  readonly #memory = new MemoryWatch(() => this.#controller.abort("memory"));

  constructor() {
    process.once("SIGINT", this.#stop);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ctrl-C ends the process again. */
  release(): void {
    process.removeListener("SIGINT", this.#stop);
    this.#memory.release();
  }
}
