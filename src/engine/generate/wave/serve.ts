import { done, fail, next } from "./barrier.js";
import { cell, own } from "./plan.js";
import { WaveWorker, type WorkerSetup } from "./worker.js";

/** What a thread is started with: plain data. */
export interface ThreadSetup extends WorkerSetup {
  /** 1 for the first worker that has a thread of its own. */
  readonly index: number;
}

/** Works in a thread of its own until there is nothing more to do; blocks it. */
export function serve(setup: ThreadSetup): void {
  const { index, code } = setup;
  const worker = new WaveWorker(setup, () => worker.views.put(code.area.start + own.told, 1));
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
