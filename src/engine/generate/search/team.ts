import { open, together } from "../wave/barrier.js";
import type { WaveCode } from "../wave/module.js";
import { cell, type Plan } from "../wave/plan.js";
import type { ThreadSetup, WaveThreadSetup } from "../wave/serve.js";
import { type Phase, phases, type WaveWorker } from "../wave/worker.js";

/** Starts workers in threads of their own; handed in, for only src/cli knows threads. */
export interface Threads {
  /** Starts a thread that calls `serve` with this. */
  start(setup: ThreadSetup): void;
  /** Why a thread that was started could not begin, or ended by itself; also when this thread has not come to hear of it. */
  readonly failure: string | undefined;
  /** Ends all that are still there. */
  end(): void;
}

/**
 * The workers besides this thread's. They are started when a level is wide for the first time, and work as soon as all of them
 * are ready; while a level is narrow they wait.
 */
export class Team {
  readonly #worker: WaveWorker;
  readonly #threads: Threads | undefined;
  readonly #setup: (index: number) => WaveThreadSetup;
  /** Undefined: not started. */
  #codes: readonly WaveCode[] | undefined;
  #came = false;
  isTogether = false;

  constructor(worker: WaveWorker, threads: Threads | undefined, setup: (index: number) => WaveThreadSetup) {
    this.#worker = worker;
    this.#threads = threads;
    this.#setup = setup;
  }

  /** Decides who works on the next wave. When others take part for the first time, returns their code. */
  gather(left: number, { workers, wide }: Plan): readonly WaveCode[] | undefined {
    this.isTogether = false;
    if (left < wide || workers === 1 || this.#threads === undefined) return undefined;
    if (this.#codes === undefined) this.#start(workers, this.#threads);
    const { failure } = this.#threads;
    const others = this.#codes?.length ?? 0;
    this.isTogether = Atomics.load(this.#worker.views.words, cell.ready >>> 2) === others;
    if (failure !== undefined)
      throw new Error(`a worker ${this.isTogether ? "is gone" : "could not be started"}: ${failure}`);
    if (!this.isTogether || this.#came) return undefined;
    this.#came = true;
    return this.#codes;
  }

  /** @param before what this thread does besides, while the others do their parts already */
  run(phase: Phase, before: () => void): void {
    const others = this.isTogether ? (this.#codes?.length ?? 0) : 0;
    const own = (): void => {
      before();
      this.#worker.run(phase, 0, others + 1);
    };
    if (others === 0) {
      own();
      return;
    }
    together(this.#worker.views, phases.indexOf(phase), others, own, () => this.#threads?.failure);
  }

  end(): void {
    if (this.#codes === undefined) return;
    open(this.#worker.views, undefined, 0);
    this.#threads?.end();
    this.#codes = undefined;
  }

  #start(workers: number, threads: Threads): void {
    const setups = Array.from({ length: workers - 1 }, (_, at) => this.#setup(at + 1));
    for (const setup of setups) threads.start(setup);
    this.#codes = setups.map(({ code }) => code);
  }
}
