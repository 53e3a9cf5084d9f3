import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { NodeThreads, type ThreadData } from "../../src/cli/threads.js";
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
    const workerData: ThreadData = {
      setup: this.changed(setup),
      opened: new Int32Array(new SharedArrayBuffer(4)),
    };
    const worker = new Worker(threadScript(), { workerData });
    worker.on("error", (error) => {
      this.failure ??= String(error);
    });
    this.#workers.push(worker);
    this.started += 1;
    waitFor(setup);
  }

  end(): void {
    for (const worker of this.#workers.splice(0)) void worker.terminate();
  }

  /** What a thread is told; overridden where it is to fail. */
  protected changed(setup: ThreadSetup): ThreadSetup {
    return setup;
  }
}

/** The command's own threads; each that is to die ends, without a word, as soon as it is ready. */
export class DyingThreads extends NodeThreads {
  constructor() {
    super(threadScript());
  }

  override start(setup: ThreadSetup): void {
    super.start(setup);
    waitFor(setup);
    if (this.dies(setup)) void this.workers.at(-1)?.terminate();
  }

  protected dies(_: ThreadSetup): boolean {
    return true;
  }
}

function threadScript(): URL {
  return pathToFileURL(builtCommand().replace(/main\.js$/, "thread-main.js"));
}

function waitFor({ memory, index }: ThreadSetup): void {
  Atomics.wait(new Int32Array(memory.buffer), cell.ready / 4, index - 1, 10_000);
}
