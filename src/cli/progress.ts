import type { Progress } from "../index.js";
import { counted, duration, grouped } from "../report/words.js";

/** One line on standard error that says how far a search is: rewritten on a terminal, else a new one now and then. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = 0;
  #before: Progress | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(progress: Progress): void {
    const interval = this.#stream.isTTY ? 0.2 : 2;
    if (progress.seconds - this.#shown < interval) return;
    const line = progressText(progress, this.#before);
    this.#stream.write(this.#stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
    this.#shown = progress.seconds;
    this.#before = progress;
  }

  /** Leaves a terminal as if there had been no line. */
  clear(): void {
    if (this.#stream.isTTY && this.#shown > 0) this.#stream.write("\r\u001b[K");
  }
}

/** `12,345 states, 41,000 a second, queue 1,234, depth 17, 3.2 s` */
function progressText(now: Progress, before: Progress | undefined): string {
  const rate = (now.states - (before?.states ?? 0)) / Math.max(0.001, now.seconds - (before?.seconds ?? 0));
  return [
    counted(now.states, "state"),
    `${grouped(Math.round(rate))} a second`,
    `queue ${grouped(now.queue)}`,
    `depth ${grouped(now.depth)}`,
    duration(now.seconds),
  ].join(", ");
}
