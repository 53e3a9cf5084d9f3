import type { InductionProgress, Progress } from "../index.js";
import { typeCorrectText } from "../report/induction.js";
import { counted, duration, grouped } from "../report/words.js";

/** A line on standard error: rewritten on a terminal, else a new one now and then. */
class Line {
  readonly #stream: NodeJS.WriteStream;
  #shown: number | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Is it time for the next, after so many seconds? */
  isDue(seconds: number): boolean {
    return seconds - (this.#shown ?? 0) >= (this.#stream.isTTY ? 0.2 : 2);
  }

  write(text: string, seconds: number): void {
    this.#stream.write(this.#stream.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
    this.#shown = seconds;
  }

  /** Leaves a terminal as if there had been no line. */
  clear(): void {
    if (this.#stream.isTTY && this.#shown !== undefined) this.#stream.write("\r\u001b[K");
  }
}

/** Says how far a search is. */
export class ProgressLine extends Line {
  #before: Progress | undefined;

  show(progress: Progress): void {
    if (!this.isDue(progress.seconds)) return;
    this.write(progressText(progress, this.#before), progress.seconds);
    this.#before = progress;
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

/** Says how many type-correct states an inductive step has to do with, before it begins, and how far it is. */
export class InductionLine extends Line {
  readonly #claim: string;
  #begun = false;

  constructor(stream: NodeJS.WriteStream, claim: string) {
    super(stream);
    this.#claim = claim;
  }

  show(progress: InductionProgress): void {
    const seconds = performance.now() / 1000;
    if (this.#begun && !this.isDue(seconds)) return;
    this.write(this.#begun ? inductionText(progress, this.#claim) : beginningText(progress), seconds);
    this.#begun = true;
  }
}

/** `144 type-correct states`, `endlessly many type-correct states, of which 10,000 are drawn at random` */
function beginningText({ typeCorrect, samples }: InductionProgress): string {
  const drawn = samples === undefined ? "" : `, of which ${grouped(samples)} are drawn at random`;
  return typeCorrectText(typeCorrect) + drawn;
}

/** `144 type-correct states: Kept is true in 63 so far, 96 steps lead out of these` */
function inductionText(progress: InductionProgress, claim: string): string {
  const { satisfying, steps } = progress;
  return `${beginningText(progress)}: ${claim} is true in ${grouped(satisfying)} so far, ${counted(steps, "step")} lead out of these`;
}
