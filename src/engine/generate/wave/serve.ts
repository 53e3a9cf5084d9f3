import { GraphWorker, type GraphWorkerSetup } from "../graph/worker.js";
import { done, fail, next } from "./barrier.js";
import { cell, own } from "./plan.js";
import type { Views } from "./views.js";
import { phases, WaveWorker, type WorkerSetup } from "./worker.js";

/** What a thread is started with: plain data. */
export type ThreadSetup = WaveThreadSetup | GraphWorkerSetup;

export interface WaveThreadSetup extends WorkerSetup {
  /** 1 for the first worker that has a thread of its own. */
  readonly index: number;
}

interface Working {
  readonly views: Views;
  run(phase: number, index: number, workers: number): void;
}

/** Works in a thread of its own until there is nothing more to do; blocks it. */
export function serve(setup: ThreadSetup): void {
  const { index } = setup;
  const worker = "numbers" in setup ? new GraphWorker(setup) : onWaves(setup);
  const { views } = worker;
  let last = Atomics.load(views.words, cell.round >>> 2);
  Atomics.add(views.words, cell.ready >>> 2, 1);
  Atomics.notify(views.words, cell.ready >>> 2);
  for (;;) {
    const { number, phase, workers } = next(views, last);
    last = number;
    if (phase === undefined) return;
    if (index >= workers) continue;
    try {
      worker.run(phase, index, workers);
    } catch (error) {
      fail(views, error);
    }
    done(views);
  }
}

function onWaves(setup: WorkerSetup): Working {
  const worker = new WaveWorker(setup, () => worker.views.put(setup.code.area.start + own.told, 1));
  const run = (phase: number, index: number, workers: number): void => {
    const name = phases[phase];
    if (name !== undefined) worker.run(name, index, workers);
  };
  return { views: worker.views, run };
}
