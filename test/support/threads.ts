import { Worker } from "node:worker_threads";
import type { Threads } from "../../src/engine/generate/search/team.js";
import { cell } from "../../src/engine/generate/wave/plan.js";
import type { ThreadSetup } from "../../src/engine/generate/wave/serve.js";
import { builtCommand } from "./command.js";

/** Threads that run the built code; each is ready before the next step is taken. */
export class ReadyThreads implements Threads {
  failure: string | undefined;
  started = 0;
  readonly #workers: Worker[] = [];

  start(setup: ThreadSetup): void {
    const workerData = this.changed(setup);
    const worker = new Worker(builtCommand().replace(/main\.js$/, "thread-main.js"), { workerData });
    worker.on("error", (error) => {
      this.failure ??= String(error);
    });
    this.#workers.push(worker);
    this.started += 1;
    const words = new Int32Array(setup.memory.buffer);
    Atomics.wait(words, cell.ready / 4, setup.index - 1, 10_000);
  }

  end(): void {
    for (const worker of this.#workers.splice(0)) void worker.terminate();
  }

  /** What a thread is told; overridden where it is to fail. */
  protected changed(setup: ThreadSetup): ThreadSetup {
    return setup;
  }
}
