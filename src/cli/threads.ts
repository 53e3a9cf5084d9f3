import { Worker } from "node:worker_threads";
import type { Threads } from "../index.js";
import type { ThreadSetup } from "../threads.js";

/** Threads of this process. */
export class NodeThreads implements Threads {
  readonly #workers: Worker[] = [];
  #ended = false;
  failure: string | undefined;

  start(setup: ThreadSetup): void {
    const worker = new Worker(new URL("./thread-main.js", import.meta.url), { workerData: setup, env: {} });
    worker.unref();
    worker.on("error", (error) => {
      this.failure ??= String(error);
    });
    worker.on("exit", (status) => {
      if (!this.#ended) this.failure ??= `it ended with status ${status}`;
    });
    this.#workers.push(worker);
  }

  end(): void {
    this.#ended = true;
    for (const worker of this.#workers) void worker.terminate();
    this.#workers.length = 0;
  }
}
