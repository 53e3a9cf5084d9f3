/** Turns the first Ctrl-C into a request to stop; a second one ends the process as ever. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #stop = (): void => this.#controller.abort();

  constructor() {
    process.once("SIGINT", this.#stop);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ctrl-C ends the process again. */
  release(): void {
    process.removeListener("SIGINT", this.#stop);
  }
}
