import { fstatSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Threads } from "../index.js";
import type { ThreadSetup } from "../threads.js";

/*
 * This thread hears that another one has ended only when it has nothing else to do; while it waits for the others, it must
 * ask. However a thread ends, Node closes the files that it has opened: each opens one, and is there as long as that is.
 */

/** What a thread of ours is started with. */
export interface ThreadData {
  readonly setup: ThreadSetup;
  /** One word: the number of the file that the thread has opened, plus one. */
  readonly opened: Int32Array;
}

/** Threads of this process. */
export class NodeThreads implements Threads {
  readonly #script: URL;
  protected readonly workers: Worker[] = [];
  readonly #opened: Int32Array[] = [];
  #failure: string | undefined;

  constructor(script = new URL("./thread-main.js", import.meta.url)) {
    this.#script = script;
  }

  get failure(): string | undefined {
    if (this.#opened.some((word) => isClosed(Atomics.load(word, 0)))) {
      this.#failure ??= "its thread has ended";
    }
    return this.#failure;
  }

  start(setup: ThreadSetup): void {
    const opened = new Int32Array(new SharedArrayBuffer(4));
    const workerData: ThreadData = { setup, opened };
    const worker = new Worker(this.#script, { workerData, env: {} });
    worker.unref();
    worker.on("error", (error) => {
      if (this.workers.includes(worker)) this.#failure ??= String(error);
    });
    worker.on("exit", (status) => {
      if (this.workers.includes(worker)) this.#failure ??= `it ended with status ${status}`;
    });
    this.workers.push(worker);
    this.#opened.push(opened);
  }

  end(): void {
    for (const worker of this.workers.splice(0)) void worker.terminate();
    this.#opened.length = 0;
  }
}

/** Is the file with a number, given plus one, closed? 0: there is none yet. */
function isClosed(opened: number): boolean {
  if (opened === 0) return false;
  try {
    fstatSync(opened - 1);
    return false;
  } catch {
    return true;
  }
}
